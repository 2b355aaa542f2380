package reference

import "slices"

// Term is one word of a closed list, with its name in both languages.
type Term struct {
	Code   string
	NameID string // Indonesian
	NameEN string // English
}

// Disability is one kind of disability (ragam disabilitas) of law 8/2016,
// article 4. Sensory kinds are kept apart, because they need other devices.
type Disability struct {
	Term
	Group string // the kind the law names: fisik, intelektual, mental or sensorik
}

// MultipleDisability is the code of "ganda". It is never stored: it is what
// IsMultiple says of the kinds that are.
const MultipleDisability = "ganda"

// Disabilities returns the kinds in the order of the law.
func Disabilities() []Disability {
	return []Disability{
		{Term{"fisik", "Fisik", "Physical"}, "fisik"},
		{Term{"intelektual", "Intelektual", "Intellectual"}, "intelektual"},
		{Term{"mental", "Mental", "Mental"}, "mental"},
		{Term{"netra", "Sensorik netra", "Visual"}, "sensorik"},
		{Term{"rungu", "Sensorik rungu", "Hearing"}, "sensorik"},
		{Term{"wicara", "Sensorik wicara", "Speech"}, "sensorik"},
	}
}

// DisabilityByCode looks up one kind.
func DisabilityByCode(code string) (Disability, bool) {
	for _, d := range Disabilities() {
		if d.Code == code {
			return d, true
		}
	}
	return Disability{}, false
}

// IsMultiple reports whether the kinds make a multiple disability (ganda): two
// or more different known ones.
func IsMultiple(codes []string) bool {
	n := 0
	for _, d := range Disabilities() {
		if slices.Contains(codes, d.Code) {
			n++
		}
	}
	return n >= 2
}

// Components returns the seven direct services of ATENSI in the order of
// Permensos 7/2021. Assistive devices belong to the last, "aksesibilitas".
func Components() []Term {
	return []Term{
		{"hidup-layak", "Dukungan pemenuhan kebutuhan hidup layak", "Support for a decent living"},
		{"perawatan", "Perawatan sosial dan/atau pengasuhan anak", "Social care and child care"},
		{"keluarga", "Dukungan keluarga", "Family support"},
		{"terapi", "Terapi fisik, psikososial, dan mental spiritual", "Physical, psychosocial and spiritual therapy"},
		{"vokasional", "Pelatihan vokasional dan/atau pembinaan kewirausahaan", "Vocational training and entrepreneurship"},
		{"bantuan", "Bantuan dan asistensi sosial", "Social aid and assistance"},
		{"aksesibilitas", "Dukungan aksesibilitas", "Accessibility support"},
	}
}

// Directorates returns the directorates general (Ditjen) of Perpres 110/2021.
func Directorates() []Term {
	return []Term{
		{"rehsos", "Direktorat Jenderal Rehabilitasi Sosial", "Directorate General of Social Rehabilitation"},
		{"linjamsos", "Direktorat Jenderal Perlindungan dan Jaminan Sosial", "Directorate General of Social Protection and Security"},
		{"dayasos", "Direktorat Jenderal Pemberdayaan Sosial", "Directorate General of Social Empowerment"},
	}
}

// Account is a budget account that goods were bought from. The guidelines of
// ATENSI rest on more than one, so it is an attribute of a lot and these are
// suggestions: another six-digit account is as good.
type Account struct {
	Term
	// LeavesOnHandover is true where the signed BAST takes the goods off the
	// books. Where it is false they stay until a grant (hibah) is approved.
	LeavesOnHandover bool
}

// Accounts returns the suggested accounts.
func Accounts() []Account {
	return []Account{
		{Term{"526311", "Barang bantuan lainnya untuk masyarakat/Pemda", "Other aid goods for the public"}, true},
		{Term{"521811", "Persediaan barang konsumsi", "Inventory of consumables"}, false},
	}
}

// AccountByCode looks up a suggested account.
func AccountByCode(code string) (Account, bool) {
	for _, a := range Accounts() {
		if a.Code == code {
			return a, true
		}
	}
	return Account{}, false
}

// ValidAccountCode reports whether code has the form of a budget account: six
// digits, the first of them 5 (expenditure).
func ValidAccountCode(code string) bool {
	return len(code) == 6 && code[0] == '5' && isDigits(code)
}

func isDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

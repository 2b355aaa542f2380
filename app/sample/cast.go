package sample

import "lumbung/app/outcome"

// person is somebody in the play with what they ask for and where they are sent.
type person struct {
	centre  string
	region  string // regency where they live
	sex     string // f or m
	age     int
	kinds   string // of disability, parted by blanks
	consent string // manner in which it was asked
	asks    []ask
	sent    []sent
}

// ask is a request and what comes of it. Days count back from the end; 0 is
// never. Two devices given on one day go with one document.
type ask struct {
	model    string
	filed    int
	reserved int // set apart, and not handed over
	given    int
	asked    string // an answer for each follow-up in turn; see answers
	dropped  string // why a reservation ended; the request waits on
	closed   int
	why      string // of the closing
}

// sent is a referral: when, after how many days an answer is due, and which
// answers came, a letter each; see stages.
type sent struct {
	service string
	ago     int
	due     int
	got     string
}

// answers are what people say at a follow-up, by a letter each.
func answers() map[rune]outcome.Visit {
	return map[rune]outcome.Visit{
		'y': {Use: outcome.Daily, Device: 5, Service: 5, Goal: "yes", Problems: []outcome.Problem{{Text: "Keluar rumah sendiri (contoh)", Importance: 5, Before: 5, After: 2}}},
		'p': {Use: outcome.Daily, Device: 4, Service: 4, Goal: "partly", Problems: []outcome.Problem{{Text: "Pergi ke pasar (contoh)", Importance: 4, Before: 5, After: 3}}},
		'P': {Use: outcome.Sometimes, Device: 3, Service: 4, Goal: "partly"},
		's': {Use: outcome.Sometimes, Device: 3, Service: 3, Goal: "no", Note: "Dipakai di rumah saja; belum ada penghasilan (contoh)."},
		'd': {Use: outcome.Daily, Device: 4, Service: 4, Goal: "no", Note: "Alat membantu, tetapi belum ada modal usaha (contoh)."},
		'k': {Use: outcome.Daily, Device: 3, Service: 2, Goal: "partly", Repair: true, Note: "Rem kiri aus (contoh)."},
		'n': {Use: outcome.Unused, Why: "surroundings", Device: 2, Service: 3, Goal: "no"},
		'w': {Use: outcome.Unused, Why: "wrong-fit", Device: 1, Service: 2, Goal: "no"},
		'r': {Use: outcome.Returned},
		'x': {Use: outcome.Deceased},
		'u': {Use: outcome.Unreachable},
	}
}

// stages are the answers to a referral, by a letter each.
func stages() map[rune]outcome.Answer {
	return map[rune]outcome.Answer{
		'a': {State: outcome.Accepted},
		'b': {State: outcome.Started},
		'd': {State: outcome.ServiceDone},
		'f': {State: outcome.Refused, Refusal: "quota"},
		'i': {State: outcome.Refused, Refusal: "incomplete"},
	}
}

// cast is everybody in the play. Dayasos has been asked for business aid often,
// has accepted some and begun none: the empty place in the chain of results.
func cast() []person {
	list := soeharsoCast()
	list = append(list, easternCast()...)
	return append(list, westernCast()...)
}

func soeharsoCast() []person {
	const here = "soeharso"
	return []person{
		{
			here, "33.72", "f", 34, "fisik", "lisan",
			[]ask{{model: "kre", filed: 345, given: 330, asked: "yyp"}},
			[]sent{{"pkh", 210, 21, "abd"}, {"modal-usaha", 150, 21, "a"}},
		},
		{
			here, "33.11", "m", 52, "fisik", "lisan",
			[]ask{{model: "kre", filed: 340, given: 318, asked: "pdy"}},
			[]sent{{"pkh", 190, 21, "abd"}},
		},
		{
			here, "33.72", "f", 9, "fisik intelektual", "lisan",
			[]ask{{model: "kra", filed: 225, given: 198, asked: "yP-"}},
			[]sent{{"pbi-jk", 150, 14, "abd"}},
		},
		{here, "34.71", "m", 27, "fisik", "tulisan", []ask{
			{model: "prt", filed: 112, given: 84, asked: "y"}, {model: "kre", filed: 30, given: 9},
		}, []sent{{"modal-usaha", 60, 14, ""}}},
		{
			here, "35.77", "f", 61, "fisik netra", "braille-audio",
			[]ask{{model: "kre", filed: 190, given: 171, asked: "sk"}},
			[]sent{{"sembako", 120, 14, "ab"}, {"rumah-layak", 45, 14, ""}},
		},
		{
			here, "33.11", "m", 45, "fisik", "lisan",
			[]ask{{model: "kre", filed: 188, given: 160, asked: "kd"}},
			[]sent{{"modal-usaha", 130, 21, "f"}},
		},
		{here, "33.72", "m", 70, "fisik", "lisan", []ask{{model: "kre", filed: 335, given: 300, asked: "yny"}}, nil},
		{
			here, "34.71", "m", 13, "intelektual", "mudah-baca",
			[]ask{{model: "kra", filed: 150, given: 131, asked: "p-"}},
			[]sent{{"pkh", 80, 14, "ab"}},
		},
		{here, "33.11", "m", 38, "fisik mental", "lisan", []ask{
			{model: "kre", filed: 348, given: 325, asked: "ypw"}, {model: "prt", filed: 40, reserved: 4},
		}, nil},
		{here, "33.72", "f", 47, "fisik", "lisan", []ask{
			{model: "kre", filed: 344, given: 310, asked: "sdn"}, {model: "prt", filed: 90},
		}, nil},
		{here, "35.77", "m", 19, "fisik", "tulisan", []ask{
			{model: "kre", filed: 338, given: 290, asked: "ypP"}, {model: "prt", filed: 12},
		}, nil},
		{here, "33.72", "f", 58, "fisik", "lisan", []ask{
			{model: "kre", filed: 42, given: 20}, {model: "prt", filed: 42, given: 20},
		}, nil},
		{here, "34.71", "f", 17, "fisik", "lisan", []ask{{model: "kra", filed: 45, given: 35, asked: "y"}}, nil},
		{
			here, "33.72", "m", 30, "fisik", "lisan",
			[]ask{{model: "kre", filed: 300, given: 265, asked: "pdk"}},
			[]sent{{"pelatihan-usaha", 95, 14, "a"}},
		},
	}
}

func easternCast() []person {
	const meohai, wirajaya, paramita = "meohai", "wirajaya", "paramita"
	return []person{
		{
			meohai, "74.71", "m", 30, "rungu wicara", "isyarat",
			[]ask{{model: "ggt", filed: 172, given: 150, asked: "yy"}},
			[]sent{{"pelatihan-usaha", 110, 21, "i"}},
		},
		{
			meohai, "74.72", "f", 25, "rungu", "isyarat",
			[]ask{{model: "ggt", filed: 168, given: 140, asked: "y-"}},
			[]sent{{"pkh", 100, 14, "abd"}},
		},
		{
			meohai, "74.71", "m", 41, "fisik", "lisan",
			[]ask{{model: "kre", filed: 248, given: 225, asked: "ydk"}},
			[]sent{{"modal-usaha", 70, 14, ""}},
		},
		{meohai, "74.03", "m", 55, "netra", "braille-audio", []ask{{model: "tka", filed: 33}}, nil},
		{meohai, "74.71", "f", 16, "rungu", "tulisan", []ask{{model: "ggt", filed: 120, given: 97, asked: "y-"}}, nil},
		{meohai, "74.72", "m", 8, "fisik", "lisan", []ask{{model: "kra", filed: 145, given: 118, asked: "r"}}, nil},
		{meohai, "74.03", "m", 66, "fisik", "lisan", []ask{{model: "kra", filed: 140, given: 101, asked: "x"}}, nil},
		{meohai, "74.71", "f", 29, "wicara", "isyarat", []ask{{model: "ggt", filed: 6}}, []sent{{"pelatihan-usaha", 8, 14, ""}}},
		{meohai, "74.72", "m", 33, "rungu", "isyarat", []ask{{model: "ggt", filed: 28, given: 14}}, nil},
		{
			wirajaya, "73.71", "m", 39, "fisik", "lisan",
			[]ask{{model: "kre", filed: 135, given: 119, asked: "yd"}, {model: "krm", filed: 61, given: 44, asked: "p"}},
			[]sent{{"pkh", 60, 14, "abd"}},
		},
		{
			wirajaya, "73.06", "f", 28, "fisik", "lisan",
			[]ask{{model: "kre", filed: 130, given: 104, asked: "k-"}, {model: "krm", filed: 90, given: 66, asked: "y"}},
			[]sent{{"modal-usaha", 38, 14, ""}},
		},
		{wirajaya, "73.71", "f", 7, "fisik intelektual", "lisan", []ask{{model: "krm", filed: 210, given: 188, asked: "pu"}}, nil},
		{wirajaya, "73.06", "m", 63, "fisik", "lisan", []ask{{model: "krm", filed: 205, given: 170, asked: "u-"}}, nil},
		{wirajaya, "73.71", "m", 24, "fisik", "lisan", []ask{{model: "krm", filed: 155, given: 133, asked: "yd"}, {model: "kre", filed: 20, reserved: 2}}, []sent{{"modal-usaha", 5, 14, ""}}},
		{wirajaya, "73.06", "f", 42, "fisik", "tulisan", []ask{{model: "kre", filed: 25, given: 5}}, nil},
		{paramita, "52.71", "f", 40, "netra", "braille-audio", []ask{{model: "tka", filed: 160, given: 139, asked: "yn"}}, nil},
		{paramita, "52.01", "m", 21, "intelektual", "mudah-baca", []ask{{model: "ggt", filed: 64, given: 50, asked: "y"}}, nil},
		{
			paramita, "52.71", "m", 31, "mental", "lisan",
			[]ask{{model: "ggt", filed: 55, closed: 40, why: "withdrawn"}},
			[]sent{{"sembako", 35, 14, ""}},
		},
		{paramita, "51.71", "f", 54, "fisik", "lisan", []ask{{model: "kre", filed: 21}}, nil},
	}
}

func westernCast() []person {
	const inten, mulya = "inten-soeweno", "mulya-jaya"
	return []person{
		{
			inten, "32.01", "m", 48, "netra", "braille-audio",
			[]ask{{model: "tka", filed: 200, given: 180, asked: "yd"}},
			[]sent{{"pkh", 140, 14, "abd"}},
		},
		{inten, "32.71", "m", 58, "netra", "lisan", []ask{{model: "tka", filed: 60, given: 38, asked: "y"}}, nil},
		{inten, "32.71", "f", 50, "netra", "lisan", []ask{{model: "tka", filed: 195, given: 165, asked: "n-"}}, nil},
		{
			inten, "32.01", "m", 36, "fisik", "tulisan",
			[]ask{{model: "mrt", filed: 150, given: 126, asked: "yd"}},
			[]sent{{"modal-usaha", 90, 21, ""}},
		},
		{
			inten, "36.71", "f", 33, "fisik", "lisan",
			[]ask{{model: "mrt", filed: 140, given: 110, asked: "s-"}},
			[]sent{{"modal-usaha", 40, 21, "a"}},
		},
		{inten, "32.71", "m", 44, "fisik netra", "lisan", []ask{
			{model: "mrt", filed: 64, reserved: 30, dropped: "wrong-fit"}, {model: "tka", filed: 22, given: 2},
		}, nil},
		{
			mulya, "31.75", "f", 46, "fisik", "lisan",
			[]ask{{model: "krm", filed: 125, given: 100, asked: "p-"}},
			[]sent{{"pkh", 66, 14, "i"}},
		},
		{mulya, "31.74", "f", 12, "fisik", "lisan", []ask{{model: "kra", filed: 105, given: 80, asked: "y"}}, nil},
		{mulya, "36.74", "m", 68, "fisik", "lisan", []ask{{model: "krm", filed: 120, given: 88, asked: "s"}}, nil},
		{mulya, "31.75", "m", 50, "fisik", "lisan", []ask{
			{model: "krm", filed: 70, closed: 50, why: "served-elsewhere"}, {model: "kra", filed: 3, reserved: 1},
		}, nil},
		{mulya, "31.74", "f", 26, "netra mental", "mudah-baca", []ask{{model: "tka", filed: 1}}, nil},
	}
}

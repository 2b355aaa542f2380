package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lumbung/app/sheet"
)

// file writes a file of a test and returns its path.
func file(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestPlacesAndModelsComeBackAsTheyWentOut(t *testing.T) {
	data := fresh(t)
	places := file(t, "places.csv", "code;name;centre;kind;parent\nGD/Utama_1.a;Gudang Besar;soeharso;;\nRak 7;;;shelf;gd/utama_1.A\n")
	models := file(t, "models.csv", "code,name,tracking\nKR 42/b,Kursi roda,serialised\nPOPOK_L,\"Popok, besar\",\n")
	if r := mustRun(t, "import", "places", places, "--data", data); !r.says("2 tempat akan ditambahkan") {
		t.Errorf("dry run says %q", r.out)
	}
	if r := mustRun(t, "export", "places", "--data", data); r.says("GD/Utama") {
		t.Error("a dry run has written")
	}
	mustRun(t, "import", "places", places, "--data", data, "--commit")
	mustRun(t, "import", "models", models, "--data", data, "--commit")
	for _, what := range []struct{ kind, want string }{
		{"places", "\nGD/Utama_1.a,Gudang Besar,soeharso,warehouse,\nRak 7,Rak 7,soeharso,shelf,GD/Utama_1.a\n"},
		{"models", "\nKR 42/b,Kursi roda,serialised,,pusat,,,,,,,,\nPOPOK_L,\"Popok, besar\",counted,,pusat,,,,,,,,\n"},
	} {
		out := mustRun(t, "export", what.kind, "--data", data).out
		if !strings.Contains(out, what.want) {
			t.Errorf("export %s: %s", what.kind, out)
		}
		again := mustRun(t, "import", what.kind, file(t, "again.csv", out), "--data", data, "--commit")
		if !again.says("0 ") || again.says(" 0 sudah ada") {
			t.Errorf("import of the export of %s says %q", what.kind, again.out)
		}
		if now := mustRun(t, "export", what.kind, "--data", data).out; now != out {
			t.Errorf("import of the export of %s has changed it", what.kind)
		}
	}
	mustRun(t, "check", "--data", data)
}

func TestEachErrorIsALineOnStandardOutput(t *testing.T) {
	data := fresh(t)
	path := file(t, "places.csv", "code,name,centre,kind,parent\nA,,soeharsi,,\na,,soeharso,,\nA,,soeharso,,\nB,,soeharso,shelf,\n,,soeharso,,\nC,,soeharso,gudang,\n")
	r := command(t, "import", "places", path, "--data", data, "--commit")
	lines := strings.Split(strings.TrimRight(r.out, "\n"), "\n")
	want := []string{"2,centre,", "4,code,", "5,parent,", "6,code,", "7,kind,"}
	if r.code != 1 || len(lines) != len(want) {
		t.Fatalf("exit %d, %d lines: %s", r.code, len(lines), r.out)
	}
	for i := range want {
		if !strings.HasPrefix(lines[i], want[i]) {
			t.Errorf("line %d: %q, want %q", i, lines[i], want[i])
		}
	}
	if !strings.Contains(lines[0], "soeharso") || !r.says("5 hal") {
		t.Errorf("no suggestion or no count: %q, %q", lines[0], r.err)
	}
	if out := mustRun(t, "export", "places", "--data", data).out; strings.Contains(out, "\na,") {
		t.Error("a file with errors has written something")
	}
}

func TestAFileThatIsNoneIsRefusedInWords(t *testing.T) {
	data := fresh(t)
	large := file(t, "large.csv", "code\n")
	if err := os.Truncate(large, 200<<20); err != nil {
		t.Fatal(err)
	}
	for want, path := range map[string]string{
		"1,,Berkas ini 200 MB":         large,
		"1,,Berkas ini kosong":         file(t, "empty.csv", ""),
		"1,,Ini berkas Excel lama":     file(t, "old.xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
		"1,name,Kolom ini ada dua":     file(t, "twice.csv", "code,name,name\n"),
		"1,nam,Kolom ini tidak":        file(t, "unknown.csv", "code,nam\n"),
		"1,code,Kolom ini tidak ada":   file(t, "missing.csv", "name\n"),
		"3,,Tanda kutip di baris ini ": file(t, "quote.csv", "code,name\nA,B\n\"C,D\n"),
	} {
		r := command(t, "import", "places", path, "--data", data)
		if said := strings.ReplaceAll(r.out, `"`, ""); r.code != 1 || !strings.HasPrefix(said, want) && !strings.Contains(said, "\n"+want) {
			t.Errorf("%s: exit %d, %q; want %q", filepath.Base(path), r.code, r.out, want)
		}
	}
	refused(t, "tidak ditemukan", "import", "places", filepath.Join(t.TempDir(), "none.csv"), "--data", data)
	refused(t, "bukan tanggal", "export", "balances", "--at", "31/03/2026", "--data", data)
}

func TestAFileTravelsToTheServerThatHoldsTheStore(t *testing.T) {
	data := fresh(t)
	s := serveData(t, data)
	var text strings.Builder
	text.WriteString("code,name,centre\n")
	for i := range 4000 { // more than one request holds
		text.WriteString("GD-" + strings.Repeat("0", 4) + string(rune('a'+i%26)) + strings.Repeat("x", i/26%20) + string(rune('a'+i/520)) + ",Gudang,soeharso\n")
	}
	r := mustRun(t, "import", "places", file(t, "places.csv", text.String()), "--data", data, "--commit")
	if !r.says("4000 tempat baru") {
		t.Errorf("said %q", r.out)
	}
	if r := command(t, "import", "places", file(t, "bad.csv", "code,centre\nX,tidak-ada\n"), "--data", data); r.code != 1 || !strings.HasPrefix(r.out, "2,centre,") {
		t.Errorf("through a server: exit %d, %q", r.code, r.out)
	}
	if out := mustRun(t, "export", "--data", data, "--kind", "warehouse").out; strings.Count(out, "GD-0000") != 4000 {
		t.Errorf("%d places stand", strings.Count(out, "GD-0000"))
	}
	s.stop()
	if sheet.MaxBytes < 30<<20 {
		t.Error("100,000 rows would not fit")
	}
}

const ledger = "occurred_at,recorded_at,place,model,lot,serial,kind,quantity,from,to,reason,document,fund,unit_cost\n" +
	"2024-01-05,2024-01-05T10:00:00+07:00,GD/1,POPOK L,B/1,,receive,1000,,,,DO-1,APBN 2024,2500\n" +
	"2024-01-09,,gd/1,popok l,b/1,,issue,300,,,,,,\n" +
	"2024-01-09,,GD/1,KR-42,,SN-001,receive,1,,,,,,\n" +
	"2024-02-01,,,POPOK L,B/1,,transfer,200,GD/1,RAK 1,,,,\n" +
	"2024-02-02,,RAK 1,POPOK L,B/1,,count,190,,,,,,\n"

func TestAnOlderLedgerComesInOnceAndIsSeenOnAnyDay(t *testing.T) {
	data := fresh(t)
	mustRun(t, "import", "places", file(t, "p.csv", "code,centre,parent\nGD/1,soeharso,\nRAK 1,,GD/1\n"), "--data", data, "--commit")
	mustRun(t, "import", "models", file(t, "m.csv", "code,name,tracking\nPOPOK L,Popok,counted\nKR-42,Kursi roda,serialised\n"), "--data", data, "--commit")
	book := file(t, "buku.csv", ledger)
	if r := mustRun(t, "import", "stock", book, "--data", data); !r.says("Berkas bersih: 5 baris") {
		t.Errorf("dry run: %q", r.out)
	}
	if r := mustRun(t, "export", "balances", "--data", data, "--at", "2024-02-02"); r.out != "place,model,lot,quantity\n" {
		t.Errorf("the dry run has written: %q", r.out)
	}
	if r := mustRun(t, "import", "stock", book, "--data", data, "--commit"); !r.says("5 baris menjadi 5 catatan, 1 unit baru") {
		t.Errorf("import: %q", r.out)
	}
	if r := mustRun(t, "import", "stock", book, "--data", data, "--commit"); !r.says("sudah diimpor") {
		t.Errorf("again: %q", r.out)
	}
	for day, want := range map[string]string{
		"2024-01-08": "GD/1,POPOK L,B/1,1000\n",
		"2024-01-31": "GD/1,KR-42,,1\nGD/1,POPOK L,B/1,700\n",
		"2024-02-02": "GD/1,KR-42,,1\nGD/1,POPOK L,B/1,500\nRAK 1,POPOK L,B/1,190\n",
	} {
		if r := mustRun(t, "export", "balances", "--data", data, "--at", day); r.out != "place,model,lot,quantity\n"+want {
			t.Errorf("%s: %q", day, r.out)
		}
	}
	mustRun(t, "check", "--data", data)
	s := serveData(t, data)
	opening := file(t, "saldo.csv", "place;model;quantity\nRAK 1;POPOK L;5\nGD/2;POPOK L;5\n")
	if r := command(t, "import", "stock", opening, "--data", data, "--commit"); r.code != 1 || !strings.HasPrefix(r.out, "3,place,") || strings.Count(r.out, "\n") != 1 {
		t.Errorf("through a server: exit %d, %q, %q", r.code, r.out, r.err)
	}
	opening = file(t, "saldo.csv", "place;model;quantity\nRAK 1;POPOK L;5\n")
	if r := mustRun(t, "import", "stock", opening, "--data", data, "--commit", "--at", "2024-02-02"); !r.says("Impor IMP-") {
		t.Errorf("opening stock: %q", r.out)
	}
	if r := mustRun(t, "export", "balances", "--data", data, "--at", "2024-02-02"); !r.says("RAK 1,POPOK L,,5\nRAK 1,POPOK L,B/1,190\n") {
		t.Errorf("after the opening stock: %q", r.out)
	}
	s.stop()
}

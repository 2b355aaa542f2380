package views

import (
	"crypto/sha256"

	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/views/i18n"
)

func galleryCount(stage stock.CountStage) stock.Count {
	sum := sha256.Sum256([]byte("contoh opname"))
	c := stock.Count{
		ID: galleryID(31), Number: "OPN-2026-0003", Centre: "contoh-satu", Warehouse: "contoh-satu-utama", Kind: stock.CountFull,
		Scope: "Gudang utama", Stage: stage, Opened: galleryNoon.AddDate(0, 0, -1), By: policy.Actor{Name: "Contoh Kepala", Role: policy.Head},
		Basis: "Surat Tugas 12/4.11/PL.01/3/2026", Team: []stock.Teller{{Name: "Contoh Penghitung", Role: policy.SKA}, {Name: "Contoh Petugas", Role: policy.Warehouse}},
		Sums:    stock.CountSums{Slots: 12, Closed: 9, Booked: 148, Seen: 131, Extra: 1, Unknown: 2},
		Version: 41,
	}
	if stage != stock.StageCounting {
		c.Ended, c.Sums.Differs, c.Sums.Open = galleryNoon, 3, 1
	}
	if stage == stock.StagePosted {
		c.Reviewer, c.Approved, c.Posted, c.Hash = stock.Teller{Name: "Contoh Pemeriksa", Role: policy.Warehouse}, galleryNoon, galleryNoon, sum[:]
		c.Sums.Open, c.Sums.Lost, c.Sums.Gained, c.Sums.Left, c.Sums.Value = 0, 3, 1, 1, -8_720_000
		c.Signed = stock.Signing{On: galleryNoon, Signers: "Petugas, pemeriksa, kepala sentra", Archive: "Map 3/2026"}
	}
	return c
}

func galleryCountLines() []stock.CountLine {
	shelf := stock.ShelfNode("contoh-satu-utama", "A-1")
	house := stock.WarehouseNode("contoh-satu-utama")
	return []stock.CountLine{
		{
			Node: house, Model: galleryID(9), No: 1, PlaceName: "Gudang utama", ModelCode: "BTL-01", ModelName: "Bantalan duduk", Tracking: stock.Counted, Booked: 30,
			Lots:  []stock.CountedLot{{Lot: galleryID(32), Code: "B-7", Expiry: galleryNoon.AddDate(1, 0, 0), UnitCost: 10_000, Booked: 30, Counted: 28, Expected: 30, At: galleryNoon, By: "Contoh Penghitung", Earlier: []int64{27}}},
			Value: -20_000, Differs: true, Reason: stock.CountUsed, Note: "Dipakai pada pelatihan",
		},
		{
			Node: shelf, Model: galleryID(1), No: 2, PlaceName: "Rak A-1", ModelCode: "KRE-01", ModelName: "Kursi roda elektrik", Tracking: stock.Serialised, Booked: 5,
			Found: 3, Extra: 1, Missing: 2, Value: -8_700_000, Differs: true, Closed: galleryNoon, ClosedBy: "Contoh Penghitung", Upto: galleryNoon,
		},
		{
			Node: shelf, Model: galleryID(33), No: 3, PlaceName: "Rak A-1", ModelCode: "TKA-02", ModelName: "Tongkat adaptif", Tracking: stock.Serialised, Booked: 12,
			Found: 12, Closed: galleryNoon, ClosedBy: "Contoh Petugas", Upto: galleryNoon,
		},
		{Node: stock.ShelfNode("contoh-satu-utama", "B-2"), Model: galleryID(34), No: 4, PlaceName: "Rak B-2", ModelCode: "PRT-01", ModelName: "Prostesis bawah lutut", Tracking: stock.Serialised, Booked: 6, Recount: true},
	}
}

func galleryCountPlaces() []stock.PlaceCount {
	return []stock.PlaceCount{
		{Node: stock.WarehouseNode("contoh-satu-utama"), Name: "Gudang utama", Lines: 4, Closed: 3, Booked: 90, Seen: 88, Differs: 1},
		{Node: stock.ShelfNode("contoh-satu-utama", "A-1"), Name: "Rak A-1", Lines: 6, Closed: 6, Booked: 46, Seen: 43, Differs: 1},
		{Node: stock.ShelfNode("contoh-satu-utama", "B-2"), Name: "Rak B-2", Lines: 2, Booked: 12, Recount: 1},
	}
}

func galleryScans() []stock.Scanned {
	since := stock.Mark{By: "Contoh Petugas", At: galleryNoon.AddDate(0, 0, -12), Document: "TRM-2026-0007"}
	person := stock.Node{Kind: stock.AtBeneficiary, Ref: galleryID(5).String()}
	return []stock.Scanned{
		{Code: "CONTOH-SATU-UTAMA/A-1", Word: stock.ScanPlace, Place: "Rak A-1"},
		{Code: "8F3K2QA", Word: stock.ScanFound, Unit: "8F3K2QA", Serial: "KRE-2026-0007"},
		{Code: "8F3K2QA", Word: stock.ScanTwice, Unit: "8F3K2QA", Place: "Rak A-1"},
		{Code: "2QA8F3K", Word: stock.ScanExtra, Unit: "2QA8F3K", Book: stock.WarehouseNode("contoh-satu-utama"), Since: since, Will: stock.OutcomeMoved},
		{Code: "9AA8F3K", Word: stock.ScanExtra, Unit: "9AA8F3K", Book: person, Since: since, Will: stock.OutcomeHeld},
		{Code: "XYZ-9", Word: stock.ScanUnknown},
		{Code: "3372••••••••0001", Word: stock.ScanPrivate},
		{Code: "7BB8F3K", Word: stock.ScanOutside},
	}
}

func countSpecimens() []Specimen {
	return append(countListSpecimens(), countPageSpecimens()...)
}

func countListSpecimens() []Specimen {
	f := galleryFrame("Stok opname", "/gudang/opname", clerkRole)
	f.Lead = "Sentra Contoh Satu"
	list := stock.CountList{Centre: "contoh-satu", MayOpen: true, Counts: []stock.Count{
		galleryCount(stock.StageCounting), galleryCount(stock.StageCounted), galleryCount(stock.StagePosted), galleryCount(stock.StageCancelled),
	}}
	places := []Option{{Value: "contoh-satu-utama", Label: "Gudang utama"}, {Value: "contoh-satu-utama/A-1", Label: "Gudang utama · Rak A-1"}}
	models := []Option{{Value: "kursi-roda-elektrik", Label: "Kursi roda elektrik (KRE-01)"}}
	begin := f.With("Buka stok opname", Link{Href: "/gudang/opname", Text: "Stok opname"})
	form := galleryForm(f, "/gudang/opname/baru", "post").Set("kind", "shelf")
	wrong := form.Set("kind", "cycle").Set("draw", "0")
	wrong.Errors = map[string]string{"draw": i18n.ID.T("count.draw", "max", stock.MaxCountDraw)}
	failed := begin
	failed.Failed = true
	return []Specimen{
		{"counts-list", "/gudang/opname", Counts(f, CountsPage{List: list})},
		{"counts-empty", "/gudang/opname", Counts(f, CountsPage{List: stock.CountList{Centre: "contoh-satu"}})},
		{"count-new", "/gudang/opname/baru", NewCount(begin, NewCountPage{Form: form, Places: places, Models: models})},
		{"count-new-refused", "/gudang/opname/baru", NewCount(failed, NewCountPage{Form: wrong, Places: places, Models: models})},
	}
}

func countPageSpecimens() []Specimen {
	open, waits, done := galleryCount(stock.StageCounting), galleryCount(stock.StageCounted), galleryCount(stock.StagePosted)
	f := galleryFrame(open.Number, countHref(open), clerkRole)
	f.Lead = open.Scope
	unknown := []stock.UnknownCode{{Code: "XYZ-9", Node: stock.WarehouseNode("contoh-satu-utama"), At: galleryNoon, By: "Contoh Penghitung"}}
	page := func(c stock.Count, posting bool) CountPage {
		p := CountPage{
			Sheet: stock.CountSheet{
				Count: c, Places: galleryCountPlaces(), Unknown: unknown, Posting: posting, MayRecord: c.Stage == stock.StageCounting || c.Stage == stock.StageCounted,
				MayReview: true, MayCancel: c.Stage == stock.StageCounting, Work: stock.Work{Total: 291, Done: 120},
			},
			Lines: stock.CountLineList{Count: c, Lines: galleryCountLines(), Next: 4}, CentreName: "Sentra Contoh Satu",
		}
		for name, form := range map[string]*Form{"selesai": &p.Finish, "batal": &p.Cancel, "tanda-tangan": &p.Sign, "lanjut": &p.Resume, "hapus": &p.Forget} {
			*form = galleryForm(f, countHref(c)+"/"+name, "post")
			form.ID = name + "-"
		}
		return p
	}
	posting := galleryCount(stock.StagePosting)
	cancelled := galleryCount(stock.StageCancelled)
	cancelled.Cancelled = stock.Mark{By: "Contoh Kepala", At: galleryNoon, Document: "salah gudang"}
	proof := CountProofPage{Proof: stock.CountProof{Number: done.Number, Centre: "Sentra Contoh Satu", Scope: done.Scope, Posted: galleryNoon, Hash: done.Hash, Lines: 12}}
	return append([]Specimen{
		{"count-counting", f.Path, Count(f, page(open, false))},
		{"count-counted", f.Path, Count(f, page(waits, false))},
		{"count-posting", f.Path, Count(f, page(posting, true))},
		{"count-posted", f.Path, Count(f, page(done, false))},
		{"count-cancelled", f.Path, Count(f, page(cancelled, false))},
		{"count-proof", "/bukti-opname/" + done.ID.String(), CountProof(galleryFrame("Pemeriksaan berita acara stok opname", "/bukti-opname/"+done.ID.String(), ""), proof)},
	}, countingSpecimens(f, open, waits)...)
}

func countingSpecimens(f Frame, open, waits stock.Count) []Specimen {
	at := stock.CountPlace{
		Count: open, Place: stock.Place{Node: stock.WarehouseNode("contoh-satu-utama"), Code: "contoh-satu-utama", Name: "Gudang utama"},
		Lines: galleryCountLines()[:3], Places: []stock.Place{{Code: "contoh-satu-utama", Name: "Gudang utama"}, {Code: "contoh-satu-utama/A-1", Name: "Rak A-1"}},
	}
	form := func(name string) Form {
		x := galleryForm(f, countHref(open)+"/"+name, "post")
		x.ID = name + "-"
		return x
	}
	counting := CountingPage{At: at, Scan: form("hitung").Set("place", "contoh-satu-utama"), Tell: form("jumlah"), Forget: form("hapus")}
	scanned := counting
	scanned.Results = galleryScans()
	refused := counting
	refused.Tell = refused.Tell.Set("pieces.0.quantity", "-2")
	refused.Tell.Errors = map[string]string{"pieces.0.quantity": i18n.ID.T("field.min", "param", "0")}
	failed := f
	failed.Failed = true
	move := galleryMoves()[0]
	sheet := stock.CountLineSheet{
		Count: open, Line: galleryCountLines()[1], Place: "contoh-satu-utama/A-1", Now: 4, MayRecord: true,
		Moves:  []stock.CountMove{{Movement: move, Out: 1}, {Movement: galleryMoves()[1], In: 10, Seen: true}},
		Marks:  []stock.CountMark{{Kind: stock.MarkFound, Code: "8F3K2QA", Serial: "KRE-2026-0007", By: "Contoh Penghitung", Condition: stock.CondGood}, {Kind: stock.MarkExtra, Code: "2QA8F3K", Serial: "KRE-2026-0011", By: "Contoh Penghitung", Book: stock.WarehouseNode("contoh-satu-utama"), BookMark: stock.Mark{By: "Contoh Petugas", At: galleryNoon, Document: "TRM-2026-0007"}, Outcome: stock.OutcomeMoved}},
		Unseen: []stock.Unit{galleryUnit(stock.Ready)},
	}
	cut := form("baris").Set("place", sheet.Place).Set("model", "KRE-01")
	review := ReviewCountPage{
		Sheet: stock.CountSheet{Count: waits, MayReview: true, MayRecord: true}, Lines: stock.CountLineList{Count: waits, Lines: galleryCountLines()[:2]},
		Explain: form("telaah").Set("lines.0.reason", "used"), Recount: form("ulang"), Approve: form("setujui"),
	}
	own := review
	own.Sheet.OwnEyes = true
	same := review
	same.Lines.Lines = nil
	stuck := review
	stuck.Approve.Errors = map[string]string{"": i18n.ID.T("count.unexplained", "n", 1)}
	return []Specimen{
		{"count-scan", f.Path + "/hitung", Counting(f.With("Menghitung"), counting)},
		{"count-scanned", f.Path + "/hitung", Counting(f.With("Menghitung"), scanned)},
		{"count-scan-refused", f.Path + "/hitung", Counting(failed.With("Menghitung"), refused)},
		{"count-line", f.Path + "/baris", CountLine(f.With("Baris hitungan"), CountLinePage{Sheet: sheet, Cut: cut})},
		{"count-review", f.Path + "/telaah", ReviewCount(f.With("Telaah selisih"), review)},
		{"count-review-own", f.Path + "/telaah", ReviewCount(f.With("Telaah selisih"), own)},
		{"count-review-same", f.Path + "/telaah", ReviewCount(f.With("Telaah selisih"), same)},
		{"count-review-refused", f.Path + "/telaah", ReviewCount(failed.With("Telaah selisih"), stuck)},
	}
}

package views

import (
	"lumbung/app/op"
	"lumbung/app/stock"
	"lumbung/views/i18n"
)

func galleryLoan() stock.Loan {
	return stock.Loan{
		ID: galleryID(70), Number: "PJM-2026-0002", Centre: "contoh-satu", Borrower: stock.ToInstitution, Name: "SLB Negeri Contoh",
		Purpose: "Peragaan alat bantu", Due: galleryNoon.AddDate(0, 0, 12), State: stock.LoanOut, Lent: galleryDeed("Contoh Petugas", 20),
		Units: []stock.LentUnit{
			{Unit: galleryID(41), Code: "8F3K2QA", Serial: "KRE-2026-0008", Model: galleryID(1)},
			{Unit: galleryID(42), Code: "2QA8F3K", Serial: "KRE-2026-0002", Model: galleryID(1), Back: galleryDeed("Contoh Petugas", 3)},
		},
	}
}

func loanSpecimens() []Specimen {
	f := galleryFrame("Pinjaman", "/gudang/pinjaman", clerkRole)
	f.Now = galleryNoon
	one := f
	one.Title, one.Path = "Pinjaman PJM-2026-0002", LoanHref("x")
	models := map[op.ID]stock.Model{galleryID(1): galleryModel()}
	out := galleryLoan()
	late := galleryLoan()
	late.Due, late.Number = galleryNoon.AddDate(0, 0, -3), "PJM-2026-0001"
	late.Extended = []stock.Extension{{Deed: stock.Deed{By: "Contoh Kepala", Note: "Ujian belum selesai"}, From: galleryNoon.AddDate(0, 0, -20), To: late.Due}}
	closed := galleryLoan()
	closed.State = stock.LoanClosed
	closed.Units[0].Back, closed.Units[0].Lost = stock.Deed{By: "Contoh Petugas", Occurred: galleryNoon, Recorded: galleryNoon, Note: "Terbakar"}, true
	page := func(l stock.Loan, open bool) LoanPage {
		p := LoanPage{Sheet: stock.LoanSheet{Loan: l, Models: models, MayReturn: open, MayExtend: open}, Places: []Option{{Value: "contoh-satu-utama", Label: "Gudang utama"}}}
		p.Return, p.Extend = galleryForm(one, one.Path+"/kembali", "post"), galleryForm(one, one.Path+"/perpanjang", "post")
		p.Return.ID, p.Extend.ID = "kembali-", "perpanjang-"
		return p
	}
	wrong := page(late, true)
	wrong.Return.Errors = map[string]string{"reason": i18n.ID.T("transfer.reason_needed")}
	wrong.Return = wrong.Return.Set("missing", "8F3K2QA")
	list := LoansPage{List: stock.LoanList{Loans: []stock.Loan{late, out}, Models: models, MayLend: true}}
	form := galleryForm(f, "/gudang/pinjaman", "post").Set("borrower", string(stock.ToInstitution))
	refused := form.Set("codes", "8F3K2QA").Set("name", "Ibu 3201994101900001")
	refused.Errors = map[string]string{"name": i18n.ID.T("loan.no_numbers"), "due_at": i18n.ID.T("field.required")}
	fresh := f.With("Pinjamkan unit", Link{Href: "/gudang/pinjaman", Text: "Pinjaman"})
	return []Specimen{
		{"loan-list", "/gudang/pinjaman", Loans(f, list)},
		{"loan-list-empty", "/gudang/pinjaman", Loans(f, LoansPage{})},
		{"loan-new", "/gudang/pinjaman/baru", NewLoan(fresh, NewLoanPage{Form: form})},
		{"loan-new-refused", "/gudang/pinjaman/baru", NewLoan(fresh, NewLoanPage{Form: refused})},
		{"loan-out", one.Path, Loan(one, page(out, true))},
		{"loan-overdue-refused", one.Path, Loan(one, wrong)},
		{"loan-closed", one.Path, Loan(one, page(closed, false))},
	}
}

package views

import (
	"lumbung/app/allocation"
	"lumbung/app/fault"
	"lumbung/app/stock"
	"lumbung/views/i18n"
)

func galleryWaiting(state allocation.State) allocation.Waiting {
	return allocation.Waiting{
		Request: allocation.Request{
			ID: galleryID(23), Number: "31/PMH/4.11/3/2026", Centre: "contoh-satu", PersonRef: "PM-CONTOH9", State: state,
			Need:  allocation.Need{Risk: 2, Function: 3, Frequency: 3},
			Filed: galleryNoon.AddDate(0, 0, -40), FiledBy: "Contoh Peksos", Version: 1,
		},
		Who: "S•••• C.", ModelName: "Kursi roda elektrik", ModelSlug: "kursi-roda-elektrik",
	}
}

func gallerySheet(state allocation.State) allocation.Sheet {
	return allocation.Sheet{
		Waiting: galleryWaiting(state), CentreName: "Sentra Contoh Satu", ShowPerson: true,
		Story: allocation.Story{Reason: "Tidak dapat mendorong kursi roda sendiri; sekolah 2 km dari rumah.", Fit: "Lebar dudukan 42 cm, kendali di kanan"},
	}
}

func galleryOffers(f Frame) []OfferRow {
	why := []allocation.Reason{{Key: "allocation.why_model"}, {Key: "allocation.why_since", Args: fault.Args{"date": galleryNoon}}}
	first, second := galleryUnit(stock.Ready), galleryUnit(stock.Ready)
	second.Code, second.Serial = "2QA8F3K", "KRE-2026-0008"
	form := f.Form("/permohonan/31-PMH-4.11-3-2026/tetapkan")
	return []OfferRow{
		{allocation.Offer{Unit: first, Reasons: append(why, allocation.Reason{Key: "allocation.why_oldest"})}, form.Set("unit", first.Code)},
		{allocation.Offer{Unit: second, Reasons: append(why, allocation.Reason{Key: "allocation.why_reissued", Args: fault.Args{"n": 1}})}, form.Set("unit", second.Code)},
	}
}

// galleryRequest is the page of a request in a state, for those who may do all.
func galleryRequest(f Frame, state allocation.State) RequestPage {
	p := RequestPage{Sheet: gallerySheet(state), Reserve: f.Form("/x"), Close: f.Form("/x"), Cancel: f.Form("/x")}
	p.Reserve.ID, p.Close.ID, p.Cancel.ID = "pilih-", "tutup-", "batal-"
	return p
}

func requestSpecimens() []Specimen {
	f := galleryFrame("Permohonan", "/permohonan", workerRole)
	f.Lead = "Sentra Contoh Satu"
	tabs := []Link{{Href: "?state=filed", Text: "menunggu unit", Current: true}, {Href: "?state=allocated", Text: "unit dicadangkan"}, {Href: "?state=fulfilled", Text: "terpenuhi"}, {Href: "?state=closed", Text: "ditutup"}}
	urgent := galleryWaiting(allocation.Filed)
	urgent.Need, urgent.Number, urgent.Who = allocation.Need{Emergency: true}, "32/PMH/4.11/3/2026", "B•••• R."
	queue := allocation.QueuePage{State: allocation.Filed, MayFile: true, Rows: []allocation.Waiting{galleryWaiting(allocation.Filed), urgent}}
	one := galleryFrame("31/PMH/4.11/3/2026", "/permohonan/31-PMH-4.11-3-2026", workerRole)

	waiting := galleryRequest(one, allocation.Filed)
	waiting.Sheet.MayReserve, waiting.Sheet.MayClose, waiting.Offers = true, true, galleryOffers(one)
	taken := waiting
	taken.Reserve = taken.Reserve.With(map[string][]string{"unit": {"8F3K2QA"}}, map[string]string{"unit": i18n.ID.T(
		"unit.reserved_for", "code", "8F3K2QA", "by", "Contoh Petugas", "since", galleryNoon, "document", "29/PMH/4.11/3/2026")})
	none := galleryRequest(one, allocation.Filed)
	none.Sheet.MayReserve, none.Sheet.ShowPerson, none.Sheet.Story = true, false, allocation.Story{}
	none.AskTransfer = true
	none.Sheet.Elsewhere = []allocation.Elsewhere{{Centre: "contoh-dua", Name: "Sentra Contoh Dua", Ready: 3}}
	held := galleryRequest(one, allocation.Allocated)
	held.Sheet.MayDeliver, held.Sheet.MayCancel = true, true
	held.Sheet.Allocation = galleryHeld(allocation.Reserved).Allocation
	done := galleryRequest(one, allocation.Fulfilled)
	done.Sheet.Handover = "12/BAST/4.11/3/2026"

	models := []Option{{Value: "kursi-roda-elektrik", Label: "Kursi roda elektrik"}, {Value: "tongkat-adaptif", Label: "Tongkat adaptif"}}
	form := f.Form("/permohonan").Set("risk", "0").Set("function", "0").Set("frequency", "0").Set("change", "0")
	refused := form.With(form.Values, map[string]string{"beneficiary": i18n.ID.T("person.nik_registered"), "reason": i18n.ID.T("field.required")})
	return []Specimen{
		{"requests-queue", "/permohonan", Requests(f, RequestsPage{Queue: queue, Tabs: tabs})},
		{"requests-empty", "/permohonan", Requests(f, RequestsPage{Queue: allocation.QueuePage{State: allocation.Filed}, Tabs: tabs})},
		{"requests-choose-centre", "/permohonan", Requests(f, RequestsPage{Choice: CentreChoice{Form: f.Form("/permohonan"), Centres: []Option{{Value: "a", Label: "Sentra Contoh Satu"}}}})},
		{"request-new", "/permohonan/baru", FileRequest(f.With("Permohonan baru"), FileRequestPage{Form: form, Models: models, Register: "/penerima/baru"})},
		{"request-new-for-person", "/permohonan/baru", FileRequest(f.With("Permohonan baru"), FileRequestPage{Form: form, Models: models, Person: "S•••• C.", Ref: "PM-CONTOH9"})},
		{"request-new-refused", "/permohonan/baru", FileRequest(f.With("Permohonan baru"), FileRequestPage{Form: refused, Models: models, Register: "/penerima/baru"})},
		{"request-choose-unit", one.Path, Request(one, waiting)},
		{"request-unit-taken", one.Path, Request(one, taken)},
		{"request-none-here", one.Path, Request(one, none)},
		{"request-waits", one.Path, Request(one, galleryRequest(one, allocation.Filed))},
		{"request-reserved", one.Path, Request(one, held)},
		{"request-fulfilled", one.Path, Request(one, done)},
	}
}

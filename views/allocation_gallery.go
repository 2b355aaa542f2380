package views

import "lumbung/app/allocation"

func galleryHeld(stage allocation.Stage) allocation.Held {
	return allocation.Held{
		Allocation: allocation.Allocation{
			ID: galleryID(24), RequestNo: "31/PMH/4.11/3/2026", PersonRef: "PM-CONTOH9", UnitCode: "8F3K2QA", Stage: stage,
			Reserved: galleryNoon.AddDate(0, 0, -2), By: "Contoh Petugas", HandoverNo: "12/BAST/4.11/3/2026", CancelReason: "wrong-fit",
		},
		Who: "S•••• C.", ModelName: "Kursi roda elektrik", Serial: "KRE-2026-0007", Where: "warehouse:contoh-satu-utama",
	}
}

func allocationSpecimens() []Specimen {
	f := galleryFrame("Unit dicadangkan", "/alokasi", clerkRole)
	tabs := []Link{{Href: "?state=reserved", Text: "dicadangkan", Current: true}, {Href: "?state=handed_over", Text: "diserahkan"}, {Href: "?state=cancelled", Text: "dibatalkan"}}
	shelf := func(stage allocation.Stage) AllocationsPage {
		return AllocationsPage{Tabs: tabs, Shelf: allocation.Shelf{State: stage, MayDeliver: true, Rows: []allocation.Held{galleryHeld(stage)}}}
	}
	return []Specimen{
		{"allocations-reserved", "/alokasi", Allocations(f, shelf(allocation.Reserved))},
		{"allocations-handed-over", "/alokasi", Allocations(f, shelf(allocation.HandedOver))},
		{"allocations-cancelled", "/alokasi", Allocations(f, shelf(allocation.Cancelled))},
		{"allocations-empty", "/alokasi", Allocations(f, AllocationsPage{Tabs: tabs})},
	}
}

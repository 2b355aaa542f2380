package handlers

import (
	"slices"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/compress"
)

// trait is what the middleware must know of a route.
type trait uint8

const (
	public  trait = 1 << iota // for everybody, cacheable; no form on it for those who are not signed in
	english                   // also under /en
	open                      // a form or a call that nobody in particular may send, see publicform.go
	secret                    // the answer holds a secret: it is never kept to be given again
	stream                    // an event stream: never compressed, no ETag
	bare                      // neither session nor cache: assets and health
)

// route is one row of the table. Names of parameters are those of the input
// structs that bind fills.
type route struct {
	Method string
	Path   string
	Handle func(*Server, *fiber.Ctx) error
	Traits trait
}

func (r *route) has(t trait) bool { return r != nil && r.Traits&t != 0 }

const (
	get  = fiber.MethodGet
	post = fiber.MethodPost
)

// routes is the whole surface of the program: the tables of its features, each
// beside the handlers that it names. The first row that matches wins, so
// /inovasi/baru stands before /inovasi/:innovation; a test finds a row that
// another hides.
func routes() []route {
	return slices.Concat(
		// The program itself.
		programRoutes(), infoRoutes(), crawlRoutes(), dataRoutes(),
		// Who works where.
		centreRoutes(), accountRoutes(), proofRoutes(),
		// Innovations and their public.
		catalogueRoutes(), innovationRoutes(), innovationLifeRoutes(), blueprintRoutes(), needRoutes(),
		replicationRoutes(), questionRoutes(),
		// SKA, figures, and the room that shows them.
		skaRoutes(), offeringRoutes(), numbersRoutes(), roomRoutes(),
		// Stock.
		stockRoutes(), importRoutes(), receiptRoutes(), transferRoutes(), loanRoutes(), ledgerRoutes(), fundRoutes(),
		careRoutes(), repairRoutes(), giveBackRoutes(), recallRoutes(), reorderRoutes(), labelRoutes(),
		placeRoutes(), countRoutes(), countAPIRoutes(), modelRoutes(), productionRoutes(), kitRoutes(),
		// Persons, and what they are given.
		beneficiaryRoutes(), requestRoutes(), askRoutes(), allocationRoutes(), handoverRoutes(), followUpRoutes(),
	)
		{get, "/gudang", (*Server).stockPage, 0},
		{get, "/gudang/impor", (*Server).importsPage, 0},
		{post, "/gudang/impor", (*Server).checkImport, secret},
		{post, "/gudang/impor/tulis", (*Server).commitImport, 0},
		{get, "/gudang/impor/kesalahan", (*Server).importErrors, 0},
		{get, "/gudang/impor/contoh/:form", (*Server).importTemplate, 0},
		{get, "/gudang/impor/:id", (*Server).importPage, 0},
		{post, "/gudang/impor/:id/batal", (*Server).undoImport, 0},
		{get, "/api/v1/imports", (*Server).importsAPI, 0},
		{post, "/api/v1/imports", (*Server).importAPI, 0},
		{get, "/api/v1/imports/:id", (*Server).oneImportAPI, 0},
		{post, "/api/v1/imports/:id/undo", (*Server).undoImportAPI, 0},
		{get, "/gudang/unit", (*Server).unitsPage, 0},
		{get, "/gudang/terima", (*Server).receivePage, 0},
		{post, "/gudang/terima", (*Server).receive, 0},
		{get, "/gudang/penerimaan", (*Server).receiptsPage, 0},
		{get, "/gudang/penerimaan/:id", (*Server).receiptPage, 0},
		{post, "/gudang/penerimaan/:id/batal", (*Server).undoReceipt, 0},
		{get, "/gudang/kiriman", (*Server).transfersPage, 0},
		{post, "/gudang/kiriman", (*Server).addTransfer, 0},
		{get, "/gudang/kiriman/baru", (*Server).newTransferPage, 0},
		{get, "/gudang/kiriman/:id", (*Server).transferPage, 0},
		{get, "/gudang/kiriman/:id/surat-jalan", (*Server).deliveryNote, 0},
		{post, "/gudang/kiriman/:id/setuju", (*Server).approveTransfer, 0},
		{post, "/gudang/kiriman/:id/tolak", (*Server).refuseTransfer, 0},
		{post, "/gudang/kiriman/:id/ambil", (*Server).pickTransfer, 0},
		{post, "/gudang/kiriman/:id/lepas", (*Server).unpickTransfer, 0},
		{post, "/gudang/kiriman/:id/kirim", (*Server).shipTransfer, 0},
		{post, "/gudang/kiriman/:id/terima", (*Server).receiveTransfer, 0},
		{post, "/gudang/kiriman/:id/kembalikan", (*Server).sendBack, 0},
		{post, "/gudang/kiriman/:id/temuan", (*Server).findLost, 0},
		{post, "/gudang/kiriman/:id/batal", (*Server).cancelTransfer, 0},
		{get, "/gudang/pinjaman", (*Server).loansPage, 0},
		{post, "/gudang/pinjaman", (*Server).addLoan, 0},
		{get, "/gudang/pinjaman/baru", (*Server).newLoanPage, 0},
		{get, "/gudang/pinjaman/:id", (*Server).loanPage, 0},
		{post, "/gudang/pinjaman/:id/kembali", (*Server).returnLoan, 0},
		{post, "/gudang/pinjaman/:id/perpanjang", (*Server).extendLoan, 0},
		{get, "/api/v1/transfers", (*Server).transfersAPI, 0},
		{post, "/api/v1/transfers", (*Server).addTransferAPI, 0},
		{get, "/api/v1/transfers/:id", (*Server).transferAPI, 0},
		{get, "/api/v1/transfers/:id/document", (*Server).deliveryNote, 0},
		{post, "/api/v1/transfers/:id/approve", (*Server).approveTransferAPI, 0},
		{post, "/api/v1/transfers/:id/refuse", (*Server).refuseTransferAPI, 0},
		{post, "/api/v1/transfers/:id/pick", (*Server).pickTransferAPI, 0},
		{post, "/api/v1/transfers/:id/unpick", (*Server).unpickTransferAPI, 0},
		{post, "/api/v1/transfers/:id/ship", (*Server).shipTransferAPI, 0},
		{post, "/api/v1/transfers/:id/receive", (*Server).receiveTransferAPI, 0},
		{post, "/api/v1/transfers/:id/send-back", (*Server).sendBackAPI, 0},
		{post, "/api/v1/transfers/:id/find", (*Server).findLostAPI, 0},
		{post, "/api/v1/transfers/:id/cancel", (*Server).cancelTransferAPI, 0},
		{get, "/api/v1/loans", (*Server).loansAPI, 0},
		{post, "/api/v1/loans", (*Server).addLoanAPI, 0},
		{get, "/api/v1/loans/:id", (*Server).loanAPI, 0},
		{post, "/api/v1/loans/:id/return", (*Server).returnLoanAPI, 0},
		{post, "/api/v1/loans/:id/extend", (*Server).extendLoanAPI, 0},
		{get, "/gudang/kartu/:model.csv", (*Server).cardCSV, 0},
		{get, "/gudang/kartu/:model.xlsx", (*Server).cardXLSX, 0},
		{get, "/gudang/kartu/:model.pdf", (*Server).cardPDF, 0},
		{get, "/gudang/kartu/:model", (*Server).cardPage, 0},
		{get, "/gudang/angka/:model", (*Server).numberPage, 0},
		{get, "/gudang/laporan", (*Server).inventoryPage, 0},
		{get, "/gudang/laporan.csv", (*Server).inventoryCSV, 0},
		{get, "/gudang/laporan.xlsx", (*Server).inventoryXLSX, 0},
		{get, "/gudang/laporan.pdf", (*Server).inventoryPDF, 0},
		{get, "/gudang/dana", (*Server).fundsPage, 0},
		{get, "/gudang/dana.csv", (*Server).fundsCSV, 0},
		{get, "/gudang/dana/baru", (*Server).newFundPage, 0},
		{post, "/gudang/dana/baru", (*Server).addFund, 0},
		{get, "/gudang/dana/unit", (*Server).fundUnitsPage, 0},
		{get, "/gudang/dana/unit.csv", (*Server).fundUnitsCSV, 0},
		{get, "/gudang/dana/:fund.csv", (*Server).fundCSV, 0},
		{get, "/gudang/dana/:fund", (*Server).fundPage, 0},
		{get, "/gudang/dana/:fund/sunting", (*Server).editFundPage, 0},
		{post, "/gudang/dana/:fund/sunting", (*Server).changeFund, 0},
		{get, "/dana/:fund.csv", (*Server).donorCSV, public | english},
		{get, "/dana/:fund", (*Server).donorPage, public | english},
		{get, "/gudang/label", (*Server).labels, 0},
		{get, "/gudang/pemeliharaan", (*Server).duePage, 0},
		{get, "/gudang/pemeliharaan/catat", (*Server).servicePage, 0},
		{post, "/gudang/pemeliharaan/catat", (*Server).recordService, 0},
		{get, "/gudang/garansi", (*Server).warrantiesPage, 0},
		{get, "/alat/:model/pemeliharaan", (*Server).plansPage, 0},
		{post, "/alat/:model/pemeliharaan", (*Server).putPlan, 0},
		{post, "/alat/:model/pemeliharaan/hapus", (*Server).dropPlan, 0},
		{get, "/gudang/perbaikan", (*Server).repairsPage, 0},
		{get, "/gudang/perbaikan/baru", (*Server).newRepairPage, 0},
		{post, "/gudang/perbaikan/baru", (*Server).openRepair, 0},
		{get, "/gudang/perbaikan/aturan", (*Server).repairRulePage, 0},
		{post, "/gudang/perbaikan/aturan", (*Server).setRepairRule, 0},
		{get, "/gudang/perbaikan/:id", (*Server).repairPage, 0},
		{post, "/gudang/perbaikan/:id/langkah", (*Server).stepRepair, 0},
		{post, "/gudang/perbaikan/:id/diagnosis", (*Server).diagnoseRepair, 0},
		{post, "/gudang/perbaikan/:id/komponen", (*Server).usePart, 0},
		{post, "/gudang/perbaikan/:id/komponen-kembali", (*Server).putBackPart, 0},
		{post, "/gudang/perbaikan/:id/biaya", (*Server).spendOnRepair, 0},
		{post, "/gudang/perbaikan/:id/selesai", (*Server).finishRepair, 0},
		{post, "/gudang/perbaikan/:id/batal", (*Server).cancelRepair, 0},
		{post, "/gudang/perbaikan/:id/usul-hapus", (*Server).proposeScrap, 0},
		{post, "/gudang/perbaikan/:id/putusan", (*Server).decideScrap, 0},
		{get, "/gudang/kembali", (*Server).giveBackPage, 0},
		{post, "/gudang/kembali", (*Server).giveBack, 0},
		{get, "/gudang/kembali/antrean", (*Server).returnsPage, 0},
		{get, "/gudang/kembali/guna-ulang", (*Server).reusePage, 0},
		{get, "/gudang/kembali/:id", (*Server).returnPage, 0},
		{post, "/gudang/kembali/:id/bersih", (*Server).cleanReturn, 0},
		{post, "/gudang/kembali/:id/periksa", (*Server).examineReturn, 0},
		{get, "/gudang/penarikan", (*Server).recallsPage, 0},
		{get, "/gudang/penarikan/baru", (*Server).newRecallPage, 0},
		{post, "/gudang/penarikan/baru", (*Server).openRecall, 0},
		{get, "/gudang/penarikan/kontak", (*Server).recallCasesPage, 0},
		{get, "/gudang/penarikan/kontak/:case", (*Server).recallCasePage, 0},
		{post, "/gudang/penarikan/kontak/:case", (*Server).recordContact, 0},
		{get, "/gudang/penarikan/:id", (*Server).recallPage, 0},
		{get, "/gudang/penarikan/:id/unit", (*Server).recalledUnitsPage, 0},
		{get, "/gudang/penarikan/:id/kontak", (*Server).recallCasesPage, 0},
		{post, "/gudang/penarikan/:id/bebas", (*Server).freeUnit, 0},
		{post, "/gudang/penarikan/:id/cabut", (*Server).liftRecall, 0},
		{post, "/gudang/penarikan/:id/tutup", (*Server).closeRecall, 0},
		{post, "/gudang/penarikan/:id/lanjut", (*Server).markRecall, 0},
		{get, "/gudang/minimum", (*Server).rulesPage, 0},
		{get, "/gudang/minimum/baru", (*Server).newRulePage, 0},
		{post, "/gudang/minimum/baru", (*Server).addRule, 0},
		{get, "/gudang/minimum/:id", (*Server).rulePage, 0},
		{post, "/gudang/minimum/:id", (*Server).changeRule, 0},
		{post, "/gudang/minimum/:id/hapus", (*Server).removeRule, 0},
		{post, "/gudang/minimum/:id/tangani", (*Server).acknowledge, 0},
		{post, "/gudang/label", (*Server).printLabels, 0},
		{post, "/gudang/label/cetak", (*Server).printAhead, 0},
		{get, "/gudang/tempat", (*Server).placesPage, 0},
		{post, "/gudang/tempat", (*Server).addShelf, 0},
		{get, "/gudang/tempat/isi", (*Server).placePage, 0},
		{get, "/gudang/cari", (*Server).lookPage, 0},
		{get, scanPath, (*Server).scanPage, 0},
		{post, scanPath, (*Server).scan, 0},
		{get, "/t/:code", (*Server).tagPage, public},
		{post, "/u/:code/pasang", (*Server).stick, 0},
		{get, "/alat/:id/gtin", (*Server).gtinPage, 0},
		{post, "/alat/:id/gtin", (*Server).setGTIN, 0},
		{get, "/api/v1/look", (*Server).lookAPI, 0},
		{post, "/api/v1/scans", (*Server).scanAPI, 0},
		{get, "/api/v1/places", (*Server).placesAPI, 0},
		{get, "/api/v1/places/contents", (*Server).contentsAPI, 0},
		{post, "/api/v1/shelves", (*Server).addShelfAPI, 0},
		{post, "/api/v1/labels", (*Server).printAheadAPI, 0},
		{post, "/api/v1/labels/bind", (*Server).stickAPI, 0},
		{post, "/api/v1/labels/places", (*Server).placeLabelsAPI, 0},
		{get, "/api/v1/models/:id/gtins", (*Server).gtinsAPI, public},
		{post, "/api/v1/models/:id/gtins", (*Server).setGTINAPI, 0},
		{get, "/gudang/opname", (*Server).countsPage, 0},
		{get, "/gudang/opname/baru", (*Server).newCountPage, 0},
		{post, "/gudang/opname/baru", (*Server).openCount, 0},
		{get, "/gudang/opname/:count", (*Server).countPage, 0},
		{get, "/gudang/opname/:count/hitung", (*Server).countingPage, 0},
		{post, "/gudang/opname/:count/hitung", (*Server).scanCount, 0},
		{post, "/gudang/opname/:count/jumlah", (*Server).tellCount, 0},
		{post, "/gudang/opname/:count/hapus", (*Server).forgetScan, 0},
		{post, "/gudang/opname/:count/selesai", (*Server).finishCount, 0},
		{get, "/gudang/opname/:count/baris", (*Server).countLinePage, 0},
		{post, "/gudang/opname/:count/baris", (*Server).cutCount, 0},
		{get, "/gudang/opname/:count/baris.csv", (*Server).countCSV, 0},
		{get, "/gudang/opname/:count/telaah", (*Server).reviewCountPage, 0},
		{post, "/gudang/opname/:count/telaah", (*Server).explainCount, 0},
		{post, "/gudang/opname/:count/ulang", (*Server).recountLines, 0},
		{post, "/gudang/opname/:count/setujui", (*Server).approveCount, 0},
		{post, "/gudang/opname/:count/lanjut", (*Server).resumeCount, 0},
		{post, "/gudang/opname/:count/batal", (*Server).cancelCount, 0},
		{post, "/gudang/opname/:count/tanda-tangan", (*Server).signCount, 0},
		{get, "/gudang/opname/:count/berita-acara", (*Server).countMinutes, 0},
		{get, "/bukti-opname/:count", (*Server).countProofPage, public},
		{get, "/gudang/mutasi/baru", (*Server).newMovePage, 0},
		{post, "/gudang/mutasi/baru", (*Server).move, 0},
		{get, "/gudang/mutasi", (*Server).movementsPage, 0},
		{get, "/gudang/mutasi.csv", (*Server).movementsCSV, 0},
		{get, "/gudang/mutasi/:id", (*Server).movementPage, 0},
		{post, "/gudang/mutasi/:id/batal", (*Server).undoMovement, 0},
		{get, "/api/v1/movements", (*Server).movementsAPI, 0},
		{get, "/api/v1/movements/:id", (*Server).movementAPI, 0},
		{get, "/api/v1/stock-cards/:model", (*Server).cardAPI, 0},
		{get, "/api/v1/reckonings/:model", (*Server).numberAPI, 0},
		{get, "/api/v1/inventory", (*Server).inventoryAPI, 0},
		{get, "/api/v1/funds", (*Server).fundsAPI, 0},
		{post, "/api/v1/funds", (*Server).addFundAPI, 0},
		{get, "/api/v1/fund-units", (*Server).fundUnitsAPI, 0},
		{get, "/api/v1/funds/:fund", (*Server).fundAPI, 0},
		{post, "/api/v1/funds/:fund", (*Server).changeFundAPI, 0},
		{get, "/api/v1/donors/:fund", (*Server).donorAPI, public},
		{post, "/api/v1/movements", (*Server).moveAPI, 0},
		{post, "/api/v1/movements/:id/reverse", (*Server).reverseAPI, 0},
		{get, "/alat/baru", (*Server).newModelPage, 0},
		{post, "/alat/baru", (*Server).addModel, 0},
		{get, "/alat/:id/sunting", (*Server).editModelPage, 0},
		{post, "/alat/:id/sunting", (*Server).changeModel, 0},
		{get, "/alat/:slug", (*Server).modelPage, public | english},
		{get, "/alat/:model/minta", (*Server).askPage, english},
		{post, "/alat/:model/minta", (*Server).ask, open | english},
		{get, "/u/:code", (*Server).unitPage, public},
		{post, "/u/:code/periksa", (*Server).inspectUnit, 0},
		{post, "/u/:code/tahan", (*Server).holdUnit, 0},
		{get, "/api/v1/models", (*Server).modelsAPI, public},
		{post, "/api/v1/models", (*Server).addModelAPI, 0},
		{get, "/api/v1/models/:id", (*Server).modelAPI, public},
		{get, "/api/v1/receipts", (*Server).receiptsAPI, 0},
		{post, "/api/v1/receipts", (*Server).addReceiptAPI, 0},
		{get, "/api/v1/receipts/:id", (*Server).receiptAPI, 0},
		{get, "/api/v1/services/due", (*Server).dueAPI, 0},
		{post, "/api/v1/services", (*Server).recordServiceAPI, 0},
		{get, "/api/v1/units/:code/services", (*Server).servicesAPI, 0},
		{get, "/api/v1/models/:model/plans", (*Server).plansAPI, 0},
		{post, "/api/v1/models/:model/plans", (*Server).putPlanAPI, 0},
		{post, "/api/v1/models/:model/plans/:plan/drop", (*Server).dropPlanAPI, 0},
		{get, "/api/v1/warranties", (*Server).warrantiesAPI, 0},
		{get, "/api/v1/repairs", (*Server).repairsAPI, 0},
		{post, "/api/v1/repairs", (*Server).addRepairAPI, 0},
		{get, "/api/v1/repairs/:id", (*Server).repairAPI, 0},
		{post, "/api/v1/repairs/:id/state", (*Server).stepRepairAPI, 0},
		{post, "/api/v1/repairs/:id/diagnosis", (*Server).diagnoseAPI, 0},
		{post, "/api/v1/repairs/:id/parts", (*Server).usePartAPI, 0},
		{post, "/api/v1/repairs/:id/parts/back", (*Server).putBackAPI, 0},
		{post, "/api/v1/repairs/:id/costs", (*Server).spendAPI, 0},
		{post, "/api/v1/repairs/:id/finish", (*Server).finishRepairAPI, 0},
		{post, "/api/v1/repairs/:id/cancel", (*Server).cancelRepairAPI, 0},
		{post, "/api/v1/repairs/:id/scrap-proposal", (*Server).proposeScrapAPI, 0},
		{post, "/api/v1/repairs/:id/scrap-decision", (*Server).decideScrapAPI, 0},
		{get, "/api/v1/repair-rule", (*Server).repairRuleAPI, 0},
		{post, "/api/v1/repair-rule", (*Server).setRepairRuleAPI, 0},
		{get, "/api/v1/returns", (*Server).returnsAPI, 0},
		{post, "/api/v1/returns", (*Server).addReturnsAPI, 0},
		{get, "/api/v1/returns/:id", (*Server).returnAPI, 0},
		{post, "/api/v1/returns/:id/clean", (*Server).cleanReturnAPI, 0},
		{post, "/api/v1/returns/:id/inspect", (*Server).examineReturnAPI, 0},
		{get, "/api/v1/reuse", (*Server).reuseAPI, 0},
		{get, "/api/v1/units", (*Server).unitsAPI, 0},
		{get, "/api/v1/recalls", (*Server).recallsAPI, 0},
		{post, "/api/v1/recalls", (*Server).openRecallAPI, 0},
		{post, "/api/v1/recalls/preview", (*Server).previewRecallAPI, 0},
		{get, "/api/v1/recalls/:id", (*Server).recallAPI, 0},
		{get, "/api/v1/recalls/:id/units", (*Server).recalledUnitsAPI, 0},
		{post, "/api/v1/recalls/:id/free", (*Server).freeUnitAPI, 0},
		{post, "/api/v1/recalls/:id/lift", (*Server).liftRecallAPI, 0},
		{post, "/api/v1/recalls/:id/close", (*Server).closeRecallAPI, 0},
		{get, "/api/v1/recall-cases", (*Server).recallCasesAPI, 0},
		{get, "/api/v1/recall-cases/:case", (*Server).recallCaseAPI, 0},
		{post, "/api/v1/recall-cases/:case/contacts", (*Server).recordContactAPI, 0},
		{get, "/api/v1/reorder-rules", (*Server).rulesAPI, 0},
		{post, "/api/v1/reorder-rules", (*Server).setRuleAPI, 0},
		{get, "/api/v1/reorder-rules/:id", (*Server).ruleAPI, 0},
		{post, "/api/v1/reorder-rules/:id", (*Server).setRuleAPI, 0},
		{post, "/api/v1/reorder-rules/:id/remove", (*Server).removeRuleAPI, 0},
		{get, "/api/v1/shortages", (*Server).shortagesAPI, 0},
		{post, "/api/v1/shortages/:id/acknowledge", (*Server).acknowledgeAPI, 0},
		{get, "/api/v1/units/:code", (*Server).unitAPI, 0},

		// Production, designs, kits and what expires.
		{get, "/gudang/produksi", (*Server).ordersPage, 0},
		{get, "/gudang/produksi/baru", (*Server).newOrderPage, 0},
		{post, "/gudang/produksi/baru", (*Server).beginOrder, 0},
		{get, "/gudang/produksi/:id", (*Server).orderPage, 0},
		{post, "/gudang/produksi/:id/bahan", (*Server).issueParts, 0},
		{post, "/gudang/produksi/:id/kembali", (*Server).returnParts, 0},
		{post, "/gudang/produksi/:id/hasil", (*Server).yieldBatch, 0},
		{post, "/gudang/produksi/:id/rusak", (*Server).scrapParts, 0},
		{post, "/gudang/produksi/:id/uji", (*Server).testBatch, 0},
		{post, "/gudang/produksi/:id/batal-hasil", (*Server).undoBatch, 0},
		{post, "/gudang/produksi/:id/tutup", (*Server).closeOrder, 0},
		{post, "/gudang/produksi/:id/batal", (*Server).cancelOrder, 0},
		{get, "/gudang/kedaluwarsa", (*Server).expiriesPage, 0},
		{get, "/gudang/paket", (*Server).kitsPage, 0},
		{post, "/gudang/paket/rakit", (*Server).assembleKits, 0},
		{post, "/gudang/paket/bongkar", (*Server).unpackKits, 0},
		{get, "/alat/:id/komponen", (*Server).designsPage, 0},
		{post, "/alat/:id/komponen", (*Server).setDesign, 0},
		{post, "/alat/:id/kelengkapan", (*Server).setPartList, 0},
		{get, "/u/:code/kelengkapan", (*Server).unitPartsPage, 0},
		{post, "/u/:code/kelengkapan", (*Server).checkParts, 0},
		{get, "/api/v1/production-orders", (*Server).ordersAPI, 0},
		{post, "/api/v1/production-orders", (*Server).addOrderAPI, 0},
		{get, "/api/v1/production-orders/:id", (*Server).orderAPI, 0},
		{post, "/api/v1/production-orders/:id/issue", (*Server).issuePartsAPI, 0},
		{post, "/api/v1/production-orders/:id/return", (*Server).returnPartsAPI, 0},
		{post, "/api/v1/production-orders/:id/yield", (*Server).yieldAPI, 0},
		{post, "/api/v1/production-orders/:id/scrap", (*Server).scrapPartsAPI, 0},
		{post, "/api/v1/production-orders/:id/close", (*Server).closeOrderAPI, 0},
		{post, "/api/v1/production-orders/:id/cancel", (*Server).cancelOrderAPI, 0},
		{post, "/api/v1/production-batches/:batch/tests", (*Server).testBatchAPI, 0},
		{post, "/api/v1/production-batches/:batch/undo", (*Server).undoBatchAPI, 0},
		{get, "/api/v1/models/:id/designs", (*Server).designsAPI, 0},
		{post, "/api/v1/models/:id/designs", (*Server).setDesignAPI, 0},
		{post, "/api/v1/models/:id/parts", (*Server).setPartListAPI, 0},
		{post, "/api/v1/units/:code/parts", (*Server).checkPartsAPI, 0},
		{post, "/api/v1/kits/assemble", (*Server).assembleAPI, 0},
		{post, "/api/v1/kits/unpack", (*Server).unpackAPI, 0},
		{get, "/api/v1/expiring-lots", (*Server).expiriesAPI, 0},
		{get, "/api/v1/stock-worth", (*Server).worthAPI, 0},
		{get, "/api/v1/counts", (*Server).countsAPI, 0},
		{post, "/api/v1/counts", (*Server).openCountAPI, 0},
		{get, "/api/v1/counts/:count", (*Server).countAPI, 0},
		{get, "/api/v1/counts/:count/lines", (*Server).countLinesAPI, 0},
		{get, "/api/v1/counts/:count/line", (*Server).countLineAPI, 0},
		{get, "/api/v1/counts/:count/draw", (*Server).countDrawAPI, 0},
		{get, "/api/v1/counts/:count/document", (*Server).countMinutes, 0},
		{post, "/api/v1/counts/:count/scans", (*Server).scanCountAPI, 0},
		{post, "/api/v1/counts/:count/pieces", (*Server).tellCountAPI, 0},
		{post, "/api/v1/counts/:count/forget", (*Server).forgetScanAPI, 0},
		{post, "/api/v1/counts/:count/cut", (*Server).cutCountAPI, 0},
		{post, "/api/v1/counts/:count/finish", (*Server).finishCountAPI, 0},
		{post, "/api/v1/counts/:count/reasons", (*Server).explainCountAPI, 0},
		{post, "/api/v1/counts/:count/recount", (*Server).recountAPI, 0},
		{post, "/api/v1/counts/:count/approve", (*Server).approveCountAPI, 0},
		{post, "/api/v1/counts/:count/resume", (*Server).resumeCountAPI, 0},
		{post, "/api/v1/counts/:count/cancel", (*Server).cancelCountAPI, 0},
		{post, "/api/v1/counts/:count/signature", (*Server).signCountAPI, 0},

		// Persons, requests, allocations, hand-overs, outcomes.
		{get, "/penerima", (*Server).peoplePage, 0},
		{post, "/penerima", (*Server).register, 0},
		{get, "/penerima/baru", (*Server).registerPage, 0},
		{post, "/penerima/cari", (*Server).findPerson, secret},
		{get, "/penerima/:person", (*Server).personPage, 0},
		{post, "/penerima/:person", (*Server).changePerson, 0},
		{post, "/penerima/:person/buka", (*Server).reveal, secret},
		{get, "/permohonan", (*Server).requestsPage, 0},
		{post, "/permohonan", (*Server).fileRequest, 0},
		{get, "/permohonan/baru", (*Server).fileRequestPage, 0},
		{get, "/permohonan/:request", (*Server).requestPage, 0},
		{post, "/permohonan/:request/tetapkan", (*Server).reserveUnit, 0},
		{post, "/permohonan/:request/tutup", (*Server).closeRequest, 0},
		{get, "/inovasi/:innovation/tanya", (*Server).questionPage, english},
		{post, "/inovasi/:innovation/tanya", (*Server).askQuestion, open | english},
		{get, "/inovasi/:innovation/tanya-jawab", (*Server).questionsPage, public | english},
		{get, "/pertanyaan", (*Server).questionQueuePage, 0},
		{get, "/pertanyaan/:question", (*Server).questionStaffPage, 0},
		{post, "/pertanyaan/:question/buka", (*Server).revealQuestion, secret},
		{post, "/pertanyaan/:question/jawab", (*Server).answerQuestion, 0},
		{post, "/pertanyaan/:question/tolak", (*Server).rejectQuestion, 0},
		{post, "/api/v1/questions", (*Server).askQuestionAPI, open},
		{get, "/api/v1/questions", (*Server).questionQueueAPI, 0},
		{get, "/api/v1/questions/:question", (*Server).questionAPI, 0},
		{post, "/api/v1/questions/:question/reveal", (*Server).revealQuestionAPI, secret},
		{post, "/api/v1/questions/:question/answer", (*Server).answerQuestionAPI, 0},
		{post, "/api/v1/questions/:question/reject", (*Server).rejectQuestionAPI, 0},
		{get, "/api/v1/innovations/:innovation/questions", (*Server).shownQuestionsAPI, public},
		{get, "/lacak", (*Server).trackPage, english},
		{post, "/lacak", (*Server).track, open | secret | english},
		{post, "/lacak/tulis", (*Server).replyAsk, open | english},
		{post, "/lacak/tarik", (*Server).withdrawAsk, open | english},
		{post, "/lacak/perbaiki", (*Server).correctAsk, open | english},
		{get, "/permintaan", (*Server).asksPage, 0},
		{get, "/permintaan/:ask", (*Server).askStaffPage, 0},
		{post, "/permintaan/:ask/buka", (*Server).revealAsk, secret},
		{post, "/permintaan/:ask/daftar", (*Server).registerAsker, secret},
		{post, "/permintaan/:ask/jawab", (*Server).answerAsk, 0},
		{post, "/permintaan/:ask/teruskan", (*Server).forwardAsk, 0},
		{post, "/permintaan/:ask/tutup", (*Server).closeAsk, 0},
		{post, "/permintaan/:ask/jadikan", (*Server).takeAsk, 0},
		{post, "/permintaan/:ask/pin", (*Server).renewAsk, 0},
		{post, "/api/v1/asks", (*Server).askAPI, open},
		{post, "/api/v1/asks/status", (*Server).trackAPI, open | secret},
		{post, "/api/v1/asks/reply", (*Server).replyAskAPI, open},
		{post, "/api/v1/asks/withdraw", (*Server).withdrawAskAPI, open},
		{post, "/api/v1/asks/correct", (*Server).correctAskAPI, open},
		{get, "/api/v1/asks", (*Server).asksAPI, 0},
		{get, "/api/v1/asks/:ask", (*Server).askOneAPI, 0},
		{post, "/api/v1/asks/:ask/reveal", (*Server).revealAskAPI, secret},
		{post, "/api/v1/asks/:ask/answer", (*Server).answerAskAPI, 0},
		{post, "/api/v1/asks/:ask/forward", (*Server).forwardAskAPI, 0},
		{post, "/api/v1/asks/:ask/close", (*Server).closeAskAPI, 0},
		{post, "/api/v1/asks/:ask/take", (*Server).takeAskAPI, 0},
		{post, "/api/v1/asks/:ask/pin", (*Server).renewAskAPI, 0},
		{get, "/alokasi", (*Server).allocationsPage, 0},
		{post, "/alokasi/:allocation/batal", (*Server).cancelAllocation, 0},
		{get, "/serah-terima", (*Server).handoversPage, 0},
		{post, "/serah-terima", (*Server).handOver, 0},
		{get, "/serah-terima/baru", (*Server).deliverPage, 0},
		{get, "/serah-terima/:handover", (*Server).handoverPage, public},
		{get, "/serah-terima/:handover/berita-acara", (*Server).minutes, 0},
		{get, "/tindak-lanjut", (*Server).followUpsPage, 0},
		{get, "/tindak-lanjut/:follow_up", (*Server).followUpPage, 0},
		{post, "/tindak-lanjut/:follow_up", (*Server).recordFollowUp, 0},
		{get, "/rujukan", (*Server).referralsPage, 0},
		{post, "/rujukan", (*Server).refer, 0},
		{get, "/rujukan/:referral", (*Server).referralPage, 0},
		{post, "/rujukan/:referral", (*Server).answerReferral, 0},
		{get, "/api/v1/beneficiaries", (*Server).listPeople, 0},
		{post, "/api/v1/beneficiaries", (*Server).createPerson, 0},
		{get, "/api/v1/beneficiaries/:person", (*Server).onePerson, 0},
		{post, "/api/v1/beneficiaries/:person", (*Server).updatePerson, 0},
		{post, "/api/v1/beneficiaries/:person/reveal", (*Server).revealPerson, secret},
		{get, "/api/v1/requests", (*Server).listRequests, 0},
		{post, "/api/v1/requests", (*Server).createRequest, 0},
		{get, "/api/v1/requests/:request", (*Server).oneRequest, 0},
		{post, "/api/v1/requests/:request/close", (*Server).endRequest, 0},
		{get, "/api/v1/allocations", (*Server).listAllocations, 0},
		{post, "/api/v1/allocations", (*Server).createAllocation, 0},
		{get, "/api/v1/allocations/:allocation", (*Server).oneAllocation, 0},
		{post, "/api/v1/allocations/:allocation/cancel", (*Server).endAllocation, 0},
		{get, "/api/v1/handovers", (*Server).listHandovers, 0},
		{post, "/api/v1/handovers", (*Server).createHandover, 0},
		{get, "/api/v1/handovers/:handover", (*Server).oneHandover, 0},
		{get, "/api/v1/handovers/:handover/document", (*Server).minutes, 0},
		{get, "/api/v1/follow-ups", (*Server).listFollowUps, 0},
		{get, "/api/v1/follow-ups/:follow_up", (*Server).oneFollowUp, 0},
		{post, "/api/v1/follow-ups/:follow_up", (*Server).createVisit, 0},
		{get, "/api/v1/referrals", (*Server).listReferrals, 0},
		{post, "/api/v1/referrals", (*Server).createReferral, 0},
		{get, "/api/v1/referrals/:referral", (*Server).oneReferral, 0},
		{post, "/api/v1/referrals/:referral", (*Server).moveReferral, 0},
	}
}

// mount registers the table with its middleware.
func (s *Server) mount(table []route) {
	s.web.Use(s.observe, s.recovered, s.guarded)
	for i := range table {
		r := &table[i]
		s.pages[r.Path] = s.pages[r.Path] || r.Method == get
		s.add(r, r.Path)
		if r.has(english) {
			s.add(r, "/en"+trimRoot(r.Path))
		}
	}
	s.web.Use(s.identify) // so that a page that is not there still knows who looks for it
}

// add registers r at path, with HEAD beside GET.
func (s *Server) add(r *route, path string) {
	chain := s.chain(r)
	if r.Method == get && !r.has(stream) {
		s.web.Add(fiber.MethodHead, path, chain...)
	}
	s.web.Add(r.Method, path, chain...)
}

func trimRoot(path string) string {
	if path == "/" {
		return ""
	}
	return path
}

// chain is the middleware of one route, in order.
func (s *Server) chain(r *route) []fiber.Handler {
	chain := []fiber.Handler{func(c *fiber.Ctx) error {
		visitOf(c).route = r
		return c.Next()
	}}
	small := compress.New(compress.Config{Level: compress.LevelBestSpeed, Next: s.forGuest})
	if r.has(bare) {
		return append(chain, small, s.handle(r))
	}
	chain = append(chain, s.identify, s.cached)
	if !r.has(stream) {
		chain = append(chain, small, s.fromShelf)
	}
	if r.Method != get {
		if !isAPI(r.Path) {
			chain = append(chain, s.fromOurForm)
		}
		chain = append(chain, s.once)
	}
	return append(chain, s.handle(r))
}

func (s *Server) handle(r *route) fiber.Handler {
	return func(c *fiber.Ctx) error { return r.Handle(s, c) }
}

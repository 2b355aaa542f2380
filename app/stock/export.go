package stock

import (
	"iter"

	"lumbung/storage"
)

// Export hands every record of the stock to emit, kind by kind in the order of
// their keys. There is no personal data in them: a person is an id here.
func Export(r storage.Reader, emit func(kind string, record any) error) error {
	return firstError(
		emitAll("model", models.All(r, storage.ModelByID.Key()), emit),
		emitAll("lot", lots.All(r, storage.LotByID.Key()), emit),
		emitAll("receipt", receipts.All(r, storage.ReceiptByID.Key()), emit),
		emitAll("import", imports.All(r, storage.ImportByID.Key()), emit),
		emitAll("movement", movements.All(r, storage.MovementByID.Key()), emit),
		emitAll("unit", units.All(r, storage.UnitByID.Key()), emit),
		emitAll("balance", balances.All(r, storage.BalanceByKey.Key()), emit),
		emitAll("tally", tallies.All(r, storage.TallyByKey.Key()), emit),
		emitAll("count", countDocs.All(r, storage.CountByID.Key()), emit),
		emitAll("count line", countLines.All(r, storage.CountLineByItem.Key()), emit),
		emitAll("count mark", countMarks.All(r, storage.CountMarkByUnit.Key()), emit),
		emitAll("unknown code", unknownCodes.All(r, storage.CountUnknown.Key()), emit),
		emitAll("count draw", countDraws.All(r, storage.CountDraw.Key()), emit),
		emitAll("last count", lastCounts.All(r, storage.CountLast.Key()), emit),
		emitAll("reorder rule", reorderRules.All(r, storage.ReorderByID.Key()), emit),
		emitAll("shortage", shortages.All(r, storage.ShortageByID.Key()), emit),
		emitAll("recall", recalls.All(r, storage.RecallByID.Key()), emit),
		emitAll("recalled unit", recalledUnits.All(r, storage.RecalledByUnit.Key()), emit),
		emitAll("transfer", transfers.All(r, storage.TransferByID.Key()), emit),
		emitAll("loan", loans.All(r, storage.LoanByID.Key()), emit),
		emitAll("repair", repairs.All(r, storage.RepairByID.Key()), emit),
		emitAll("repair rule", repairRules.All(r, storage.RepairRuleByCentre.Key()), emit),
		emitAll("return", comebacks.All(r, storage.ReturnByID.Key()), emit),
		emitAll("return tally", returnTallies.All(r, storage.ReturnTally.Key()), emit),
		emitAll("care plans", planBooks.All(r, storage.PlansByModel.Key()), emit),
		emitAll("service", services.All(r, storage.ServiceByID.Key()), emit),
		emitAll("fund", fundRegister.All(r, storage.FundByID.Key()), emit),
		emitAll("fund tally", fundTallies.All(r, storage.FundTallyByKey.Key()), emit),
		emitAll("period book", periodBooks.All(r, storage.PeriodBookByYear.Key()), emit),
		emitAll("design", designs.All(r, storage.DesignByModel.Key()), emit),
		emitAll("production order", orders.All(r, storage.OrderByID.Key()), emit),
		emitAll("production batch", batches.All(r, storage.BatchByID.Key()), emit),
		emitAll("part list", partLists.All(r, storage.PartListByModel.Key()), emit),
		emitAll("lacking", lackings.All(r, storage.LackingByUnit.Key()), emit),
		emitAll("assembly", assemblies.All(r, storage.AssemblyByID.Key()), emit),
		emitAll("label", labels.All(r, storage.LabelByCode.Key()), emit),
		emitAll("label batch", labelBatches.All(r, storage.LabelBatchByID.Key()), emit),
		emitAll("gtin", gtins.All(r, storage.GTINByNumber.Key()), emit),
	)
}

func emitAll[T any](kind string, all iter.Seq2[T, error], emit func(string, any) error) func() error {
	return func() error {
		for rec, err := range all {
			if err != nil {
				return err
			}
			if err := emit(kind, rec); err != nil {
				return err
			}
		}
		return nil
	}
}

func firstError(steps ...func() error) error {
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

package stock

import "lumbung/storage"

// Export hands every record of the stock to emit, kind by kind in the order of
// their keys. There is no personal data in them: a person is an id here.
func Export(r storage.Reader, emit func(kind string, record any) error) error {
	return storage.Export(r, emit,
		&models, &lots, &receipts, &imports, &movements, &units, &balances, &tallies, &countDocs, &countLines,
		&countMarks, &unknownCodes, &countDraws, &lastCounts, &reorderRules, &shortages, &recalls, &recalledUnits,
		&transfers, &loans, &repairs, &repairRules, &comebacks, &returnTallies, &planBooks, &services, &fundRegister,
		&fundTallies, &periodBooks, &designs, &orders, &batches, &partLists, &lackings, &assemblies, &labels,
		&labelBatches, &gtins,
	)
}

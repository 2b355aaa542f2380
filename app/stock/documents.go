package stock

import "lumbung/storage"

// verifyDocuments proves what each kind of document says of itself against the
// ledger. A document has one line here.
func verifyDocuments(r storage.Reader) (all []storage.Report, err error) {
	for _, verify := range []func(storage.Reader) ([]storage.Report, error){
		verifyRecalls,
		verifyCounts,
		verifyProduction,
		verifyReorder,
		verifyLabels,
		each(placeTotals.Verify, verifyPlaceTotals),
		each(transfers.Verify, verifyTransfers),
		each(loans.Verify, verifyLoans),
	} {
		some, err := verify(r)
		all = append(all, some...)
		if err != nil {
			return all, err
		}
	}
	return all, nil
}

// each makes one of proofs that give a report apiece.
func each(proofs ...func(storage.Reader) (storage.Report, error)) func(storage.Reader) ([]storage.Report, error) {
	return func(r storage.Reader) (all []storage.Report, err error) {
		for _, prove := range proofs {
			rep, err := prove(r)
			if err != nil {
				return all, err
			}
			all = append(all, rep)
		}
		return all, nil
	}
}

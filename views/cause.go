package views

import "lumbung/app/stock"

// causeHref is the page of the document behind a movement; "" when it has none.
// Each kind of document has a row here.
func causeHref(c stock.Cause) string {
	switch c.Kind {
	case "transfer":
		return TransferHref(c.ID.String())
	case "loan":
		return LoanHref(c.ID.String())
	case "count":
		return "/gudang/opname/" + c.ID.String()
	default:
		return ""
	}
}

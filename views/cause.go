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
	case "production":
		return "/gudang/produksi/" + c.ID.String()
	case "count":
		return "/gudang/opname/" + c.ID.String()
	case "repair":
		return "/gudang/perbaikan/" + c.ID.String()
	case "receipt":
		return "/gudang/penerimaan/" + c.ID.String()
	case "import":
		return "/gudang/impor/" + c.ID.String()
	default:
		return ""
	}
}

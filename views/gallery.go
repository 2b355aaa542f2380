package views

import (
	"slices"

	"github.com/a-h/templ"

	"lumbung/views/i18n"
)

// Specimen is one page in one state, fed with invented data. The gallery shows
// them to people, and the tests of pages, accessibility and looks run over them.
type Specimen struct {
	Name      string // unique: feature-state, e.g. innovation-draft
	Path      string // address that the page would have
	Component templ.Component
}

// Gallery lists the specimens of every feature. Each feature keeps its own in
// <feature>_gallery.go and adds one line here.
func Gallery() []Specimen {
	return slices.Concat(
		partSpecimens(),
		chartSpecimens(),
		errorSpecimens(),
		identitySpecimens(),
		deskSpecimens(),
		homeSpecimens(),
		catalogueSpecimens(),
		dataSpecimens(),
		innovationSpecimens(),
		mediaSpecimens(),
		replicationSpecimens(),
		servedSpecimens(),
		fillSpecimens(),
		blueprintSpecimens(),
		kippSpecimens(),
		needSpecimens(),
		stockSpecimens(),
		recallSpecimens(),
		reorderSpecimens(),
		receiptSpecimens(),
		unitSpecimens(),
		transferSpecimens(),
		loanSpecimens(),
		giveBackSpecimens(),
		repairSpecimens(),
		careSpecimens(),
		scanSpecimens(),
		placeSpecimens(),
		labelSpecimens(),
		moveSpecimens(),
		cardSpecimens(),
		inventorySpecimens(),
		fundSpecimens(),
		importSpecimens(),
		productionSpecimens(),
		countSpecimens(),
		modelSpecimens(),
		personSpecimens(),
		requestSpecimens(),
		askSpecimens(),
		holidaySpecimens(),
		areaSpecimens(),
		questionSpecimens(),
		allocationSpecimens(),
		handoverSpecimens(),
		followUpSpecimens(),
		roomSpecimens(),
		centreSpecimens(),
		skaSpecimens(),
		numbersSpecimens(),
		proofSpecimens(),
		infoSpecimens(),
	)
}

// galleryFrame is the frame of a specimen: sample data, somebody signed in when
// role is not empty.
func galleryFrame(title, path, role string) Frame {
	f := Frame{Lang: i18n.ID, Title: title, Path: path, Demo: true, CSRF: "contoh", Origin: "https://lumbung.example"}
	if role == "" {
		return f
	}
	f.Noindex = true
	f.User = &User{Ref: "u-1", Name: "Contoh Petugas", Role: role, Centre: "Sentra Contoh Satu"}
	f.Nav = []Link{
		{Href: "/katalog", Text: "Katalog"},
		{Href: "/gudang", Text: "Gudang", Current: true},
		{Href: "/permohonan", Text: "Permohonan"},
		{Href: "/ruang-komando", Text: "Ruang komando"},
	}
	return f
}

// inPage puts a component on a page, as a template does with its children.
func inPage(f Frame, parts ...templ.Component) templ.Component {
	return withChildren(Page(f), templ.Join(parts...))
}

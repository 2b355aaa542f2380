package views

import (
	"strings"
	"testing"

	"golang.org/x/net/html"

	"lumbung/views/i18n"
)

func formDoc(t *testing.T, f Form) *html.Node {
	t.Helper()
	_, doc := render(t, specimenForm(f))
	return doc
}

func byID(doc *html.Node, id string) *html.Node {
	for n := range doc.Descendants() {
		if got, _ := attr(n, "id"); got == id && id != "" {
			return n
		}
	}
	return nil
}

func TestFormCarriesItsHiddenInputs(t *testing.T) {
	f := Form{Lang: i18n.ID, Action: "/inovasi/baru", CSRF: "token", Idempotency: "key", Version: "7"}
	got := map[string]string{}
	for _, n := range find(formDoc(t, f), "input") {
		if kind, _ := attr(n, "type"); kind == "hidden" {
			name, _ := attr(n, "name")
			got[name], _ = attr(n, "value")
		}
	}
	for name, want := range map[string]string{"csrf": "token", "idempotency_key": "key", "version": "7"} {
		if got[name] != want {
			t.Errorf("hidden input %s = %q, want %q", name, got[name], want)
		}
	}
}

func TestGetFormsCarryNoToken(t *testing.T) {
	_, doc := render(t, withChildren(FormShell(Form{Lang: i18n.ID, Method: "get", CSRF: "token"}), Submit("Cari")))
	if n := len(find(doc, "input")); n != 0 {
		t.Errorf("a search form has %d hidden inputs, want none in its address", n)
	}
}

func TestRefusedFieldKeepsItsValueAndNamesItsError(t *testing.T) {
	doc := formDoc(t, refusedForm(Form{Lang: i18n.ID, CSRF: "token"}))
	title := byID(doc, "f-title")
	if got, _ := attr(title, "value"); got != `Kursi <roda> "elektrik"` {
		t.Errorf("kept value = %q", got)
	}
	if got, _ := attr(title, "aria-describedby"); got != "f-title-hint" {
		t.Errorf("aria-describedby of a right field = %q, want its hint alone", got)
	}
	width := byID(doc, "f-width")
	if got, _ := attr(width, "aria-invalid"); got != "true" {
		t.Errorf("aria-invalid = %q, want true", got)
	}
	if got, _ := attr(width, "aria-describedby"); got != "f-width-error" {
		t.Errorf("aria-describedby = %q, want the error", got)
	}
	if got := text(byID(doc, "f-width-error")); got != "Galat: Tulis dengan angka, misalnya 60." {
		t.Errorf("error = %q", got)
	}
}

func TestSummaryListsErrorsInTheOrderOfTheFields(t *testing.T) {
	doc := formDoc(t, refusedForm(Form{Lang: i18n.ID, CSRF: "token"}))
	var hrefs []string
	for _, a := range find(doc, "a") {
		href, _ := attr(a, "href")
		hrefs = append(hrefs, href)
	}
	want := "#f-problem #f-kind #f-open #f-for #f-width #f-photo #f-agree"
	if got := strings.Join(hrefs, " "); got != want {
		t.Errorf("summary links to %s, want %s", got, want)
	}
	for _, href := range hrefs {
		if byID(doc, href[1:]) == nil {
			t.Errorf("summary links to %s, which is no input", href)
		}
	}
	first := find(doc, "li")[0]
	if got := text(first); got != "Draf ini sudah diajukan." {
		t.Errorf("first line = %q, want the error of the whole form", got)
	}
}

func TestPasswordIsNeverShownAgain(t *testing.T) {
	f := Form{Lang: i18n.ID}.Set("password", "rahasia")
	page, _ := render(t, PasswordField(f, "password", Field{Label: "Kata sandi"}))
	if strings.Contains(page, "rahasia") {
		t.Errorf("the page holds the password: %s", page)
	}
}

func TestTwoFormsOnAPageHaveDifferentIDs(t *testing.T) {
	a, b := Form{ID: "a-"}.FieldID("serials.3"), Form{ID: "b-"}.FieldID("serials.3")
	if a == b || a != "a-f-serials-3" {
		t.Errorf("ids are %q and %q", a, b)
	}
}

func TestSetLeavesTheOriginalAlone(t *testing.T) {
	first := Form{}.Set("a", "1")
	second := first.Set("a", "2")
	if first.Value("a") != "1" || second.Value("a") != "2" {
		t.Errorf("values are %q and %q, want 1 and 2", first.Value("a"), second.Value("a"))
	}
}

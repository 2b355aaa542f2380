package handlers

import (
	"strings"
	"testing"
)

func TestASharedLinkHasAPictureOfItsOwn(t *testing.T) {
	h := supplied(t)
	seen := map[string]bool{}
	for _, path := range []string{"/inovasi/kursi-roda-elektrik", "/alat/kursi-roda-sr-1", "/sentra/soeharso", "/katalog", "/en/inovasi/kursi-roda-elektrik"} {
		_, rest, _ := strings.Cut(h.get(public0, path).body, `property="og:image" content="https://lumbung.example`)
		address, _, _ := strings.Cut(rest, `"`)
		got := h.get(public0, strings.ReplaceAll(address, "&amp;", "&"))
		if got.status != 200 || got.header.Get("Content-Type") != "image/jpeg" || !strings.HasPrefix(got.body, "\xff\xd8") || !strings.Contains(got.header.Get("Cache-Control"), "immutable") {
			t.Errorf("the card of %s at %s = %d %v", path, address, got.status, got.header)
		}
		seen[address] = true
	}
	if len(seen) != 4 {
		t.Errorf("cards: %v", seen)
	}
	old := h.get(public0, "/kartu/alat/kursi-roda-sr-1.jpg?v=older")
	if old.status != 200 || strings.Contains(old.header.Get("Cache-Control"), "immutable") {
		t.Errorf("an older address = %d %v", old.status, old.header)
	}
	for _, path := range []string{"/kartu/inovasi/rencana-rahasia.jpg", "/kartu/penerima/x.jpg", "/kartu/alat/tidak-ada.jpg", "/kartu/inovasi/kursi-roda-elektrik.svg"} {
		if got := h.get(public0, path); got.status != 404 {
			t.Errorf("%s = %d, want 404", path, got.status)
		}
	}
	for range 3 * cardsKept {
		h.server.cards.kept[newRequestID()] = []byte{1}
	}
	h.get(public0, "/kartu/sentra/meohai.jpg")
	if len(h.server.cards.kept) > cardsKept {
		t.Errorf("%d cards are kept", len(h.server.cards.kept))
	}
}

package ska

import (
	"context"
	"strings"
	"testing"

	"lumbung/app/fault"
	"lumbung/app/op/optest"
	"lumbung/app/policy"
	"lumbung/storage/kv/memkv"
)

func terms(title string) TermsForm {
	return TermsForm{Title: title, Kind: Product, Line: "batik", Text: "Kain contoh", Place: "Galeri SKA", Hours: "Senin–Jumat", Phone: "0271 000", PriceFrom: 150_000, PriceTo: 350_000, Available: true}
}

func TestTheLifeOfAnOffering(t *testing.T) {
	w, ctx := newWorld(t, memkv.New()), manager(t)
	o, err := w.Offer(ctx, terms("Batik Ciprat Contoh"))
	if err != nil || o.Slug != "batik-ciprat-contoh" || o.State != Draft {
		t.Fatalf("%+v, %v", o, err)
	}
	if _, err := w.Offering(t.Context(), o.Slug); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("everybody reads a draft: %v", err)
	}
	_, err = w.Publish(ctx, Step{Offering: o.Slug})
	optest.WantKey(t, "without a photo", err, fault.Invalid, "ska.missing_photo")
	if _, err := w.AddOfferingPhoto(ctx, NewOfferingPhoto{Offering: o.Slug, Photo: picture(t, 70), Alt: "Kain"}); err != nil {
		t.Fatal(err)
	}
	if o, err = w.Publish(ctx, Step{Offering: o.Slug, Version: 2}); err != nil {
		t.Fatal(err)
	}
	_, err = w.Publish(ctx, Step{Offering: o.Slug})
	optest.WantKey(t, "published twice", err, fault.Conflict, "ska.published_already")
	less := terms("Batik Ciprat Contoh")
	less.Offering, less.Version, less.Hours = o.Slug, o.Version, ""
	_, err = w.Offer(ctx, less)
	optest.WantKey(t, "what is published stays complete", err, fault.Invalid, "ska.missing_hours")
	less.Hours, less.Version = "Sabtu", 1
	_, err = w.Offer(ctx, less)
	optest.WantKey(t, "an old form", err, fault.Stale, "error.stale")
	_, err = w.ChangeOfferingPhoto(ctx, OfferingPhotoChange{Offering: o.Slug, Hash: o.Photos[0].Hash, Alt: "Kain", Remove: true})
	optest.WantKey(t, "its last photo", err, fault.Invalid, "ska.missing_photo")
	if o, err = w.SetAvailable(ctx, Availability{Offering: o.Slug}); err != nil || o.Available {
		t.Errorf("%+v, %v", o, err)
	}
	if _, err := w.Archive(ctx, Closing{Step: Step{Offering: o.Slug}, Reason: "Berganti contoh"}); err != nil {
		t.Fatal(err)
	}
	if o, err = w.Offering(t.Context(), o.Slug); err != nil || o.State != Archived {
		t.Errorf("its page is gone: %+v, %v", o, err)
	}
	page, err := w.Offerings(t.Context(), List{})
	if err != nil || len(page.Items) != 0 {
		t.Errorf("it is still offered: %+v, %v", page, err)
	}
	if _, err := w.Publish(ctx, Step{Offering: o.Slug}); err != nil {
		t.Errorf("it cannot come back: %v", err)
	}
	w.verify()
}

func TestASlugIsGivenOnce(t *testing.T) {
	w := newWorld(t, memkv.New())
	seen := map[string]bool{}
	for i, ctx := range []context.Context{manager(t), manager(t), manager(t), optest.As(t, policy.SKA, meohai)} {
		o, err := w.Offer(ctx, terms("Kopi — ☕"))
		if err != nil || seen[o.Slug] || strings.ContainsAny(o.Slug, " ☕/") {
			t.Errorf("%d: %q, %v", i, o.Slug, err)
		}
		seen[o.Slug] = true
	}
	if o, err := w.Offer(manager(t), terms("☕☕☕")); err != nil || o.Slug == "" {
		t.Errorf("%q, %v", o.Slug, err)
	}
	if o, err := w.Offer(manager(t), terms("Baru")); err != nil || o.Slug == "baru" {
		t.Errorf("%q, %v", o.Slug, err)
	}
}

func TestWhatAnOfferingRefuses(t *testing.T) {
	w, ctx := newWorld(t, memkv.New()), manager(t)
	for key, change := range map[string]func(*TermsForm){
		"ska.price_order":   func(in *TermsForm) { in.PriceTo = 1 },
		"ska.price_from":    func(in *TermsForm) { in.PriceFrom = 0 },
		"ska.no_nik":        func(in *TermsForm) { in.MadeBy = "Pengrajin 3201994101900001" },
		"ska.phone":         func(in *TermsForm) { in.Phone = "<script>" },
		"field.oneof":       func(in *TermsForm) { in.Line = "gold" },
		"field.max_letters": func(in *TermsForm) { in.Title = strings.Repeat("a", 1<<20) },
	} {
		in := terms("Contoh")
		change(&in)
		_, err := w.Offer(ctx, in)
		optest.WantKey(t, key, err, fault.Invalid, key)
	}
	o, err := w.Offer(ctx, terms("Contoh"))
	if err != nil {
		t.Fatal(err)
	}
	in := terms("Contoh lain")
	in.Offering, in.Version = o.Slug, o.Version
	if _, err := w.Offer(optest.As(t, policy.SKA, meohai), in); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("another centre learns of a draft: %v", err)
	}
}

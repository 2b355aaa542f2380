package program

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"net/http"
	"strings"
	"testing"
	"time"
)

// aPhoto is a small PNG, as the API takes it.
func aPhoto(t *testing.T) string {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 640, 480))
	for i := range 480 {
		img.Set(i, i, color.RGBA{R: 20, G: 90, B: 70, A: 255})
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return base64.StdEncoding.EncodeToString(b.Bytes())
}

type object = map[string]any

// publish takes an innovation from a draft to the catalogue and returns its slug.
func publish(t *testing.T, ska client, reviewers ...client) string {
	t.Helper()
	var draft struct {
		ID      string `json:"id"`
		Slug    string `json:"slug"`
		Version int64  `json:"version"`
	}
	ska.must(t, http.StatusCreated, http.MethodPost, "/api/v1/innovations", object{
		"title": "Kursi roda elektrik", "problem": "Jarak jauh melelahkan.", "kind": "assistive_device", "photo": aPhoto(t), "alt": "Kursi roda elektrik dari samping",
	}, &draft)
	path := "/api/v1/innovations/" + draft.Slug
	ska.must(t, http.StatusOK, http.MethodPost, path+"/edit", object{
		"version": draft.Version, "title": "Kursi roda elektrik", "problem": "Jarak jauh melelahkan.", "kind": "assistive_device",
		"summary": "Kursi roda dengan dua motor.", "easy": "Kursi ini berjalan sendiri.", "novelty": "Rangka dari bahan setempat.", "for_whom": "Orang yang tidak dapat mengayuh.", "disabilities": []string{"fisik"}, "iso": "12 23 06",
		"clusters": []string{"disability"}, "functions": []string{"walking"}, "atensi": []string{"aksesibilitas"}, "outcomes": []string{"self_care"}, "goals": []int{10},
		"warnings": "Jangan dipakai di jalan menurun curam.", "tkt": 8, "tkt_on": "2026-01-15", "tkt_by": "Tim uji contoh", "tkt_until": "2029-01-15", "tkt_ticks": []string{"8.1", "8.2", "8.3", "8.4"},
		"documentation": 2, "diffusion": "developed", "applied_on": "2025-01-15", "evidence": 1, "evidence_note": "Dicoba sepuluh orang.", "lessons": "Motor pertama terlalu lemah.",
		"proof":     []object{{"kind": "trial", "method": "Uji coba", "n": 10, "from": "2025-06-01", "to": "2025-12-01", "result": "Delapan dari sepuluh masih memakainya."}},
		"unit_cost": 12_500_000, "priced_on": "2026-01-15", "days": 6, "capacity": 4, "tools": "Las listrik", "skills": "Mengelas", "fund": "apbn",
		"prerequisites": "Bengkel las.", "mentor": "SKA pemilik", "sustainability": "Anggaran tahunan sentra.",
		"unit": "SKA", "responsible": "Contoh Penanggung Jawab", "responsible_role": "Kepala SKA", "contributors": "Kelompok pengguna", "names_agreed": true, "involved": []string{"tester"},
		"photos": []object{},
	}, &draft)
	ska.must(t, http.StatusOK, http.MethodPost, path+"/blueprint", object{
		"version": draft.Version,
		"sizes": object{
			"length_mm": 1100, "width_mm": 640, "height_mm": 925, "mass_g": 38_500, "max_load_kg": 120, "power": "Baterai 24 V", "user": "Tinggi 140 sampai 180 cm",
			"fittings": []object{{"name": "Lebar dudukan", "from": 380, "to": 460, "unit": "mm"}},
		},
		"releases": object{"rows": []object{{"version": "1.0.0", "note": "Rancangan pertama."}}},
		"tests":    object{"rows": []object{{"parameter": "braking", "batch": "B-1", "result": "pass"}}},
		"rights":   object{"ip": "none", "producer": "centres"},
	}, &draft)
	ska.must(t, http.StatusOK, http.MethodPost, path+"/submit", object{}, &draft)
	if status, _ := ska.send(http.MethodPost, path+"/review", "", object{"version": draft.Version, "decision": "publish"}, nil); status != http.StatusForbidden {
		t.Errorf("the maker reviews the own innovation: %d, want 403", status)
	}
	for _, reviewer := range reviewers {
		reviewer.must(t, http.StatusOK, http.MethodPost, path+"/review", object{"version": draft.Version, "decision": "publish", "reason": "Siap ditiru."}, nil)
	}
	return draft.Slug
}

// TestTheChainFromInnovationToHandOver walks the main job through the API, each
// step as the role that does it, and looks at what the public then sees.
func TestTheChainFromInnovationToHandOver(t *testing.T) {
	data := t.TempDir()
	s := serve(t, data)
	ska := s.account(data, "ska-uji", "ska", "soeharso")
	reviewer := s.account(data, "penelaah-uji", "reviewer", "meohai")
	third := s.account(data, "penelaah-ketiga", "reviewer", "kartini")
	clerk := s.account(data, "gudang-uji", "warehouse", "soeharso")
	worker := s.account(data, "peksos-uji", "social-worker", "soeharso")
	public := client{base: s.base}

	slug := publish(t, ska, reviewer, third)
	var model struct {
		Slug string `json:"slug"`
	}
	ska.must(t, http.StatusCreated, http.MethodPost, "/api/v1/models", object{"name": "Kursi roda elektrik KRE", "iso": "12 23 06", "tracking": "serialised", "innovation": slug}, &model)

	var serials []string
	for i := range 10 {
		serials = append(serials, fmt.Sprintf("KRE-%03d", i+1))
	}
	var rec struct {
		Units []struct {
			Code string `json:"code"`
		} `json:"units"`
	}
	clerk.must(t, http.StatusCreated, http.MethodPost, "/api/v1/receipts", object{"model": model.Slug, "source": "production", "fund": "APBN 2026", "serials": serials, "unit_cost": 7500000}, &rec)
	if len(rec.Units) != 10 {
		t.Fatalf("received %d units, want 10", len(rec.Units))
	}

	var person struct {
		Ref string `json:"ref"`
	}
	worker.must(t, http.StatusCreated, http.MethodPost, "/api/v1/beneficiaries", object{
		"name": "Contoh Rekaan Sekar", "nik": "3372995203900001", "birth_date": "1990-03-12", "sex": "female", "address": "Jalan Contoh 1", "region": "33.72",
		"disabilities": []string{"fisik"}, "consent_by": "person", "consent_mode": "lisan", "consent_on": "2026-01-02",
		"nik_reason": "NIK contoh dengan kecamatan 99.",
	}, &person)
	var request, allocation, handover struct {
		ID     string `json:"id"`
		Number string `json:"number"`
	}
	worker.must(t, http.StatusCreated, http.MethodPost, "/api/v1/requests", object{"beneficiary": person.Ref, "model": model.Slug, "reason": "Tidak dapat berjalan jauh."}, &request)
	clerk.must(t, http.StatusCreated, http.MethodPost, "/api/v1/allocations", object{"request": request.Number, "unit": rec.Units[0].Code}, &allocation)
	if status, err := clerk.send(http.MethodPost, "/api/v1/allocations", "", object{"request": request.Number, "unit": rec.Units[1].Code}, nil); status != http.StatusConflict {
		t.Errorf("a second unit for one request: %d, %v; want 409", status, err)
	}
	worker.must(t, http.StatusCreated, http.MethodPost, "/api/v1/handovers", object{"allocations": []string{allocation.ID}, "identity_checked": true, "receiver": "self", "place": "Surakarta"}, &handover)

	page := s.page(t, "/serah-terima/"+strings.ReplaceAll(handover.Number, "/", "-"))
	if !strings.Contains(page, handover.Number) || strings.Contains(page, "Sekar") {
		t.Errorf("the public page of %s lacks its number or names the person", handover.Number)
	}
	if pdf := s.bytes(t, worker, "/api/v1/handovers/"+strings.ReplaceAll(handover.Number, "/", "-")+"/document"); !bytes.HasPrefix(pdf, []byte("%PDF-")) {
		t.Errorf("the minutes begin with %q", pdf[:min(len(pdf), 8)])
	}
	var found struct {
		Items []struct {
			Slug string `json:"slug"`
		} `json:"items"`
	}
	eventually(t, func() bool {
		public.must(t, http.StatusOK, http.MethodGet, "/api/v1/catalogue?q=kursi+roda+elektrik", nil, &found)
		return len(found.Items) == 2
	})
	if csv := s.page(t, "/ruang-komando.csv"); !strings.Contains(csv, "handed_over") && !strings.Contains(csv, "handover") {
		t.Errorf("the room does not count hand-overs:\n%s", csv)
	}
	lumbung(t, "check", "--data", data).want(t, 0)
}

// eventually waits until the read models have followed the last commit.
func eventually(t *testing.T, so func() bool) {
	t.Helper()
	for range 100 {
		if so() {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatal("it did not come to be within two seconds")
}

func (s *server) page(t *testing.T, path string) string {
	t.Helper()
	return string(s.bytes(t, client{base: s.base}, path))
}

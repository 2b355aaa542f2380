package views

import (
	"encoding/json"
	"testing"
)

func TestOpeningHoursAreToldToMachinesOnlyWhenEveryLineIsUnderstood(t *testing.T) {
	for text, want := range map[string]string{
		"Senin–Jumat 08.00–16.00 WIB\nSabtu 08.00–12.00 WIB": `[{"@type":"OpeningHoursSpecification","closes":"16:00","dayOfWeek":["https://schema.org/Monday","https://schema.org/Tuesday","https://schema.org/Wednesday","https://schema.org/Thursday","https://schema.org/Friday"],"opens":"08:00"},{"@type":"OpeningHoursSpecification","closes":"12:00","dayOfWeek":["https://schema.org/Saturday"],"opens":"08:00"}]`,
		"kamis s.d. jumat: pukul 8:30 - 15:00":               `[{"@type":"OpeningHoursSpecification","closes":"15:00","dayOfWeek":["https://schema.org/Thursday","https://schema.org/Friday"],"opens":"08:30"}]`,
		"Senin–Jumat 08.00–16.00\nTutup pada hari libur":     `null`,
		"Senin 25.00–26.00":                                  `null`,
		"Jumat–Senin 08.00–16.00":                            `null`,
		"Hari kerja 08.00–16.00":                             `null`,
		"":                                                   `null`,
		"Senin":                                              `null`,
		"Senin–Jumat 16.00–08.00":                            `null`,
	} {
		got, err := json.Marshal(openingHours(text))
		if err != nil || string(got) != want {
			t.Errorf("%q = %s, want %s", text, got, want)
		}
	}
	every := openingHours("Setiap hari 09.00–17.00")
	if len(every) != 1 || len(every[0]["dayOfWeek"].([]string)) != 7 {
		t.Errorf("every day = %v", every)
	}
}

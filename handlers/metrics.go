package handlers

import (
	"fmt"
	"net/http"
	"time"

	"github.com/VictoriaMetrics/metrics"
)

// slots are the upper bounds of request durations, in seconds.
var slots = []float64{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10}

// meters count what a server does. They are a set of their own, so that two
// servers in one test do not add to each other.
type meters struct{ set *metrics.Set }

func newMeters(version string) *meters {
	m := &meters{set: metrics.NewSet()}
	m.watch(fmt.Sprintf(`lumbung_build_info{version=%q}`, version), func() float64 { return 1 })
	return m
}

// watch shows what value returns whenever somebody asks.
func (m *meters) watch(name string, value func() float64) { m.set.GetOrCreateGauge(name, value) }

// request counts a request by the path in the table, never by the one asked
// for, of which there are as many as records.
func (m *meters) request(method, pattern string, status int, took time.Duration) {
	m.set.GetOrCreateCounter(fmt.Sprintf(`lumbung_http_requests_total{method=%q,route=%q,status="%dxx"}`, method, pattern, status/100)).Inc()
	m.set.GetOrCreatePrometheusHistogramExt(fmt.Sprintf(`lumbung_http_request_seconds{route=%q}`, pattern), slots).Update(took.Seconds())
}

// command counts a committed command.
func (m *meters) command(action string) {
	m.set.GetOrCreateCounter(fmt.Sprintf(`lumbung_commands_total{action=%q}`, action)).Inc()
}

// Admin answers what the people who run the program ask, on a listener that
// only they can reach: /metrics in Prometheus text, /healthz and /readyz.
func (s *Server) Admin() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /metrics", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
		s.meters.set.WritePrometheus(w)
		metrics.WriteProcessMetrics(w)
	})
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("ok\n")) }) // the asker has gone
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		if err := s.ready(r.Context()); err != nil {
			http.Error(w, "not ready", http.StatusServiceUnavailable)
			return
		}
		_, _ = w.Write([]byte("ready\n"))
	})
	return mux
}

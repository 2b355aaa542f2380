package handlers

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/fault"
	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/policy"
)

// following are streams of every journalled action; one of them panics.
func following(missed []op.Entry) []route {
	tell := func(e op.Entry) (event, bool) {
		return event{ID: e.ID, Name: "entry", Data: string(e.Action) + "\nof " + e.Centre}, true
	}
	return []route{
		{get, "/langsung", func(s *Server, c *fiber.Ctx) error {
			return s.follow(c, source{Tell: tell, Since: func(context.Context, op.ID) ([]op.Entry, error) { return missed, nil }})
		}, public | stream},
		{get, "/langsung-panik", func(s *Server, c *fiber.Ctx) error {
			return s.follow(c, source{Tell: func(op.Entry) (event, bool) { panic("in a stream") }})
		}, public | stream},
	}
}

// served serves a harness on a real connection, which streams need.
func (h *harness) served() (address string) {
	h.t.Helper()
	ln, err := (&net.ListenConfig{}).Listen(h.t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		h.t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- h.server.Serve(ln) }()
	h.t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		if err := h.server.Shutdown(ctx); err != nil {
			h.t.Errorf("Shutdown: %v", err)
		}
		if err := <-done; err != nil {
			h.t.Errorf("Serve: %v", err)
		}
	})
	return "http://" + ln.Addr().String()
}

// heard is an answer that is still coming in.
type heard struct {
	status int
	header http.Header
	body   *bufio.Reader
	leave  func() error
}

func listen(t *testing.T, url string, headers ...string) heard {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), get, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = res.Body.Close() })
	return heard{res.StatusCode, res.Header, bufio.NewReader(res.Body), res.Body.Close}
}

// message reads the next message of a stream.
func message(t *testing.T, r *bufio.Reader) string {
	t.Helper()
	var all strings.Builder
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			t.Fatalf("after %q: %v", all.String(), err)
		}
		if line == "\n" {
			return all.String()
		}
		all.WriteString(line)
	}
}

// act journals one entry.
func (h *harness) act(name string) {
	h.t.Helper()
	in := network.NewWarehouse{Name: name, Centre: soeharso}
	if _, err := h.app.Centres.AddWarehouse(h.ctx(as(policy.Head, soeharso)), in); err != nil {
		h.t.Fatal(err)
	}
}

func TestStreamTellsWhatIsCommitted(t *testing.T) {
	h := newHarnessWith(t, Options{}, following(nil))
	live := listen(t, h.served()+"/langsung", "Accept-Encoding", "gzip")
	if kind := live.header.Get("Content-Type"); !strings.HasPrefix(kind, "text/event-stream") || live.header.Get("Content-Encoding") != "" || live.header.Get("Etag") != "" {
		t.Fatalf("headers = %v", live.header)
	}
	r := live.body
	if got, want := message(t, r), "retry: 2000\n"; got != want {
		t.Errorf("first = %q, want %q", got, want)
	}
	h.act("Gudang dua")
	if got := message(t, r); !strings.Contains(got, "event: entry\ndata: warehouse.add\ndata: of soeharso\n") || !strings.HasPrefix(got, "id: ") {
		t.Errorf("message = %q", got)
	}
}

func TestStreamTellsWhatWasMissedOnce(t *testing.T) {
	missed := []op.Entry{{ID: op.ID{1}, Action: "missed.one"}, {ID: op.ID{2}, Action: "missed.two"}}
	h := newHarnessWith(t, Options{}, following(missed))
	r := listen(t, h.served()+"/langsung", "Last-Event-ID", op.ID{9}.String()).body
	message(t, r)
	one, two := message(t, r), message(t, r)
	if !strings.Contains(one, "missed.one") || !strings.Contains(two, "missed.two") {
		t.Errorf("missed = %q, %q", one, two)
	}
	h.server.hub.tell(missed[1])
	h.act("Gudang dua")
	if got := message(t, r); !strings.Contains(got, "warehouse.add") {
		t.Errorf("next = %q, want only what is new", got)
	}
}

func TestPanicInAStreamEndsTheStreamAlone(t *testing.T) {
	h := newHarnessWith(t, Options{}, following(nil))
	address := h.served()
	r := listen(t, address+"/langsung-panik").body
	message(t, r)
	h.act("Gudang dua")
	if _, err := io.ReadAll(r); err != nil {
		t.Logf("the stream ended with %v", err)
	}
	if got := listen(t, address+"/healthz"); got.status != 200 {
		t.Errorf("the program after it = %d", got.status)
	}
}

func TestShutdownEndsStreamsAndRefusesNewOnes(t *testing.T) {
	h := newHarnessWith(t, Options{}, following(nil))
	ln, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- h.server.Serve(ln) }()
	r := listen(t, "http://"+ln.Addr().String()+"/langsung").body
	message(t, r)
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	begun := time.Now()
	if err := h.server.Shutdown(ctx); err != nil {
		t.Errorf("Shutdown: %v", err)
	}
	if err := <-done; err != nil {
		t.Errorf("Serve: %v", err)
	}
	if _, err := io.ReadAll(r); err != nil {
		t.Errorf("the stream was cut: %v", err)
	}
	if took := time.Since(begun); took > 5*time.Second {
		t.Errorf("Shutdown took %s with a stream open", took)
	}
	if got := h.send(get, "/readyz", ""); got.status != 503 {
		t.Errorf("/readyz = %d, want 503", got.status)
	}
	if _, err := h.server.hub.join("a"); fault.CodeOf(err) != fault.Unready {
		t.Errorf("join = %v, want unready", err)
	}
}

func TestBodyFarOverTheLimitIsAnsweredUnread(t *testing.T) {
	h := newHarness(t)
	address := strings.TrimPrefix(h.served(), "http://")
	for path, want := range map[string]string{"/masuk": "8 MiB", "/api/v1/innovations": `"code":"too_large"`} {
		conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = fmt.Fprintf(conn, "POST %s HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n", path, maxRead+1)
		text, _ := io.ReadAll(conn)
		_ = conn.Close()
		if !strings.HasPrefix(string(text), "HTTP/1.1 413") || !strings.Contains(string(text), want) {
			t.Errorf("%s: want 413 with %q: %s", path, want, text)
		}
	}
}

func TestHubLetsOneAddressHoldOnlySoMany(t *testing.T) {
	h := newHub(2)
	one, err := h.join("a")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.join("a"); err != nil {
		t.Fatal(err)
	}
	if _, err := h.join("a"); fault.CodeOf(err) != fault.TooMany {
		t.Errorf("a third stream = %v, want too many", err)
	}
	if _, err := h.join("b"); err != nil {
		t.Errorf("another address = %v", err)
	}
	h.leave(one)
	h.leave(one) // twice does nothing more
	if _, err := h.join("a"); err != nil {
		t.Errorf("after one left = %v", err)
	}
	if got, want := h.size(), 3; got != want {
		t.Errorf("size = %d, want %d", got, want)
	}
}

func TestSlowListenerIsCutOffAndHoldsNobodyUp(t *testing.T) {
	h := newHub(0)
	slow, err := h.join("a")
	if err != nil {
		t.Fatal(err)
	}
	for range streamBuffer + 1 {
		h.tell(op.Entry{})
	}
	n := 0
	for range slow.entries {
		n++
	}
	if n != streamBuffer || h.size() != 0 {
		t.Errorf("the slow one got %d of %d entries, %d listen on", n, streamBuffer, h.size())
	}
}

func TestStreamGoesWhenItsBrowserHasGone(t *testing.T) {
	h := newHarnessWith(t, Options{}, following(nil))
	address := h.served()
	live := listen(t, address+"/langsung")
	message(t, live.body)
	if err := live.leave(); err != nil {
		t.Fatal(err)
	}
	for i := range 100 {
		h.act(fmt.Sprintf("Gudang %d", i))
		if h.server.hub.size() == 0 {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("the stream of a browser that has gone is still open")
}

package cli

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// result is how a command line ended.
type result struct {
	code     int
	out, err string
}

// last is the last line of the output.
func (r result) last() string {
	lines := strings.Split(strings.TrimRight(r.out, "\n"), "\n")
	return lines[len(lines)-1]
}

// command runs a command line with an empty environment.
func command(t *testing.T, args ...string) result {
	t.Helper()
	return commandIn(t, nil, args...)
}

func commandIn(t *testing.T, env []string, args ...string) result {
	t.Helper()
	var out, errs bytes.Buffer
	code := Run(t.Context(), args, env, strings.NewReader(""), &out, &errs)
	return result{code, out.String(), errs.String()}
}

// mustRun is command for what has to succeed.
func mustRun(t *testing.T, args ...string) result {
	t.Helper()
	r := command(t, args...)
	if r.code != 0 {
		t.Fatalf("lumbung %s: exit %d: %s", strings.Join(args, " "), r.code, r.err)
	}
	return r
}

// refused runs a command that has to fail with one line that says want.
func refused(t *testing.T, want string, args ...string) {
	t.Helper()
	r := command(t, args...)
	lines := strings.Split(strings.TrimSpace(r.err), "\n")
	if said := lines[len(lines)-1]; r.code != 1 || !strings.HasPrefix(said, "lumbung: ") || !strings.Contains(said, want) {
		t.Errorf("lumbung %s: exit %d, stderr %q; want 1 and a line with %q", strings.Join(args, " "), r.code, r.err, want)
	}
}

// server is a server of the tests.
type server struct {
	t       *testing.T
	address string // http://127.0.0.1:port
	log     *bytes.Buffer
	cancel  context.CancelFunc
	done    chan int
}

// start runs lumbung serve, or another command that serves, and waits until it
// has said where.
func start(t *testing.T, args ...string) *server {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	reader, writer := io.Pipe()
	s := &server{t: t, log: &bytes.Buffer{}, cancel: cancel, done: make(chan int, 1)}
	go func() {
		s.done <- Run(ctx, args, nil, strings.NewReader(""), writer, s.log)
		_ = writer.Close()
	}()
	line, err := bufio.NewReader(reader).ReadString('\n')
	_, address, ok := strings.Cut(strings.TrimSpace(line), "http://")
	if err != nil || !ok {
		t.Fatalf("lumbung %s said %q, %v; log: %s", strings.Join(args, " "), line, err, s.log)
	}
	s.address = "http://" + address
	t.Cleanup(cancel)
	return s
}

// stop ends the server as SIGTERM does and returns its exit code.
func (s *server) stop() int {
	s.t.Helper()
	s.cancel()
	select {
	case code := <-s.done:
		return code
	case <-time.After(20 * time.Second):
		s.t.Fatal("the server does not stop")
		return -1
	}
}

func serveData(t *testing.T, data string) *server {
	t.Helper()
	return start(t, "serve", "--data", data, "--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0")
}

// fresh returns a data directory with a store in it.
func fresh(t *testing.T) string {
	t.Helper()
	data := filepath.Join(t.TempDir(), "data")
	mustRun(t, "user", "add", "--data", data, "--name", "admin", "--role", "admin")
	return data
}

// opened opens a data directory for a look inside.
func opened(t *testing.T, data string) *barn {
	t.Helper()
	b, err := opening{dir: dataDir(data)}.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.close() })
	return b
}

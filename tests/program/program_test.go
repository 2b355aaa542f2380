// Package program drives the built binary as an operator would: processes,
// signals, files and the API over loopback.
package program

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// binary is the program under test, built once.
var binary string

func TestMain(m *testing.M) {
	os.Exit(func() int {
		dir, err := os.MkdirTemp("", "lumbung-program-")
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		defer os.RemoveAll(dir)
		binary = filepath.Join(dir, "lumbung")
		build := exec.Command("go", "build", "-o", binary, "lumbung")
		build.Stderr = os.Stderr
		if err := build.Run(); err != nil {
			return 1
		}
		return m.Run()
	}())
}

// result is how a command ended.
type result struct {
	code     int
	out, err string
}

// last is the last line of standard output.
func (r result) last() string {
	lines := strings.Split(strings.TrimSpace(r.out), "\n")
	return lines[len(lines)-1]
}

// lumbung runs a command to its end, within a minute.
func lumbung(t *testing.T, args ...string) result {
	t.Helper()
	return lumbungWith(t, nil, args...)
}

func lumbungWith(t *testing.T, env []string, args ...string) result {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, binary, args...)
	cmd.Env = append(os.Environ(), env...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	if ctx.Err() != nil {
		t.Fatalf("lumbung %v did not end:\n%s%s", args, out.String(), errs.String())
	}
	if _, failed := errors.AsType[*exec.ExitError](err); err != nil && !failed {
		t.Fatal(err)
	}
	return result{cmd.ProcessState.ExitCode(), out.String(), errs.String()}
}

// want fails the test unless the command ended with code.
func (r result) want(t *testing.T, code int) result {
	t.Helper()
	if r.code != code {
		t.Fatalf("exit code %d, want %d\n%s%s", r.code, code, r.out, r.err)
	}
	return r
}

// server is a running `lumbung serve`.
type server struct {
	t    *testing.T
	cmd  *exec.Cmd
	base string // http://127.0.0.1:port
	logs *bytes.Buffer
}

var address = regexp.MustCompile(`http://127\.0\.0\.1:\d+`)

// serve starts the server on a free port and waits for its line.
func serve(t *testing.T, data string, args ...string) *server {
	t.Helper()
	args = append([]string{"serve", "--data", data, "--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0"}, args...)
	s := &server{t: t, cmd: exec.Command(binary, args...), logs: &bytes.Buffer{}}
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	s.cmd.Stderr = s.logs
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.kill() })
	line := make(chan string, 1)
	go func() {
		text, _ := bufio.NewReader(out).ReadString('\n')
		line <- text
		_, _ = io.Copy(io.Discard, out)
	}()
	select {
	case text := <-line:
		if s.base = address.FindString(text); s.base == "" {
			t.Fatalf("serve printed %q, want a line with its address\n%s", text, s.logs)
		}
	case <-time.After(20 * time.Second):
		t.Fatalf("serve printed nothing in 20 s\n%s", s.logs)
	}
	return s
}

// kill ends the server at once, as a power cut does.
func (s *server) kill() {
	_ = s.cmd.Process.Kill()
	_, _ = s.cmd.Process.Wait()
}

// stop sends SIGTERM and returns the exit code.
func (s *server) stop() int {
	s.t.Helper()
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		s.t.Fatal(err)
	}
	done := make(chan int, 1)
	go func() {
		_ = s.cmd.Wait()
		done <- s.cmd.ProcessState.ExitCode()
	}()
	select {
	case code := <-done:
		return code
	case <-time.After(20 * time.Second):
		s.t.Fatalf("the server did not end within 20 s of SIGTERM\n%s", s.logs)
		return -1
	}
}

// client talks to the API with one token.
type client struct {
	base, token string
}

// send does one request; body and into are JSON and may be nil.
func (c client) send(method, path, key string, body, into any) (int, error) {
	var payload io.Reader
	if body != nil {
		data, err := json.Marshal(body)
		if err != nil {
			return 0, err
		}
		payload = bytes.NewReader(data)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, method, c.base+path, payload)
	if err != nil {
		return 0, err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "application/json")
	if c.token != "" {
		req.Header.Set("Authorization", "Bearer "+c.token)
	}
	if key != "" {
		req.Header.Set("Idempotency-Key", key)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, err
	}
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	if err != nil {
		return res.StatusCode, err
	}
	if into != nil && res.StatusCode < 300 {
		if err := json.Unmarshal(data, into); err != nil {
			return res.StatusCode, fmt.Errorf("%s %s: %w in %s", method, path, err, data)
		}
	}
	if res.StatusCode >= 400 {
		return res.StatusCode, fmt.Errorf("%s %s: %d %s", method, path, res.StatusCode, data)
	}
	return res.StatusCode, nil
}

// must is send that fails the test unless it answers with status.
func (c client) must(t *testing.T, status int, method, path string, body, into any) {
	t.Helper()
	if got, err := c.send(method, path, "", body, into); got != status {
		t.Fatalf("%s %s: %d, %v; want %d", method, path, got, err, status)
	}
}

// account adds an account with an API token and returns its client.
func (s *server) account(data, name, role, centre string) client {
	s.t.Helper()
	args := []string{"user", "add", "--data", data, "--name", name, "--role", role}
	if centre != "" {
		args = append(args, "--centre", centre)
	}
	lumbung(s.t, args...).want(s.t, 0)
	token := lumbung(s.t, "token", "add", "--data", data, "--user", name).want(s.t, 0).last()
	return client{base: s.base, token: token}
}

// bytes answers with the body of a page or a document.
func (s *server) bytes(t *testing.T, c client, path string) []byte {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.base+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	if c.token != "" {
		req.Header.Set("Authorization", "Bearer "+c.token)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("%s answers %d, %v: %s", path, res.StatusCode, err, body)
	}
	return body
}

package cli

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"sync"

	"lumbung/app/sheet"
)

// A server listens at lumbung.sock in its data directory, which its owner alone
// may open, and does the tasks of commands that find the store locked. One line
// of JSON asks, lines of JSON answer: output as it comes, and the end.

// request asks for one task. The file that it brings follows as so many bytes.
type request struct {
	Task  string `json:"task"`
	Input any    `json:"input"`
	Bytes int    `json:"bytes,omitempty"`
}

// bringing is a task that works on a file of its caller.
type bringing interface {
	file() []byte
	take(data []byte)
}

// reply is one line of the answer.
type reply struct {
	Out  []byte `json:"out,omitempty"`  // for stdout
	Note []byte `json:"note,omitempty"` // for stderr
	Fail string `json:"fail,omitempty"` // what went wrong, for people
	Done bool   `json:"done,omitempty"` // the last line
}

// The longest request, and the largest file that it brings, in bytes.
const (
	maxRequest = 64 << 10
	maxBrought = sheet.MaxBytes + 1 // one more shows that it is too large
)

// refusal is an error that a server has put into words already.
type refusal string

// Error returns the words.
func (r refusal) Error() string { return string(r) }

// ask has a running server do a task. served is false when none answers.
func ask(ctx context.Context, socket string, req request, out outlet) (served bool, err error) {
	path, release, err := short(socket)
	if err != nil {
		return false, err
	}
	defer release()
	conn, err := (&net.Dialer{}).DialContext(ctx, "unix", path)
	if err != nil {
		return false, err
	}
	defer func() { _ = conn.Close() }()
	defer context.AfterFunc(ctx, func() { _ = conn.Close() })()
	var file []byte
	if b, ok := req.Input.(bringing); ok {
		file = b.file()
		req.Bytes = len(file)
	}
	err = json.NewEncoder(conn).Encode(req)
	if err == nil && len(file) > 0 {
		_, err = conn.Write(file)
	}
	if err != nil {
		return true, fmt.Errorf("soket %s: %w", socket, err)
	}
	return true, relay(json.NewDecoder(bufio.NewReader(conn)), out)
}

// relay passes the output of a task on until its end.
func relay(in *json.Decoder, out outlet) error {
	for {
		var r reply
		if err := in.Decode(&r); err != nil {
			return problem{what: "server berhenti sebelum perintah selesai", remedy: "ulangi perintah itu", cause: err}
		}
		if _, err := out.Write(r.Out); err != nil {
			return err
		}
		if len(r.Note) > 0 {
			out.note(r.Note)
		}
		switch {
		case r.Done && r.Fail != "":
			return refusal(r.Fail)
		case r.Done:
			return nil
		}
	}
}

// counter serves tasks at a socket.
type counter struct {
	barn     *barn
	log      *slog.Logger
	listener net.Listener
	running  sync.WaitGroup
	stop     context.CancelFunc
}

// openCounter begins to listen. Whatever file a killed server left behind is
// replaced: the lock on the store says that no other one lives.
func openCounter(ctx context.Context, b *barn, log *slog.Logger) (*counter, error) {
	ln, err := listenPrivately(b.dir)
	if err != nil {
		return nil, fmt.Errorf("soket %s: %w", b.dir.socket(), err)
	}
	ctx, stop := context.WithCancel(ctx)
	c := &counter{barn: b, log: log, listener: ln, stop: stop}
	c.running.Go(func() { c.accept(ctx) })
	return c, nil
}

func (c *counter) accept(ctx context.Context) {
	for {
		conn, err := c.listener.Accept()
		if err != nil {
			return // closed
		}
		c.running.Go(func() { c.serve(ctx, conn) })
	}
}

// serve does one task. When the caller goes away, so does the task.
func (c *counter) serve(ctx context.Context, conn net.Conn) {
	defer func() { _ = conn.Close() }()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	in := bufio.NewReaderSize(conn, maxRequest)
	line, err := in.ReadSlice('\n')
	if err != nil {
		return
	}
	out := &replies{json.NewEncoder(conn)}
	name, t, err := read(line, in)
	if err == nil {
		go func() {
			_, _ = in.ReadByte() // the caller sends nothing more, so this is its end
			cancel()
		}()
		err = safely(ctx, t, c.barn, out)
	}
	c.log.Info("task", slog.String("task", name), slog.Bool("failed", err != nil))
	end := reply{Done: true}
	if err != nil {
		end.Fail = explain(err)
	}
	_ = out.Encode(end) // the caller may be gone
}

// read makes a task of a request and of the file that follows it.
func read(line []byte, rest io.Reader) (name string, t task, err error) {
	var input json.RawMessage
	req := request{Input: &input}
	if err := json.Unmarshal(line, &req); err != nil {
		return "", nil, problem{what: "permintaan tidak terbaca", cause: err}
	}
	blank, ok := tasks()[req.Task]
	if !ok {
		return "", nil, problem{what: "server tidak mengenal perintah ini", remedy: "pakai program versi yang sama dengan server"}
	}
	t = blank()
	if err := json.Unmarshal(input, t); err != nil {
		return req.Task, nil, problem{what: "permintaan tidak terbaca", cause: err}
	}
	b, takes := t.(bringing)
	if !takes {
		return req.Task, t, nil
	}
	if req.Bytes < 0 || req.Bytes > maxBrought {
		return req.Task, nil, problem{what: "berkas terlalu besar", remedy: fmt.Sprintf("bagi menjadi berkas paling besar %d MB", sheet.MaxBytes>>20)}
	}
	data := make([]byte, req.Bytes)
	if _, err := io.ReadFull(rest, data); err != nil {
		return req.Task, nil, problem{what: "berkas tidak sampai utuh", remedy: "ulangi perintah itu", cause: err}
	}
	b.take(data)
	return req.Task, t, nil
}

// close stops listening, ends the tasks under way and waits for them.
func (c *counter) close() error {
	err := errors.Join(c.listener.Close(), os.Remove(c.barn.dir.socket()))
	c.stop()
	c.running.Wait()
	return err
}

// replies is a writer that sends what is written as lines of output.
type replies struct{ *json.Encoder }

func (r *replies) Write(p []byte) (int, error) {
	return len(p), r.Encode(reply{Out: p})
}

func (r *replies) note(p []byte) { _ = r.Encode(reply{Note: p}) } // the caller may be gone

// listenPrivately makes the socket in a directory that nobody else may enter and
// moves it to its place, so that there is no instant in which others could
// connect.
func listenPrivately(dir dataDir) (net.Listener, error) {
	aside, err := os.MkdirTemp(string(dir), ".sock-")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(aside) }() // empty by then
	at := filepath.Join(aside, "s")
	path, release, err := short(at)
	if err != nil {
		return nil, err
	}
	defer release()
	ln, err := net.ListenUnix("unix", &net.UnixAddr{Name: path, Net: "unix"})
	if err != nil {
		return nil, err
	}
	ln.SetUnlinkOnClose(false) // it is not there any more
	if err := errors.Join(os.Chmod(at, 0o600), os.Rename(at, dir.socket())); err != nil {
		return nil, errors.Join(err, ln.Close())
	}
	return ln, nil
}

// maxSocket is the longest path of a socket that every system takes, in bytes.
const maxSocket = 100

// short returns a path to a socket that is short enough to be used. A longer one
// is reached through an open file of its directory, where the system has that.
func short(path string) (use string, release func(), err error) {
	if len(path) <= maxSocket {
		return path, func() {}, nil
	}
	folder, err := os.Open(filepath.Dir(path))
	if err != nil {
		return "", nil, err
	}
	use = fmt.Sprintf("/proc/self/fd/%d/%s", folder.Fd(), filepath.Base(path))
	return use, func() { _ = folder.Close() }, nil
}

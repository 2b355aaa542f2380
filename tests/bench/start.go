package main

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// start measures the built program itself: how soon it answers with a hundred
// thousand units on disk, and how much memory it holds when idle with ten
// thousand.
func start(ctx context.Context, _ *os.File) ([]row, error) {
	binary := filepath.Join("bin", "lumbung")
	if _, err := os.Stat(binary); err != nil {
		return nil, fmt.Errorf("run make build first: %w", err)
	}
	var rows []row
	for _, units := range []int{10_000, 100_000} {
		b, err := newBarn(ctx)
		if err != nil {
			return nil, err
		}
		defer b.close()
		if _, err := b.units(ctx, 0, units); err != nil {
			return nil, err
		}
		if err := b.store.Close(); err != nil {
			return nil, err
		}
		var firsts, sizes []float64
		for range rounds {
			first, size, err := startOnce(ctx, binary, b.dir)
			if err != nil {
				return nil, err
			}
			firsts, sizes = append(firsts, first.Seconds()*1000), append(sizes, size)
		}
		first, size := median(firsts), median(sizes)
		if units == 100_000 {
			rows = append(rows, row{name: "first answer with 100,000 units, ms beside 100 ms", ours: fmt.Sprintf("%.0f ms", first), ref: "100 ms", ratio: first / 100, bar: 1, atMost: true})
		} else {
			rows = append(rows, row{name: "idle memory with 10,000 units, MB beside 60 MB", ours: fmt.Sprintf("%.0f MB", size), ref: "60 MB", ratio: size / 60, bar: 1, atMost: true})
		}
	}
	return rows, nil
}

var printed = regexp.MustCompile(`http://[0-9.]+:\d+`)

// startOnce starts the program, asks at once, waits until it is idle, and ends it.
func startOnce(ctx context.Context, binary, dir string) (first time.Duration, megabytes float64, err error) {
	cmd := exec.CommandContext(ctx, binary, "serve", "--data", dir, "--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0") //nolint:gosec // our own program
	out, err := cmd.StdoutPipe()
	if err != nil {
		return 0, 0, err
	}
	began := time.Now()
	if err := cmd.Start(); err != nil {
		return 0, 0, err
	}
	defer func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	}()
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		return 0, 0, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, printed.FindString(line)+"/", nil)
	if err != nil {
		return 0, 0, err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, 0, err
	}
	first = time.Since(began)
	_ = res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return 0, 0, fmt.Errorf("first answer is %s", res.Status)
	}
	time.Sleep(2 * time.Second) // the read models are built in the background
	megabytes, err = resident(cmd.Process.Pid)
	return first, megabytes, err
}

// resident is the memory of a process that is not backed by a file: the mapped
// database belongs to the page cache, not to the program.
func resident(pid int) (float64, error) {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(data)) {
		if rest, ok := strings.CutPrefix(line, "RssAnon:"); ok {
			kb, err := strconv.Atoi(strings.Fields(rest)[0])
			return float64(kb) / 1024, err
		}
	}
	return 0, fmt.Errorf("no RssAnon of process %d", pid)
}

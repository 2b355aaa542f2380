package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/valyala/fasthttp"

	"lumbung/app/catalogue"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/stock"
)

// published is how many records the public catalogue is measured with.
const published = 100_000

// catalogueBench measures the public catalogue over a hundred thousand published
// records in a store on disk: the index in this process, and the built program
// over HTTP, whose processor time is read from the kernel.
func catalogueBench(ctx context.Context, log *os.File) ([]row, error) {
	b, err := newBarn(ctx)
	if err != nil {
		return nil, err
	}
	defer b.close()
	began := time.Now()
	if err := publish(ctx, b, published); err != nil {
		return nil, err
	}
	fmt.Fprintf(log, "  published %d records in %s\n", published, time.Since(began).Round(time.Second))
	rows, err := measureIndex(ctx, b, log)
	if err != nil {
		return nil, err
	}
	if err := b.store.Close(); err != nil {
		return nil, err
	}
	served, err := measureServed(ctx, b.dir)
	return append(rows, served...), err
}

// publish adds models with texts such as people write: half of the words are a
// few hundred, and there are some ten thousand others.
func publish(ctx context.Context, b *barn, n int) error {
	admin := op.As(ctx, policy.Actor{ID: op.ID{15: 1}, Name: "Uji", Role: policy.Admin})
	centres, err := b.Centres.All(ctx)
	if err != nil {
		return err
	}
	v := newProse()
	const perFile = 10_000
	for from := 0; from < n; from += perFile {
		var file strings.Builder
		file.WriteString("code,name,tracking,iso,centre,maker,summary\n")
		for i := from; i < min(from+perFile, n); i++ {
			at := v.r.IntN(len(centres))
			fmt.Fprintf(&file, "ALT-%06d,%s,serialised,%s,%s,%s,%q\n", i, v.title(i), isoCodes[v.r.IntN(len(isoCodes))], centres[at].Code, v.word(v.rare.Uint64()), v.text(60))
		}
		got, err := b.Stock.ImportModels(admin, stock.ModelFile{Data: []byte(file.String()), Commit: true})
		if err == nil && (!got.Problems.Clean() || got.Added == 0) {
			err = fmt.Errorf("a file of models has %d problems, adds %d", got.Problems.Count(), got.Added)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// prose makes up texts.
type prose struct {
	r    *rand.Rand
	rare *rand.Zipf
}

func newProse() prose {
	r := rand.New(rand.NewPCG(11, 7)) //nolint:gosec // texts to measure with
	return prose{r, rand.NewZipf(r, 1.1, 4, 40_000)}
}

var (
	things    = strings.Split("kursi roda,tongkat,kruk,walker,prostesis,kopi,batik,lampu,meja,sepatu,kasur,alat bantu dengar,motor roda tiga,papan huruf", ",")
	manners   = strings.Split("elektrik,lipat,ringan,adaptif,multiguna,murah,hemat,untuk anak", ",")
	isoCodes  = strings.Split("12 23 06,12 03 03,22 03 09,06 24 09,09 33,04 33 03,18 12,", ",")
	syllables = strings.Fields("ba be bi bo bu ca da di du ga gi ha hi ja ka ki ku la li lu ma mi mu na ni pa pi pu ra ri ru sa si su ta ti tu wa ya")
)

func (v prose) word(n uint64) string {
	if n < uint64(len(things)) {
		return things[n]
	}
	var b strings.Builder
	for k := n + 41; k > 0; k /= uint64(len(syllables)) {
		b.WriteString(syllables[k%uint64(len(syllables))])
	}
	return b.String() + []string{"", "", "n", "kan", "an"}[n%5]
}

func (v prose) text(words int) string {
	var b strings.Builder
	for range words {
		b.WriteString(v.word(v.rare.Uint64()) + []string{" ", " ", " ", " ", ", ", ". "}[v.r.IntN(6)])
	}
	return strings.TrimRight(b.String(), " ,")
}

func (v prose) title(i int) string {
	return fmt.Sprintf("%s %s %s %d", things[v.r.IntN(len(things))], manners[v.r.IntN(len(manners))], v.word(v.rare.Uint64()), i)
}

// searched is what people search for, each query as often as it stands here.
func searched() (list []catalogue.Query) {
	add := func(share int, q catalogue.Query) {
		for range share {
			list = append(list, q)
		}
	}
	add(3, catalogue.Query{})
	add(1, catalogue.Query{Sort: catalogue.ByTitle})
	add(7, catalogue.Query{Q: "wheelchair"})
	add(6, catalogue.Query{Q: "kursi roda lipat"})
	add(8, catalogue.Query{Q: "tongkat"})
	add(6, catalogue.Query{Q: "batik murah"})
	add(4, catalogue.Query{Q: "dudika"})
	add(4, catalogue.Query{Q: "wal"})
	add(2, catalogue.Query{Q: "prost"})
	add(3, catalogue.Query{Q: "prostessis"})
	add(1, catalogue.Query{Q: "kusri roda lipta"})
	add(2, catalogue.Query{Kind: []string{catalogue.KindModel}, ISO: []string{"12"}})
	add(2, catalogue.Query{Q: "tongkat", ISO: []string{"12", "22"}})
	add(1, catalogue.Query{Q: "kopi zzzzqqq"})
	rand.New(rand.NewPCG(3, 3)).Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] }) //nolint:gosec // an order
	return list
}

// measureIndex is the catalogue without HTTP: its memory, and the work and the
// time of a search from one client.
func measureIndex(ctx context.Context, b *barn, log *os.File) ([]row, error) {
	before := heap()
	began := time.Now()
	if err := b.Catalogue.Sync(ctx); err != nil {
		return nil, err
	}
	fmt.Fprintf(log, "  built the catalogue in %s\n", time.Since(began).Round(time.Second/10))
	megabytes := float64(heap()-before) / 1e6
	queries := searched()
	var spent, waits []float64
	for range rounds {
		work, took, err := searchAll(ctx, b, queries)
		if err != nil {
			return nil, err
		}
		spent, waits = append(spent, work.Seconds()*1e6/float64(len(took))), append(waits, took[len(took)/2].Seconds()*1000)
	}
	work, wait := median(spent), median(waits)
	return []row{
		{name: "index of 100,000 records, MB beside 150 MB", ours: fmt.Sprintf("%.0f MB", megabytes), ref: "150 MB", ratio: megabytes / 150, bar: 1, atMost: true},
		{name: "processor time of a search in 100,000 records, µs beside 100 µs", ours: fmt.Sprintf("%.0f µs", work), ref: "100 µs", ratio: work / 100, bar: 1, atMost: true},
		{name: "median search in 100,000 records, ms beside 1 ms", ours: fmt.Sprintf("%.2f ms", wait), ref: "1 ms", ratio: wait, bar: 1, atMost: true},
	}, nil
}

// heap is what is in use after a sweep, in bytes.
func heap() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// searchAll asks every query some times over and returns the processor time of
// it all, and how long each took, in order.
func searchAll(ctx context.Context, b *barn, queries []catalogue.Query) (work time.Duration, took []time.Duration, err error) {
	before, err := processorTime()
	if err != nil {
		return 0, nil, err
	}
	for range 20 {
		for _, q := range queries {
			began := time.Now()
			if _, err := b.Catalogue.Search(ctx, q); err != nil {
				return 0, nil, err
			}
			took = append(took, time.Since(began))
		}
	}
	after, err := processorTime()
	slices.Sort(took)
	return after - before, took, err
}

// measureServed is the built program over the same store: how soon it answers,
// what a page costs that is not on the shelf, and how heavy it is.
func measureServed(ctx context.Context, dir string) ([]row, error) {
	binary := filepath.Join("bin", "lumbung")
	if _, err := os.Stat(binary); err != nil {
		return nil, fmt.Errorf("run make build first: %w", err)
	}
	var firsts []float64
	for range 3 {
		first, _, err := startOnce(ctx, binary, dir)
		if err != nil {
			return nil, err
		}
		firsts = append(firsts, first.Seconds()*1000)
	}
	first := median(firsts)
	rows := []row{{name: "first answer with 100,000 published records, ms beside 100 ms", ours: fmt.Sprintf("%.0f ms", first), ref: "100 ms", ratio: first / 100, bar: 1, atMost: true}}
	cmd := exec.CommandContext(ctx, binary, "serve", "--data", dir, "--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0") //nolint:gosec // our own program
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	defer func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	}()
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		return nil, err
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	site := printed.FindString(line)
	if err := untilReady(ctx, site); err != nil {
		return nil, err
	}
	page, err := pageCost(site, cmd.Process.Pid)
	return append(rows, page...), err
}

// untilReady waits until the catalogue has been built.
func untilReady(ctx context.Context, site string) error {
	for end := time.Now().Add(5 * time.Minute); time.Now().Before(end); time.Sleep(200 * time.Millisecond) {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, site+"/api/v1/catalogue?limit=1", nil)
		if err != nil {
			return err
		}
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			return err
		}
		var answer struct{ Total int }
		err = json.NewDecoder(res.Body).Decode(&answer)
		_ = res.Body.Close()
		if err == nil && answer.Total >= published {
			return nil
		}
	}
	return fmt.Errorf("the catalogue of %s was not built in time", site)
}

// pageCost asks for pages that are not on the shelf, each with an address of its
// own, and reads what they cost the program.
func pageCost(site string, pid int) ([]row, error) {
	client := &fasthttp.Client{}
	heaviest := 0
	ask := func(address string) error {
		req, res := fasthttp.AcquireRequest(), fasthttp.AcquireResponse()
		defer fasthttp.ReleaseRequest(req)
		defer fasthttp.ReleaseResponse(res)
		req.SetRequestURI(site + address)
		if err := client.Do(req, res); err != nil {
			return err
		}
		if res.StatusCode() != fasthttp.StatusOK {
			return fmt.Errorf("%s answers %d", address, res.StatusCode())
		}
		heaviest = max(heaviest, len(res.Body()))
		return nil
	}
	var rows []row
	for name, path := range map[string]func(i int) string{
		"page of the catalogue": func(i int) string {
			return "/katalog?urut=" + []string{"terbaru", "abjad", "siap"}[i%3] + "&x=" + strconv.Itoa(i)
		},
		"page of a search": func(i int) string {
			return "/katalog?q=" + url.QueryEscape([]string{"kursi roda", "tongkat lipat", "prostesis"}[i%3]) + "&x=" + strconv.Itoa(i)
		},
	} {
		var costs []float64
		turn := 0
		for range rounds {
			const n = 1500
			before, err := processTime(pid)
			if err != nil {
				return nil, err
			}
			for range n {
				if err := ask(path(turn)); err != nil {
					return nil, err
				}
				turn++
			}
			after, err := processTime(pid)
			if err != nil {
				return nil, err
			}
			costs = append(costs, (after-before).Seconds()*1e6/n)
		}
		cost := median(costs)
		rows = append(rows, row{name: "processor time of a " + name + " that is not cached, µs beside 150 µs", ours: fmt.Sprintf("%.0f µs", cost), ref: "150 µs", ratio: cost / 150, bar: 1, atMost: true})
	}
	slices.SortFunc(rows, func(a, b row) int { return strings.Compare(a.name, b.name) })
	kilobytes := float64(heaviest) / 1024
	return append(rows, row{name: "weight of a page of 24, kB beside 30 kB", ours: fmt.Sprintf("%.1f kB", kilobytes), ref: "30 kB", ratio: kilobytes / 30, bar: 1, atMost: true}), nil
}

// processTime is the processor time of a process so far, in the kernel's ticks of
// ten milliseconds.
func processTime(pid int) (time.Duration, error) {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, err
	}
	_, rest, _ := strings.Cut(string(data), ") ")
	fields := strings.Fields(rest)
	if len(fields) < 13 {
		return 0, fmt.Errorf("no times of process %d", pid)
	}
	user, err := strconv.Atoi(fields[11])
	if err != nil {
		return 0, err
	}
	system, err := strconv.Atoi(fields[12])
	return time.Duration(user+system) * 10 * time.Millisecond, err
}

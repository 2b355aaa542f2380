package app

import (
	"bytes"
	"context"
	"testing"
	"time"

	"lumbung/app/catalogue"
	"lumbung/app/need"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage/kv/memkv"
)

func TestSearchesInVainReachTheCurator(t *testing.T) {
	a, err := New(t.Context(), Options{Store: memkv.New(), Secret: bytes.Repeat([]byte{7}, 32)})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	a.Start(ctx, func(err error) { t.Error(err) })
	if err := a.Catalogue.Sync(ctx); err != nil {
		t.Fatal(err)
	}
	curator := op.As(t.Context(), policy.Actor{Name: "Contoh", Role: policy.Ministry})
	for until := time.Now().Add(20 * time.Second); time.Now().Before(until); {
		if _, err := a.Catalogue.Search(t.Context(), catalogue.Query{Q: "meja wudu"}); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Millisecond) // it is told of off the path of the search
		if err := a.Needs.Flush(t.Context()); err != nil {
			t.Fatal(err)
		}
		q, err := a.Needs.Queue(curator, need.Ask{})
		if err != nil {
			t.Fatal(err)
		}
		if len(q.Words) == 1 && q.Words[0].Text == "meja wudu" {
			return
		}
	}
	t.Error("what was searched for in vain was not heard")
}

package intake

import (
	"bytes"
	"sync"
	"testing"

	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
	"lumbung/storage/kv/memkv"
	"lumbung/storage/kv/optkv"
)

func TestManyAtOnceGetDifferentNumbersAndOneFormOneNumber(t *testing.T) {
	w := newWorldOn(t, optkv.New())
	var mu sync.Mutex
	var wg sync.WaitGroup
	given := map[string]int{}
	for i := range 24 {
		wg.Go(func() {
			ctx := t.Context()
			if i%2 == 0 {
				ctx = op.Once(ctx, "one form, clicked often")
			}
			got, err := w.File(ctx, w.wish())
			if err != nil {
				t.Errorf("File = %v", err)
				return
			}
			mu.Lock()
			defer mu.Unlock()
			given[got.Number+" "+got.PIN]++
		})
	}
	wg.Wait()
	if len(given) != 13 {
		t.Errorf("%d numbers were given out, want 12 and one for the form: %v", len(given), given)
	}
	w.verify(t)
}

func TestAnAskBecomesOneRequestHoweverManyTakeIt(t *testing.T) {
	w := newWorldOn(t, optkv.New())
	got := w.file(t)
	p := w.person(t, soeharso)
	var mu sync.Mutex
	var wg sync.WaitGroup
	taken, withdrawn := 0, 0
	for i := range 8 {
		wg.Go(func() {
			var err error
			if i == 0 {
				_, err = w.Withdraw(t.Context(), pass(got))
			} else {
				_, err = w.Take(as(t, policy.SocialWorker, soeharso), w.taking(got, p.Ref))
			}
			mu.Lock()
			defer mu.Unlock()
			switch {
			case err == nil && i == 0:
				withdrawn++
			case err == nil:
				taken++
			}
		})
	}
	wg.Wait()
	if taken > 1 || withdrawn > 1 || taken+withdrawn == 0 { // it can be withdrawn once it is taken
		t.Errorf("%d took it and %d withdrew it", taken, withdrawn)
	}
	if state := w.ask(t, got.Number).State; (state == Withdrawn) != (withdrawn == 1) {
		t.Errorf("in the end it is %s", state)
	}
	w.verify(t)
}

func TestABackupCarriesAsksAndQuestions(t *testing.T) {
	w := newWorld(t)
	got, about := w.file(t), w.publish(t)
	w.outside(t, about)
	var file bytes.Buffer
	restored := w.restored(t, &file)
	if _, err := restored.Follow(t.Context(), pass(got)); err != nil {
		t.Errorf("followed in the restored store: %v", err)
	}
	if s, err := restored.Reveal(worker(t, soeharso), Naming{got.Number}); err != nil || s.Contact.Name != secretName {
		t.Errorf("opened in the restored store: %+v, %v", s.Contact, err)
	}
	if q, err := restored.QuestionQueue(manager(t, soeharso), QuestionsAsk{}); err != nil || len(q.Items) != 1 || q.Items[0].Words != secretQuestion {
		t.Errorf("the queue of the restored store has %+v, %v", q.Items, err)
	}
	if bytes.Contains(file.Bytes(), []byte(secretName)) {
		t.Error("a name stands in the file of the backup")
	}
}

// restored backs the store up into file, and returns the room over another one
// that was restored from it.
func (w world) restored(t *testing.T, file *bytes.Buffer) *Intake {
	t.Helper()
	_, err := storage.Prepare(t.Context(), w.d.Store, monday, nil)
	w.check(t, err)
	_, err = storage.Backup(t.Context(), w.d.Store, w.d.Blobs, file)
	w.check(t, err)
	d := op.Frozen(memkv.New(), monday)
	_, err = storage.Restore(t.Context(), bytes.NewReader(file.Bytes()), d.Store, d.Blobs)
	w.check(t, err)
	return New(d, w.ring)
}

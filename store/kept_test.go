package store_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/kv/boltkv"
	"fichebak/store/storetest"
)

// keptBox is a box whose lists are kept only when a test says so.
type keptBox struct {
	*store.Store
	t    *testing.T
	path string
	now  *storetest.Clock
	log  *bytes.Buffer
}

func openKept(t *testing.T) *keptBox {
	b := &keptBox{t: t, path: filepath.Join(t.TempDir(), "box.db"), now: storetest.NewClock()}
	b.open()
	t.Cleanup(func() { b.Close() })
	return b
}

func (b *keptBox) lists() string { return b.path + ".lists" }

func (b *keptBox) open() {
	b.t.Helper()
	db, err := boltkv.Open(b.path, boltkv.Options{Indexes: store.Indexes(), Timeout: time.Second})
	if err != nil {
		b.t.Fatal(err)
	}
	b.log = &bytes.Buffer{}
	if b.Store, err = store.Open(b.t.Context(), db, store.Options{Now: b.now.Now, ListsFile: b.lists(), Log: slog.New(slog.NewTextHandler(b.log, nil))}); err != nil {
		b.t.Fatal(err)
	}
}

// reopen opens the box as it was left, and tells whether its lists were made anew.
func (b *keptBox) reopen() (anew bool) {
	b.t.Helper()
	if err := b.Close(); err != nil {
		b.t.Fatal(err)
	}
	b.open()
	faults, err := b.Check(b.t.Context())
	if err != nil || len(faults) > 0 {
		b.t.Errorf("%v %v", faults, err)
	}
	_, err = os.Stat(b.lists())
	if err == nil && strings.Contains(b.log.String(), "made anew") {
		b.t.Error("lists that do not serve are left there")
	}
	return errors.Is(err, fs.ErrNotExist)
}

func (b *keptBox) generate(n int) {
	b.t.Helper()
	if err := b.Generate(b.t.Context(), storetest.Kim, n, 1); err != nil {
		b.t.Fatal(err)
	}
}

func (b *keptBox) keep() {
	b.t.Helper()
	if err := b.KeepLists(b.t.Context()); err != nil {
		b.t.Fatal(err)
	}
}

func (b *keptBox) prospect(name, group string) fiche.Fiche {
	b.t.Helper()
	f, err := b.Create(b.t.Context(), storetest.Kim, fiche.Prospect, store.Draft{Values: storetest.Values("name", name, "groups", group)})
	if err != nil {
		b.t.Fatal(err)
	}
	return f
}

func TestKeptListsAreTakenAndWhatCameAfterThemIsDoneAgain(t *testing.T) {
	b := openKept(t)
	ctx := t.Context()
	b.generate(300)
	gone, moved := b.prospect("Claes", ""), b.prospect("Maes", "Hout")
	b.keep()
	if b.reopen() {
		t.Fatal("lists kept at a stop were made anew: ", b.log)
	}
	b.prospect("Peeters", "PVC")
	if _, err := b.Remove(ctx, storetest.Kim, gone.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := b.AddMoment(ctx, storetest.Kim, moved.ID, fiche.Line{Kind: fiche.Appointment.String(), Day: "2026-11-02"}, ""); err != nil {
		t.Fatal(err)
	}
	if _, _, err := b.Convert(ctx, storetest.Kim, moved.ID); err != nil {
		t.Fatal(err)
	}
	if b.reopen() { // as after a crash
		t.Error("lists that could be brought up to date were made anew: ", b.log)
	}
	if n := b.Count(store.Query{Kind: fiche.Customer, Text: "maes", Sort: "next"}); n != 1 {
		t.Errorf("%d customers found by the name of the prospect that became one", n)
	}
}

// Each of these changes rows without history that says of which fiches.
func TestListsAreMadeAnewAfterWhatHistoryDoesNotTell(t *testing.T) {
	for name, act := range map[string]func(*keptBox, store.Group) error{
		"a group renamed": func(b *keptBox, g store.Group) error {
			return b.RenameGroup(t.Context(), storetest.Kim, g.ID, "Zink en lood")
		},
		"a group removed": func(b *keptBox, g store.Group) error { return b.RemoveGroup(t.Context(), storetest.Kim, g.ID) },
		"examples removed": func(b *keptBox, _ store.Group) error {
			_, err := b.RemoveExamples(t.Context(), storetest.Kim)
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := openKept(t)
			b.generate(1300) // so many that the few rows in question are not tasted
			if err := b.AddExamples(t.Context(), storetest.Kim, "nl"); err != nil {
				t.Fatal(err)
			}
			b.prospect("Maes", "Zink")
			g, err := b.GroupNamed(t.Context(), "Zink")
			if err != nil {
				t.Fatal(err)
			}
			b.keep()
			if err := act(b, g); err != nil {
				t.Fatal(err)
			}
			if !b.reopen() {
				t.Error("the lists were taken as they were kept")
			}
			b.keep()
			if b.reopen() {
				t.Error("kept again, they were made anew: ", b.log)
			}
		})
	}
}

func TestListsOfOtherRecordsAreNotTaken(t *testing.T) {
	b := openKept(t)
	b.generate(300)
	b.keep()
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	before := read(t, b.path)
	b.open()
	b.prospect("Claes", "")
	b.keep()
	lists := read(t, b.lists())
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(b.path, before, 0o600); err != nil { // an older copy, put back
		t.Fatal(err)
	}
	b.open()
	for i := range 5 { // and as many commits as there were
		b.prospect(fmt.Sprint("Peeters ", i), "")
	}
	if !b.reopen() {
		t.Error("lists of a later state were taken for an older copy")
	}
	b.keep()
	if err := os.WriteFile(b.lists(), lists, 0o600); err != nil {
		t.Fatal(err)
	}
	if !b.reopen() {
		t.Error("lists of another box were taken")
	}
}

func TestDamagedListsAreMadeAnew(t *testing.T) {
	b := openKept(t)
	for i := range 3 {
		b.prospect(fmt.Sprint("Maes ", i), "Hout")
	}
	b.keep()
	sound := read(t, b.lists())
	for at := 0; at < len(sound); at += 41 {
		bad := bytes.Clone(sound)
		if bad[at] ^= 0x10; at%2 == 0 {
			bad = bad[:at]
		}
		if err := os.WriteFile(b.lists(), bad, 0o600); err != nil {
			t.Fatal(err)
		}
		if !b.reopen() {
			t.Errorf("damaged at byte %d of %d they were taken", at, len(sound))
		}
	}
	if err := b.Close(); err != nil { // the last one was removed
		t.Fatal(err)
	}
	if b.open(); b.Len() != 3 {
		t.Errorf("without the file there are %d fiches", b.Len())
	}
}

func TestListsAreKeptForNobodyElseToRead(t *testing.T) {
	b := openKept(t)
	b.prospect("Maes", "")
	b.keep()
	info, err := os.Stat(b.lists())
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info.Mode(), err)
	}
	was := info.ModTime()
	b.keep()
	if info, err = os.Stat(b.lists()); err != nil || info.ModTime() != was {
		t.Errorf("kept again without a change: %v", err)
	}
	entries, err := os.ReadDir(filepath.Dir(b.path))
	if err != nil || len(entries) != 2 {
		t.Errorf("%v beside the data file: %v", entries, err)
	}
}

func TestListsAreKeptWhileOthersWrite(t *testing.T) {
	b := openKept(t)
	b.prospect("Maes", "")
	stop := make(chan struct{})
	var writer sync.WaitGroup
	writer.Go(func() {
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			default:
				b.prospect(fmt.Sprint("Peeters ", i), "Hout")
			}
		}
	})
	for range 5 {
		b.keep()
		time.Sleep(time.Millisecond)
	}
	close(stop)
	writer.Wait()
	if b.reopen() {
		t.Error("they were made anew: ", b.log)
	}
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// A box that was moved by export and import has few commits and changes made on many.
func TestChangesAfterAnImportAreLaterThanThoseInIt(t *testing.T) {
	from := openKept(t)
	for i := range 20 {
		from.prospect(fmt.Sprint("Maes ", i), "")
	}
	var out bytes.Buffer
	if err := from.Export(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	b := openKept(t)
	if _, err := b.Import(t.Context(), bytes.NewReader(out.Bytes())); err != nil {
		t.Fatal(err)
	}
	b.keep()
	b.reopen()
	f := b.prospect("Claes", "")
	latest, err := b.Latest(t.Context(), 1)
	if err != nil || latest[0].Ref.ID != f.ID {
		t.Errorf("the latest change is to %v %v", latest[0].Ref, err)
	}
	if b.reopen() {
		t.Error("lists were made anew: ", b.log)
	}
	if n := b.Count(store.Query{Text: "claes"}); n != 1 {
		t.Errorf("what was made after the lists were kept is found %d times", n)
	}
}

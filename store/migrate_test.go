package store

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fichebak/store/kv"
	"fichebak/store/kv/boltkv"
)

func openForTest(t *testing.T, path string, o Options) (*Store, error) {
	t.Helper()
	db, err := boltkv.Open(path, boltkv.Options{Indexes: Indexes(), Timeout: time.Second})
	if err != nil {
		t.Fatal(err)
	}
	o.Now = func() time.Time { return time.Unix(1_800_000_000, 0) }
	s, err := Open(t.Context(), db, o)
	if err != nil {
		db.Close()
	}
	return s, err
}

func TestAMigrationComesAfterTheFileWasPutAsideAndOnlyOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "box.db")
	asides := 0
	aside := Options{BeforeMigration: func(_ context.Context, from int) error {
		asides++
		if from != len(migrations)-1 {
			t.Errorf("from schema %d", from)
		}
		return nil
	}}
	s, err := openForTest(t, path, aside)
	if err != nil {
		t.Fatal(err)
	}
	if s.Close(); asides != 0 {
		t.Error("a new box was put aside")
	}
	migrations = append(migrations, func(t *tx) error { return put(t, []byte("zz/migrated"), true) })
	defer func() { migrations = migrations[:len(migrations)-1] }()
	refused := errors.New("no room")
	if _, err := openForTest(t, path, Options{BeforeMigration: func(context.Context, int) error { return refused }}); !errors.Is(err, refused) {
		t.Errorf("an error of the copy gives %v", err)
	}
	for range 2 {
		if s, err = openForTest(t, path, aside); err != nil {
			t.Fatal(err)
		}
		err := s.view(t.Context(), func(t *tx) error {
			_, err := get[bool](t, []byte("zz/migrated"))
			return err
		})
		if err != nil {
			t.Error("not migrated:", err)
		}
		s.Close()
	}
	if asides != 1 {
		t.Errorf("put aside %d times", asides)
	}
}

func TestANewerFileAndANewerExportAreRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "box.db")
	s, err := openForTest(t, path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Import(t.Context(), strings.NewReader(`{"fichebak":1,"schema":99}`+"\n")); !errors.Is(err, ErrNewer) {
		t.Errorf("export: %v", err)
	}
	if _, err := s.kv.Update(t.Context(), func(k kv.RwTx) error { return put(&tx{rw: k}, schemaKey, Schema()+1) }); err != nil {
		t.Fatal(err)
	}
	s.Close()
	if _, err := openForTest(t, path, Options{}); !errors.Is(err, ErrNewer) {
		t.Errorf("file: %v", err)
	}
}

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"time"

	"fichebak/store"
	"fichebak/store/kv"
	"fichebak/store/kv/boltkv"
)

// lockWait is how long opening waits for another process to let go of the file.
const lockWait = 300 * time.Millisecond

// busyTries is how often a sub-command tries to reach who holds the file, or to open
// it: a server that starts or stops is neither to be asked nor out of the way.
const busyTries = 10

// box is an open data file.
type box struct {
	*store.Store
	file *boltkv.Store
	path string
	urls []string // where it is served
}

// openBox opens the data file, or makes it. A file of an older schema is put aside
// before it is changed.
func openBox(ctx context.Context, path string, p process, log *slog.Logger) (*box, error) {
	file, err := openFile(path)
	if err != nil {
		return nil, err
	}
	b, err := fillBox(ctx, file, path, p, log)
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return b, nil
}

func openFile(path string) (*boltkv.Store, error) {
	return boltkv.Open(path, boltkv.Options{Indexes: store.Indexes(), Timeout: lockWait})
}

func fillBox(ctx context.Context, file *boltkv.Store, path string, p process, log *slog.Logger) (*box, error) {
	var s *store.Store
	err := readRecords(func() (err error) {
		s, err = store.Open(ctx, file, store.Options{Now: p.now, Log: log, ListsFile: listsFile(path), Uploads: path + ".uploads", BeforeMigration: asideBefore(file, path, log)})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	return &box{Store: s, file: file, path: path}, nil
}

// readRecords has fn read records; on a page of the file that is broken the engine panics,
// which is to end in words. A panic for another reason stays one.
func readRecords(fn func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		p := recover()
		bug, isBug := p.(runtime.Error)
		if _, fault := bug.(interface{ Addr() uintptr }); isBug && !fault {
			panic(p)
		}
		if p != nil {
			err = fmt.Errorf("%w: %v", kv.ErrDamaged, p)
		}
	}()
	return fn()
}

// listsFile is where the lists of a data file are kept between two runs.
func listsFile(data string) string { return data + ".lists" }

// asideBefore answers what is done before a migration: the file as it is goes beside
// itself, as box.db.v1.bak. A second try of a migration that failed finds that copy
// and makes no other.
func asideBefore(file *boltkv.Store, path string, log *slog.Logger) func(context.Context, int) error {
	return func(ctx context.Context, from int) error {
		copied, err := snapshotBeside(ctx, file, path)
		if err != nil {
			return err
		}
		defer os.Remove(copied)
		kept, err := keep(copied, fmt.Sprintf("%s.v%d", path, from))
		if err != nil {
			return err
		}
		log.Info("data kept aside before migration", "file", kept, "from", from, "to", store.Schema())
		return nil
	}
}

// keep gives a file the name base.bak, or the next that is free; a file of the same
// content is as good.
func keep(file, base string) (kept string, err error) {
	for i := 1; ; i++ {
		kept = base + ".bak"
		if i > 1 {
			kept = fmt.Sprintf("%s-%d.bak", base, i)
		}
		err := place(file, kept)
		if !errors.Is(err, fs.ErrExist) {
			return kept, err
		}
		if same, err := sameContent(file, kept); same || err != nil {
			return kept, err
		}
	}
}

// place gives a file, which may keep its old name too, a name that is free.
func place(file, name string) error {
	err := os.Link(file, name)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	// a file system without links
	if _, err := os.Lstat(name); err == nil {
		return &fs.PathError{Op: "create", Path: name, Err: fs.ErrExist}
	}
	return os.Rename(file, name)
}

func sameContent(a, b string) (bool, error) {
	x, err := os.Open(a)
	if err != nil {
		return false, err
	}
	defer x.Close()
	y, err := os.Open(b)
	if err != nil {
		return false, err
	}
	defer y.Close()
	p, q := make([]byte, 1<<16), make([]byte, 1<<16)
	for {
		n, err := io.ReadFull(x, p)
		m, _ := io.ReadFull(y, q) // what it could not read is not the same
		switch {
		case !bytes.Equal(p[:n], q[:m]):
			return false, nil
		case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
			return true, nil
		case err != nil:
			return false, err
		}
	}
}

// snapshotBeside copies an open file into a new one beside name, for nobody else to
// read, and answers its path.
func snapshotBeside(ctx context.Context, file *boltkv.Store, name string) (string, error) {
	return writeBeside(name, func(w io.Writer) error { return file.Snapshot(ctx, w) })
}

// writeBeside has a new file beside name written, until it is safe on the disk.
func writeBeside(name string, write func(io.Writer) error) (string, error) {
	f, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+".new-*")
	if err != nil {
		return "", err
	}
	if err := errors.Join(write(f), f.Sync(), f.Close()); err != nil {
		return "", errors.Join(err, os.Remove(f.Name()))
	}
	return f.Name(), nil
}

// exists says clearly that there is no data file, where one is not to be made.
func exists(path string) error {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("there is no data file %s: name one with -data", path)
	}
	return nil
}

// onBox does a task on the box: in the process that serves it, or, when there is
// none, here.
func onBox(ctx context.Context, c config, p process, t task) error {
	for try := 1; ; try++ {
		if conn := dialControl(c.data); conn != nil {
			return askServer(ctx, conn, t, p.stdout)
		}
		err := openAnd(ctx, c, p, t)
		if !errors.Is(err, kv.ErrLocked) || try == busyTries {
			return err
		}
		if err := pause(ctx, lockWait); err != nil {
			return err
		}
	}
}

func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func openAnd(ctx context.Context, c config, p process, t task) error {
	file, err := openFile(c.data)
	if err != nil {
		return err
	}
	if t.Do == doCheck { // before anything is read that may be broken
		if err := file.Check(ctx); err != nil {
			return errors.Join(err, file.Close())
		}
		t.Do = doRecords
	}
	b, err := fillBox(ctx, file, c.data, p, slog.New(slog.DiscardHandler))
	if err != nil {
		return errors.Join(err, file.Close())
	}
	return errors.Join(readRecords(func() error { return b.perform(ctx, t, p.stdout) }), b.Close())
}

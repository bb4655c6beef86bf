package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"

	"fichebak/store"
	"fichebak/store/kv"
	"fichebak/store/kv/boltkv"
)

// errServing is why a file is not replaced.
var errServing = errors.New("not while Fichebak is serving this file: stop it first, and start it again afterwards")

// held is a data file that nobody else has open, and that is to be replaced.
type held struct {
	path  string
	file  *boltkv.Store // nil when it cannot be opened, being broken or not there
	there bool
}

// holdFile takes the lock of a data file. One that is broken has none, but nobody
// serves it either: that is what restore is for.
func holdFile(path string) (*held, error) {
	if conn := dialControl(path); conn != nil {
		return nil, errors.Join(errServing, conn.Close())
	}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return &held{path: path}, nil
	} else if err != nil {
		return nil, err
	}
	file, err := openFile(path)
	switch {
	case errors.Is(err, kv.ErrLocked):
		return nil, errServing
	case errors.Is(err, kv.ErrDamaged), errors.Is(err, kv.ErrForeign):
		return &held{path: path, there: true}, nil
	case err != nil:
		return nil, err
	}
	return &held{path: path, file: file, there: true}, nil
}

// replace puts another file in its place.
func (h *held) replace(with string) error {
	if !h.there {
		if err := place(with, h.path); errors.Is(err, fs.ErrExist) {
			return errServing // made since
		} else if err != nil {
			return err
		}
		return syncFolder(h.path)
	}
	if runtime.GOOS == "windows" { // which does not replace an open file
		h.close()
	}
	if err := os.Rename(with, h.path); err != nil {
		return err
	}
	_ = os.Remove(listsFile(h.path)) // of the old file; left there, they are found not to belong
	return syncFolder(h.path)
}

func (h *held) close() {
	if h.file != nil {
		_ = h.file.Close() // nothing was written through it
	}
}

// syncFolder makes a new name durable.
func syncFolder(path string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// rewrite fills a copy of the data file, which may be new, and puts it in its place
// when fill and a check of it went well: all or nothing, whenever the machine stops.
func rewrite(ctx context.Context, path string, p process, fill func(*store.Store) error) (err error) {
	_, err = os.Stat(path)
	fresh := errors.Is(err, fs.ErrNotExist)
	if conn := dialControl(path); conn != nil {
		return errors.Join(errServing, conn.Close())
	}
	b, err := openBox(ctx, path, p, slog.New(slog.DiscardHandler))
	if errors.Is(err, kv.ErrLocked) {
		return errServing
	}
	if err != nil {
		return err
	}
	defer func() {
		if err != nil && fresh {
			err = errors.Join(err, os.Remove(path)) // under its lock, so nobody has it
		}
		err = errors.Join(err, b.Close())
	}()
	copied, err := snapshotBeside(ctx, b.file, path)
	if err != nil {
		return err
	}
	defer os.Remove(copied)
	if err := fillCopy(ctx, copied, p, fill); err != nil {
		return err
	}
	return (&held{path: path, file: b.file, there: true}).replace(copied)
}

func fillCopy(ctx context.Context, path string, p process, fill func(*store.Store) error) error {
	file, err := boltkv.Open(path, boltkv.Options{Indexes: store.Indexes(), Timeout: lockWait, NoSync: true})
	if err != nil {
		return err
	}
	s, err := store.Open(ctx, file, store.Options{Now: p.now, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return errors.Join(err, file.Close())
	}
	err = fill(s)
	if err == nil {
		var faults []string
		if faults, err = s.Check(ctx); err == nil && len(faults) > 0 {
			err = fmt.Errorf("the records do not agree with each other: %s (%d faults)", faults[0], len(faults))
		}
	}
	if err := errors.Join(err, file.Close()); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

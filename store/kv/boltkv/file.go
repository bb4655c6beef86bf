package boltkv

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"
	"time"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"fichebak/store/kv"
)

var (
	bucketRecords = []byte("records")
	bucketIndex   = []byte("index")
	bucketMeta    = []byte("meta")
	keyRev        = []byte("rev")    // newest commit
	keyLayout     = []byte("layout") // version of the layout
)

// layout is the version of how the buckets are used; a file without one is of the first.
const layout = 1

// leastWait stands in for no waiting at all, which bbolt takes for waiting for ever.
const leastWait = 50 * time.Millisecond

// allocSize is by how much a file grows that is full.
const allocSize = 4 << 20

// openFile opens a file of ours, or makes it. What is not ours is not written to.
func openFile(path string, o Options) (*bbolt.DB, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("make the folder of the data file: %w", err)
	}
	err = inspect(path)
	if errors.Is(err, fs.ErrNotExist) {
		err = create(path, o.Indexes)
	}
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	db, err := openBolt(path, o)
	for errors.Is(err, errReplaced) {
		db, err = openBolt(path, o)
	}
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	if err := errors.Join(readable(func() error { return db.View(recognise) }), tighten(path)); err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", path, err), db.Close())
	}
	db.AllocSize = allocSize
	return db, nil
}

// openBolt opens a file that inspect let pass; broken pages make bbolt panic.
func openBolt(path string, o Options) (db *bbolt.DB, err error) {
	var file *os.File
	err = readable(func() error {
		db, err = boltOpen(path, o, &file)
		return err
	})
	switch {
	case errors.Is(err, berrors.ErrTimeout):
		return nil, kv.ErrLocked
	case errors.Is(err, kv.ErrDamaged): // it is not open, but its file is
		return nil, errors.Join(err, file.Close())
	case err != nil:
		return nil, err
	}
	if err := stillAt(file, path); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

func boltOpen(path string, o Options, file **os.File) (*bbolt.DB, error) {
	return bbolt.Open(path, 0o600, &bbolt.Options{
		Timeout: max(o.Timeout, leastWait), FreelistType: bbolt.FreelistMapType,
		InitialMmapSize: mapSize(), NoSync: o.NoSync, NoStatistics: true,
		OpenFile: func(name string, flag int, mode fs.FileMode) (f *os.File, err error) {
			*file, err = os.OpenFile(name, flag&^os.O_CREATE, mode)
			return *file, err
		},
	})
}

// errReplaced is the outcome of opening a file that meanwhile is no longer the one of
// that name: who held it has put another in its place, and what is written to the old
// one is lost.
var errReplaced = errors.New("data file was replaced while it was opened")

func stillAt(file *os.File, path string) error {
	is, err := file.Stat()
	if err != nil {
		return err
	}
	named, err := os.Stat(path)
	if err != nil {
		return err
	}
	if !os.SameFile(is, named) {
		return errReplaced
	}
	return nil
}

// mapSize is how much address space to set aside: while the file fits in it, a commit
// never waits for readers to map the file anew. Windows would make the file that large.
func mapSize() int {
	if runtime.GOOS == "windows" || strconv.IntSize < 64 {
		return 0
	}
	return 1 << 30
}

// readable has fn read a file that may be broken: what bbolt cannot read makes it panic,
// and what it reads behind the end of the file would end the process.
func readable(fn func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: %v", kv.ErrDamaged, p)
		}
	}()
	return fn()
}

// recognise tells our files from those of other programs that use bbolt.
func recognise(b *bbolt.Tx) error {
	for _, name := range [][]byte{bucketRecords, bucketIndex, bucketMeta} {
		if b.Bucket(name) == nil {
			return fmt.Errorf("%w: it has no bucket %s", kv.ErrForeign, name)
		}
	}
	if v, n := binary.Uvarint(b.Bucket(bucketMeta).Get(keyLayout)); n > 0 && v > layout {
		return fmt.Errorf("%w: its layout %d is of a newer version", kv.ErrForeign, v)
	}
	return nil
}

// tighten takes the rights of others from a file that was copied here with them.
func tighten(path string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm()&0o077 == 0 {
		return err
	}
	return os.Chmod(path, info.Mode().Perm()&^0o077)
}

// create makes an empty file under another name and then gives it its own, so that
// there is never half a file, whenever the machine stops.
func create(path string, indexes []kv.IndexDef) error {
	dir := filepath.Dir(path)
	f, err := os.CreateTemp(dir, filepath.Base(path)+".new-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	if err := f.Close(); err != nil {
		return err
	}
	db, err := bbolt.Open(f.Name(), 0o600, &bbolt.Options{Timeout: leastWait, FreelistType: bbolt.FreelistMapType})
	if err != nil {
		return err
	}
	if err := errors.Join(db.Update(func(b *bbolt.Tx) error { return furnish(b, indexes) }), db.Close()); err != nil {
		return err
	}
	// a link, unlike a rename, never takes the place of a file made meanwhile
	if err := os.Link(f.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		if err := os.Rename(f.Name(), path); err != nil {
			return err
		}
	}
	return syncDir(dir)
}

func furnish(b *bbolt.Tx, indexes []kv.IndexDef) error {
	for _, name := range [][]byte{bucketRecords, bucketIndex, bucketMeta} {
		if _, err := b.CreateBucket(name); err != nil {
			return err
		}
	}
	for i := range indexes {
		if err := setMark(b, &indexes[i]); err != nil {
			return err
		}
	}
	return b.Bucket(bucketMeta).Put(keyLayout, binary.AppendUvarint(nil, layout))
}

// syncDir makes a new name in a folder durable, where folders can be synced.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

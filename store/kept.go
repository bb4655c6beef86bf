package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"

	"fichebak/store/fiche"
	"fichebak/store/kv"
)

// The lists are kept in a file beside the data file, so that a start need not read
// every record. They are derived: the file may be deleted at any time. That it belongs
// to these records is proved by a mark, a random text that is in the file and in a
// record written by the commit the file is of. What was done after that commit is in
// the history and done again at a start; whoever changes rows without writing history
// takes the mark away (see forget).

// keptKey is the record with the mark. It is not exported.
var keptKey = []byte("e/lists")

// kept is what a file of lists says of itself.
type kept struct {
	Mark   string `cbor:"1,keyasint"`
	Rev    kv.Rev `cbor:"2,keyasint"` // of the commit that wrote the mark
	Rows   int    `cbor:"3,keyasint"` // rowsVersion
	Schema int    `cbor:"4,keyasint"`
}

const (
	keptMagic   = "fichebak lists 1\n"
	keptHeadMax = 1 << 10
)

// errNotKept is why lists are made anew though there is a file.
var errNotKept = errors.New("the file of lists does not belong to these records")

// KeepLists writes the lists to their file, when they have changed since. One that is
// under way, or records that are being filled in bulk, are not waited for.
func (s *Store) KeepLists(ctx context.Context) error {
	if s.keptFile == "" || !s.keeping.TryLock() {
		return nil
	}
	defer s.keeping.Unlock()
	if s.keptVersion == s.index.Version() {
		return nil
	}
	mark, err := s.ids.next('k', s.now())
	if err != nil {
		return err
	}
	head, write := kept{Mark: mark, Rows: rowsVersion, Schema: Schema()}, func(io.Writer) error { return nil }
	version := uint64(0)
	_, err = s.kv.Update(ctx, func(t kv.RwTx) error {
		t.OnCommit(func(rev kv.Rev) { // no other commit comes before this is done
			image := s.index.Image()
			head.Rev, version, write = rev, image.Version, image.Write
		})
		b, err := encode(mark)
		if err != nil {
			return err
		}
		return t.Put(keptKey, b)
	})
	if err == nil {
		err = writeKept(s.keptFile, head, write)
	}
	if err != nil {
		return fmt.Errorf("keep the lists: %w", err)
	}
	s.keptVersion, s.keptMark = version, mark
	return nil
}

// LeaveLists keeps the lists at an ordered stop, which is not to take long: a file that
// lacks few of the changes is left, because a start does those again sooner than a
// large file is written.
func (s *Store) LeaveLists(ctx context.Context) error {
	few, err := s.lackFew(ctx)
	if few || err != nil {
		return err
	}
	return s.KeepLists(ctx)
}

// lackFew reports whether the file serves, and lacks at most one change for each
// hundred fiches.
func (s *Store) lackFew(ctx context.Context) (few bool, err error) {
	s.keeping.Lock()
	defer s.keeping.Unlock()
	if s.keptMark == "" || s.index.Version()-s.keptVersion > uint64(s.index.Len()/100) {
		return false, nil
	}
	if _, err := os.Stat(s.keptFile); err != nil {
		return false, nil
	}
	err = s.view(ctx, func(t *tx) error {
		mark, _, err := find[string](t, keptKey)
		few = mark == s.keptMark
		return err
	})
	return few, err
}

// writeKept writes the file under another name first. It is not synced: one that did
// not reach the disk whole is noticed and made anew.
func writeKept(name string, head kept, write func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+".new-*") // for nobody else to read
	if err != nil {
		return err
	}
	b, err := encode(head)
	if err == nil {
		size := binary.LittleEndian.AppendUint32([]byte(keptMagic), uint32(len(b)))
		sum := binary.LittleEndian.AppendUint32(nil, crc32.ChecksumIEEE(b))
		_, err = f.Write(bytes.Join([][]byte{size, sum, b}, nil))
	}
	if err == nil {
		err = write(f)
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

// fillLists fills the lists from their file, or when it does not serve from the records.
func (s *Store) fillLists(ctx context.Context) error {
	if s.keptFile != "" {
		err := s.readKept(ctx)
		if err == nil {
			return nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			s.log.Info("lists are made anew", "why", err)
			_ = os.Remove(s.keptFile) // of no use to anybody; the next ones take its place
		}
	}
	return s.load(ctx)
}

func (s *Store) readKept(ctx context.Context) error {
	f, err := os.Open(s.keptFile)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	head, size, err := readKeptHead(f)
	if err != nil {
		return err
	}
	return s.view(ctx, func(t *tx) error {
		mark, _, err := find[string](t, keptKey)
		if err != nil {
			return err
		}
		if mark != head.Mark || mark == "" || head.Rows != rowsVersion || head.Schema != Schema() {
			return errNotKept
		}
		if err := s.index.Read(f, info.Size()-size); err != nil {
			return err
		}
		s.keptVersion, s.keptMark = s.index.Version(), mark
		if err := t.catchUp(head.Rev); err != nil {
			return err
		}
		return t.taste()
	})
}

func readKeptHead(f io.Reader) (head kept, size int64, err error) {
	b := make([]byte, len(keptMagic)+8)
	if _, err := io.ReadFull(f, b); err != nil {
		return head, 0, err
	}
	text, ok := bytes.CutPrefix(b, []byte(keptMagic))
	if !ok {
		return head, 0, errNotKept
	}
	n := binary.LittleEndian.Uint32(text)
	if n > keptHeadMax {
		return head, 0, errNotKept
	}
	body := make([]byte, n)
	if _, err := io.ReadFull(f, body); err != nil {
		return head, 0, err
	}
	if crc32.ChecksumIEEE(body) != binary.LittleEndian.Uint32(text[4:]) {
		return head, 0, errNotKept
	}
	return head, int64(len(b) + len(body)), decode(body, &head)
}

// catchUp makes the rows anew of the fiches that were changed after a commit.
func (t *tx) catchUp(rev kv.Rev) error {
	changed := map[fiche.ID]bool{}
	most := t.s.index.Len()/4 + 1000 // past it reading all is as quick
	err := t.ScanIndex(byCommit, kv.Range{From: commitKey(t.s.base(rev))}, func(_, pk []byte) error {
		id, _, _ := bytes.Cut(pk[len("h/"):], []byte("/"))
		if changed[string(id)] = true; len(changed) > most {
			return errNotKept
		}
		return nil
	})
	if err != nil {
		return err
	}
	for id := range changed {
		if err := t.renew(id); err != nil {
			return err
		}
	}
	return nil
}

// tasted is how many rows are compared with their records at a start.
const tasted = 32

// taste compares some rows with what this program makes of their records: one that
// makes other rows, and was not given another rowsVersion, is found out.
func (t *tx) taste() error {
	n := t.s.index.Len()
	for i := range min(tasted, n) {
		id := t.s.index.ID(i * n / min(tasted, n))
		row, err := t.rowOf(id)
		if err != nil {
			return err
		}
		if own, _ := t.s.index.Row(id); row == nil || !reflect.DeepEqual(own, *row) {
			return errNotKept
		}
	}
	return nil
}

// forget says that rows change without history to tell of it: the file of lists is
// then of no use.
func (t *tx) forget() error { return t.rw.Delete(keptKey) }

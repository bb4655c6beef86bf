package boltkv

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"fichebak/store/kv"
)

// maxFaults is how many faults a check names; the rest is counted.
const maxFaults = 100

// faults gathers what a check finds.
type faults struct {
	named []error
	more  int
}

func (f *faults) add(format string, args ...any) {
	if len(f.named) == maxFaults {
		f.more++
		return
	}
	f.named = append(f.named, fmt.Errorf(format, args...))
}

// err is everything found, one fault a line.
func (f *faults) err() error {
	if len(f.named) == 0 {
		return nil
	}
	if f.more > 0 {
		f.named = append(f.named, fmt.Errorf("and %d more faults", f.more))
	}
	return fmt.Errorf("%w:\n%w", kv.ErrDamaged, errors.Join(f.named...))
}

// Check proves that the pages of the file fit together and that every index is what
// the records say; what does not is named in an error that wraps kv.ErrDamaged.
// Writers wait while the pages are looked at.
func (s *Store) Check(ctx context.Context) error {
	var f faults
	if err := s.checkPages(ctx, &f); err != nil {
		return err
	}
	if len(f.named) > 0 {
		return f.err() // what lies on broken pages can not be read
	}
	if err := s.checkIndexes(ctx, &f); err != nil {
		return err
	}
	return f.err()
}

func (s *Store) checkPages(ctx context.Context, f *faults) error {
	if err := s.lock(ctx); err != nil {
		return err
	}
	defer s.unlock()
	b, err := s.start(false)
	if err != nil {
		return err
	}
	defer b.Rollback() //nolint:errcheck // of a reader, it cannot fail
	file, err := os.Open(s.db.Path())
	if err != nil {
		return err
	}
	defer file.Close()
	if err := walkPages(file, f); err != nil || len(f.named) > 0 {
		return err
	}
	for fault := range b.Check() {
		f.add("pages: %w", fault)
	}
	return ctx.Err()
}

func (s *Store) checkIndexes(ctx context.Context, f *faults) (err error) {
	b, err := s.start(false)
	if err != nil {
		return err
	}
	defer b.Rollback() //nolint:errcheck // of a reader, it cannot fail
	defer func() {
		if p := recover(); p != nil { // bbolt does not read broken pages
			f.add("pages: %v", p)
		}
	}()
	t := s.newTx(ctx, b)
	for _, name := range s.undeclared(b) {
		f.add("index %s: nobody keeps it up", name)
	}
	for i := range s.defs {
		if err := t.checkIndex(&s.defs[i], f); err != nil {
			return err
		}
	}
	return nil
}

// checkIndex looks up what records say, and, when the index has more entries than
// that, looks for those no record says.
func (t *tx) checkIndex(d *kv.IndexDef, f *faults) error {
	found := 0
	err := t.Scan(kv.Prefix(d.Prefix), func(k, v []byte) error {
		keys, err := derive(d, k, v)
		if err != nil {
			f.add("index %s: %w", d.Name, err)
		}
		for _, ikey := range keys {
			if t.idx.get(indexKey(d.Name, ikey, k)) != nil {
				found++
			} else {
				f.add("index %s: no entry %q of record %q", d.Name, ikey, k)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	entries := 0
	prefix := indexPrefix(d.Name)
	err = t.idx.walk(t.alive, kv.Prefix(prefix), func(_, _ []byte) error {
		entries++
		return nil
	})
	if err != nil || entries == found {
		return err
	}
	return t.idx.walk(t.alive, kv.Prefix(prefix), func(e, _ []byte) error {
		ikey, pk, err := splitEntry(e[len(prefix):])
		if err != nil {
			f.add("index %s: %w", d.Name, err)
			return nil
		}
		keys, err := derive(d, pk, t.rec.get(pk))
		if err == nil && !has(keys, ikey) {
			f.add("index %s: entry %q of record %q, which does not say so", d.Name, ikey, pk)
		}
		return nil
	})
}

// Snapshot writes a copy of the file as it was at one commit, while others read and
// write. It can be opened like the file itself.
func (s *Store) Snapshot(ctx context.Context, w io.Writer) error {
	if err := s.alive(ctx); err != nil {
		return err
	}
	b, err := s.start(false)
	if err != nil {
		return err
	}
	defer b.Rollback() //nolint:errcheck // of a reader, it cannot fail
	g := &guarded{w: w, alive: func() error { return s.alive(ctx) }}
	if _, err := b.WriteTo(g); err != nil {
		return fmt.Errorf("copy: %w", cmp.Or(g.err, err))
	}
	return nil
}

// guarded ends a long copy when nobody waits for it any more, or the store closes. It
// keeps the error, which bbolt does not always wrap.
type guarded struct {
	w     io.Writer
	alive func() error
	err   error
}

func (g *guarded) Write(p []byte) (n int, err error) {
	if g.err = g.alive(); g.err == nil {
		n, g.err = g.w.Write(p)
	}
	return n, g.err
}

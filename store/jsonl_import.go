package store

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"fichebak/store/kv"
)

// ImportError names the line of an import that can not be read.
type ImportError struct {
	Line int
	Err  error
}

func (e *ImportError) Error() string { return fmt.Sprintf("line %d: %v", e.Line, e.Err) }
func (e *ImportError) Unwrap() error { return e.Err }

// ErrNoExport is what an import answers whose first line is not that of an export.
var ErrNoExport = errors.New("not an export of Fichebak")

// maxLine bounds a line of an import; a record, with all it can hold, is far shorter.
const maxLine = 1 << 20

// Import fills an empty box from what Export wrote. The whole input is read and
// checked first; *ImportError names the line that is wrong, and then nothing is
// written. A box with fiches or users answers ErrNotEmpty. Whether the records agree
// with each other is for Check to say.
func (s *Store) Import(ctx context.Context, r io.ReadSeeker) (records int, err error) {
	users, err := s.Users(ctx)
	if err != nil {
		return 0, err
	}
	if len(users) > 0 || s.Len() > 0 {
		return 0, ErrNotEmpty
	}
	if _, _, err := readExport(r, func(string, []byte) error { return nil }); err != nil {
		return 0, err
	}
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return 0, err
	}
	err = s.bulk(ctx, func() error {
		records, err = s.importAll(ctx, r)
		return err
	})
	if err != nil {
		return 0, err
	}
	return records, nil
}

func (s *Store) importAll(ctx context.Context, r io.Reader) (records int, err error) {
	w := importer{ctx: ctx, s: s}
	schema, records, err := readExport(r, w.add)
	if err != nil {
		return 0, err
	}
	if err := w.flush(); err != nil || schema >= Schema() {
		return records, err
	}
	if err := s.update(ctx, Actor{}, func(t *tx) error { return put(t, schemaKey, schema) }); err != nil {
		return 0, err
	}
	return records, s.migrate(ctx, nil)
}

// importer writes records in transactions under the limits of the contract.
type importer struct {
	ctx   context.Context
	s     *Store
	keys  []string
	vals  [][]byte
	bytes int
}

func (w *importer) add(key string, val []byte) error {
	if len(w.keys) == kv.MaxWrites || w.bytes+len(key)+len(val) > kv.MaxTxBytes/2 {
		if err := w.flush(); err != nil {
			return err
		}
	}
	w.keys, w.vals, w.bytes = append(w.keys, key), append(w.vals, val), w.bytes+len(key)+len(val)
	return nil
}

func (w *importer) flush() error {
	_, err := w.s.kv.Update(w.ctx, func(t kv.RwTx) error {
		for i, k := range w.keys {
			if err := t.Put([]byte(k), w.vals[i]); err != nil {
				return err
			}
		}
		return nil
	})
	w.keys, w.vals, w.bytes = w.keys[:0], w.vals[:0], 0
	return err
}

// readExport calls put with every record of an export, and answers the schema they
// are of.
func readExport(r io.Reader, put func(key string, val []byte) error) (schema, records int, err error) {
	in := bufio.NewScanner(r)
	in.Buffer(nil, maxLine)
	line := 1
	if in.Scan() {
		schema, err = readHead(in.Bytes())
	} else if in.Err() == nil {
		err = ErrNoExport
	}
	order := lineOrder{}
	for err == nil && in.Scan() {
		line++
		var key string
		var val []byte
		if key, val, err = order.read(in.Bytes()); err != nil {
			break
		}
		if err := put(key, val); err != nil {
			return 0, 0, err
		}
		records++
	}
	if err == nil && in.Err() != nil {
		line, err = line+1, in.Err()
		if errors.Is(err, bufio.ErrTooLong) {
			err = fmt.Errorf("longer than %d bytes", maxLine)
		}
	}
	if err != nil {
		return 0, 0, &ImportError{line, err}
	}
	return schema, records, nil
}

func readHead(b []byte) (schema int, err error) {
	var h exportHead
	switch {
	case json.Unmarshal(b, &h) != nil || h.Fichebak < 1 || h.Schema < 1:
		return 0, ErrNoExport
	case h.Fichebak > exportFormat:
		return 0, fmt.Errorf("format %d, this program knows %d: %w", h.Fichebak, exportFormat, ErrNewer)
	case h.Schema > Schema():
		return 0, fmt.Errorf("schema %d, this program knows %d: %w", h.Schema, Schema(), ErrNewer)
	}
	return h.Schema, nil
}

// lineOrder reads lines and sees to it that they come in the order of an export, so
// that none is there twice.
type lineOrder struct {
	table int
	key   string
}

func (o *lineOrder) read(b []byte) (key string, val []byte, err error) {
	var l exportLine
	if err := json.Unmarshal(b, &l); err != nil {
		return "", nil, fmt.Errorf("not JSON: %w", err)
	}
	for i, table := range exported {
		if !strings.HasPrefix(l.Key, table.prefix) || len(l.Key) > kv.MaxKey {
			continue
		}
		if i < o.table || i == o.table && l.Key <= o.key {
			return "", nil, fmt.Errorf("record %q comes after %q, so it is there twice or out of order", l.Key, o.key)
		}
		o.table, o.key = i, l.Key
		if val, err = table.toBytes(l.Record); err != nil {
			return "", nil, fmt.Errorf("record %q: %w", l.Key, err)
		}
		if len(val) > kv.MaxValue {
			return "", nil, fmt.Errorf("record %q: %w", l.Key, kv.ErrLimit)
		}
		return l.Key, val, nil
	}
	return "", nil, fmt.Errorf("a record of a kind this program does not know: %.60q", l.Key)
}

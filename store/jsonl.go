package store

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"fichebak/store/fiche"
	"fichebak/store/kv"
)

// kindOfRecord is a table as an export has it: its prefix and how its records are
// read and written. Sessions and form tokens are left out.
type kindOfRecord struct {
	prefix  string
	toJSON  func([]byte) (json.RawMessage, error)
	toBytes func(json.RawMessage) ([]byte, error)
}

func recordsOf[T any](prefix string) kindOfRecord {
	return kindOfRecord{prefix,
		func(b []byte) (json.RawMessage, error) {
			var v T
			if err := decode(b, &v); err != nil {
				return nil, err
			}
			return json.Marshal(v)
		},
		func(j json.RawMessage) ([]byte, error) {
			var v T
			d := json.NewDecoder(bytes.NewReader(j))
			d.DisallowUnknownFields()
			if err := d.Decode(&v); err != nil {
				return nil, err
			}
			return encode(v)
		}}
}

// exported are the tables in the order of an export.
var exported = []kindOfRecord{
	recordsOf[Settings]("e/settings"),
	recordsOf[int]("k/"),
	recordsOf[fiche.ID]("n/"),
	recordsOf[User]("u/"),
	recordsOf[fiche.ID]("un/"),
	recordsOf[Group]("g/"),
	recordsOf[fiche.ID]("gn/"),
	recordsOf[Source]("a/"),
	recordsOf[fiche.Fiche]("f/"),
	recordsOf[fiche.Moment]("m/"),
	recordsOf[Change]("h/"),
	recordsOf[Operation]("o/"),
	recordsOf[handled]("r/"),
}

// exportHead is the first line of an export.
type exportHead struct {
	Fichebak int `json:"fichebak"` // version of this format
	Schema   int `json:"schema"`
}

// exportLine is every other line: one record under its key.
type exportLine struct {
	Key    string          `json:"key"`
	Record json.RawMessage `json:"record"`
}

// Export writes everything in the box as JSON lines: a head, then one record a line
// in a fixed order, so that two exports of the same box are equal byte by byte.
func Export(ctx context.Context, db kv.Store, w io.Writer) error {
	out := bufio.NewWriterSize(w, 1<<16)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(exportHead{1, Schema()}); err != nil {
		return err
	}
	for _, table := range exported {
		if err := exportTable(ctx, db, table, enc); err != nil {
			return fmt.Errorf("export %s: %w", table.prefix, err)
		}
	}
	return out.Flush()
}

// Export writes everything in the box; see the function Export.
func (s *Store) Export(ctx context.Context, w io.Writer) error { return Export(ctx, s.kv, w) }

// exportPart is how many records one view reads, so that a slow reader does not
// keep old pages of the file alive.
const exportPart = 2000

func exportTable(ctx context.Context, db kv.Store, table kindOfRecord, enc *json.Encoder) error {
	r := kv.Prefix([]byte(table.prefix))
	for {
		var lines []exportLine
		err := db.View(ctx, func(t kv.Tx) error {
			lines = lines[:0]
			return t.Scan(r, func(k, b []byte) error {
				j, err := table.toJSON(b)
				if err != nil {
					return fmt.Errorf("%q: %w", k, err)
				}
				if lines = append(lines, exportLine{string(k), j}); len(lines) == exportPart {
					return kv.ErrStop
				}
				return nil
			})
		})
		if err != nil {
			return err
		}
		for _, l := range lines {
			if err := enc.Encode(l); err != nil {
				return err
			}
		}
		if len(lines) < exportPart {
			return nil
		}
		r.From = append([]byte(lines[len(lines)-1].Key), 0)
	}
}

// ImportError names the line of an import that can not be read.
type ImportError struct {
	Line int
	Err  error
}

func (e *ImportError) Error() string { return fmt.Sprintf("line %d: %v", e.Line, e.Err) }
func (e *ImportError) Unwrap() error { return e.Err }

// Errors of an import.
var (
	ErrNoExport = errors.New("not an export of Fichebak")
	errNoTable  = errors.New("record of an unknown table")
)

// Import fills an empty box from what Export wrote. The whole input is read and
// checked first; *ImportError names the line that is wrong, and then nothing is
// written. A box with fiches or users answers ErrNotEmpty.
func (s *Store) Import(ctx context.Context, r io.ReadSeeker) (records int, err error) {
	users, err := s.Users(ctx)
	if err != nil {
		return 0, err
	}
	if len(users) > 0 || s.Len() > 0 {
		return 0, ErrNotEmpty
	}
	if _, err := readExport(r, func(string, []byte) error { return nil }); err != nil {
		return 0, err
	}
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return 0, err
	}
	w := importer{ctx: ctx, s: s}
	if records, err = readExport(r, w.add); err != nil {
		return 0, err
	}
	if err := w.flush(); err != nil {
		return 0, err
	}
	return records, s.load(ctx)
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

// readExport calls put with every record of an export.
func readExport(r io.Reader, put func(key string, val []byte) error) (n int, err error) {
	in := bufio.NewScanner(r)
	in.Buffer(nil, 1<<20)
	line := 0
	for in.Scan() {
		line++
		if line == 1 {
			var h exportHead
			if json.Unmarshal(in.Bytes(), &h) != nil || h.Fichebak != 1 {
				return 0, &ImportError{line, ErrNoExport}
			}
			if h.Schema > Schema() {
				return 0, &ImportError{line, ErrNewer}
			}
			continue
		}
		key, val, err := readLine(in.Bytes())
		if err != nil {
			return 0, &ImportError{line, err}
		}
		if err := put(key, val); err != nil {
			return 0, err
		}
		n++
	}
	if err := in.Err(); err != nil {
		return 0, &ImportError{line + 1, err}
	}
	if line == 0 {
		return 0, &ImportError{1, ErrNoExport}
	}
	return n, nil
}

func readLine(b []byte) (key string, val []byte, err error) {
	var l exportLine
	if err := json.Unmarshal(b, &l); err != nil {
		return "", nil, err
	}
	for _, table := range exported {
		if len(l.Key) >= len(table.prefix) && l.Key[:len(table.prefix)] == table.prefix && len(l.Key) <= kv.MaxKey {
			val, err = table.toBytes(l.Record)
			if len(val) > kv.MaxValue {
				err = kv.ErrLimit
			}
			return l.Key, val, err
		}
	}
	return "", nil, errNoTable
}

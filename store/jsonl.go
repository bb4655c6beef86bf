package store

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"fichebak/store/fiche"
	"fichebak/store/kv"
)

// kindOfRecord is a table as an export has it: its prefix and how its records are
// read and written. Sessions and form tokens are left out, and the pairs of fiches that
// look alike, which each night finds anew.
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
	recordsOf[fiche.CRM]("c/"),
	recordsOf[fiche.Activity]("l/"),
	recordsOf[Change]("h/"),
	recordsOf[Operation]("o/"),
	recordsOf[handled]("r/"),
	recordsOf[merged]("d/m/"),
	recordsOf[Verdict]("d/v/"),
	recordsOf[Job]("j/"),
	recordsOf[part]("p/"),
	recordsOf[Import]("i/i"),
	recordsOf[ImportPlan]("i/t/"),
	recordsOf[Window]("w/"),
	recordsOf[fiche.Extra]("x/"),
	recordsOf[Saved]("v/"),
}

// exportFormat is the version of the lines themselves, whatever the records are.
const exportFormat = 1

// exportHead is the first line of an export.
type exportHead struct {
	Fichebak int `json:"fichebak"` // exportFormat
	Schema   int `json:"schema"`
}

// exportLine is every other line: one record under its key.
type exportLine struct {
	Key    string          `json:"key"`
	Record json.RawMessage `json:"record"`
}

// Export writes everything in the box as JSON lines: a head, then one record a line
// in a fixed order, so that two exports of the same box are equal byte by byte. It is
// of one moment, whoever writes meanwhile; while it lasts, the file cannot use again
// the room of what is replaced.
func (s *Store) Export(ctx context.Context, w io.Writer) error {
	out := bufio.NewWriterSize(w, 1<<16)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(exportHead{exportFormat, Schema()}); err != nil {
		return err
	}
	err := s.kv.View(ctx, func(t kv.Tx) error {
		for _, table := range exported {
			if err := exportTable(t, table, enc); err != nil {
				return fmt.Errorf("export %s: %w", table.prefix, err)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return out.Flush()
}

func exportTable(t kv.Tx, table kindOfRecord, enc *json.Encoder) error {
	return t.Scan(kv.Prefix([]byte(table.prefix)), func(k, b []byte) error {
		j, err := table.toJSON(b)
		if err == nil && !utf8.Valid(k) {
			err = errors.New("key is no text")
		}
		if err != nil {
			return fmt.Errorf("%q: %w", k, err)
		}
		return enc.Encode(exportLine{string(k), j})
	})
}

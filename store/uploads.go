package store

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fichebak/store/fiche"
	"fichebak/store/transfer"
)

// upload is an open file of an import.
type upload struct {
	*os.File
	size int64
}

func (u upload) Size() int64 { return u.size }

func (s *Store) uploadPath(id fiche.ID) string { return filepath.Join(s.uploads, id) }

// openUpload opens the file of an import; ErrNoFile when it is gone.
func (s *Store) openUpload(id fiche.ID) (upload, error) {
	f, err := os.Open(s.uploadPath(id))
	if errors.Is(err, os.ErrNotExist) {
		return upload{}, ErrNoFile
	}
	if err != nil {
		return upload{}, err
	}
	st, err := f.Stat()
	if err != nil {
		return upload{}, errors.Join(err, f.Close())
	}
	return upload{f, st.Size()}, nil
}

// shortName is the name of a file without what leads to it, as long as a line is.
func shortName(name string) string {
	name = strings.ToValidUTF8(name[strings.LastIndexAny(name, `/\`)+1:], "")
	if r := []rune(name); len(r) > fiche.MaxLine {
		name = string(r[:fiche.MaxLine])
	}
	return name
}

func (s *Store) saveUpload(id fiche.ID, r io.Reader) error {
	if err := os.MkdirAll(s.uploads, 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(s.uploadPath(id), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	n, err := io.Copy(f, io.LimitReader(r, MaxImport+1))
	if err == nil && n > MaxImport {
		err = ErrTooLarge
	}
	if err == nil {
		err = f.Sync() // it must be there when the job goes on after a power cut
	}
	return errors.Join(err, f.Close())
}

// dropUpload removes the file of an import, with that of its faults.
func (s *Store) dropUpload(id fiche.ID) error {
	s.imports.forget(id)
	err := os.Remove(s.uploadPath(id))
	if errors.Is(err, os.ErrNotExist) {
		err = nil
	}
	return err
}

// readUpload reads what has to be known of a file; shape is what somebody says of it,
// nil to find that out. The plan stays when the titles do.
func (s *Store) readUpload(ctx context.Context, i *Import, shape *transfer.Shape) error {
	f, err := s.openUpload(i.ID)
	if err != nil {
		return err
	}
	defer f.Close() //nolint:errcheck // it was read only
	var said transfer.Shape
	if shape != nil {
		said = *shape
	} else if said, err = transfer.Find(f); err != nil {
		return err
	}
	table, err := transfer.Open(f, said)
	if err != nil {
		return err
	}
	i.Rows = 0
	for _, err := range table.Rows() {
		if err != nil {
			return err
		}
		if i.Rows++; i.Rows%1000 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
	}
	had := i.Titles
	i.setShape(table.Shape)
	i.Titles = table.Titles
	if shape == nil || !slices.Equal(had, i.Titles) {
		return s.propose(ctx, i, table)
	}
	return nil
}

// propose makes the plan of a file: that of an earlier one with the same titles, or of
// which these are rows that were left alone; else by what the titles mean.
func (s *Store) propose(ctx context.Context, i *Import, table *transfer.Table) error {
	kind := i.Plan.Kind
	titles, again := transfer.Mended(i.Titles)
	var own []transfer.Own
	err := s.view(ctx, func(t *tx) (err error) {
		if i.Plan, i.Known, err = find[ImportPlan](t, planKey(titles)); err != nil {
			return err
		}
		all, err := t.extras()
		own = ownColumns(all)
		return err
	})
	if again && i.Known {
		i.Plan.Fields = append([]string{""}, i.Plan.Fields...)
	}
	for n, f := range i.Plan.Fields { // an own field may have been removed since
		if _, is := fiche.ExtraID(f); is && !slices.ContainsFunc(own, func(o transfer.Own) bool { return o.Field == f }) {
			i.Plan.Fields[n] = ""
		}
	}
	if err != nil || i.Known {
		return err
	}
	i.Plan = ImportPlan{Kind: kind, Fields: transfer.Propose(i.Titles, own), Match: MatchName}
	if table.Named {
		i.Plan.Fields = transfer.ProposeNamed(i.Titles, own)
	}
	for _, rule := range []string{MatchNumber, MatchVAT} {
		if slices.Contains(i.Plan.Fields, rule) {
			i.Plan.Match = rule
		}
	}
	if i.Plan.Keep = slices.Contains(i.Plan.Fields, transfer.Number); i.Plan.Keep {
		i.Plan.Match = MatchNumber
	}
	return nil
}

// ImportHead is the beginning of a file, as it is read now, and the sheets of a
// workbook.
func (s *Store) ImportHead(i *Import, n int) (rows []transfer.Row, sheets []string, named bool, err error) {
	f, err := s.openUpload(i.ID)
	if err != nil {
		return nil, nil, false, err
	}
	defer f.Close() //nolint:errcheck // it was read only
	table, err := transfer.Open(f, i.Shape())
	if err != nil {
		return nil, nil, false, err
	}
	for row, err := range table.Rows() {
		if err != nil {
			return nil, nil, false, err
		}
		if rows = append(rows, row); len(rows) == n {
			break
		}
	}
	return rows, table.Sheets, table.Named, nil
}

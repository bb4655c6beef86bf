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
func (s *Store) readUpload(ctx context.Context, i *Import, shape *transfer.Shape) (err error) {
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
	defer func() { err = errors.Join(err, table.Close()) }()
	head := &ImportHead{Sheets: table.Sheets, Named: table.Named}
	wide, err := head.count(ctx, i, table)
	if err != nil {
		return err
	}
	had := i.Titles
	i.setShape(table.Shape)
	for i.Titles = table.Titles; len(i.Titles) < wide; {
		i.Titles = append(i.Titles, untitled(i, len(i.Titles)))
	}
	s.heads.keep(i, head)
	if shape == nil || !slices.Equal(had, i.Titles) {
		return s.propose(ctx, i, table)
	}
	return nil
}

// untitled is the title of a column that has none.
func untitled(i *Import, n int) string {
	if i.Untitled {
		return transfer.ColumnName(n)
	}
	return ""
}

// count counts the rows of a table, and keeps the first of them; wide is how many columns
// they have that say something. Of a large workbook, whose rows take long to read, it
// counts no more than tell that it is one.
func (h *ImportHead) count(ctx context.Context, i *Import, table *transfer.Table) (wide int, err error) {
	i.Rows, i.About = 0, false
	for row, err := range table.Rows() {
		if err != nil {
			return 0, err
		}
		h.add(row)
		for n := len(row.Cells); n > wide; n-- {
			if strings.TrimSpace(row.Cells[n-1]) != "" {
				wide = n
			}
		}
		if i.Rows++; i.Rows%1000 == 0 && ctx.Err() != nil {
			return 0, ctx.Err()
		}
		if i.Rows > RehearsedAtOnce {
			if about, ok := table.About(); ok {
				i.Rows, i.About = max(i.Rows, about-1), true
				return wide, nil
			}
		}
	}
	return wide, nil
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

package store

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"sync"

	"fichebak/store/fiche"
	"fichebak/store/kv"
	"fichebak/store/transfer"
)

// KindImport is the kind of the job that brings a file in.
const KindImport = "import"

// OpImport is what the history says of a fiche that an import changed.
const OpImport = "import"

func init() { works[KindImport] = work{next: importNext, most: rowsAtOnce} }

// rowsAtOnce is how many rows are done in one transaction, which is wide: a new fiche
// writes three keys and reads one. Whoever else wants to write waits meanwhile.
const rowsAtOnce = 28 * kv.WideBy

// importRun is a file being read, row by row, with what has to be known of the rows
// before. It can be made again at any row.
type importRun struct {
	imp   Import
	file  upload
	in    *transfer.Table
	table matchTable
	marks marks
	read  func() (transfer.Row, error, bool)
	stop  func()
	from  int // which row the first of ahead is
	ahead []transfer.Row
}

// openRun opens a file to be read from a row on.
func (s *Store) openRun(ctx context.Context, imp Import, from int) (r *importRun, err error) {
	r = &importRun{imp: imp, marks: newMarks(), stop: func() {}}
	if r.file, err = s.openUpload(imp.ID); err != nil {
		return nil, err
	}
	if r.in, err = transfer.Open(r.file, imp.Shape()); err == nil {
		r.table, err = s.matchTable(ctx, &imp)
	}
	if err != nil {
		r.close()
		return nil, err
	}
	r.read, r.stop = iter.Pull2(r.in.Rows())
	for ; r.from < from; r.from++ {
		row, err, ok := r.read()
		if err != nil || !ok {
			r.close()
			return nil, errors.Join(err, ErrNoFile)
		}
		r.pass(row)
	}
	return r, nil
}

// pass remembers of a row that was done before what the later ones have to know.
func (r *importRun) pass(row transfer.Row) {
	d := transfer.Read(r.imp.Plan.Fields, row.Cells)
	if key := matchDraft(r.imp.Plan.Match, &d); key != "" {
		if m, ok := r.table[key]; ok && !m.more {
			r.marks.fiches[m.id], r.marks.keys[key] = row.Line, row.Line
		}
	}
	if r.imp.Plan.Keep && d.Number != 0 {
		r.marks.numbers[d.Number] = row.Line
	}
}

// close is for when a run is no longer needed.
func (r *importRun) close() {
	r.stop()
	if r.in != nil {
		r.in.Close() //nolint:errcheck // as below
	}
	r.file.Close() //nolint:errcheck // it was read only
}

// rows are the next n rows from the from-th on, fewer at the end. The same may be asked
// for again.
func (r *importRun) rows(from, n int) ([]transfer.Row, error) {
	if from < r.from || from > r.from+len(r.ahead) {
		return nil, fmt.Errorf("rows of an import from %d, the next is %d", from, r.from)
	}
	r.ahead, r.from = r.ahead[from-r.from:], from
	for len(r.ahead) < n {
		row, err, ok := r.read()
		if err != nil {
			return nil, err
		}
		if !ok {
			break
		}
		r.ahead = append(r.ahead, row)
	}
	return r.ahead[:min(n, len(r.ahead))], nil
}

// do does rows in a transaction; the marks they leave are for who knows that they are
// done.
func (r *importRun) do(t *tx, rows []transfer.Row) (res []RowResult, w *rowWork, err error) {
	titles, _ := transfer.Mended(r.imp.Titles)
	w = &rowWork{tx: t, imp: &r.imp, table: r.table, before: r.marks, now: newMarks(), winfakt: transfer.IsWinFakt(titles)}
	for _, row := range rows {
		one, err := w.row(row)
		if err != nil {
			return nil, nil, fmt.Errorf("row %d: %w", row.Line, err)
		}
		res = append(res, one)
	}
	return res, w, nil
}

// runs are the files that are being read by jobs.
type runs struct {
	mu   sync.Mutex
	open map[fiche.ID]*importRun
}

func (r *runs) forget(id fiche.ID) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if run := r.open[id]; run != nil {
		run.close()
		delete(r.open, id)
	}
}

// run is the open file of an import whose rows before from are done.
func (s *Store) run(ctx context.Context, t *tx, id fiche.ID, from int) (*importRun, error) {
	s.imports.mu.Lock()
	defer s.imports.mu.Unlock()
	if run := s.imports.open[id]; run != nil {
		if from >= run.from && from <= run.from+len(run.ahead) {
			return run, nil
		}
		run.close()
		delete(s.imports.open, id)
	}
	imp, err := get[Import](t, importKey(id))
	if err != nil {
		return nil, err
	}
	run, err := s.openRun(ctx, imp, from)
	if err != nil {
		return nil, err
	}
	if s.imports.open == nil {
		s.imports.open = map[fiche.ID]*importRun{}
	}
	s.imports.open[id] = run
	return run, nil
}

// importNext does the next rows of an import.
func importNext(t *tx, j *Job, size int) error {
	id := j.Params["import"]
	run, err := t.s.run(context.Background(), t, id, j.Done)
	if err != nil {
		return err
	}
	rows, err := run.rows(j.Done, size)
	if err != nil {
		return err
	}
	res, w, err := run.do(t, rows)
	if err != nil {
		return err
	}
	var left []rowNote
	for i := range res {
		j.count(res[i].Verdict)
		v := res[i].Verdict
		if v != RowDouble && v != RowFault {
			continue
		}
		left = append(left, noteOf(&res[i]))
		if j.count("skipped"); len(j.Exceptions) < maxExceptions {
			j.Exceptions = append(j.Exceptions, Exception{Code: "import-" + v, Text: fmt.Sprintf("%d %s", res[i].Line, res[i].Name)})
		}
	}
	j.Done += len(rows)
	switch {
	case len(rows) == 0:
		j.Done = j.Total // the file has fewer rows than were counted
	case run.imp.About && j.Done >= j.Total:
		j.Total = j.Done + 1 // or more: nobody counted them
	}
	if err := t.keepNotes(j, left); err != nil {
		return err
	}
	if err := t.keepWas(j, w.was...); err != nil {
		return err
	}
	over, clean := j.Done >= j.Total, j.Counts["skipped"] == 0
	t.rw.OnCommit(func(kv.Rev) {
		run.marks.add(w.now)
		switch {
		case over && clean:
			if err := t.s.dropUpload(id); err != nil {
				t.s.log.Error("remove the file of an import", "err", err)
			}
		case over: // what was left alone can be had from it for some days
			t.s.imports.forget(id)
		}
	})
	return nil
}

// errRehearsed rolls back what a rehearsal did.
var errRehearsed = errors.New("rehearsed")

// Rehearse does what the job of an import would do, and takes every transaction of it
// back: each row is given to fn with what will become of it. Whoever writes meanwhile
// waits for no more than one of them.
func (s *Store) Rehearse(ctx context.Context, by Actor, id fiche.ID, fn func(RowResult) error) error {
	imp, err := s.ImportOf(ctx, id)
	if err != nil {
		return err
	}
	run, err := s.openRun(ctx, imp, 0)
	if err != nil {
		return err
	}
	defer run.close()
	for at, size := 0, rowsAtOnce; ; {
		rows, err := run.rows(at, size)
		if err != nil || len(rows) == 0 {
			return err
		}
		res, now, err := s.rehearseRows(ctx, by, run, rows)
		if errors.Is(err, kv.ErrLimit) && size > 1 {
			size /= 2
			continue
		}
		if err != nil {
			return err
		}
		run.marks.add(now)
		for i := range res {
			if err := fn(res[i]); err != nil {
				return err
			}
		}
		at, size = at+len(rows), min(size+size/8+1, rowsAtOnce)
	}
}

func (s *Store) rehearseRows(ctx context.Context, by Actor, run *importRun, rows []transfer.Row) (res []RowResult, now marks, err error) {
	err = s.update(ctx, by, func(t *tx) error {
		t.quiet = true
		var w *rowWork
		if res, w, err = run.do(t, rows); err != nil {
			return err
		}
		now = w.now
		return errRehearsed
	}, kv.Wide())
	if errors.Is(err, errRehearsed) {
		err = nil
	}
	return res, now, err
}

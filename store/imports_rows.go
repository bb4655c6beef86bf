package store

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"strconv"

	"fichebak/store/fiche"
	"fichebak/store/transfer"
)

func numberText(n int) string { return strconv.Itoa(n) }

// What becomes of a row.
const (
	RowNew     = "new"
	RowChanged = "changed"
	RowSame    = "same"
	RowDouble  = "double" // left alone: another row, or another fiche, is it already
	RowFault   = "fault"  // left alone until it is mended
)

// RowVerdicts are all of them, in the order in which they are shown.
var RowVerdicts = []string{RowNew, RowChanged, RowSame, RowDouble, RowFault}

// doubleKind is why a row is left alone whose fiche stands in another drawer.
const doubleKind = "import.double-kind"

// RowResult says what became, or will become, of a row and why.
type RowResult struct {
	Line     int
	Verdict  string
	Name     string
	Ref      *fiche.Ref // the fiche it is taken for
	Fields   []fiche.Delta
	Problems []fiche.Problem // that blocks; or remarks
	Cells    []string
}

// marks are what rows leave behind for those after them: which fiche was meant by which
// row, and which keys and numbers were given. They count when the rows are done, not
// before: the function that does them may run again.
type marks struct {
	fiches  map[fiche.ID]int
	keys    map[string]int
	numbers map[int]int
}

func newMarks() marks {
	return marks{map[fiche.ID]int{}, map[string]int{}, map[int]int{}}
}

func (m marks) add(o marks) {
	maps.Copy(m.fiches, o.fiches)
	maps.Copy(m.keys, o.keys)
	maps.Copy(m.numbers, o.numbers)
}

// rowWork does the rows of one transaction.
type rowWork struct {
	*tx
	imp     *Import
	table   matchTable
	before  marks // of earlier transactions
	now     marks // of this one
	winfakt bool
	was     []was
}

func (w *rowWork) seenKey(k string) int {
	return cmp.Or(w.now.keys[k], w.before.keys[k])
}

// row does one row.
func (w *rowWork) row(row transfer.Row) (res RowResult, err error) {
	d := transfer.Read(w.imp.Plan.Fields, row.Cells)
	if !w.imp.Plan.Keep {
		d.LeaveNumber()
	}
	res = RowResult{Line: row.Line, Name: d.Values["name"], Problems: d.Problems, Cells: row.Cells}
	key := matchDraft(w.imp.Plan.Match, &d)
	m, found := w.table[key]
	switch {
	case d.Faulty():
		res.Verdict = RowFault
		return res, nil
	case key != "" && w.seenKey(key) != 0:
		return w.double(res, "import.double-row", numberText(w.seenKey(key))), nil
	case found && m.more:
		return w.double(res, "import.double-many"), nil
	case found:
		if line := cmp.Or(w.now.fiches[m.id], w.before.fiches[m.id]); line != 0 {
			return w.double(res, "import.double-row", numberText(line)), nil
		}
		res, err = w.known(res, &d, m.id)
	default:
		res, err = w.fresh(res, &d)
	}
	if invalid := (*Invalid)(nil); errors.As(err, &invalid) {
		res.Verdict, res.Problems = RowFault, append(res.Problems, invalid.Problems...)
		return res, nil
	}
	if err == nil && res.Verdict != RowFault && key != "" {
		w.now.keys[key] = row.Line
	}
	return res, err
}

func (w *rowWork) double(res RowResult, code string, args ...any) RowResult {
	res.Verdict = RowDouble
	res.Problems = append(res.Problems, fiche.Problem{Code: code, Args: args})
	return res
}

// known does a row that is taken for a fiche.
func (w *rowWork) known(res RowResult, d *transfer.Draft, id fiche.ID) (RowResult, error) {
	f, ok, err := find[fiche.Fiche](w.tx, ficheKey(id))
	if err != nil {
		return res, err
	}
	if !ok || f.Removed() {
		return w.double(res, "import.double-gone"), nil
	}
	res.Ref = fiche.RefTo(&f)
	if f.Kind != w.imp.Plan.Kind {
		res = w.double(res, doubleKind)
		res.Problems[len(res.Problems)-1].Link = res.Ref
		return res, nil
	}
	w.now.fiches[id] = res.Line
	before, old := f, f.Values(w.group)
	v := maps.Clone(old)
	for n, text := range d.Values {
		if !(w.winfakt && transfer.Same(n, old[n], text)) && !(n == "groups" && sameGroups(old[n], text)) {
			v[n] = text
		}
	}
	lines, err := w.momentsFor(&res, d, id)
	res.Fields = fiche.Diff(old, v)
	if res.Name = v["name"]; err != nil || len(res.Fields) == 0 && len(lines) == 0 {
		res.Verdict = RowSame
		return res, err
	}
	if err := w.checkMoments(&res, d); err != nil {
		return res, err
	}
	if err := w.fill(&res, &f, v); err != nil {
		return res, err
	}
	if res.Fields = fiche.Diff(old, f.Values(w.group)); len(res.Fields) == 0 && len(lines) == 0 {
		res.Verdict = RowSame
		return res, nil
	}
	res.Verdict = RowChanged
	if len(res.Fields) > 0 {
		if err := w.putDone(&f, OpImport, res.Fields, &before); err != nil {
			return res, err
		}
	}
	made := wasOf(&before, &f, old, f.Values(w.group))
	made.Moments, err = w.addMoments(&res, &f, lines)
	w.was = append(w.was, *made)
	return res, err
}

// sameGroups reports whether two lists of groups are the same, in whatever order.
func sameGroups(a, b string) bool {
	x, y := fiche.GroupNames(a), fiche.GroupNames(b)
	slices.Sort(x)
	slices.Sort(y)
	return slices.Equal(x, y)
}

// fill sets a fiche to values; *Invalid when they cannot be kept.
func (w *rowWork) fill(res *RowResult, f *fiche.Fiche, v fiche.Values) error {
	if err := w.readOwnDays(v); err != nil {
		return err
	}
	v, err := w.tidyExtras(v, f.Values(w.group), nil)
	if err != nil {
		return err
	}
	own, err := w.checkExtraValues(v)
	if err != nil {
		return err
	}
	res.Problems = append(res.Problems, own...)
	for _, delta := range fiche.Diff(f.Values(w.group), v) {
		res.Problems = append(res.Problems, fiche.CheckField(delta.Name, v[delta.Name])...)
	}
	if v["name"] == "" {
		res.Problems = append(res.Problems, fiche.CheckField("name", "")...)
	}
	if fiche.Blocking(res.Problems) {
		return &Invalid{}
	}
	ids, _, err := w.groupIDs(v["groups"], w.tx.now) // now: the groups of a file may have been removed before
	if err != nil {
		return err
	}
	source := f.Source
	f.Apply(v, ids)
	b, err := encode(f)
	if err != nil {
		return err
	}
	if over := len(b) + roomToSpare - fiche.MaxEncoded; over > 0 {
		return &Invalid{[]fiche.Problem{{Field: "remarks", Code: "problem.fiche-long", Args: []any{numberText(over)}, Blocks: true}}}
	}
	if f.Source == source {
		return nil
	}
	return w.keepSource(f.Source)
}

// roomToSpare is for what a fiche gets after it was weighed: its number, who changed it
// when.
const roomToSpare = 300

// fresh does a row that no fiche is there for.
func (w *rowWork) fresh(res RowResult, d *transfer.Draft) (RowResult, error) {
	if _, said := d.Values["active"]; !said {
		d.Values["active"] = "yes"
	}
	if back, err := w.undone(d); err != nil || back != nil {
		return w.again(res, d, back, err)
	}
	id, err := w.newID('f')
	if err != nil {
		return res, err
	}
	f := fiche.Fiche{ID: id, Kind: w.imp.Plan.Kind, Rev: 1, CreatedAt: w.tx.now.Unix(), CreatedBy: w.by.Name, Inactive: true}
	if err := w.checkMoments(&res, d); err != nil {
		return res, err
	}
	if err := w.fill(&res, &f, d.Values); err != nil {
		return res, err
	}
	if err := w.giveNumber(&f, d, res.Line); err != nil {
		return res, err
	}
	f.Numbers = []fiche.Numbered{{Kind: f.Kind, Number: f.Number}}
	res.Verdict = RowNew
	if err := w.putFiche(&f); err != nil {
		return res, err
	}
	if err := w.record(&f, Change{Op: OpCreate, Fields: fiche.Diff(nil, f.Values(w.group))}); err != nil {
		return res, err
	}
	made := was{Fiche: id, Made: true}
	lines, err := w.newMoments(&res, d, nil)
	if err != nil {
		return res, err
	}
	if made.Moments, err = w.addMoments(&res, &f, lines); err != nil {
		return res, err
	}
	if len(made.Moments) == 0 {
		if w.made == nil {
			w.made = map[fiche.ID]*fiche.Fiche{}
		}
		w.made[id] = &f
	}
	w.was = append(w.was, made)
	return res, nil
}

// giveNumber gives a new fiche the number of its row, or the next of its series.
func (w *rowWork) giveNumber(f *fiche.Fiche, d *transfer.Draft, line int) (err error) {
	if !w.imp.Plan.Keep || d.Number == 0 {
		f.Number, err = w.nextNumber(f.Kind, f.ID)
		return err
	}
	taken := func(code string, args ...any) error {
		return &Invalid{[]fiche.Problem{{Field: transfer.Number, Code: code, Args: args, Blocks: true}}}
	}
	if other := cmp.Or(w.now.numbers[d.Number], w.before.numbers[d.Number]); other != 0 {
		return taken("problem.import-number-twice", numberText(d.Number), numberText(other))
	}
	if err := w.claim(f.Kind, d.Number, f.ID); errors.Is(err, ErrTaken) {
		return taken("problem.import-number-taken", numberText(d.Number))
	} else if err != nil {
		return err
	}
	f.Number, w.now.numbers[d.Number] = d.Number, line
	return nil
}

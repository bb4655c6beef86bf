package handlers

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/transfer"
	"fichebak/views"
)

// shownRows is how many rows of each verdict the rehearsal shows.
const shownRows = 100

// rehearsal is what one said: how many rows of each verdict, and the first of them.
type rehearsal struct {
	rev    uint64
	counts map[string]int
	rows   map[string][]store.RowResult
}

// rehearsals keeps the last one of each import, so that to look at another verdict does
// not take as long as the import itself.
type rehearsals struct {
	mu   sync.Mutex
	kept map[fiche.ID]*rehearsal
}

// maxRehearsals bounds how many are kept.
const maxRehearsals = 8

func (a *App) rehearsed(c *fiber.Ctx, i *store.Import) (*rehearsal, error) {
	a.rehearsals.mu.Lock() // one at a time: it is work
	defer a.rehearsals.mu.Unlock()
	fresh := queryOf(c).Get("show") == ""
	if r := a.rehearsals.kept[i.ID]; r != nil && r.rev == i.Rev && !fresh {
		return r, nil
	}
	r := &rehearsal{rev: i.Rev, counts: map[string]int{}, rows: map[string][]store.RowResult{}}
	err := a.store.Rehearse(c.UserContext(), actor(c), i.ID, func(res store.RowResult) error {
		r.counts[res.Verdict]++
		if rows := r.rows[res.Verdict]; len(rows) < shownRows {
			r.rows[res.Verdict] = append(rows, res)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if a.rehearsals.kept == nil || len(a.rehearsals.kept) >= maxRehearsals {
		a.rehearsals.kept = map[fiche.ID]*rehearsal{}
	}
	a.rehearsals.kept[i.ID] = r
	return r, nil
}

// rehearse answers what will become of each row. It is worked out anew each time the
// page is come to, and kept for the look at one of the verdicts.
func (a *App) rehearse(c *fiber.Ctx) error {
	i, err := a.store.ImportOf(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	if i.Job != "" {
		return seeOther(c, importURL(i.ID, ""))
	}
	if i.Rows > store.RehearsedAtOnce {
		return a.rehearseLarge(c, &i)
	}
	r, err := a.rehearsed(c, &i)
	if err != nil {
		return a.importFailed(c, err)
	}
	return a.showRehearsal(c, &i, r, "")
}

// rehearseLarge answers how far the job of a rehearsal is, and in the end what it said.
// A file that was read anew since has none: its columns are to be said first.
func (a *App) rehearseLarge(c *fiber.Ctx, i *store.Import) error {
	j, err := a.store.Rehearsal(c.UserContext(), i)
	if errors.Is(err, store.ErrNotFound) {
		return seeOther(c, importURL(i.ID, ""))
	}
	if err != nil {
		return err
	}
	f, err := a.frame(c)
	if err != nil {
		return err
	}
	if j.State != store.JobDone {
		f.Title = i.Name
		v := views.Rehearsing{
			Frame: f, ID: i.ID, Name: i.Name, Rows: rowsWords(f, i, f.N("import.rows-in", i.Rows)), Total: j.Total, Done: j.Done, Stage: j.State,
			Remains: remains(f, &j, a.now()), Match: i.Plan.Match, Keep: i.Plan.Keep, Drawer: f.T("nav." + i.Plan.Kind.Plural()),
		}
		if why, ok := j.Why(); ok {
			v.Problem = f.T(why.Code, why.Args...)
		}
		return a.page(c, v)
	}
	r := &rehearsal{counts: j.Counts, rows: map[string][]store.RowResult{}}
	show := shownVerdict(c, r.counts)
	if r.rows[show], err = a.store.RowsOf(c.UserContext(), &j, show, shownRows); err != nil {
		return err
	}
	return a.showRehearsal(c, i, r, f.T("import.rehearsed-at", f.Stamp(j.Ended())))
}

// showRehearsal answers what a rehearsal said; at says when, unless that is now.
func (a *App) showRehearsal(c *fiber.Ctx, i *store.Import, r *rehearsal, at string) error {
	f, err := a.frame(c)
	if err != nil {
		return err
	}
	f.Title = i.Name
	v := views.Rehearsal{Frame: f, ID: i.ID, Name: i.Name, Total: i.Rows, At: at, Match: matchField(f, i), Drawer: f.T("nav." + i.Plan.Kind.Plural())}
	if slices.Contains(i.Plan.Fields, transfer.Number) {
		v.Keep = &views.Field{Name: "keep", Kind: "checkbox", Label: f.T("import.keep"), Checked: i.Plan.Keep, Hint: f.T("import.keep-hint")}
	}
	show := shownVerdict(c, r.counts)
	for _, verdict := range store.RowVerdicts {
		v.Counts = append(v.Counts, views.Choosable{URL: importURL(i.ID, "/rehearsal?show="+verdict), Label: f.T("import.rows-" + verdict), Count: r.counts[verdict], Current: verdict == show})
	}
	for n := range r.rows[show] {
		v.Rows = append(v.Rows, rehearsalRow(f, &r.rows[show][n]))
	}
	v.Shown, v.More = f.T("import.about-"+show), r.counts[show]-len(v.Rows)
	v.Does = r.counts[store.RowNew] + r.counts[store.RowChanged]
	v.Left = r.counts[store.RowDouble] + r.counts[store.RowFault]
	return a.page(c, v)
}

// shownVerdict is the verdict whose rows are shown.
func shownVerdict(c *fiber.Ctx, counts map[string]int) string {
	if show := queryOf(c).Get("show"); slices.Contains(store.RowVerdicts, show) {
		return show
	}
	return firstVerdict(counts)
}

// firstVerdict is what is shown first: what needs a look, else what will be done.
func firstVerdict(counts map[string]int) string {
	for _, v := range []string{store.RowFault, store.RowDouble, store.RowChanged, store.RowNew} {
		if counts[v] > 0 {
			return v
		}
	}
	return store.RowSame
}

// matchField is the choice of the rule; only those whose column the file has.
func matchField(f *views.Frame, i *store.Import) views.Field {
	needs := map[string][]string{store.MatchVAT: {"vat"}, store.MatchNumber: {transfer.Number}, store.MatchEmail: {"email"}, store.MatchPhone: {"phone"}, store.MatchName: {"name", transfer.FirstName, transfer.LastName}}
	field := views.Field{Name: "match", Kind: "select", Label: f.T("import.match"), Value: i.Plan.Match, Hint: f.T("import.match-hint")}
	for _, m := range store.Matches {
		has := m == store.MatchNone || m == i.Plan.Match || slices.ContainsFunc(needs[m], func(n string) bool { return slices.Contains(i.Plan.Fields, n) })
		field.Options = append(field.Options, views.Option{Value: m, Label: f.T("import.match-" + m), Disabled: !has})
	}
	return field
}

func rehearsalRow(f *views.Frame, r *store.RowResult) views.RehearsalRow {
	v := views.RehearsalRow{Line: strconv.Itoa(r.Line), Name: brief(r.Name, maxShort)}
	if v.Name == "" {
		filled := slices.DeleteFunc(slices.Clone(r.Cells), func(c string) bool { return strings.TrimSpace(c) == "" })
		v.Name = brief(strings.Join(filled, " · "), 60)
	}
	if r.Ref != nil {
		v.Fiche = &views.Link{URL: ficheURL(r.Ref), Text: strconv.Itoa(r.Ref.Number) + " " + r.Ref.Name}
	}
	for _, d := range r.Fields {
		if r.Verdict == store.RowChanged {
			v.Fields = append(v.Fields, views.Delta{Label: columnTitle(f, d.Name), Old: shortValue(f, d.Name, d.Old), New: shortValue(f, d.Name, momentWords(f, &d))})
		}
	}
	for n := range r.Problems {
		p := &r.Problems[n]
		if day, ok := p.Args[:min(len(p.Args), 1)], p.Code == store.MomentStays; ok {
			p = &fiche.Problem{Field: p.Field, Code: p.Code, Args: []any{dayFirst(f, fmt.Sprint(day...))}}
		}
		text := note(f, p, false).Text
		if p.Field != "" {
			text = columnTitle(f, p.Field) + f.T("colon") + " " + text
		}
		v.Notes = append(v.Notes, views.RowNote{Text: text, Blocks: p.Blocks || r.Verdict == store.RowDouble})
	}
	return v
}

// momentWords is what a field becomes; of a moment that comes with a row its day is
// written as people read it.
func momentWords(f *views.Frame, d *fiche.Delta) string {
	if !strings.HasPrefix(d.Name, "moment.") {
		return d.New
	}
	return dayFirst(f, d.New)
}

// dayFirst is a text that begins with a day, which is written as people read it.
func dayFirst(f *views.Frame, text string) string {
	day, rest, _ := strings.Cut(text, " ")
	return strings.TrimSpace(f.Date(day) + " " + rest)
}

// ruleImport takes the rule of the match, and rehearses again.
func (a *App) ruleImport(c *fiber.Ctx) error {
	i, err := a.store.ImportOf(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	plan := i.Plan
	plan.Match, plan.Keep = formText(c, "match"), formText(c, "keep") != ""
	if !slices.Contains(store.Matches, plan.Match) {
		return fiber.ErrBadRequest
	}
	if _, err := a.store.PlanImport(c.UserContext(), actor(c), i.ID, plan); err != nil {
		return a.importFailed(c, err)
	}
	return seeOther(c, importURL(i.ID, "/rehearsal"))
}

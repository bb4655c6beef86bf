package handlers

import (
	"cmp"
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/views"
)

// historyState is what the history is asked for, as its address has it.
type historyState struct {
	who, what, kind, fiche, field, from, until, before string
}

// historyNames are the parts of the address, in the order of the fields.
var historyNames = []string{"who", "what", "kind", "fiche", "field", "from", "until", "before"}

func (s *historyState) at(name string) *string {
	return [...]*string{&s.who, &s.what, &s.kind, &s.fiche, &s.field, &s.from, &s.until, &s.before}[slices.Index(historyNames, name)]
}

func readHistory(f *views.Frame, query url.Values) (s historyState) {
	for _, n := range historyNames {
		*s.at(n) = shorten(strings.TrimSpace(query.Get(n)), maxQuery)
	}
	if !slices.Contains(store.Whats, s.what) {
		s.what = ""
	}
	if _, ok := fiche.ParseKind(s.kind); !ok {
		s.kind = ""
	}
	if !slices.Contains(store.HistoryFields, s.field) {
		if _, own := f.OwnNamed(s.field); !own {
			s.field = ""
		}
	}
	return s
}

// with is the address of the history with some of it another; from the newest on.
func (s historyState) with(changed ...string) string {
	s.before = ""
	for i := 0; i+1 < len(changed); i += 2 {
		*s.at(changed[i]) = changed[i+1]
	}
	q := url.Values{}
	for _, n := range historyNames {
		if v := *s.at(n); v != "" {
			q.Set(n, v)
		}
	}
	if len(q) == 0 {
		return "/history"
	}
	return "/history?" + q.Encode()
}

// history answers what was changed in the box, the latest first: all of it, or what a
// person did, to a fiche or a kind of fiches, of a kind, within some days.
func (a *App) history(c *fiber.Ctx) error {
	f, err := a.frame(c)
	if err != nil {
		return err
	}
	f.Title = f.T("menu.history")
	s := readHistory(f, queryOf(c))
	v := views.History{Frame: f, Self: s.with("before", s.before), Filtered: s.with() != "/history", Phone: isPhone(c)}
	q := a.historyForm(&v, &s)
	if v.Bad() {
		return a.invalid(c, v)
	}
	page, err := a.store.Changes(c.UserContext(), q)
	var invalid *store.Invalid
	if errors.As(err, &invalid) {
		problems, _ := notes(f, invalid.Problems)
		v.Fiche.Problem = problems["fiche"]
		return a.invalid(c, v)
	}
	if err != nil {
		return err
	}
	if err := a.historyChoices(c, &v, &s, &page.Tally); err != nil {
		return err
	}
	v.Note = historyNote(f, &page, &s)
	a.historyDays(&v, &page, s.field)
	if len(page.Lines) > 0 {
		v.CSV = s.csv()
	}
	if page.Next != "" {
		v.More = s.with("before", page.Next)
	}
	if s.before != "" {
		v.Newest = s.with()
	}
	return a.page(c, v)
}

// mostPeople is how many people stand above the form; when there are more, they are a
// field of it.
const mostPeople = 6

// historyChoices are the choices above the form, with how many lines each has, and who
// did it.
func (a *App) historyChoices(c *fiber.Ctx, v *views.History, s *historyState, x *store.HistoryTally) error {
	f := v.Frame
	sum := func(of map[string]int) (n int) {
		for _, m := range of {
			n += m
		}
		return n
	}
	v.Whats = append(v.Whats, views.Choosable{URL: s.with("what", ""), Label: f.T("history.all"), Count: sum(x.What), Current: s.what == ""})
	for _, w := range store.Whats {
		v.Whats = append(v.Whats, views.Choosable{URL: s.with("what", w), Label: f.T("history.what." + w), Count: x.What[w], Current: s.what == w})
	}
	people, err := a.historyPeople(c, f, s, x)
	if err != nil {
		return err
	}
	if s.what != "" {
		v.Hidden = append(v.Hidden, views.Hidden{Name: "what", Value: s.what})
	}
	if len(people) > mostPeople {
		v.Who = views.Field{Name: "who", Kind: "select", Label: f.T("history.who"), Value: s.who, Options: append([]views.Option{{Label: f.T("history.everybody")}}, people...)}
		return nil
	}
	v.Whats = append(v.Whats, views.Choosable{Gap: true, URL: s.with("who", ""), Label: f.T("history.everybody"), Count: sum(x.Who), Current: s.who == ""})
	for _, p := range people {
		v.Whats = append(v.Whats, views.Choosable{URL: s.with("who", p.Value), Label: p.Label, Count: x.Who[p.Value], Current: s.who == p.Value})
	}
	if s.who != "" {
		v.Hidden = append(v.Hidden, views.Hidden{Name: "who", Value: s.who})
	}
	return nil
}

// historyPeople are those who may have changed something, by name: who has a key to the
// box, who did something, and who was asked for.
func (a *App) historyPeople(c *fiber.Ctx, f *views.Frame, s *historyState, x *store.HistoryTally) (people []views.Option, err error) {
	names := map[string]string{}
	for id, name := range x.Names {
		names[id] = name
	}
	users, err := a.store.Users(c.UserContext())
	if err != nil {
		return nil, err
	}
	for _, u := range users {
		names[u.ID] = u.Name
	}
	if s.who != "" && names[s.who] == "" && s.who != store.Program {
		names[s.who] = f.T("history.somebody")
	}
	if _, did := names[store.Program]; did || s.who == store.Program {
		names[store.Program] = f.T("history.program")
	}
	for id, name := range names {
		people = append(people, views.Option{Value: id, Label: cmp.Or(name, f.T("history.program"))})
	}
	slices.SortFunc(people, func(a, b views.Option) int {
		return cmp.Or(strings.Compare(a.Label, b.Label), strings.Compare(a.Value, b.Value))
	})
	return people, nil
}

// historyNote says how many lines there are, and by how many people.
func historyNote(f *views.Frame, p *store.HistoryPage, s *historyState) string {
	n, people := p.Tally.Total, 0
	for id, m := range p.Tally.Who {
		if m > 0 && (s.who == "" || s.who == id) { // those by Who are counted without regard to it
			people++
		}
	}
	switch {
	case !p.Tally.Whole && s.before == "" && p.Next == "":
		return f.N("history.changes", len(p.Lines))
	case !p.Tally.Whole:
		return f.N("history.more-than", max(n, len(p.Lines)))
	case n > 0:
		return f.N("history.changes", n) + ", " + f.N("history.by", people)
	}
	return ""
}

// historyDays are the lines by day.
func (a *App) historyDays(v *views.History, p *store.HistoryPage, field string) {
	f := v.Frame
	for i := range p.Lines {
		x := &p.Lines[i]
		at := time.Unix(x.At, 0).In(a.store.Location())
		day := at.Format(time.DateOnly)
		if n := len(v.Days); n == 0 || v.Days[n-1].Day != day {
			v.Days = append(v.Days, views.HistoryDay{Day: day, Head: historyHead(f, day), Count: p.Tally.Days[day]})
		}
		last := &v.Days[len(v.Days)-1]
		last.Lines = append(last.Lines, a.logLine(f, x, at, v.Self, field))
	}
	if p.Looked != 0 {
		v.Looked = f.T("history.looked", f.DateLong(time.Unix(p.Looked, 0).In(a.store.Location()).Format(time.DateOnly)))
	}
}

// historyHead is a day as a heading: today and yesterday by that name.
func historyHead(f *views.Frame, day string) string {
	t, _ := time.Parse(time.DateOnly, f.Today())
	switch day {
	case f.Today():
		return f.T("nav.today")
	case t.AddDate(0, 0, -1).Format(time.DateOnly):
		return f.T("history.yesterday")
	}
	if year := day[:4]; year != f.Today()[:4] {
		return f.DateHead(day) + " " + year
	}
	return f.DateHead(day)
}

// logLine is a change as a line of the box's history, or all that a job did. Where a field
// is asked for it stands before the others.
func (a *App) logLine(f *views.Frame, x *store.Changed, at time.Time, self, field string) views.LogLine {
	l := views.LogLine{ID: x.ID, Clock: at.Format("15:04")}
	worker := f.Can(views.RoleWorker)
	if j := x.Job; j != nil {
		l.HistoryLine = views.HistoryLine{At: f.StampFull(at), By: x.By, Text: jobSays(f, j)}
		l.Number = f.T("operations.title", strconv.Itoa(j.Number))
		if worker {
			l.URL = operationURL(j.ID)
		}
		if worker && j.CanUndo(a.now()) && !j.Open() {
			l.Undo = &views.LineUndo{URL: operationURL(j.ID) + "/undo", Label: f.T("act.undo"), Aria: f.T("history.undo-line", f.T("act.undo"), l.Number)}
		}
		return l
	}
	if field != "" {
		slices.SortStableFunc(x.Fields, func(a, b fiche.Delta) int {
			return cmp.Compare(fieldRank(a.Name, field), fieldRank(b.Name, field))
		})
	}
	l.HistoryLine = a.historyLine(f, &x.Change)
	l.Number, l.Name, l.URL, l.Removed = strconv.Itoa(x.Ref.Number), x.Ref.Name, ficheURL(&x.Ref), x.Removed
	if x.Op == store.OpErase { // nothing is left to open
		l.Name, l.URL, l.Number = "", "", f.T("kind."+x.Ref.Kind.String())+" "+l.Number
	}
	if x.Undoes > 0 {
		l.Undo = lineUndo(f, ficheURL(&x.Ref), &x.Change, x.Undoes, self)
	}
	return l
}

package handlers

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/search"
	"fichebak/views"
)

// binState is what the bin is asked for, as its address has it.
type binState struct {
	kind fiche.Kind
	soon bool // only what goes for ever within a week
	q    string
}

func readBin(query url.Values) (s binState) {
	if s.kind, _ = fiche.ParseKind(query.Get("kind")); query.Get("kind") == "crm" {
		s.kind = store.CRMList
	}
	s.soon, s.q = query.Get("view") == "week", shorten(query.Get("q"), maxQuery)
	return s
}

// hidden is the state beside the search.
func (s binState) hidden() (hs []views.Hidden) {
	if s.kind == store.CRMList {
		hs = append(hs, views.Hidden{Name: "kind", Value: "crm"})
	} else if s.kind != 0 {
		hs = append(hs, views.Hidden{Name: "kind", Value: s.kind.Plural()})
	}
	if s.soon {
		hs = append(hs, views.Hidden{Name: "view", Value: "week"})
	}
	return hs
}

// url is the bin as its state asks for it.
func (s binState) url(after string) string {
	v := url.Values{}
	for _, h := range s.hidden() {
		v.Set(h.Name, h.Value)
	}
	if s.q != "" {
		v.Set("q", s.q)
	}
	if after != "" {
		v.Set("after", after)
	}
	if len(v) == 0 {
		return "/bin"
	}
	return "/bin?" + v.Encode()
}

// bin answers what was removed, what goes for ever soonest first.
func (a *App) bin(c *fiber.Ctx) error {
	f, err := a.frame(c)
	if err != nil {
		return err
	}
	query := queryOf(c)
	s, after := readBin(query), query.Get("after")
	f.Title = f.T("menu.bin")
	q := store.BinQuery{Kind: s.kind, CRM: f.CRM, Text: s.q, After: after, Limit: pageSize}
	v := views.Bin{Frame: f, Q: s.q, Self: s.url(""), List: strings.TrimPrefix(s.url("")[len("/bin"):], "?"), Action: binState{kind: s.kind, soon: s.soon}.url(""), Hidden: s.hidden(), OnlyRows: after != ""}
	if err := a.binKinds(c, &v, s); err != nil {
		return err
	}
	if s.soon {
		q.Before = a.binSoon()
	}
	page, err := a.store.Bin(c.UserContext(), q)
	if err != nil {
		return err
	}
	if err := a.binRows(c, &v, &page, search.Words(s.q)); err != nil {
		return err
	}
	if page.Next != "" {
		v.More = s.url(page.Next)
	}
	if partial(c) && after == "" {
		pushURL(c, s.url(""))
	}
	return a.page(c, v)
}

// lastDays is how many days before the last what was removed is shown in red.
const lastDays = 7

// binSoon is before when what goes for ever goes within a week.
func (a *App) binSoon() time.Time { return a.now().Add(lastDays * 24 * time.Hour) }

// binRows are the rows of a page of the bin.
func (a *App) binRows(c *fiber.Ctx, v *views.Bin, page *store.BinPage, words []search.Word) error {
	f := v.Frame
	set, err := a.store.Settings(c.UserContext())
	if err != nil {
		return err
	}
	v.Days = set.BinKeep()
	var ids []fiche.ID
	var crm []*store.CRMRow
	for i := range page.Rows {
		if x := page.Rows[i].CRM; x != nil {
			crm = append(crm, x)
		} else {
			ids = append(ids, page.Rows[i].Row.Fiche.ID)
		}
	}
	with, err := a.store.BackWith(c.UserContext(), ids...)
	if err != nil {
		return err
	}
	notes, err := a.store.NotesOf(c.UserContext(), crm...)
	if err != nil {
		return err
	}
	for i := range page.Rows {
		x := &page.Rows[i]
		row := binRow(f, x, words)
		if x.CRM != nil {
			row.With = withWords(f, store.OwnedCount{Notes: notes[row.ID]})
		} else {
			row.With = withWords(f, with[row.ID])
		}
		final := store.Final(x.RemovedAt(), v.Days)
		days := max(0, int((final.Sub(a.now())+24*time.Hour-1)/(24*time.Hour)))
		row.Final, row.Left, row.Soon = f.Date(final.In(a.store.Location()).Format(time.DateOnly)), f.N("bin.left", days), days <= lastDays
		row.Removed = f.Stamp(time.Unix(x.RemovedAt(), 0))
		v.Rows = append(v.Rows, row)
	}
	return nil
}

// binRow is what a row says by itself.
func binRow(f *views.Frame, x *store.BinRow, words []search.Word) views.BinRow {
	if x.CRM != nil {
		c := &x.CRM.CRM
		return views.BinRow{
			CRM: true, ID: c.ID, URL: "/crm/" + c.ID, Name: c.Subject, Number: parts(crmNumber(c.Number), words), NameParts: parts(c.Subject, words),
			Of: x.CRM.Ref.Name, Kind: f.T("crm.one"), By: c.RemovedBy,
		}
	}
	y := &x.Row.Fiche
	return views.BinRow{ID: y.ID, URL: ficheURL(fiche.RefTo(y)), Name: y.Name, Number: parts(strconv.Itoa(y.Number), words), NameParts: parts(y.Name, words), Kind: f.T("kind." + y.Kind.String()), By: y.RemovedBy}
}

// withWords says what comes back with a fiche: 8 momenten, 1 CRM-fiche.
func withWords(f *views.Frame, c store.OwnedCount) string {
	var all []string
	for _, x := range []struct {
		key string
		n   int
	}{{"bin.moments", c.Moments}, {"bin.crm", c.CRM}, {"bin.notes", c.Notes}} {
		if x.n > 0 {
			all = append(all, f.N(x.key, x.n))
		}
	}
	return strings.Join(all, ", ")
}

// binKinds are the choices of what the bin shows.
func (a *App) binKinds(c *fiber.Ctx, v *views.Bin, s binState) error {
	f := v.Frame
	count := func(text string) (store.BinCounts, error) {
		return a.store.BinCounts(c.UserContext(), store.BinQuery{CRM: f.CRM, Text: text, Before: a.binSoon()})
	}
	whole, err := count("")
	if err != nil {
		return err
	}
	n := whole
	if s.q != "" {
		if n, err = count(s.q); err != nil {
			return err
		}
	}
	v.Whole = whole.All
	choice := func(to binState, label string, n int) {
		to.q = s.q
		x := views.Choosable{URL: to.url(""), Label: label, Count: n, Current: to.kind == s.kind && to.soon == s.soon, Gap: to.soon, Late: to.soon}
		if v.Kinds = append(v.Kinds, x); x.Current {
			v.Total = n
		}
	}
	choice(binState{}, f.T("bin.all"), n.All)
	for _, k := range fiche.Kinds {
		choice(binState{kind: k}, f.T("nav."+k.Plural()), n.Kinds[k])
	}
	if f.CRM {
		choice(binState{kind: store.CRMList}, f.T("bin.crm-fiches"), n.Kinds[store.CRMList])
	}
	choice(binState{soon: true}, f.T("bin.week"), n.Soon)
	return nil
}

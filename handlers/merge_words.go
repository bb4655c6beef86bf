package handlers

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/views"
)

func (a *App) mergeSide(f *views.Frame, x *fiche.Fiche, value string, keep bool) views.MergeSide {
	return views.MergeSide{
		Value: value, Number: strconv.Itoa(x.Number), Name: x.Name, URL: ficheURL(fiche.RefTo(x)), Keep: keep,
		Note: f.T("merge.since", f.T("kind."+x.Kind.String()+".low"), f.Date(time.Unix(x.CreatedAt, 0).In(a.store.Location()).Format(time.DateOnly)), x.CreatedBy),
	}
}

// mergeRow is a part in which two fiches differ; swapped when the one that stays is b.
// to is where an address goes when both are kept.
func mergeRow(f *views.Frame, p *fiche.JoinPart, swapped bool, picked string, to int) views.MergeRow {
	a, b := p.Keep, p.Gone
	side := map[string]string{fiche.PickKeep: "a", fiche.PickGone: "b", fiche.PickBoth: "both"}
	if swapped {
		a, b = b, a
		side[fiche.PickKeep], side[fiche.PickGone] = "b", "a"
	}
	r := views.MergeRow{Name: p.Name, Label: partLabel(f, p.Name), A: partLines(f, p, a), B: partLines(f, p, b), Pick: side[p.Pick], Open: p.Pick == ""}
	if p.Fills {
		r.Note = f.T("merge.fills")
	}
	if p.Both {
		r.Both = bothWords(f, p, to)
	}
	if picked == "a" || picked == "b" || picked == "both" && p.Both {
		r.Pick = picked
	}
	r.Open = r.Open && r.Pick == ""
	return r
}

func partLabel(f *views.Frame, name string) string {
	if n, ok := strings.CutPrefix(name, "address."); ok {
		return f.T("merge.address", n)
	}
	return fieldLabel(f, name)
}

// partLines are what a fiche has in a part, as people read it.
func partLines(f *views.Frame, p *fiche.JoinPart, v fiche.Values) (lines []string) {
	switch p.Name {
	case "person":
		return []string{f.T(map[bool]string{true: "fiche.person", false: "fiche.firm"}[v["person"] != ""])}
	case "active":
		return []string{f.T(map[bool]string{true: "value.yes", false: "value.no"}[v["active"] != ""])}
	}
	if !strings.HasPrefix(p.Name, "address.") {
		for _, n := range p.Fields {
			if v[n] != "" {
				lines = append(lines, shortValue(f, n, v[n]))
			}
		}
		return lines
	}
	at := func(field string) string { return v[p.Name+"."+field] }
	for _, line := range []string{
		at("label"), strings.Join(strings.Fields(at("street")+" "+at("number")+" "+at("box")), " "), at("line2"), strings.TrimSpace(at("postcode") + " " + at("town")), at("country"), at("phone"), at("email"),
	} {
		if line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// bothWords say how both are kept.
func bothWords(f *views.Frame, p *fiche.JoinPart, to int) []string {
	switch {
	case p.Name == "groups":
		return []string{strings.Join(fiche.GroupNames(p.Keep["groups"]+","+p.Gone["groups"]), ", ")}
	case p.Name == "remarks":
		return []string{f.T("merge.below")}
	}
	return []string{f.T("merge.as-addresses", strings.TrimPrefix(p.Name, "address."), strconv.Itoa(to))}
}

// sameParts is how many fields are filled in and equal in both.
func sameParts(a, b fiche.Values) (n int) {
	for _, name := range fiche.NamesOf(a, b) {
		if a[name] != "" && a[name] == b[name] {
			n++
		}
	}
	return n
}

// sums count what the two have, and what they have together.
func sums(f *views.Frame, j *store.Joining, keep, gone int, parts []fiche.JoinPart) (rows []views.SumRow) {
	add := func(label string, a, b, both int, always bool) {
		if always || a+b > 0 {
			rows = append(rows, views.SumRow{Label: f.T(label), A: f.Number(a), B: f.Number(b), Both: f.Number(both)})
		}
	}
	picks := map[string]string{}
	for _, p := range parts {
		if p.Pick == "" {
			picks[p.Name] = fiche.PickKeep
		}
	}
	joined, _ := fiche.Join(j.Values[keep], j.Values[gone], picks)
	a, b := j.Counts[0], j.Counts[1]
	add("fiche.moments", a.Moments, b.Moments, a.Moments+b.Moments, true)
	add("merge.crm", a.CRM, b.CRM, a.CRM+b.CRM, false)
	add("merge.notes", a.Notes, b.Notes, a.Notes+b.Notes, false)
	add("fiche.contacts", a.Contacts, b.Contacts, fiche.Contacts(joined), true)
	add("menu.history", j.History[0], j.History[1], j.History[0]+j.History[1], true)
	return rows
}

// mergeSummary lists why two fiches did not become one.
func mergeSummary(f *views.Frame, ps []fiche.Problem) *views.Summary {
	s := &views.Summary{}
	for i := range ps {
		p := &ps[i]
		switch {
		case !p.Blocks:
		case p.Field == "keep" || p.Field == "contacts":
			s.Lines = append(s.Lines, views.SummaryLine{ID: "merge-form", Label: f.T("merge.fiches"), Text: f.T(p.Code, p.Args...)})
		default:
			s.Lines = append(s.Lines, views.SummaryLine{ID: views.Dom("pick", p.Field), Label: partLabel(f, p.Field), Text: f.T(p.Code, p.Args...)})
		}
	}
	if len(s.Lines) == 0 {
		return nil
	}
	s.Head = f.T("merge.not-yet")
	return s
}

// flashMerged says what came together, with the undo and the way to the next pair.
func (a *App) flashMerged(c *fiber.Ctx, f *views.Frame, args []string) (*views.Flash, error) {
	m, err := a.mergerOf(c, args)
	if err != nil || m == nil || m.Op.UndoneAt != 0 {
		return nil, err
	}
	d, err := a.store.Doubles(c.UserContext())
	if err != nil {
		return nil, err
	}
	text := f.T("flash.merged-alone", f.T("kind."+m.Gone.Kind.String()), named(&m.Gone), named(&m.Keep))
	if m.Moments > 0 {
		text = f.T("flash.merged", f.T("kind."+m.Gone.Kind.String()), named(&m.Gone), named(&m.Keep), f.N("merge.moments", m.Moments))
	}
	fl := &views.Flash{
		Text: text,
		Undo: &views.Action{URL: "/operations/" + m.Op.ID + "/undo", Label: f.T("act.undo"), Icon: "undo", Key: "Ctrl Z"},
	}
	if n := len(d.Open); n > 0 {
		fl.Lines = []views.FlashLine{{Link: &views.Link{URL: "/doubles", Text: f.T("menu.doubles")}, Text: f.N("merge.left", n)}}
	}
	return fl, nil
}

// mergerOf is the merger a flash is about; nil when there is none.
func (a *App) mergerOf(c *fiber.Ctx, args []string) (*store.Merger, error) {
	if len(args) != 1 {
		return nil, nil
	}
	m, err := a.store.Merger(c.UserContext(), args[0])
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil
	}
	return &m, err
}

// flashUnmerged says that one became two again, and what was left as it is now.
func (a *App) flashUnmerged(c *fiber.Ctx, f *views.Frame, args []string) (*views.Flash, error) {
	m, err := a.mergerOf(c, args)
	if err != nil || m == nil {
		return nil, err
	}
	fl := &views.Flash{Text: f.T("flash.unmerged", named(&m.Keep), named(&m.Gone)), Lines: []views.FlashLine{{Link: &views.Link{URL: ficheURL(fiche.RefTo(&m.Gone)), Text: named(&m.Gone)}}}}
	var left []string
	counts := map[string]int{}
	for _, x := range m.Left {
		if strings.Contains(x, "/") {
			counts[x]++
		} else {
			left = append(left, fieldLabel(f, x))
		}
	}
	for _, how := range []string{"changed", "gone"} {
		for _, table := range []string{"m", "c", "l"} {
			if n := counts[table+"/"+how]; n > 0 {
				left = append(left, f.N("merge.left."+table+"-"+how, n))
			}
		}
	}
	if len(left) > 0 {
		fl.Lines = append(fl.Lines, views.FlashLine{Text: f.T("flash.unmerged-left", f.Listed(left))})
	}
	return fl, nil
}

// flashWasMerged tells the second of two who merge at once that it was done.
func (a *App) flashWasMerged(c *fiber.Ctx, f *views.Frame, args []string) (*views.Flash, error) {
	if len(args) != 3 {
		return nil, nil
	}
	heir, err := a.store.Card(c.UserContext(), args[2])
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil
	}
	return &views.Flash{Text: f.T("flash.was-merged", named(&heir.Fiche), heir.Fiche.ChangedBy), Problem: true}, err
}

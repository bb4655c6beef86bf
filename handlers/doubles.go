package handlers

import (
	"net/url"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/alike"
	"fichebak/store/fiche"
	"fichebak/views"
)

// pairsOnPage is how many pairs a page of doubles has, and maxMergers how many mergers.
const (
	pairsOnPage = 25
	maxMergers  = 50
)

// doubleView is a choice of the page of doubles.
type doubleView struct {
	code, label string
	gap         bool
	pairs       []store.Double
}

// doubleViews are the choices, with what each shows.
func doubleViews(d *store.Doubles) []doubleView {
	vs := []doubleView{{code: "", label: "doubles.open", pairs: d.Open}}
	for _, l := range alike.Levels {
		v := doubleView{code: l.String(), label: "alike.level." + l.String()}
		for _, x := range d.Open {
			if x.Like.Level() == l {
				v.pairs = append(v.pairs, x)
			}
		}
		vs = append(vs, v)
	}
	for i, answer := range []string{store.VerdictBranch, store.VerdictNo} {
		v := doubleView{code: answer, label: "verdict." + answer, gap: i == 0}
		for _, x := range d.Judged {
			if x.Verdict.Answer == answer {
				v.pairs = append(v.pairs, x)
			}
		}
		vs = append(vs, v)
	}
	return vs
}

// viewMerged is the choice of mergers that were done.
const viewMerged = "merged"

func doublesURL(view string, at int) string {
	q := url.Values{}
	if view != "" {
		q.Set("view", view)
	}
	if at > 0 {
		q.Set("at", strconv.Itoa(at))
	}
	if len(q) == 0 {
		return "/doubles"
	}
	return "/doubles?" + q.Encode()
}

// doubles answers the fiches that look alike, found last night or since.
func (a *App) doubles(c *fiber.Ctx) error {
	f, err := a.frame(c)
	if err != nil {
		return err
	}
	d, err := a.store.Doubles(c.UserContext())
	if err != nil {
		return err
	}
	mergers, merged, err := a.store.Mergers(c.UserContext(), maxMergers)
	if err != nil {
		return err
	}
	f.Title = f.T("menu.doubles")
	query := queryOf(c)
	at, _ := strconv.Atoi(query.Get("at"))
	v := views.Doubles{Frame: f, View: query.Get("view"), Empty: f.T("doubles.none"), Note: lookedWords(f, &d)}
	if v.Self = doublesURL(v.View, at); at < 0 {
		v.Self = doublesURL(v.View, 0)
	}
	if err := a.lookUnderWay(c, &v); err != nil {
		return err
	}
	v.Before = v.Running && !d.At.IsZero()
	if d.Found > d.Kept {
		v.Cut = f.T("doubles.cut", f.Number(d.Kept), f.Number(d.Found))
	}
	for _, x := range doubleViews(&d) {
		v.Views = append(v.Views, views.Choosable{URL: doublesURL(x.code, 0), Label: f.T(x.label), Count: len(x.pairs), Current: x.code == v.View, Gap: x.gap})
		if x.code == v.View {
			pairsPage(f, &v, x.pairs, at)
		}
	}
	v.Views = append(v.Views, views.Choosable{URL: doublesURL(viewMerged, 0), Label: f.T("doubles.merged"), Count: merged, Current: v.View == viewMerged})
	switch {
	case v.View == viewMerged:
		v.Mergers, v.Empty = mergerRows(f, mergers), f.T("doubles.none-merged")
	case d.At.IsZero() && v.Running:
		v.Note, v.Empty = "", ""
	case d.At.IsZero():
		v.Empty = f.T("doubles.never")
	case v.View == store.VerdictBranch, v.View == store.VerdictNo:
		v.Empty = f.T("doubles.none-judged")
	}
	return a.page(c, v)
}

// lookedWords say how many pairs there are, among how many fiches, and since when.
func lookedWords(f *views.Frame, d *store.Doubles) string {
	if d.At.IsZero() {
		return f.T("doubles.each-night")
	}
	return f.N("doubles.note", len(d.Open), f.N("doubles.fiches", d.Fiches), f.Stamp(d.At))
}

// lookUnderWay says how far a look for doubles is, whoever began it, or that the last one
// did not get on.
func (a *App) lookUnderWay(c *fiber.Ctx, v *views.Doubles) error {
	j, ok, err := a.store.DoublesJob(c.UserContext())
	switch {
	case err != nil || !ok:
		return err
	case j.Open():
		v.Running, v.Done, v.Total, v.Remains = true, j.Done, j.Total, remains(v.Frame, &j, a.now())
		v.Progress = v.T("percent", 100*j.Done/j.Total)
	case faulty(&j):
		v.Failed = v.T("doubles.failed")
	}
	return nil
}

// pairsPage puts the pairs of a page on it: the one with the pair at a place.
func pairsPage(f *views.Frame, v *views.Doubles, pairs []store.Double, at int) {
	at = max(0, min(at, len(pairs)-1))
	from := at / pairsOnPage * pairsOnPage
	for i := from; i < min(from+pairsOnPage, len(pairs)); i++ {
		v.Pairs = append(v.Pairs, pairRow(f, &pairs[i], i, i == at))
	}
	if from > 0 {
		v.Earlier = doublesURL(v.View, from-pairsOnPage)
		if from == pairsOnPage {
			v.Earlier = doublesURL(v.View, 0)
		}
	}
	if from+pairsOnPage < len(pairs) {
		v.Later = doublesURL(v.View, from+pairsOnPage)
	}
}

func pairRow(f *views.Frame, d *store.Double, at int, current bool) views.PairRow {
	r := views.PairRow{
		ID: d.ID(), A: look(f, &d.A, &d.B, d.Like), B: look(f, &d.B, &d.A, d.Like), Level: d.Like.Level().String(), Why: whyWords(f, d.Like),
		Verdict: "/doubles/" + d.ID() + "/verdict", At: at, Current: current,
	}
	if d.Verdict == nil {
		r.Side = "/doubles/" + d.ID()
	} else {
		r.Answer = f.T("doubles.answer", f.T("verdict."+d.Verdict.Answer), d.Verdict.By, f.Stamp(time.Unix(d.Verdict.At, 0)))
	}
	return r
}

func mergerRows(f *views.Frame, ms []store.Merger) (rows []views.MergerRow) {
	for i := range ms {
		m := &ms[i]
		rows = append(rows, views.MergerRow{
			Keep: views.Link{URL: ficheURL(fiche.RefTo(&m.Keep)), Text: named(&m.Keep)}, Gone: named(&m.Gone), At: f.StampFull(time.Unix(m.Op.At, 0)), By: m.Op.By,
			Undo: views.Action{URL: "/operations/" + m.Op.ID + "/undo", Label: f.T("act.undo"), Icon: "undo"},
		})
	}
	return rows
}

// lookForDoubles begins a look for doubles, unless one is under way; the page says how
// far it is.
func (a *App) lookForDoubles(c *fiber.Ctx) error {
	if _, err := a.store.LookForDoubles(c.UserContext(), actor(c)); err != nil {
		return err
	}
	return seeOther(c, doublesURL(formText(c, "view"), 0))
}

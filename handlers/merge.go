package handlers

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/alike"
	"fichebak/store/fiche"
	"fichebak/views"
)

// mergeForm is what somebody chose on the page where two fiches become one.
type mergeForm struct {
	keep  string            // a or b
	picks map[string]string // by part: a, b or both
	revs  [2]uint64
}

func readMerge(c *fiber.Ctx) mergeForm {
	m := mergeForm{picks: map[string]string{}}
	formEach(c, func(name, value string) {
		switch part, isPick := strings.CutPrefix(name, "pick."); {
		case isPick:
			m.picks[part] = value
		case name == "keep":
			m.keep = value
		case name == "rev.a":
			m.revs[0], _ = strconv.ParseUint(value, 10, 64)
		case name == "rev.b":
			m.revs[1], _ = strconv.ParseUint(value, 10, 64)
		}
	})
	return m
}

// draft is the form as the store takes it.
func (m mergeForm) draft(a, b fiche.ID) store.MergeDraft {
	d := store.MergeDraft{Keep: a, Gone: b, KeepRev: m.revs[0], GoneRev: m.revs[1], Picks: map[string]string{}}
	mine, other := "a", "b"
	if m.keep == "b" {
		d.Keep, d.Gone, d.KeepRev, d.GoneRev = b, a, m.revs[1], m.revs[0]
		mine, other = other, mine
	}
	for part, side := range m.picks {
		switch side {
		case mine:
			d.Picks[part] = fiche.PickKeep
		case other:
			d.Picks[part] = fiche.PickGone
		default:
			d.Picks[part] = side
		}
	}
	return d
}

// showMerge answers two fiches side by side.
func (a *App) showMerge(c *fiber.Ctx) error {
	j, err := a.joining(c)
	if err != nil {
		return found(err)
	}
	m := mergeForm{keep: proposedKeep(&j), revs: [2]uint64{j.A.Rev, j.B.Rev}}
	v, err := a.mergeView(c, &j, m, nil)
	if err != nil {
		return err
	}
	return a.page(c, v)
}

// joining reads the pair of an address. Of one that cannot become one any more it sends
// on to where it is clear why: errElsewhere then.
func (a *App) joining(c *fiber.Ctx) (j store.Joining, err error) {
	one, two := store.ReadDouble(c.Params("id"))
	j, err = a.store.Joining(c.UserContext(), one, two)
	if err != nil {
		return j, a.notMergeable(c, err, one, two)
	}
	return j, nil
}

// notMergeable answers why two fiches do not become one, with errElsewhere; any other
// error is returned.
func (a *App) notMergeable(c *fiber.Ctx, err error, one, two fiche.ID) error {
	switch {
	case errors.Is(err, store.ErrSelf):
		return fiber.ErrBadRequest
	case errors.Is(err, store.ErrInBin):
		sayNext(c, "merge-bin")
		err = seeOther(c, "/doubles")
	case errors.Is(err, store.ErrMerged):
		heir, herr := a.store.Heir(c.UserContext(), one)
		if herr == nil && heir == one {
			heir, herr = a.store.Heir(c.UserContext(), two)
		}
		if herr != nil {
			return herr
		}
		card, herr := a.store.Card(c.UserContext(), heir)
		if herr != nil {
			return herr
		}
		sayNext(c, "was-merged", one, two, heir)
		err = seeOther(c, ficheURL(fiche.RefTo(&card.Fiche)))
	default:
		return err
	}
	if err != nil {
		return err
	}
	return errElsewhere
}

// proposedKeep is which of two fiches stays unless somebody wants otherwise: the customer,
// the one with more records than can move, or the older.
func proposedKeep(j *store.Joining) string {
	rank := func(f *fiche.Fiche, own store.OwnedCount) int {
		n := map[fiche.Kind]int{fiche.Customer: 2, fiche.Supplier: 1}[f.Kind]
		if own.Moving() > store.MostMoving {
			n += 10
		}
		return n
	}
	x, y := rank(&j.A, j.Counts[0]), rank(&j.B, j.Counts[1])
	if y > x || x == y && j.B.CreatedAt < j.A.CreatedAt {
		return "b"
	}
	return "a"
}

// createMerge makes one of two fiches. Who comes second hears that it was done.
func (a *App) createMerge(c *fiber.Ctx) error {
	one, two := store.ReadDouble(c.Params("id"))
	m := readMerge(c)
	f, op, err := a.store.Merge(c.UserContext(), actor(c), m.draft(one, two))
	var invalid *store.Invalid
	var many *store.TooMany
	switch {
	case errors.As(err, &invalid):
		return a.notMerged(c, m, fiber.StatusUnprocessableEntity, invalid.Problems)
	case errors.As(err, &many):
		return a.notMerged(c, m, fiber.StatusUnprocessableEntity, []fiche.Problem{{Field: "keep", Code: "merge.too-many", Args: []any{strconv.Itoa(many.Have), strconv.Itoa(many.Most)}, Blocks: true}})
	case errors.Is(err, store.ErrChanged):
		return a.notMerged(c, m, fiber.StatusConflict, []fiche.Problem{{Field: "keep", Code: "merge.changed", Blocks: true}})
	case err != nil:
		return found(a.notMergeable(c, err, one, two))
	}
	sayNext(c, "merged", op.ID)
	return seeOther(c, ficheURL(fiche.RefTo(&f)))
}

// notMerged answers the page with what was chosen and why it was not done.
func (a *App) notMerged(c *fiber.Ctx, m mergeForm, status int, ps []fiche.Problem) error {
	j, err := a.joining(c)
	if err != nil {
		return found(err)
	}
	m.revs = [2]uint64{j.A.Rev, j.B.Rev}
	v, err := a.mergeView(c, &j, m, ps)
	if err != nil {
		return err
	}
	return a.render(c, status, v)
}

func (a *App) mergeView(c *fiber.Ctx, j *store.Joining, m mergeForm, ps []fiche.Problem) (views.Merge, error) {
	f, err := a.frame(c)
	if err != nil {
		return views.Merge{}, err
	}
	f.Title = f.T("merge.title", named(&j.A), named(&j.B))
	keep, gone := 0, 1
	if m.keep == "b" {
		keep, gone = 1, 0
	}
	v := views.Merge{
		Frame: f, ID: j.ID(), Why: f.T("merge.not-alike"),
		A: a.mergeSide(f, &j.A, "a", keep == 0), B: a.mergeSide(f, &j.B, "b", keep == 1),
		Action: "/doubles/" + j.ID(), VerdictURL: "/doubles/" + j.ID() + "/verdict",
		Hidden: []views.Hidden{{Name: "rev.a", Value: strconv.FormatUint(j.A.Rev, 10)}, {Name: "rev.b", Value: strconv.FormatUint(j.B.Rev, 10)}},
	}
	if l := j.Like.Level(); l != alike.None {
		v.Why = f.T("alike.level."+l.String()) + f.T("colon") + " " + strings.ToLower(whyWords(f, j.Like))
	}
	parts := fiche.JoinParts(j.Values[keep], j.Values[gone])
	nth := 0
	for i := range parts {
		to := 0
		if parts[i].Both && strings.HasPrefix(parts[i].Name, "address.") {
			to = fiche.FreeAddress(j.Values[keep], j.Values[gone], nth)
			nth++
		}
		v.Rows = append(v.Rows, mergeRow(f, &parts[i], keep == 1, m.picks[parts[i].Name], to))
	}
	v.Same = sameParts(j.Values[0], j.Values[1])
	v.Sums = sums(f, j, keep, gone, parts)
	sides := [2]*fiche.Fiche{&j.A, &j.B}
	v.Numbers = f.T("merge.numbers-say", strconv.Itoa(sides[keep].Number), strconv.Itoa(sides[gone].Number))
	v.Summary = mergeSummary(f, ps)
	return v, a.placeInDoubles(c, f, &v)
}

// placeInDoubles says which of the pairs to look at this is, and leads to those beside it.
func (a *App) placeInDoubles(c *fiber.Ctx, f *views.Frame, v *views.Merge) error {
	d, err := a.store.Doubles(c.UserContext())
	if err != nil {
		return err
	}
	at := slices.IndexFunc(d.Open, func(x store.Double) bool { return x.ID() == v.ID })
	if at < 0 {
		return nil
	}
	v.Place = f.T("merge.place", f.Number(at+1), f.Number(len(d.Open)))
	if at > 0 {
		v.Prev = "/doubles/" + d.Open[at-1].ID()
	}
	if at+1 < len(d.Open) {
		v.Next = "/doubles/" + d.Open[at+1].ID()
	}
	return nil
}

// saveHeir saves the form of a fiche that is part of another by now into that one: where
// the two differ one chooses.
func (a *App) saveHeir(c *fiber.Ctx, id fiche.ID, form ficheForm) error {
	heir, err := a.store.Heir(c.UserContext(), id)
	if err != nil {
		return err
	}
	form.token = "" // it is of the other fiche
	f, err := a.store.Save(c.UserContext(), actor(c), heir, 0, form.draft())
	var invalid *store.Invalid
	var conflict *store.Conflict
	switch {
	case errors.As(err, &conflict):
		return a.twoVersions(c, conflict, form)
	case errors.As(err, &invalid):
		card, err := a.store.Card(c.UserContext(), heir)
		if err != nil {
			return err
		}
		return a.notSaved(c, &card, form, invalid.Problems)
	case err != nil:
		return err
	}
	sayNext(c, "saved")
	return seeOther(c, ficheURL(fiche.RefTo(&f)))
}

package handlers

import (
	"slices"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/views"
)

// twoVersions shows what two people made of one fiche, field by field. Its form is
// that of the fiche: a choice is the field itself with one value or the other, so it
// is saved like any other form, upon the version that is there now.
func (a *App) twoVersions(c *fiber.Ctx, x *store.Conflict, form ficheForm) error {
	f, err := a.frame(c)
	if err != nil {
		return err
	}
	t := &x.Theirs
	self := ficheURL(fiche.RefTo(t))
	f.Nav, f.Card, f.Title = t.Kind.Plural(), "is-short is-wide", t.Name
	token, err := a.store.NewToken()
	if err != nil {
		return err
	}
	v := views.FicheConflict{
		Frame: f, Kind: t.Kind.String(), Number: strconv.Itoa(t.Number), Name: t.Name, By: x.By, At: f.Stamp(x.At),
		Action: self, Cancel: views.WithList(self, form.list), Clashes: len(x.Clashes),
	}
	hide := func(name, value string) { v.Hidden = append(v.Hidden, views.Hidden{Name: name, Value: value}) }
	hide("rev", strconv.FormatUint(t.Rev, 10))
	hide("token", token)
	hide("list", form.list)
	for _, n := range fiche.NamesOf(x.Mine, x.Other, x.Merged) {
		if x.Mine[n] == x.Other[n] {
			if x.Merged[n] != "" {
				hide(n, x.Merged[n])
			}
			v.Same++
			continue
		}
		v.Rows = append(v.Rows, a.conflictRow(f, x, n))
		hide("mine."+n, x.Mine[n])
		hide("theirs."+n, x.Other[n])
	}
	v.Same = sameFields(x)
	for _, d := range form.moments {
		hideMoment(hide, d)
	}
	return a.conflict(c, v)
}

// sameFields is how many fields that are filled in are alike in both versions.
func sameFields(x *store.Conflict) (n int) {
	for _, name := range fiche.NamesOf(x.Mine) {
		if x.Mine[name] != "" && x.Mine[name] == x.Other[name] {
			n++
		}
	}
	return n
}

func (a *App) conflictRow(f *views.Frame, x *store.Conflict, name string) views.ConflictRow {
	r := views.ConflictRow{
		Name: name, Label: fieldLabel(f, name), Mine: shortValue(f, name, x.Mine[name]), Theirs: shortValue(f, name, x.Other[name]),
		MineValue: x.Mine[name], TheirsValue: x.Other[name], Clash: slices.Contains(x.Clashes, name),
	}
	if x.Base != nil {
		r.Was = shortValue(f, name, x.Base[name])
		r.MineSame, r.TheirsSame = x.Mine[name] == x.Base[name], x.Other[name] == x.Base[name]
	}
	if !r.Clash {
		r.PickMine = x.Merged[name] == x.Mine[name]
		r.PickTheirs = !r.PickMine
	}
	return r
}

// hideMoment carries a line of moments along.
func hideMoment(hide func(name, value string), d store.MomentDraft) {
	p := "moment." + d.Name + "."
	l := d.Line
	for _, x := range [][2]string{{"kind", l.Kind}, {"day", l.Day}, {"hour", l.Hour}, {"until", l.Until}, {"text", l.Text}, {"for", l.For}, {"lead", l.Lead}, {"was", was(d.Was)}} {
		hide(p+x[0], x[1])
	}
	if l.Done {
		hide(p+"done", "yes")
	}
}

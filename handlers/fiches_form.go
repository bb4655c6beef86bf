package handlers

import (
	"context"
	"errors"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/views"
)

// newFiche answers the form of a new fiche.
func (a *App) newFiche(c *fiber.Ctx) error {
	token, err := a.store.NewToken()
	if err != nil {
		return err
	}
	form := ficheForm{values: fiche.Values{"active": "yes"}, token: token, list: carriedList(c, c.Query("list"))}
	if name := shorten(c.Query("name"), maxQuery); name != "" {
		form.values["name"] = name
	}
	v, err := a.editView(c, nil, form, nil)
	if err != nil {
		return err
	}
	return a.page(c, v)
}

// createFiche makes a fiche. A second click on Save answers the first one's fiche.
func (a *App) createFiche(c *fiber.Ctx) error {
	form := readFiche(c)
	if form.twice {
		return fiber.ErrBadRequest
	}
	if form.more != "" {
		return a.moreLines(c, nil, form)
	}
	f, err := a.store.Create(c.UserContext(), actor(c), kindOf(c), form.draft())
	var invalid *store.Invalid
	var conflict *store.Conflict
	switch {
	case errors.As(err, &invalid):
		return a.notSaved(c, nil, form, invalid.Problems)
	case errors.As(err, &conflict): // saved before, and by somebody else since
		return a.twoVersions(c, conflict, form)
	case err != nil:
		return err
	}
	if err := a.sayAlike(c, &f, form); err != nil {
		return err
	}
	return seeOther(c, views.WithList(ficheURL(fiche.RefTo(&f)), form.list))
}

// editFiche answers the form of a fiche as it is now.
func (a *App) editFiche(c *fiber.Ctx) error {
	card, err := a.card(c)
	if err != nil {
		return found(err)
	}
	if card.Fiche.Removed() {
		return seeOther(c, ficheURL(fiche.RefTo(&card.Fiche)))
	}
	token, err := a.store.NewToken()
	if err != nil {
		return err
	}
	v, err := a.editView(c, &card, ficheForm{values: card.Values, rev: card.Fiche.Rev, token: token, list: carriedList(c, c.Query("list"))}, card.Remarks)
	if err != nil {
		return err
	}
	return a.page(c, v)
}

// updateFiche saves the form of a fiche, joined with what others saved since.
func (a *App) updateFiche(c *fiber.Ctx) error {
	form := readFiche(c)
	if form.twice {
		return fiber.ErrBadRequest
	}
	id := c.Params("id")
	if form.more != "" {
		card, err := a.store.Card(c.UserContext(), id)
		if err != nil {
			return err
		}
		return a.moreLines(c, &card, form)
	}
	f, err := a.store.Save(c.UserContext(), actor(c), id, form.rev, form.draft())
	var invalid *store.Invalid
	var conflict *store.Conflict
	switch {
	case errors.As(err, &invalid):
		card, err := a.store.Card(c.UserContext(), id)
		if err != nil {
			return err
		}
		return a.notSaved(c, &card, form, invalid.Problems)
	case errors.As(err, &conflict):
		return a.twoVersions(c, conflict, form)
	case errors.Is(err, store.ErrMerged):
		return a.saveHeir(c, id, form)
	case err != nil:
		return err
	}
	sayNext(c, "saved")
	return seeOther(c, views.WithList(ficheURL(fiche.RefTo(&f)), form.list))
}

// notSaved answers the form with everything that was typed and what is wrong with it.
func (a *App) notSaved(c *fiber.Ctx, card *store.Card, form ficheForm, ps []fiche.Problem) error {
	if slices.ContainsFunc(ps, func(p fiche.Problem) bool { return p.Code == "problem.group-gone" }) {
		var err error // from here on the form knows: saved again, the group is made anew
		if form.token, err = a.store.NewToken(); err != nil {
			return err
		}
	}
	v, err := a.editView(c, card, form, ps)
	if err != nil {
		return err
	}
	return a.invalid(c, v)
}

// moreLines answers the form with one line more, or one contact less; nothing is
// saved yet.
func (a *App) moreLines(c *fiber.Ctx, card *store.Card, form ficheForm) error {
	focus := ""
	if n, ok := strings.CutPrefix(form.more, "-contact."); ok {
		focus = "contacts"
		for _, field := range fiche.ContactFields {
			delete(form.values, "contact."+n+"."+field)
		}
	}
	v, err := a.editView(c, card, form, nil)
	if err != nil {
		return err
	}
	v.Unsaved, v.Focus = true, focus
	if form.more == "contact" && len(v.Contacts) > 0 {
		v.Focus = "contact." + strconv.Itoa(v.Contacts[len(v.Contacts)-1]) + ".name"
	}
	return a.page(c, v)
}

// checkField answers one field after it was left: completed, with what is to be said
// about it. Nothing is refused here.
func (a *App) checkField(c *fiber.Ctx) error {
	f, err := a.frame(c)
	if err != nil {
		return err
	}
	name, id := c.Query("field"), c.Query("fiche")
	if !slices.Contains(fiche.FieldNames, name) {
		return fiber.ErrBadRequest
	}
	v := fiche.Tidy(fiche.Values{name: c.Query(name)})
	ps, err := a.store.CheckValues(c.UserContext(), kindOf(c), id, v)
	if err != nil {
		return err
	}
	groups, sources, err := a.offers(c.UserContext())
	if err != nil {
		return err
	}
	form := views.FicheEdit{Frame: f, Kind: kindOf(c).String(), ID: id, Values: v, Check: checkURL(kindOf(c), id), Groups: groups, Sources: sources}
	form.Problems, form.Remarks = notes(f, ps)
	return a.part(c, views.FicheCheck{Frame: f, Field: form.F(name)})
}

func checkURL(k fiche.Kind, id fiche.ID) string {
	return "/" + k.Plural() + "/field?fiche=" + url.QueryEscape(id)
}

// offers are the groups and sources a form suggests.
func (a *App) offers(ctx context.Context) (groups, sources []string, err error) {
	gs, err := a.store.Groups(ctx)
	if err != nil {
		return nil, nil, err
	}
	for _, g := range gs {
		groups = append(groups, g.Name)
	}
	ss, err := a.store.Sources(ctx)
	for _, s := range ss {
		if !s.Off {
			sources = append(sources, s.Name)
		}
	}
	return groups, sources, err
}

// kindNow is the kind a form is about: a prospect may have become a customer since its
// address was made.
func kindNow(c *fiber.Ctx, card *store.Card) fiche.Kind {
	if card == nil {
		return kindOf(c)
	}
	return card.Fiche.Kind
}

// editView is the form of a fiche; card is nil for a new one.
func (a *App) editView(c *fiber.Ctx, card *store.Card, form ficheForm, ps []fiche.Problem) (views.FicheEdit, error) {
	f, err := a.frame(c)
	if err != nil {
		return views.FicheEdit{}, err
	}
	kind := kindNow(c, card)
	v := views.FicheEdit{
		Frame: f, Kind: kind.String(), Values: form.values, List: form.list, Token: form.token, Rev: strconv.FormatUint(form.rev, 10),
		Person: form.values["person"] != "", Inactive: form.values["active"] == "", Address: 1, Phone: isPhone(c),
		Bar:    views.Bar{Frame: f, Kind: kind.String(), On: "new", State: form.list},
		Action: "/" + kind.Plural(), Cancel: listURL(kind, form.list), Check: checkURL(kind, ""),
	}
	f.Nav, f.Title = kind.Plural(), f.T("bar.new."+kind.String())
	var moments []fiche.Moment
	if card == nil {
		if v.Alike, err = a.alikeList(c.UserContext(), f, kind, form); err != nil {
			return v, err
		}
	} else {
		x := &card.Fiche
		self := ficheURL(fiche.RefTo(x))
		v.ID, v.Number, v.Name, v.Action, v.Cancel = x.ID, strconv.Itoa(x.Number), x.Name, self, views.WithList(self, form.list)
		v.Bar.On, v.Bar.ID, v.Check = "edit", x.ID, checkURL(kind, x.ID)
		v.Saved = f.T("fiche.saved-by", x.ChangedBy, f.Stamp(x.Changed()))
		f.Title = f.T("fiche.editing", x.Name)
		v.Flip = a.flip(f, x, form.list)
		moments = card.Moments
	}
	if v.Groups, v.Sources, err = a.offers(c.UserContext()); err != nil {
		return v, err
	}
	v.Countries = countryOptions(f)
	v.Problems, v.Remarks = notes(f, ps)
	if v.Moments, v.Past, err = a.momentLines(c.UserContext(), f, form, moments, v.Problems); err != nil {
		return v, err
	}
	v.Contacts = contactNumbers(form)
	v.Address = openAddress(v)
	if fiche.Blocking(ps) {
		v.Summary = summary(f, ps, v.Moments)
	}
	return v, nil
}

// contactNumbers are the contacts that have something in them, with a new one when
// it was asked for.
func contactNumbers(form ficheForm) (ns []int) {
	last := 0
	for n := range fiche.MaxContacts {
		for _, field := range fiche.ContactFields {
			if form.values["contact."+strconv.Itoa(n+1)+"."+field] != "" {
				ns, last = append(ns, n+1), n+1
				break
			}
		}
	}
	if form.more == "contact" && last < fiche.MaxContacts {
		ns = append(ns, last+1)
	}
	return ns
}

// openAddress is the tab that is open: the first with a problem, or the first.
func openAddress(v views.FicheEdit) int {
	for _, n := range v.AddressNumbers() {
		prefix := "address." + strconv.Itoa(n) + "."
		for name := range maps.Keys(v.Problems) {
			if strings.HasPrefix(name, prefix) {
				return n
			}
		}
	}
	return 1
}

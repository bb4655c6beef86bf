package handlers

import (
	"errors"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/phone"
	"fichebak/views"
)

// maxHistory is how much of its history a card shows.
const maxHistory = 6

// errElsewhere says that the answer was a way to the fiche's own address.
var errElsewhere = errors.New("sent elsewhere")

// card finds the fiche of an address. A number leads to the fiche that has it or
// once had it, and another kind's address to the fiche's own: errElsewhere then.
func (a *App) card(c *fiber.Ctx) (store.Card, error) {
	id := c.Params("id")
	kind := kindOf(c)
	if n, err := strconv.Atoi(id); err == nil {
		f, err := a.store.ByNumber(c.UserContext(), kind, n)
		if err != nil {
			return store.Card{}, err
		}
		return store.Card{}, a.elsewhere(c, kind, &f)
	}
	card, err := a.store.Card(c.UserContext(), id)
	if err != nil {
		return card, err
	}
	if card.Fiche.MergedInto != "" {
		heir, err := a.store.Heir(c.UserContext(), id)
		if err != nil {
			return card, err
		}
		if card, err = a.store.Card(c.UserContext(), heir); err != nil {
			return card, err
		}
		return card, a.elsewhere(c, kind, &card.Fiche)
	}
	if card.Fiche.Kind != kind {
		return card, a.elsewhere(c, kind, &card.Fiche)
	}
	return card, nil
}

// elsewhere leads to the same page at the fiche's own address.
func (a *App) elsewhere(c *fiber.Ctx, asked fiche.Kind, f *fiche.Fiche) error {
	to := ficheURL(fiche.RefTo(f)) + strings.TrimPrefix(c.Path(), "/"+asked.Plural()+"/"+c.Params("id"))
	if query := c.Request().URI().QueryString(); len(query) > 0 {
		to += "?" + string(query)
	}
	if err := seeOther(c, to); err != nil {
		return err
	}
	return errElsewhere
}

// found lets errElsewhere stand for an answer already given.
func found(err error) error {
	if errors.Is(err, errElsewhere) {
		return nil
	}
	return err
}

// showFiche answers a card.
func (a *App) showFiche(c *fiber.Ctx) error {
	card, err := a.card(c)
	if err != nil {
		return found(err)
	}
	f, err := a.frame(c)
	if err != nil {
		return err
	}
	if target(c) == "p#news" { // a form is not touched
		return a.ficheNews(c, f, &card)
	}
	v, err := a.ficheView(c, f, &card)
	if err != nil {
		return err
	}
	a.recent.saw(f.User.ID, card.Fiche.ID)
	if partial(c) {
		return a.lookAgain(c, v, &card)
	}
	return a.page(c, v)
}

func (a *App) ficheView(c *fiber.Ctx, f *views.Frame, card *store.Card) (views.FicheShow, error) {
	x := &card.Fiche
	var err error
	state := carriedList(c, c.Query("list"))
	f.Nav, f.Title = x.Kind.Plural(), x.Name+" "+strconv.Itoa(x.Number)
	self := ficheURL(fiche.RefTo(x))
	v := views.FicheShow{
		Frame: f, Kind: x.Kind.String(), ID: x.ID, Number: strconv.Itoa(x.Number), Name: x.Name, Person: x.Person, Inactive: x.Inactive,
		Bar: views.Bar{Frame: f, Kind: x.Kind.String(), On: "show", ID: x.ID, State: state}, Remarks: x.Remarks,
		Phone: phone.Format(mainPhone(x)), Tel: phone.URI(mainPhone(x)),
	}
	for _, n := range x.Numbers {
		if n.Kind == x.Kind && n.Number != x.Number {
			v.Former = append(v.Former, f.T("fiche.also", strconv.Itoa(n.Number)))
		} else if n.Kind != x.Kind {
			v.Former = append(v.Former, f.T("fiche.former."+n.Kind.String(), strconv.Itoa(n.Number)))
		}
	}
	if f.Can(views.RoleWorker) && !x.Removed() {
		v.Edit, v.NewMoment = views.WithList(self+"/edit", state), views.WithList(self+"/moments/new", state)
	}
	if x.Removed() {
		v.Removed = f.T("fiche.removed-at", f.Stamp(time.Unix(x.RemovedAt, 0)), x.RemovedBy)
		if f.Can(views.RoleWorker) {
			v.Restore = &views.Action{URL: self + "/restoration", Label: f.T("act.restore"), Icon: "restore"}
		}
	}
	v.Flip = a.flip(f, x, state)
	if current(c).BesideOff {
		v.Flip.Beside = ""
	}
	a.momentCards(f, &v, card, self, state)
	addressCards(f, &v, x)
	if v.Edit != "" {
		v.Log = views.WithList(self+"/activities/new", state)
		if f.CRM {
			v.NewCRM = self + "/crm/new"
		}
	}
	if v.CRMs, err = a.crmLines(f, x.ID); err != nil {
		return views.FicheShow{}, err
	}
	v.Contacts = contactLines(x)
	v.Facts = facts(f, card)
	changes, more, err := a.store.History(c.UserContext(), x.ID, "", maxHistory)
	v.History = a.historyLines(f, x, changes, "")
	if more {
		v.HistoryURL = views.WithList(self+"/history", state)
	}
	return v, err
}

// contactLines are the contact persons of a fiche.
func contactLines(x *fiche.Fiche) (lines []views.ContactLine) {
	for _, p := range x.Contacts {
		if p.IsZero() {
			continue
		}
		line := views.ContactLine{Name: p.Name, Role: p.Role, Email: p.Email}
		for _, n := range []string{p.Phone, p.Mobile} {
			if n != "" {
				line.Phones = append(line.Phones, views.Link{URL: phone.URI(n), Text: phone.Format(n)})
			}
		}
		lines = append(lines, line)
	}
	return lines
}

func mainPhone(x *fiche.Fiche) string {
	if x.Phone != "" {
		return x.Phone
	}
	return x.Mobile
}

// flip is the way back to the list one came from, and to the fiches beside this one
// in it.
func (a *App) flip(f *views.Frame, x *fiche.Fiche, state string) (v views.Flip) {
	query, err := url.ParseQuery(state)
	if err != nil {
		query = nil
	}
	s := readList(x.Kind, query)
	w, err := a.store.Window(a.ctx, f.User.ID, x.Kind)
	if err == nil {
		s = s.within(w)
	}
	back := f.T("nav." + x.Kind.Plural())
	if s.q != "" {
		back = f.T("fiche.back-with", back, s.q)
	}
	v.Back = views.Link{URL: s.url(), Text: back}
	if state == "" || x.Removed() {
		return v
	}
	v.Beside = besideURL(s.with(func(*listState) {}).url(), x.ID)
	place := a.store.PlaceOf(x.ID, s.query())
	if place.At < 0 {
		return v
	}
	v.At, v.Of = place.At+1, place.Total
	link := func(id fiche.ID) *views.Link {
		if id == "" {
			return nil
		}
		n, err := a.store.Card(a.ctx, id)
		if err != nil {
			return nil
		}
		return &views.Link{URL: views.WithList(ficheURL(fiche.RefTo(&n.Fiche)), state), Text: n.Fiche.Name}
	}
	v.Prev, v.Next = link(place.Prev), link(place.Next)
	return v
}

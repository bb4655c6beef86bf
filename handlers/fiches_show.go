package handlers

import (
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/phone"
	"fichebak/store/vat"
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
		return store.Card{}, a.elsewhere(c, ficheURL(fiche.RefTo(&f)))
	}
	card, err := a.store.Card(c.UserContext(), id)
	if err != nil {
		return card, err
	}
	if card.Fiche.Kind != kind {
		tail := strings.TrimPrefix(c.Path(), "/"+kind.Plural()+"/"+id)
		return card, a.elsewhere(c, ficheURL(fiche.RefTo(&card.Fiche))+tail)
	}
	return card, nil
}

func (a *App) elsewhere(c *fiber.Ctx, to string) error {
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
	v, err := a.ficheView(c, f, &card)
	if err != nil {
		return err
	}
	return a.page(c, v)
}

func (a *App) ficheView(c *fiber.Ctx, f *views.Frame, card *store.Card) (views.FicheShow, error) {
	x := &card.Fiche
	state := c.Query("list")
	f.Nav, f.Title = x.Kind.Plural(), x.Name+" "+strconv.Itoa(x.Number)
	self := ficheURL(fiche.RefTo(x))
	v := views.FicheShow{
		Frame: f, Kind: x.Kind.String(), ID: x.ID, Number: strconv.Itoa(x.Number), Name: x.Name, Person: x.Person, Inactive: x.Inactive,
		Bar: views.Bar{Frame: f, Kind: x.Kind.String(), On: "show", ID: x.ID, State: state}, Remarks: x.Remarks,
		Phone: phone.Format(mainPhone(x)), Tel: phone.URI(mainPhone(x)),
	}
	for _, n := range x.Numbers {
		if n.Kind != x.Kind {
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
	a.flip(f, &v, x, state)
	a.momentCards(f, &v, card, self, state)
	addressCards(f, &v, x)
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
		v.Contacts = append(v.Contacts, line)
	}
	v.Facts = facts(f, card)
	changes, more, err := a.store.History(c.UserContext(), x.ID, "", maxHistory)
	for i := range changes {
		v.History = append(v.History, a.historyLine(f, &changes[i]))
	}
	if more {
		v.HistoryURL = views.WithList(self+"/history", state)
	}
	return v, err
}

func mainPhone(x *fiche.Fiche) string {
	if x.Phone != "" {
		return x.Phone
	}
	return x.Mobile
}

// flip is the way back to the list one came from, and to the fiches beside this one
// in it.
func (a *App) flip(f *views.Frame, v *views.FicheShow, x *fiche.Fiche, state string) {
	query, err := url.ParseQuery(state)
	if err != nil {
		query = nil
	}
	s := readList(x.Kind, query)
	back := f.T("nav." + x.Kind.Plural())
	if s.q != "" {
		back = f.T("fiche.back-with", back, s.q)
	}
	v.Back = views.Link{URL: s.url(), Text: back}
	if state == "" || x.Removed() {
		return
	}
	v.Beside = s.with(func(*listState) {}).url()
	sep := "?"
	if strings.Contains(v.Beside, "?") {
		sep = "&"
	}
	v.Beside += sep + "beside=" + x.ID
	place := a.store.PlaceOf(x.ID, s.query())
	if place.At < 0 {
		return
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
}

// momentCards puts the four moments on their cards and what has happened into Verloop.
func (a *App) momentCards(f *views.Frame, v *views.FicheShow, card *store.Card, self, state string) {
	rule := fiche.Rule{Zone: a.store.Location()}
	next := ""
	for i := range card.Moments {
		if m := &card.Moments[i]; m.Open() {
			next = m.ID
			break
		}
	}
	for _, kind := range fiche.MomentKinds {
		m := views.MomentCard{Kind: kind.String(), State: "is-empty", Give: views.WithList(self+"/moments/new", state)}
		m.Give += map[bool]string{true: "&", false: "?"}[strings.Contains(m.Give, "?")] + "kind=" + kind.String()
		if on := shownMoment(card.Moments, kind); on != nil {
			line := a.line(&store.Dated{Moment: *on, Ref: *fiche.RefTo(&card.Fiche), Late: rule.Late(on, a.now())})
			line.Move, line.Who = views.WithList(line.Move, state), firstWord(a.whoOf(on))
			m.Line, m.State, m.Acts = &line, "", on.Open()
			switch {
			case on.Done() || !kind.Reminds():
				m.State = "is-done"
			case on.ID == next && line.Late:
				m.State = "is-next is-late"
			case on.ID == next:
				m.State = "is-next"
			case line.Late:
				m.State = "is-late"
			}
			line.Done = m.State == "is-done"
			for i := range card.Moments {
				if o := &card.Moments[i]; o.Kind == kind && o.Open() && o.ID != on.ID {
					m.Others++
				}
			}
		}
		v.Moments = append(v.Moments, m)
	}
	for i := range slices.Backward(card.Moments) {
		m := &card.Moments[i]
		if m.Open() {
			continue
		}
		p := views.PastLine{Date: m.Day, Day: f.Date(m.Day), Kind: m.Kind.String(), Text: m.Text, Who: views.Initials(a.whoOf(m))}
		if f.Can(views.RoleWorker) {
			p.URL = views.WithList(self+"/moments/"+m.ID, state)
		}
		v.Past = append(v.Past, p)
	}
}

// whoOf is who did a moment, or for whom it is.
func (a *App) whoOf(m *fiche.Moment) string {
	if m.Done() {
		return m.DoneBy
	}
	return a.userName(m.For)
}

func firstWord(s string) string {
	w, _, _ := strings.Cut(s, " ")
	return w
}

// shownMoment is the one of a kind that stands on its card: the first open one, or
// the latest.
func shownMoment(ms []fiche.Moment, kind fiche.MomentKind) (on *fiche.Moment) {
	for i := range ms {
		if m := &ms[i]; m.Kind == kind {
			if m.Open() {
				return m
			}
			on = m
		}
	}
	return on
}

func addressCards(f *views.Frame, v *views.FicheShow, x *fiche.Fiche) {
	checked := false
	for i := range fiche.MaxAddresses {
		ad := x.Address(i)
		n := views.AddressCard{N: i + 1, Label: ad.Label, Empty: ad.IsZero()}
		n.Lines = addressLines(f, ad)
		own := func(mine, main string) string {
			if i == 0 && mine == "" {
				return main
			}
			return mine
		}
		if tel := own(ad.Phone, x.Phone); tel != "" {
			n.Ways = append(n.Ways, views.Way{Icon: "phone", URL: "tel:" + phone.URI(tel), Text: phone.Format(tel)})
		}
		if i == 0 && x.Mobile != "" {
			n.Ways = append(n.Ways, views.Way{Icon: "mobile", URL: "tel:" + phone.URI(x.Mobile), Text: phone.Format(x.Mobile)})
		}
		if mail := own(ad.Email, x.Email); mail != "" {
			n.Ways = append(n.Ways, views.Way{Icon: "mail", URL: "mailto:" + mail, Text: mail})
		}
		if to := fiche.WebsiteURL(x.Website); i == 0 && x.Website != "" && to != "" {
			n.Ways = append(n.Ways, views.Way{Icon: "globe", URL: to, Text: x.Website, Out: true})
		}
		if !n.Empty && !checked {
			n.Checked, checked = true, true
		}
		v.Addresses = append(v.Addresses, n)
	}
	if !checked {
		v.Addresses[0].Checked = true
	}
}

// addressLines are the lines of an address as Belgians write them.
func addressLines(f *views.Frame, ad fiche.Address) (lines []string) {
	street := strings.TrimSpace(ad.Street + " " + ad.House)
	if ad.Box != "" {
		street += " " + f.T("address.box", ad.Box)
	}
	country := ""
	if ad.Country != "" {
		country = countryName(f, ad.Country)
	}
	for _, l := range []string{street, ad.Line2, strings.TrimSpace(ad.Postcode + " " + ad.Town), country} {
		if strings.TrimSpace(l) != "" {
			lines = append(lines, strings.TrimSpace(l))
		}
	}
	return lines
}

// facts are the fields that stand in no other part of the card.
func facts(f *views.Frame, card *store.Card) (fs []views.FactLine) {
	x := &card.Fiche
	add := func(l views.FactLine) {
		if l.Value != "" || len(l.Links) > 0 || len(l.Notes) > 0 {
			fs = append(fs, l)
		}
	}
	number, verdict := vat.Parse(x.VAT)
	l := views.FactLine{Label: f.T("field.vat"), Value: x.VAT, Notes: remarksAt(f, card.Remarks, "vat")}
	if !number.IsZero() && verdict.Code == "" {
		l.Note = f.T("fiche.vat-right")
	}
	add(l)
	groups := views.FactLine{Label: f.T("field.groups")}
	for _, g := range card.Groups {
		groups.Links = append(groups.Links, views.Link{URL: "/" + x.Kind.Plural() + "?group=" + g.ID, Text: g.Name})
	}
	add(groups)
	add(views.FactLine{Label: f.T("field.source"), Value: x.Source})
	add(views.FactLine{Label: f.T("field.salutation-name"), Value: strings.TrimSpace(x.Salutation + " " + x.FullName)})
	add(views.FactLine{Label: f.T("field.fax"), Value: phone.Format(x.Fax)})
	if x.Language != "" {
		add(views.FactLine{Label: f.T("field.language"), Value: shortValue(f, "language", x.Language)})
	}
	add(views.FactLine{Label: f.T("field.iban"), Value: x.IBAN, Note: x.BIC, Notes: remarksAt(f, card.Remarks, "iban")})
	if p := number.Peppol(); p != "" && verdict.Code == "" {
		add(views.FactLine{Label: "Peppol", Value: p})
	}
	add(views.FactLine{Label: f.T("fiche.created"), Value: f.T("fiche.by-at", f.Stamp(time.Unix(x.CreatedAt, 0)), x.CreatedBy)})
	return fs
}

// remarksAt are the remarks on a field of a card, in words.
func remarksAt(f *views.Frame, ps []fiche.Problem, field string) (notes []views.Note) {
	for i := range ps {
		if ps[i].Field == field {
			notes = append(notes, *note(f, &ps[i], false))
		}
	}
	return notes
}

// ficheHistory answers the whole history of a fiche, newest first.
func (a *App) ficheHistory(c *fiber.Ctx) error {
	card, err := a.card(c)
	if err != nil {
		return found(err)
	}
	f, err := a.frame(c)
	if err != nil {
		return err
	}
	x := &card.Fiche
	self := ficheURL(fiche.RefTo(x))
	f.Nav, f.Title = x.Kind.Plural(), f.T("fiche.history-of", x.Name)
	v := views.FicheHistory{Frame: f, Kind: x.Kind.String(), Number: strconv.Itoa(x.Number), Name: x.Name, Back: views.Link{URL: views.WithList(self, c.Query("list")), Text: x.Name}}
	changes, more, err := a.store.History(c.UserContext(), x.ID, c.Query("before"), pageSize)
	if err != nil {
		return err
	}
	for i := range changes {
		v.History = append(v.History, a.historyLine(f, &changes[i]))
	}
	if more {
		v.More = self + "/history?" + url.Values{"before": {changes[len(changes)-1].ID}, "list": {c.Query("list")}}.Encode()
	}
	return a.page(c, v)
}

// historyLine is one change in words: who, when, which field from what to what.
func (a *App) historyLine(f *views.Frame, c *store.Change) views.HistoryLine {
	l := views.HistoryLine{At: f.Stamp(time.Unix(c.At, 0)), By: c.By, Text: f.T("change." + c.Op)}
	if c.Kind != "" {
		l.Text = f.T("moment."+c.Kind) + ", " + l.Text
	}
	if c.Op == store.OpMomentAdd {
		v := map[string]string{}
		for _, d := range c.Fields {
			v[d.Name] = d.New
		}
		l.Text += ": " + strings.TrimSpace(f.When(v["moment.day"], v["moment.hour"])+" "+v["moment.text"])
		return l
	}
	if c.Op == store.OpCreate || c.Op == store.OpMomentDone || c.Op == store.OpMomentReopen {
		return l
	}
	for _, d := range c.Fields {
		old, now := "", ""
		if d.Old != "" {
			old = a.valueOf(f, d.Name, d.Old)
		}
		if d.New != "" {
			now = a.valueOf(f, d.Name, d.New)
		}
		l.Fields = append(l.Fields, views.Delta{Label: fieldLabel(f, d.Name), Old: old, New: now})
	}
	return l
}

// valueOf is a value of a field as people read it; a moment names its user by id.
func (a *App) valueOf(f *views.Frame, name, value string) string {
	if name == "moment.for" {
		return a.userName(value)
	}
	return shortValue(f, name, value)
}

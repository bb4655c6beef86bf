package handlers

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/phone"
	"fichebak/store/vat"
	"fichebak/views"
)

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
			m.Line, m.State = &line, stateOf(on, on.ID == next, line.Late)
			m.Acts = on.Open() && m.State != "" // what comes later is moved by its date
			line.Done = m.State == "is-done"
			for i := range card.Moments {
				if o := &card.Moments[i]; o.Kind == kind && o.Open() && o.ID != on.ID {
					m.Others++
				}
			}
		}
		v.Moments = append(v.Moments, m)
	}
	a.pastLines(f, v, card, self, state)
}

// stateOf is the class of a moment's card; next says that it is the first to come.
func stateOf(m *fiche.Moment, next, late bool) string {
	switch {
	case m.Done() || !m.Kind.Reminds():
		return "is-done"
	case next && late:
		return "is-next is-late"
	case next:
		return "is-next"
	case late:
		return "is-late"
	}
	return ""
}

// pastLines are what has happened, the latest first.
func (a *App) pastLines(f *views.Frame, v *views.FicheShow, card *store.Card, self, state string) {
	rule := fiche.Rule{Zone: a.store.Location()}
	for i := range card.Moments {
		if m := &card.Moments[i]; m.Kind == fiche.Step && m.Open() {
			line := a.line(&store.Dated{Moment: *m, Ref: *fiche.RefTo(&card.Fiche), Late: rule.Late(m, a.now())})
			line.Move = views.WithList(line.Move, state)
			v.Steps = append(v.Steps, line)
		}
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
	for i := range card.Log {
		x := &card.Log[i]
		p := views.PastLine{Date: x.Day, Day: f.Date(x.Day), Kind: x.Kind.String(), Text: x.Text, Who: views.Initials(x.By), Logged: true}
		if x.Missed {
			p.Text = strings.TrimSuffix(f.T("quick.missed")+", "+x.Text, ", ")
		}
		if f.Can(views.RoleWorker) {
			p.URL = views.WithList(self+"/activities/"+x.ID, state)
		}
		v.Past = append(v.Past, p)
	}
	slices.SortStableFunc(v.Past, func(a, b views.PastLine) int { return strings.Compare(b.Date, a.Date) })
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
			n.Ways = append(n.Ways, views.Way{Icon: "phone", Tel: phone.URI(tel), Text: phone.Format(tel)})
		}
		if i == 0 && x.Mobile != "" {
			n.Ways = append(n.Ways, views.Way{Icon: "mobile", Tel: phone.URI(x.Mobile), Text: phone.Format(x.Mobile)})
		}
		if mail := own(ad.Email, x.Email); mail != "" {
			n.Ways = append(n.Ways, views.Way{Icon: "mail", URL: "mailto:" + mail, Text: mail})
		}
		if to := fiche.WebsiteURL(x.Website); i == 0 && x.Website != "" && to != "" {
			n.Ways = append(n.Ways, views.Way{Icon: "globe", URL: to, Text: x.Website, Out: true})
		}
		if to := mapURL(ad); to != "" {
			n.Ways = append(n.Ways, views.Way{Icon: "pin", URL: to, Text: f.T("fiche.on-map"), Out: true})
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

// mapURL is where a map shows an address; empty when it does not say enough.
func mapURL(ad fiche.Address) string {
	if ad.Street == "" || ad.Town == "" {
		return ""
	}
	at := strings.TrimSpace(ad.Street+" "+ad.House) + ", " + strings.TrimSpace(ad.Postcode+" "+ad.Town)
	if ad.Country != "" {
		at += ", " + ad.Country
	}
	return "https://www.openstreetmap.org/search?" + url.Values{"query": {at}}.Encode()
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
	for _, own := range f.OwnFor(x.Kind.String(), card.Values) {
		add(views.FactLine{Label: own.Label, Value: f.OwnValue(own, card.Values[own.Name]), Notes: remarksAt(f, card.Remarks, own.Name)})
	}
	add(views.FactLine{Label: f.T("fiche.created"), Value: f.T("fiche.by-at", f.StampFull(time.Unix(x.CreatedAt, 0)), x.CreatedBy)})
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

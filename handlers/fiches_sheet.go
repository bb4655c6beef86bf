package handlers

import (
	"io"
	"strings"

	"github.com/gofiber/fiber/v2"

	"fichebak/store/paper"
	"fichebak/views"
)

// maxPaperHistory is how much of its history a card has on paper.
const maxPaperHistory = 4

// fichePDF answers a card on one sheet of paper.
func (a *App) fichePDF(c *fiber.Ctx) error {
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
	sheet := paperCard(f, &v)
	return a.pdf(c, f, v.Number+" "+v.Name, func(w io.Writer) error { return paper.WriteCard(w, sheet) })
}

// paperCard is a card as it is drawn.
func paperCard(f *views.Frame, v *views.FicheShow) paper.Card {
	state := []string{f.T("kind."+v.Kind) + " " + v.Number}
	state = append(state, v.Former...)
	state = append(state, f.T(map[bool]string{true: "fiche.person", false: "fiche.firm"}[v.Person]), f.T(map[bool]string{true: "fiche.inactive", false: "fiche.active"}[v.Inactive]))
	p := paper.Card{Head: paperHead(f, v.Name, ""), Kicker: strings.Join(state, " · ")}
	p.Page = nil
	if f.Company != "" {
		p.Stamp = f.Company + " · " + p.Stamp
	}
	for i := range v.Moments {
		p.Moments = append(p.Moments, paperMoment(f, &v.Moments[i]))
	}
	p.Left = append(paperAddresses(v), paperPeople(f, v)...)
	if v.Remarks != "" {
		p.Left = append(p.Left, paper.Section{Title: f.T("field.remarks"), Share: []float64{1}, Bold: -1, Rows: [][]string{{v.Remarks}}})
	}
	p.Left = append(p.Left, paperHistory(f, v)...)
	p.Right = append(paperPast(f, v), append(paperSteps(f, v), paperFacts(f, v))...)
	return p
}

func paperMoment(f *views.Frame, m *views.MomentCard) paper.Moment {
	p := paper.Moment{Title: f.T("moment." + m.Kind), When: f.T("moment.not-yet"), Next: strings.Contains(m.State, "is-next")}
	if l := m.Line; l != nil {
		p.When, p.State, p.Text = strings.TrimSpace(f.DatePaper(l.Day)+" "+l.Clock), l.Who, l.Text
		if l.Until != "" {
			p.When += " – " + l.Until
		}
		if l.Done {
			p.State = strings.TrimSuffix(f.T("moment.done")+", "+l.Who, ", ")
		}
	}
	return p
}

func paperAddresses(v *views.FicheShow) (parts []paper.Section) {
	for _, ad := range v.Addresses {
		var ways []string
		for _, w := range ad.Ways {
			if w.Icon != "pin" {
				ways = append(ways, w.Text)
			}
		}
		if ad.Empty && len(ways) == 0 {
			continue
		}
		title := strings.TrimSpace(string(rune('0'+ad.N)) + " " + ad.Label)
		parts = append(parts, paper.Section{Title: title, Share: []float64{0.5, 0.5}, Bold: -1, Rows: [][]string{{strings.Join(ad.Lines, "\n"), strings.Join(ways, "\n")}}})
	}
	return parts
}

func paperPeople(f *views.Frame, v *views.FicheShow) []paper.Section {
	if len(v.Contacts) == 0 {
		return nil
	}
	s := paper.Section{Title: f.T("fiche.contacts"), Share: []float64{0.25, 0.21, 0.22, 0.32}, Bold: 0}
	for _, p := range v.Contacts {
		var numbers []string
		for _, n := range p.Phones {
			numbers = append(numbers, n.Text)
		}
		s.Rows = append(s.Rows, []string{p.Name, p.Role, strings.Join(numbers, "\n"), p.Email})
	}
	return []paper.Section{s}
}

func paperPast(f *views.Frame, v *views.FicheShow) []paper.Section {
	if len(v.Past) == 0 {
		return nil
	}
	s := paper.Section{Title: f.T("fiche.past"), Share: []float64{0.28, 0.6, 0.12}, Bold: -1}
	for _, p := range v.Past {
		s.Rows = append(s.Rows, []string{p.Day, strings.TrimSpace(f.T(p.What()) + " " + p.Text), p.Who})
	}
	return []paper.Section{s}
}

func paperSteps(f *views.Frame, v *views.FicheShow) []paper.Section {
	if len(v.Steps) == 0 {
		return nil
	}
	s := paper.Section{Title: f.T("activity.steps"), Share: []float64{0.38, 0.62}, Bold: -1}
	for _, l := range v.Steps {
		text := l.Text
		if text == "" {
			text = f.T("moment.step")
		}
		s.Rows = append(s.Rows, []string{strings.TrimSpace(f.DatePaper(l.Day) + " " + l.Clock), text})
	}
	return []paper.Section{s}
}

func paperFacts(f *views.Frame, v *views.FicheShow) paper.Section {
	s := paper.Section{Title: f.T("fiche.facts"), Share: []float64{0.38, 0.62}, Bold: -1}
	for _, fact := range v.Facts {
		text := strings.TrimSpace(fact.Value + " " + fact.Note)
		if len(fact.Links) > 0 {
			var names []string
			for _, l := range fact.Links {
				names = append(names, l.Text)
			}
			text = strings.Join(names, ", ")
		}
		for _, n := range fact.Notes {
			if n.About != nil {
				n.Text = n.Before + n.About.Text + n.After
			}
			text = strings.TrimSpace(text + "\n" + n.Text)
		}
		s.Rows = append(s.Rows, []string{fact.Label, text})
	}
	return s
}

func paperHistory(f *views.Frame, v *views.FicheShow) []paper.Section {
	if len(v.History) == 0 {
		return nil
	}
	s := paper.Section{Title: f.T("menu.history"), Share: []float64{0.3, 0.7}, Bold: -1}
	for _, h := range v.History[:min(len(v.History), maxPaperHistory)] {
		text := h.Text
		if h.By != "" {
			text = h.By + f.T("colon") + " " + h.Text
		}
		if h.Many != "" {
			text += " " + h.Many
		} else {
			for _, d := range h.Fields {
				text += "\n" + f.T("report.changed", d.Label, d.New, d.Old)
			}
		}
		s.Rows = append(s.Rows, []string{h.At, text})
	}
	return []paper.Section{s}
}

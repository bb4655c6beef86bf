package handlers

import (
	"strconv"
	"strings"

	"fichebak/store/fiche"
	"fichebak/views"
)

// summary lists what blocks, each with a link to its field.
func summary(f *views.Frame, ps []fiche.Problem, moments []views.MomentLine) *views.Summary {
	s := &views.Summary{}
	kinds := map[string]string{}
	for i := range moments {
		kinds["moment."+moments[i].Name] = moments[i].Kind
	}
	for i := range ps {
		p := &ps[i]
		if !p.Blocks {
			continue
		}
		label := fieldLabel(f, p.Field)
		if at := strings.LastIndexByte(p.Field, '.'); at > 0 && kinds[p.Field[:at]] != "" {
			label = momentLabel(f, kinds[p.Field[:at]], p.Field[at+1:])
		}
		s.Lines = append(s.Lines, views.SummaryLine{ID: views.Dom(p.Field), Label: label, Text: f.T(p.Code, p.Args...)})
	}
	s.Head = f.N("summary.problems", len(s.Lines))
	return s
}

// notes are problems and remarks by field, in words.
func notes(f *views.Frame, ps []fiche.Problem) (problems, remarks map[string]*views.Note) {
	problems, remarks = map[string]*views.Note{}, map[string]*views.Note{}
	for i := range ps {
		p := &ps[i]
		to := remarks
		if p.Blocks {
			to = problems
		}
		if to[p.Field] == nil {
			to[p.Field] = note(f, p, true)
		} else {
			to[p.Field].Text += " " + f.T(p.Code, args(f, p)...)
		}
	}
	return problems, remarks
}

// note is one problem in words, with its ways out where the form stands around it.
func note(f *views.Frame, p *fiche.Problem, inForm bool) *views.Note {
	n := &views.Note{Text: f.T(p.Code, args(f, p)...)}
	if inForm && !p.Blocks {
		n.Choices = append(n.Choices, views.Choice{Label: f.T("act.wipe"), Do: "clear"}, views.Choice{Label: f.T("act.leave"), Do: "leave"})
	}
	if inForm && p.Propose != "" {
		n.Choices = append(n.Choices, views.Choice{Label: p.Propose, Do: "set", Value: p.Propose})
	}
	if p.Link != nil {
		link(f, n, p)
	}
	if p.Link != nil && inForm {
		n.Choices = append(n.Choices, views.Choice{Label: f.T("act.see-fiche"), URL: ficheURL(p.Link)})
	}
	return n
}

// link makes number and name of the fiche that a note names a link; they stand side by
// side in the text of every language.
func link(f *views.Frame, n *views.Note, p *fiche.Problem) {
	name := strconv.Itoa(p.Link.Number) + " " + p.Link.Name
	if before, after, ok := strings.Cut(n.Text, name); ok {
		n.Before, n.After, n.About = before, after, &views.Link{URL: ficheURL(p.Link), Text: name}
	}
}

// args are a problem's arguments in words: the kind of a fiche is a code.
func args(f *views.Frame, p *fiche.Problem) []any {
	if p.Link == nil {
		return p.Args
	}
	return []any{f.T("kind." + p.Link.Kind.String() + ".low"), strconv.Itoa(p.Link.Number), p.Link.Name}
}

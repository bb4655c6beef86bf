package paper

import (
	"io"
	"iter"
)

// LabelForm is a sheet of labels as they are sold, in millimetres.
type LabelForm struct {
	Name         string // in addresses
	Across, Down int
	Wide, High   float64
	left, top    float64 // of the first label
	stepX, stepY float64 // from one label to the next
}

// LabelForms are the sheets we know: 24 with a margin around (as Avery L7159), 24 that
// fill the sheet (as 3474) and 14 (as L7163).
var LabelForms = []LabelForm{
	{"3x8", 3, 8, 63.5, 33.9, 7.2, 12.9, 66.05, 33.9},
	{"3x8-full", 3, 8, 70, 37, 0, 0.5, 70, 37},
	{"2x7", 2, 7, 99.1, 38.1, 4.65, 15.15, 101.6, 38.1},
}

// Each is how many labels a sheet has.
func (f LabelForm) Each() int { return f.Across * f.Down }

const (
	labelMost  = 11.0 // points
	labelLeast = 2.5  // for names that nobody has
	labelBreak = 8.0  // from here on lines are broken rather than written smaller
	labelLead  = 1.28
	padX, padY = 5.0, 3.0 // what printers leave white at the edge of a sheet
)

// WriteLabels draws labels, the first of them at place start (from 1) of the first
// sheet. The first line of each is the name. What is too long for a label is written
// smaller, and in more lines: nothing is cut off.
func WriteLabels(w io.Writer, h Head, form LabelForm, start int, labels iter.Seq2[[]string, error]) error {
	h.Page = nil // labels fill the sheet
	s, err := newSheet(h, false)
	if err != nil {
		return err
	}
	at := start - 1
	s.AddPage()
	for lines, err := range labels {
		if err != nil {
			return err
		}
		if at == form.Each() {
			s.AddPage()
			at = 0
		}
		s.label(form, at, lines)
		at++
	}
	return s.finish(w)
}

// label draws one at a place of the sheet, from 0.
func (s *sheet) label(form LabelForm, at int, lines []string) {
	size, broken := s.fit(lines, form.Wide-2*padX, form.High-2*padY)
	lead := size * labelLead * point
	x := form.left + float64(at%form.Across)*form.stepX + padX
	y := form.top + float64(at/form.Across)*form.stepY + (form.High-float64(len(broken))*lead)/2
	for _, l := range broken {
		s.font(l.style, size)
		s.put(x, y+size*point, l.text)
		y += lead
	}
}

type labelLine struct{ style, text string }

// fit breaks lines into a width, at the largest size at which they have the height.
func (s *sheet) fit(lines []string, width, height float64) (size float64, broken []labelLine) {
	for size = labelMost; ; size -= 0.5 {
		broken = broken[:0]
		for i, line := range lines {
			style := plain
			if i == 0 {
				style = bold
			}
			s.font(style, size)
			for _, l := range s.wrap(line, width) {
				broken = append(broken, labelLine{style, l})
			}
		}
		whole := size <= labelBreak || len(broken) <= len(lines)
		if size <= labelLeast || whole && float64(len(broken))*size*labelLead*point <= height {
			return size, broken
		}
	}
}

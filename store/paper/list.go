package paper

import (
	"io"
	"iter"
	"slices"
)

// List is a table on as many pages as it takes; its titles stand on top of each.
type List struct {
	Head
	Columns []Column
}

// Column is a title, and whether what stands under it is written to the right.
type Column struct {
	Title string
	Right bool
}

const (
	listSize = 8.0            // points
	listLead = listSize * 1.4 // from one line to the next, in points
	cellGap  = 3.0            // between columns, in millimetres
	cellMost = 62.0           // what a column asks for at most
	looked   = 400            // rows that say how wide the columns are
	manyCols = 5              // more than these stand on a page on its side
)

// WriteList draws a table. What a cell cannot hold in one line goes on in the next.
func WriteList(w io.Writer, l List, rows iter.Seq2[[]string, error]) error {
	s, err := newSheet(l.Head, len(l.Columns) > manyCols)
	if err != nil {
		return err
	}
	d := table{sheet: s, cols: l.Columns}
	s.AddPage()
	d.y = s.title()
	for row, err := range rows {
		if err != nil {
			return err
		}
		if d.widths == nil {
			if d.first = append(d.first, row); len(d.first) == looked {
				d.begin()
			}
			continue
		}
		d.row(row)
	}
	if d.widths == nil {
		d.begin()
	}
	return s.finish(w)
}

// title draws the head of the first page and answers where what follows begins.
func (s *sheet) title() float64 {
	y := s.top
	s.font(plain, 8.5)
	s.ink(90)
	s.put(s.left, y, clean(s.head.Company))
	s.putRight(s.wide-s.right, y, clean(s.head.Stamp))
	s.font(bold, 16)
	s.ink(0)
	for _, line := range s.wrap(s.head.Title, s.room()) {
		y += 16 * 1.3 * point
		s.put(s.left, y, line)
	}
	if s.head.Under != "" {
		s.font(plain, 9.5)
		s.ink(60)
		for _, line := range s.wrap(s.head.Under, s.room()) {
			y += 9.5 * 1.5 * point
			s.put(s.left, y, line)
		}
	}
	s.ink(0)
	return y + 4
}

// table is a list that is being drawn, from y downwards.
type table struct {
	*sheet
	cols   []Column
	first  [][]string // rows that wait until it is known how wide the columns are
	widths []float64
	y      float64
}

// begin finds out how wide the columns are, and draws what has waited.
func (d *table) begin() {
	ask := make([]float64, len(d.cols))
	for i, c := range d.cols {
		d.font(bold, listSize)
		ask[i] = d.GetStringWidth(clean(c.Title))
		d.font(plain, listSize)
		for _, row := range d.first {
			ask[i] = max(ask[i], min(d.GetStringWidth(clean(row[i])), cellMost))
		}
		ask[i] += 0.2 // so that rounding breaks no line
	}
	d.widths = share(ask, d.room()-cellGap*float64(len(ask)-1))
	d.titles()
	for _, row := range d.first {
		d.row(row)
	}
	d.first = nil
}

// share gives each what it asks for; where there is too little room nobody gets more
// than a bound that is the same for all, where there is too much all get some of it.
func share(ask []float64, room float64) []float64 {
	sum := 0.0
	for _, a := range ask {
		sum += a
	}
	got := slices.Clone(ask)
	if sum <= room {
		for i := range got {
			got[i] += (room - sum) / float64(len(got))
		}
		return got
	}
	sorted := slices.Sorted(slices.Values(ask))
	bound, left := 0.0, room
	for i, a := range sorted {
		if bound = left / float64(len(sorted)-i); a > bound {
			break
		}
		left -= a
	}
	for i := range got {
		got[i] = min(got[i], bound)
	}
	return got
}

func (d *table) titles() {
	d.font(bold, listSize)
	d.ink(0)
	titles := make([]string, len(d.cols))
	for i, c := range d.cols {
		titles[i] = c.Title
	}
	d.y += d.cells(titles) + 0.6
	d.rule(d.left, d.wide-d.right, d.y, 0.35, 0)
	d.font(plain, listSize)
}

func (d *table) row(texts []string) {
	high := d.height(texts)
	if d.y+high > d.high-d.bottom {
		d.AddPage()
		d.y = d.top - 3
		d.titles()
	}
	d.y += d.cells(texts) + 0.6
	d.rule(d.left, d.wide-d.right, d.y, 0.1, 170)
}

// height is how much room a row takes.
func (d *table) height(texts []string) float64 {
	most := 1
	for i, t := range texts {
		most = max(most, len(d.wrap(t, d.widths[i])))
	}
	return float64(most)*listLead*point + 0.6
}

// cells writes a row below y, and answers how much room it took.
func (d *table) cells(texts []string) float64 {
	x, most := d.left, 1
	for i, t := range texts {
		lines := d.wrap(t, d.widths[i])
		most = max(most, len(lines))
		for n, line := range lines {
			y := d.y + (float64(n+1)*listLead-2)*point
			if d.cols[i].Right {
				d.putRight(x+d.widths[i], y, line)
			} else {
				d.put(x, y, line)
			}
		}
		x += d.widths[i] + cellGap
	}
	return float64(most) * listLead * point
}

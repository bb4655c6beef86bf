package paper

import "io"

// Card is a fiche on one sheet, as far as it can be.
type Card struct {
	Head
	Kicker  string // what stands above its name: kind and number
	Moments []Moment
	Left    []Section
	Right   []Section
}

// Moment is one of the four moments.
type Moment struct {
	Title, When, State, Text string
	Next                     bool // it is the next one
}

// Section is a headed part of a card: rows whose cells have shares of its width.
type Section struct {
	Title string
	Share []float64 // of each cell; together 1
	Bold  int       // which cell names the row, or -1
	Rows  [][]string
}

// scales are the sizes at which a card is tried, until it goes on one sheet; what does
// not at the smallest takes another sheet.
var scales = []float64{1, 0.92, 0.84, 0.76, 0.7}

// WriteCard draws a card.
func WriteCard(w io.Writer, c Card) error {
	for i, scale := range scales {
		s, err := newSheet(c.Head, false)
		if err != nil {
			return err
		}
		d := card{sheet: s, scale: scale}
		d.draw(c)
		if s.PageCount() == 1 || i == len(scales)-1 {
			return s.finish(w)
		}
	}
	return nil
}

type card struct {
	*sheet
	scale float64
	page  int     // that is being written on
	x, y  float64 // where
	width float64
}

const columnGap = 7.0

func (d *card) size(points float64) float64 { return points * d.scale }
func (d *card) lead(points float64) float64 { return d.size(points) * 1.38 * point }

func (d *card) draw(c Card) {
	d.AddPage()
	d.page, d.x, d.width, d.y = 1, d.left, d.room(), d.top
	d.lines(c.Kicker, plain, 9, 90)
	d.lines(c.Title, bold, 17, 0)
	d.y += 2.2 // clear of what hangs below the line of its letters
	d.rule(d.left, d.wide-d.right, d.y, 0.5, 0)
	d.y += 4
	d.moments(c.Moments)
	top := d.y
	left := (d.room() - columnGap) * 0.6
	d.column(c.Left, d.left, left, top)
	d.column(c.Right, d.left+left+columnGap, d.room()-columnGap-left, top)
	d.SetPage(d.PageCount())
	d.font(plain, 7.5)
	d.ink(110)
	d.put(d.left, d.high-12, clean(c.Stamp))
}

// lines writes a text below y, over as many lines as it takes.
func (d *card) lines(text, style string, points float64, grey int) {
	d.font(style, d.size(points))
	for _, line := range d.wrap(text, d.width) {
		d.makeRoom(d.lead(points))
		d.font(style, d.size(points))
		d.ink(grey)
		d.y += d.lead(points)
		d.put(d.x, d.y, line)
	}
}

// makeRoom goes on to the next sheet when what comes does not fit below.
func (d *card) makeRoom(high float64) {
	if d.y+high <= d.high-d.bottom {
		return
	}
	if d.page++; d.page > d.PageCount() {
		d.AddPage()
	}
	d.SetPage(d.page)
	d.y = d.top
}

// moments draws the four cards beside each other, as high as the highest.
func (d *card) moments(ms []Moment) {
	if len(ms) == 0 {
		return
	}
	const gap, pad = 3.0, 2.5
	wide := (d.room() - gap*float64(len(ms)-1)) / float64(len(ms))
	top, low := d.y, d.y
	for i, m := range ms {
		d.x, d.y, d.width = d.left+float64(i)*(wide+gap)+pad, top+1, wide-2*pad
		d.lines(m.Title, bold, 8.5, 0)
		d.lines(m.When, plain, 10, 0)
		for _, text := range []string{m.State, m.Text} {
			if text != "" {
				d.lines(text, plain, 8, 60)
			}
		}
		low = max(low, d.y)
	}
	for i, m := range ms {
		d.SetDrawColor(150, 150, 150)
		if m.Next {
			d.SetDrawColor(0, 0, 0)
		}
		d.SetLineWidth(0.25)
		d.Rect(d.left+float64(i)*(wide+gap), top, wide, low-top+pad, "D")
	}
	d.x, d.width, d.y = d.left, d.room(), low+pad+4
}

// column draws parts below each other, from a point of the first sheet.
func (d *card) column(parts []Section, x, width, y float64) {
	d.page, d.x, d.width, d.y = 1, x, width, y
	d.SetPage(1)
	for _, p := range parts {
		d.makeRoom(3 * d.lead(9)) // no title alone at the foot
		d.lines(p.Title, bold, 10.5, 0)
		d.y += 1.2
		d.rule(x, x+width, d.y, 0.3, 0)
		for _, row := range p.Rows {
			d.sectionRow(p, row)
		}
		d.y += 4 * d.scale
	}
}

// sectionRow draws the cells of a row, broken over lines; a row that is longer than a
// sheet goes on on the next.
func (d *card) sectionRow(p Section, cells []string) {
	const points = 8.5
	broken, most := make([][]string, len(cells)), 0
	for i, cell := range cells {
		d.font(d.style(p, i), d.size(points))
		broken[i] = d.wrap(cell, p.Share[i]*d.width-1.5)
		most = max(most, len(broken[i]))
	}
	if whole := float64(most)*d.lead(points) + 1.2; whole < d.high/2 {
		d.makeRoom(whole)
	}
	d.y += 0.6
	for n := range most {
		d.makeRoom(d.lead(points))
		d.y += d.lead(points)
		x := d.x
		for i := range broken {
			if n < len(broken[i]) {
				d.font(d.style(p, i), d.size(points))
				d.ink(map[bool]int{true: 0, false: 30}[i == p.Bold])
				d.put(x, d.y, broken[i][n])
			}
			x += p.Share[i] * d.width
		}
	}
	d.y += 1
	d.rule(d.x, d.x+d.width, d.y, 0.1, 190)
}

func (d *card) style(p Section, i int) string {
	if i == p.Bold {
		return bold
	}
	return plain
}

package views

import "strconv"

// Results is what became of first contacts: figures, a picture, and tables that say the
// same.
type Results struct {
	*Frame
	Stamp   string
	Periods []Choosable
	CSV     string
	Any     bool // there is a first contact at all
	Total   int  // in this period
	Figures []Figure
	Months  Cut
	Chart   Chart
	Sources Cut
	Groups  Cut
}

// Page is the page's template.
func (Results) Page() string { return "results/index" }

// Part is the same.
func (Results) Part() string { return "results/index" }

// Cuts are the tables below the picture.
func (v Results) Cuts() []Cut { return []Cut{v.Sources, v.Groups} }

// Figure is one number with its name.
type Figure struct{ Label, Value, Note string }

// Cut is a table of results.
type Cut struct {
	ID      string // month, year, source or group
	Head    string
	Count   int
	Columns []Column
	Rows    []ResultRow
	Total   ResultRow
}

// ResultRow is one month, source or group.
type ResultRow struct {
	Name, Year, Short string
	Note              string
	Running           bool // it is not over
	First, Sold       int
	Cells             []string // first contacts, appointments, sold, share, days
	FirstWide         string   // how long its bars are: "60.71%"
	SoldWide          string
}

// Draw makes bars of the rows, the longest of which has most.
func (c *Cut) Draw(most int) {
	for i := range c.Rows {
		r := &c.Rows[i]
		r.FirstWide, r.SoldWide = part(r.First, most), part(r.Sold, most)
	}
}

func part(n, of int) string {
	if of == 0 {
		return "0%"
	}
	return strconv.FormatFloat(100*float64(n)/float64(of), 'f', 2, 64) + "%"
}

// Chart is a picture of months: across in percent of its width, up in pixels.
type Chart struct {
	Lines              []ChartLine
	Bars               []ChartBar
	High, Foot, Months string // how high it is, where the bars stand, and where the months are said
}

// ChartLine is a line that says how many.
type ChartLine struct{ Y, TextY, Label string }

// ChartBar is a month.
type ChartBar struct {
	X, Wide, Mid    string
	FirstY, FirstUp string
	SoldY, SoldUp   string
	Label           string
	Running         bool
}

const (
	chartHead = 18.0  // above the highest line
	chartHigh = 190.0 // of the highest line
	chartMore = 120.0 // on top of that beside a table of more than half a year
	chartEdge = 5.0   // left of the bars, in percent: the numbers
)

// NewChart draws rows as bars beside each other.
func (f *Frame) NewChart(rows []ResultRow) (c Chart) {
	most := 0
	for _, r := range rows {
		most = max(most, r.First)
	}
	if most == 0 {
		return c
	}
	step := stepOf(most)
	top := (most + step - 1) / step * step
	high := chartHigh
	if len(rows) > 8 {
		high += chartMore
	}
	foot := chartHead + high
	c.High, c.Foot, c.Months = pixels(foot+24), pixels(foot), pixels(foot+16)
	up := func(n int) float64 { return high * float64(n) / float64(top) }
	for n := step; n <= top; n += step {
		y := foot - up(n)
		c.Lines = append(c.Lines, ChartLine{pixels(y), pixels(y - 4), f.Number(n)})
	}
	slot := (100 - chartEdge) / float64(len(rows))
	wide := min(slot*0.68, 12)
	for i, r := range rows {
		mid := chartEdge + slot*(float64(i)+0.5)
		c.Bars = append(c.Bars, ChartBar{
			X: across(mid - wide/2), Wide: across(wide), Mid: across(mid), Label: r.Short, Running: r.Running,
			FirstY: pixels(foot - up(r.First)), FirstUp: pixels(up(r.First)), SoldY: pixels(foot - up(r.Sold)), SoldUp: pixels(up(r.Sold)),
		})
	}
	return c
}

// stepOf is how far the lines are apart: 1, 2 or 5 with zeros, so that there are few.
func stepOf(most int) int {
	for step := 1; ; step *= 10 {
		for _, n := range []int{1, 2, 5} {
			if most <= 5*n*step {
				return n * step
			}
		}
	}
}

func pixels(y float64) string { return strconv.FormatFloat(y, 'f', 1, 64) }
func across(x float64) string { return strconv.FormatFloat(x, 'f', 2, 64) + "%" }

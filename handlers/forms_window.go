package handlers

import (
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
)

// windowForm is what the form of the window settings sent.
type windowForm struct {
	columns   []store.WindowColumn // in the order of their places
	views     []string
	rows      int
	sort      string
	density   string
	beside    bool
	breaks    bool
	do        string // save or reset
	up, down  string // name of the column to move, in place of saving
	list      string
	placeless bool // a place is no number
}

// placed is a column with the place that was typed for it.
type placed struct {
	store.WindowColumn
	place int
	typed string
}

// readWindow decodes the form; names it does not know are passed over.
func readWindow(c *fiber.Ctx, all []column) (f windowForm) {
	var order []placed
	show, widths, places := map[string]bool{}, map[string]string{}, map[string]string{}
	formEach(c, func(name, value string) {
		switch before, after, _ := strings.Cut(name, "."); before {
		case "column":
			if _, ok := columnNamed(all, value); ok && !slices.ContainsFunc(order, func(p placed) bool { return p.Name == value }) {
				order = append(order, placed{WindowColumn: store.WindowColumn{Name: value}})
			}
		case "show":
			show[value] = true
		case "width":
			widths[after] = value
		case "place":
			places[after] = value
		case "view":
			f.views = append(f.views, value)
		default:
			f.read(name, value)
		}
	})
	for i := range order {
		p := &order[i]
		col, _ := columnNamed(all, p.Name)
		p.Off = !show[p.Name] && !col.stays()
		if slices.Contains(store.Widths, widths[p.Name]) && widths[p.Name] != col.usual {
			p.Width = widths[p.Name]
		}
		p.typed = strings.TrimSpace(places[p.Name])
	}
	f.columns, f.placeless = inPlace(order)
	return f
}

func (f *windowForm) read(name, value string) {
	switch name {
	case "rows":
		f.rows, _ = strconv.Atoi(value) // the store knows which numbers there are
	case "sort":
		f.sort = value
	case "density":
		f.density = value
	case "beside":
		f.beside = value != ""
	case "breaks":
		f.breaks = value != ""
	case "do":
		f.do = value
	case "up":
		f.up = value
	case "down":
		f.down = value
	case "list":
		f.list = value
	}
}

// inPlace are columns in the order of the places that were typed: one that was given
// the place of another stands before it when it comes from behind, else after it.
func inPlace(order []placed) (cs []store.WindowColumn, placeless bool) {
	for i := range order {
		p := &order[i]
		n, err := strconv.Atoi(p.typed)
		if err != nil || n < 1 {
			n, placeless = i+1, placeless || p.typed != ""
		}
		p.place = 2 * n
		switch {
		case n < i+1:
			p.place--
		case n > i+1:
			p.place++
		}
	}
	slices.SortStableFunc(order, func(a, b placed) int { return a.place - b.place })
	for _, p := range order {
		cs = append(cs, p.WindowColumn)
	}
	return cs, placeless
}

// move puts a column one place forward or back; it reports whether there was one.
func (f *windowForm) move() bool {
	name, by := f.up, -1
	if name == "" {
		name, by = f.down, 1
	}
	i := slices.IndexFunc(f.columns, func(c store.WindowColumn) bool { return c.Name == name })
	if j := i + by; i >= 0 && j >= 0 && j < len(f.columns) {
		f.columns[i], f.columns[j] = f.columns[j], f.columns[i]
	}
	return i >= 0
}

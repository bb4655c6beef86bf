package handlers

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/phone"
	"fichebak/store/search"
	"fichebak/views"
)

// listColumns are the columns of a list as one user has it.
type listColumns struct {
	window store.Window
	shown  []shownColumn
}

// shownColumn is a column of a list with the classes that say how wide it is, and when
// it leaves a list that is too narrow for it.
type shownColumn struct {
	column
	width, leave string
}

// columnsOf are the columns of a list as the user who looks at it has it: those of a
// saved view that has some, else those of the user's own window. Their Titles and Texts
// are the list as one sees it, for whoever writes it elsewhere.
func (a *App) columnsOf(ctx context.Context, f *views.Frame, s listState) (listColumns, error) {
	w, err := a.windowWith(ctx, f.User.ID, s.kind, s.saved)
	return shownColumns(a.columnsFor(f, s.kind), w), err
}

// windowWith is a user's window of a list, with the columns of a saved view that has some.
func (a *App) windowWith(ctx context.Context, user fiche.ID, k fiche.Kind, saved fiche.ID) (store.Window, error) {
	w, err := a.store.Window(ctx, user, k)
	if err != nil || saved == "" {
		return w, err
	}
	v, err := a.store.SavedView(ctx, user, saved)
	if errors.Is(err, store.ErrNotFound) {
		return w, nil
	}
	return windowOf(w, v, k), err
}

// columnsFor are all columns that a list of a kind can have.
func (a *App) columnsFor(f *views.Frame, k fiche.Kind) []column {
	all := slices.Clip(columnTable)
	for _, own := range f.Own {
		if own.Live && slices.Contains(own.Kinds, k.String()) {
			all = append(all, ownColumn(own))
		}
	}
	return all
}

// ownColumn is an own field as a column. Nothing in memory is in its order.
func ownColumn(own views.OwnField) column {
	id, _ := fiche.ExtraID(own.Name)
	c := column{name: own.Name, own: own.Label, widths: someWidths, usual: "normal", off: true, text: func(f *views.Frame, r *store.Row) string {
		return f.OwnValue(own, r.Fiche.Extra[id])
	}}
	switch own.Type {
	case fiche.ExtraNumber:
		c.cell, c.as, c.widths = "number", "figure", shortWidths
	case fiche.ExtraYesNo:
		c.widths, c.usual = shortWidths, "narrow"
	}
	return c
}

// Titles are the titles of the columns, in their order.
func (cs listColumns) Titles(f *views.Frame) (titles []string) {
	for i := range cs.shown {
		titles = append(titles, cs.shown[i].heading(f))
	}
	return titles
}

// Texts are the cells of a row as texts, in the order of the titles.
func (cs listColumns) Texts(f *views.Frame, r *store.Row) (texts []string) {
	for i := range cs.shown {
		texts = append(texts, cs.shown[i].text(f, r))
	}
	return texts
}

// arranged are all columns in the order of a window, each as it says. Columns that the
// window does not know, because they came later, follow those it does.
func arranged(all []column, w store.Window) (cs []store.WindowColumn) {
	for _, c := range w.Columns {
		if slices.ContainsFunc(all, func(x column) bool { return x.name == c.Name }) {
			cs = append(cs, c)
		}
	}
	for i := range all {
		x := &all[i]
		if !slices.ContainsFunc(cs, func(c store.WindowColumn) bool { return c.Name == x.name }) {
			cs = append(cs, store.WindowColumn{Name: x.name, Off: !x.stays() && (x.off || len(w.Columns) > 0)})
		}
	}
	return cs
}

func columnNamed(all []column, name string) (column, bool) {
	i := slices.IndexFunc(all, func(c column) bool { return c.name == name })
	if i < 0 {
		return column{}, false
	}
	return all[i], true
}

// shownColumns are the columns that a window shows.
func shownColumns(all []column, w store.Window) listColumns {
	cs := listColumns{window: w}
	for _, c := range arranged(all, w) {
		if col, ok := columnNamed(all, c.Name); ok && (!c.Off || col.stays()) {
			cs.shown = append(cs.shown, shownColumn{column: col, width: col.widths[widthIndex(col, c.Width)], leave: col.rest})
		}
	}
	if len(w.Columns) > 0 {
		cs.fit()
	}
	return cs
}

func widthIndex(c column, width string) int {
	if i := slices.Index(store.Widths, width); i >= 0 {
		return i
	}
	return slices.Index(store.Widths, c.usual)
}

// rems are the widths of the classes, in rem; a name without one has at least so much.
var rems = map[string]float64{"": 12, "w-over": 6.25, "w-due": 10.375, "w-tel": 7.75, "w-4": 4.25, "w-6": 7.375, "w-7": 8.375, "w-8": 8.5, "w-9": 9.25, "w-12": 13.5, "w-14": 15, "w-16": 19}

// How the classes fit-33, fit-36 … of the style sheet go on.
const (
	fitFrom, fitStep, fitTo = 30, 3, 240
	pickWidth               = 3.5 // the tick, and the edges of the card
)

// leaving are the columns of a list as delivered by how long they stay, the longest
// first; one that somebody added stays longer than they.
var leaving = []string{"phone", "town", "group", "vat", "full-name", "source", "email", "fiche", "value", "stage", "expected", "owner", "chance", "weighted"}

// fit says of columns that somebody arranged from which width of the card they are
// shown. Who has not enough room keeps what tells a fiche and what is to be done, and
// loses first what nobody asked for.
func (cs *listColumns) fit() {
	need := pickWidth
	keeps := func(c *shownColumn) bool { return c.stays() || c.name == "next" || c.name == "over" }
	for i := range cs.shown {
		if c := &cs.shown[i]; keeps(c) {
			need += rems[c.width]
			c.leave = ""
		}
	}
	second := slices.ContainsFunc(cs.shown, func(c shownColumn) bool { return c.name == "town" || c.name == "stage" })
	var order []*shownColumn
	for i := range cs.shown {
		if c := &cs.shown[i]; !keeps(c) {
			order = append(order, c)
		}
	}
	slices.SortStableFunc(order, func(a, b *shownColumn) int { return slices.Index(leaving, a.name) - slices.Index(leaving, b.name) })
	for _, c := range order {
		need += rems[c.width]
		c.leave = ""
		if n := fitFrom + fitStep*int(max(need-fitFrom+fitStep-.001, 0)/fitStep); n > fitFrom {
			c.leave = "fit-" + strconv.Itoa(min(n, fitTo))
		}
		if !second && c.as != "tel" { // on a phone it stands where the town would
			c.cell, second = join(c.cell, "second"), true
		}
	}
}

// join joins classes.
func join(classes ...string) (all string) {
	for _, c := range classes {
		switch {
		case c == "":
		case all == "":
			all = c
		default:
			all += " " + c
		}
	}
	return all
}

// heads are the titles of a list. A column that nothing in memory is in the order of
// has no address.
func (cs listColumns) heads(f *views.Frame, s listState) (heads []views.Column) {
	for i := range cs.shown {
		c := &cs.shown[i]
		x := views.Column{Label: c.heading(f), Class: join(c.width, c.leave)}
		switch {
		case c.name == "town", c.name == "phone", c.name == "over":
			x.Class = join(c.cell, x.Class)
		case c.as == "figure":
			x.Class = join("number", x.Class)
		}
		if c.sort != "" {
			desc := s.sort == c.sort && !s.desc
			_, own := store.Columns[cs.window.Sort] // else an address without an order is in the usual one
			x.URL = s.with(func(s *listState) { s.sort, s.desc, s.said = c.sort, desc, own }).url()
			if s.sort == c.sort {
				x.Sort = "ascending"
				if s.desc {
					x.Sort = "descending"
				}
			}
		}
		heads = append(heads, x)
	}
	return heads
}

// cells are the cells of a row.
func (cs listColumns) cells(f *views.Frame, r *store.Row, words []search.Word) []views.Cell {
	cells := make([]views.Cell, len(cs.shown))
	for i := range cs.shown {
		c := &cs.shown[i]
		cell := views.Cell{As: c.as, Class: join(c.cell, c.leave)}
		if c.as != "next" && c.as != "over" {
			cell.Parts = parts(c.text(f, r), words)
		}
		switch c.as {
		case "tel":
			cell.To = phone.URI(mainPhone(&r.Fiche))
		case "call":
			cell.To = phone.URI(r.Fiche.Mobile)
		case "mail":
			cell.To = r.Fiche.Email
		case "web":
			cell.To = fiche.WebsiteURL(r.Fiche.Website)
		case "vat":
			if r.Remark {
				cell.Note = f.T("fiche.vat-remark")
			}
		}
		cells[i] = cell
	}
	return cells
}

package handlers

import (
	"context"
	"fmt"
	"io"
	"iter"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/paper"
	"fichebak/store/place"
	"fichebak/views"
	"fichebak/views/locale"
)

// maxSkipped is how many fiches without an address are named; more are counted.
const maxSkipped = 12

// labels are how the address labels of a selection are to be made.
type labels struct {
	selection
	form    paper.LabelForm
	address int    // from 1; who has none there gets the first one that is filled in
	who     string // what stands above the address: name, or empty for both names
	start   int    // the first place that is used, from 1; 0 when what was typed is none
	typed   string
}

// readLabels reads how labels are to be made; what it does not know becomes the usual.
func readLabels(r selection, query url.Values) labels {
	l := labels{selection: r, form: paper.LabelForms[0], address: 1, start: 1, typed: query.Get("start")}
	if i := slices.IndexFunc(paper.LabelForms, func(f paper.LabelForm) bool { return f.Name == query.Get("form") }); i >= 0 {
		l.form = paper.LabelForms[i]
	}
	if n, err := strconv.Atoi(query.Get("address")); err == nil && n >= 1 && n <= fiche.MaxAddresses {
		l.address = n
	}
	if query.Get("who") == "name" {
		l.who = "name"
	}
	if l.typed = strings.TrimSpace(shorten(l.typed, maxQuery)); l.typed != "" {
		l.start = 0
		if n, err := strconv.Atoi(l.typed); err == nil && n >= 1 && n <= l.form.Each() {
			l.start = n
		}
	}
	return l
}

// url is the address of the labels, or of their file, from a place on.
func (l labels) url(tail string, start int) string {
	q := parseQuery(l.encode())
	for name, value := range map[string]string{"form": l.form.Name, "address": strconv.Itoa(l.address), "who": l.who, "start": strconv.Itoa(start)} {
		if value != "" {
			q.Set(name, value)
		}
	}
	return "/" + l.list.kind.Plural() + tail + "?" + q.Encode()
}

// label is a fiche's address as it is written on a label; nil when it has none.
func (l labels) label(f *views.Frame, x *fiche.Fiche) []string {
	ad := x.Address(l.address - 1)
	for i := 0; !posted(ad) && i < fiche.MaxAddresses; i++ {
		ad = x.Address(i)
	}
	if !posted(ad) {
		return nil
	}
	lines := []string{x.Name}
	if full := strings.TrimSpace(x.Salutation + " " + x.FullName); l.who == "" && x.FullName != "" && x.FullName != x.Name {
		lines = append(lines, full)
	}
	return append(lines, postal(f, ad)...)
}

// posted reports whether mail can be sent to an address.
func posted(ad fiche.Address) bool {
	return ad.Town != "" || ad.Street != "" && ad.Postcode != ""
}

// numberFirst are the countries where the house number stands before the street.
var numberFirst = []string{"FR", "LU", "GB", "IE", "US", "CA", "AU", "NZ"}

// postal is an address as it is written on an envelope: the box in the language of the
// place, a country only when it is another, in capitals.
func postal(f *views.Frame, ad fiche.Address) (lines []string) {
	abroad := ad.Country != "" && ad.Country != "BE"
	street := ad.Street + " " + ad.House
	if abroad && slices.Contains(numberFirst, ad.Country) {
		street = ad.House + " " + ad.Street
	}
	if ad.Box != "" {
		there := f.Printer
		if lang := place.Language(ad.Postcode); !abroad && lang != "" {
			there = locale.For(lang, f.Now)
		}
		street = strings.TrimSpace(street) + " " + there.T("address.box", ad.Box)
	}
	country := ""
	if abroad {
		country = strings.ToUpper(countryName(f, ad.Country))
	}
	for _, line := range []string{ad.Line2, street, ad.Postcode + " " + ad.Town, country} {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// allLabels are the labels of a selection; skipped hears of who has no address.
func (a *App) allLabels(ctx context.Context, f *views.Frame, l labels, skipped func(*store.Row)) iter.Seq2[[]string, error] {
	return func(yield func([]string, error) bool) {
		for row, err := range a.store.Lines(ctx, l.query(), l.ticked) {
			if err != nil {
				yield(nil, err)
				return
			}
			lines := l.label(f, &row.Fiche)
			if lines == nil {
				skipped(&row)
				continue
			}
			if !yield(lines, nil) {
				return
			}
		}
	}
}

// labels answers the page on which address labels are made, with their first sheet.
func (a *App) labels(c *fiber.Ctx) error {
	r, f, err := a.bounded(c, a.bounds.sheet)
	if err != nil || f == nil {
		return err
	}
	return a.showLabels(c, f, readLabels(r, queryOf(c)))
}

func (a *App) showLabels(c *fiber.Ctx, f *views.Frame, l labels) error {
	f.Nav, f.Title = l.list.kind.Plural(), f.T("labels.head")
	v := views.Labels{Frame: f, Kind: l.list.kind.String(), Form: l.form.Name, Action: "/" + l.list.kind.Plural() + "/labels",
		Back: []views.Link{{URL: l.list.url(), Text: f.T("nav." + f.Nav)}, {URL: l.selection.url("/report"), Text: f.T("bar.report")}}}
	var err error
	if v.What, err = a.reportWords(c.UserContext(), f, l.selection); err != nil {
		return err
	}
	for name, values := range parseQuery(l.encode()) {
		for _, value := range values {
			v.Hidden = append(v.Hidden, views.Hidden{Name: name, Value: value})
		}
	}
	slices.SortFunc(v.Hidden, func(x, y views.Hidden) int { return strings.Compare(x.Name, y.Name) })
	v.Fields = labelFields(f, l)
	from := max(l.start, 1)
	for i := range from - 1 {
		v.Places = append(v.Places, views.LabelPlace{N: i + 1})
	}
	err = a.fillLabels(c.UserContext(), f, l, &v)
	if err != nil {
		return err
	}
	for i := range v.Places {
		v.Places[i].URL = l.url("/labels", i+1)
	}
	v.Sheets = (v.Total + from - 1 + l.form.Each() - 1) / l.form.Each()
	if l.start == 0 {
		return a.invalid(c, v)
	}
	if v.Total > 0 {
		v.PDF = l.url("/labels/sheet.pdf", l.start)
	}
	return a.page(c, v)
}

// fillLabels counts the labels, puts the first of them on their places, and says who
// has none.
func (a *App) fillLabels(ctx context.Context, f *views.Frame, l labels, v *views.Labels) error {
	skip := func(row *store.Row) {
		if v.Skipped++; len(v.Without) < maxSkipped {
			ref := fiche.RefTo(&row.Fiche)
			v.Without = append(v.Without, views.Link{URL: ficheURL(ref), Text: strconv.Itoa(ref.Number) + " " + ref.Name})
		}
	}
	for lines, err := range a.allLabels(ctx, f, l, skip) {
		if err != nil {
			return err
		}
		v.Total++
		if len(v.Places) < l.form.Each() {
			v.Places = append(v.Places, views.LabelPlace{N: len(v.Places) + 1, Lines: lines})
		}
	}
	for len(v.Places) < l.form.Each() {
		v.Places = append(v.Places, views.LabelPlace{N: len(v.Places) + 1})
	}
	return nil
}

// labelFields are the choices of the page.
func labelFields(f *views.Frame, l labels) []views.Field {
	form := views.Field{Name: "form", Label: f.T("labels.form"), Kind: "select", Value: l.form.Name}
	for _, x := range paper.LabelForms {
		form.Options = append(form.Options, views.Option{Value: x.Name, Label: f.T("labels.size", fmt.Sprintf("%d × %d", x.Across, x.Down), x.Each(), millimetres(f, x.Wide)+" × "+millimetres(f, x.High))})
	}
	address := views.Field{Name: "address", Label: f.T("labels.address"), Kind: "select", Value: strconv.Itoa(l.address), Hint: f.T("labels.address-hint")}
	for n := 1; n <= fiche.MaxAddresses; n++ {
		address.Options = append(address.Options, views.Option{Value: strconv.Itoa(n), Label: f.T("labels.address-n", n)})
	}
	who := views.Field{Name: "who", Label: f.T("labels.who"), Kind: "select", Value: l.who, Options: []views.Option{{Label: f.T("labels.both")}, {Value: "name", Label: f.T("labels.name")}}}
	start := views.Field{Name: "start", Label: f.T("labels.start"), Value: strconv.Itoa(l.start), InputMode: "numeric", Width: "is-4", MaxLength: 3, Autocomplete: "off", Hint: f.T("labels.start-hint")}
	if l.start == 0 {
		start.Value, start.Problem = l.typed, &views.Note{Text: f.T("labels.start-wrong", l.form.Each())}
	}
	return []views.Field{form, address, who, start}
}

// millimetres is a length, with the comma.
func millimetres(f *views.Frame, mm float64) string {
	return strings.Replace(strconv.FormatFloat(mm, 'f', -1, 64), ".", f.T("decimal"), 1)
}

// labelsPDF answers the labels as PDF.
func (a *App) labelsPDF(c *fiber.Ctx) error {
	r, f, err := a.bounded(c, a.bounds.sheet)
	if err != nil || f == nil {
		return err
	}
	l := readLabels(r, queryOf(c))
	if l.start == 0 {
		return a.showLabels(c, f, l)
	}
	title := f.T("labels.head") + " " + f.T("nav."+l.list.kind.Plural())
	return a.pdf(c, f, title, func(w io.Writer) error {
		return paper.WriteLabels(w, paperHead(f, title, ""), l.form, l.start, a.allLabels(c.UserContext(), f, l, func(*store.Row) {}))
	})
}

package handlers

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/place"
	"fichebak/store/search"
	"fichebak/views"
)

// maxFound is how many fiches of a kind the search over all kinds shows.
const maxFound = 12

// searchAll answers what is found in all kinds.
func (a *App) searchAll(c *fiber.Ctx) error {
	f, err := a.frame(c)
	if err != nil {
		return err
	}
	f.Title, f.Card = f.T("search.all"), "is-short is-wide"
	v := views.Search{Frame: f, Q: shorten(queryOf(c).Get("q"), maxQuery), Whole: a.store.Len()}
	words := search.Words(v.Q)
	if len(words) == 0 {
		return a.page(c, v)
	}
	for _, k := range fiche.Kinds {
		section := views.SearchSection{Kind: k.String()}
		for _, view := range []store.View{store.ViewAll, store.ViewInactive} {
			page, err := a.store.List(c.UserContext(), store.Query{Kind: k, Text: v.Q, View: view, Sort: "name", Limit: maxFound})
			if err != nil {
				return err
			}
			section.Total += page.Total
			for i := range page.Rows {
				if len(section.Rows) == maxFound {
					break
				}
				row := a.row(f, listColumns{}, &page.Rows[i], words, "")
				row.Hits = hits(f, &page.Rows[i], words)
				section.Rows = append(section.Rows, row)
			}
		}
		v.Total += section.Total
		section.All = listState{kind: k, q: v.Q, sort: defaultSort("", k)}.url()
		v.Sections = append(v.Sections, section)
	}
	if err := a.foundCRM(c.UserContext(), &v, words); err != nil {
		return err
	}
	pushURL(c, string(c.Request().URI().RequestURI()))
	return a.page(c, v)
}

// hits is the field by which a fiche was found, when it is not its name; else what
// tells it apart: who and where.
func hits(f *views.Frame, r *store.Row, words []search.Word) []views.Part {
	x := &r.Fiche
	values := x.Values(func(fiche.ID) string { return "" })
	if len(search.Marks(x.Name, words)) == 0 {
		for _, n := range fiche.NamesOf(values) {
			text := values[n]
			if n == "remarks" {
				text, _, _ = strings.Cut(text, "\n")
			}
			if len(search.Marks(text, words)) > 0 {
				return append([]views.Part{{Text: fieldLabel(f, n) + f.T("colon") + " "}}, parts(text, words)...)
			}
		}
	}
	var about []string
	for _, s := range []string{x.FullName, x.Town(), x.VAT} {
		if s != "" {
			about = append(about, s)
		}
	}
	return parts(strings.Join(about, ", "), words)
}

// maxPlaces is how many towns are suggested; no postcode has more.
const maxPlaces = 20

// places answers towns for what is typed as postcode or town, as a list for the
// script of the form; without scripts nobody asks. Only Belgian ones are known.
func (a *App) places(c *fiber.Ctx) error {
	f, err := a.frame(c)
	if err != nil {
		return err
	}
	query := queryOf(c)
	id := views.Dom("places", query.Get("for"))
	v := views.Places{Frame: f, ID: id}
	if country := query.Get("country"); country == "" || country == "BE" {
		v.Places = placeOptions(f.Lang, id, shorten(query.Get("q"), maxQuery), query.Get("postcode"))
	}
	return a.part(c, v)
}

// placeOptions are the towns for a text; those behind a postcode typed beside it
// alone, when there are any.
func placeOptions(lang, id, text, postcode string) (ps []views.Place) {
	var towns []place.Town
	if search.Digits(postcode) == postcode && search.Digits(text) == "" {
		towns = place.Search(postcode+" "+text, lang, maxPlaces)
	}
	if len(towns) == 0 {
		towns = place.Search(text, lang, maxPlaces)
	}
	for i, t := range towns {
		ps = append(ps, views.Place{
			ID: views.Dom(id, string(rune('a'+i))), Postcode: t.Postcode, Town: t.Name(lang), Note: t.Municipality(lang),
			Language: place.Language(t.Postcode), Exact: place.Postcode(text) == t.Postcode || t.Called(text),
		})
	}
	return ps
}

// countryOptions are the countries an address can be in; none said means Belgium.
func countryOptions(f *views.Frame) []views.Option {
	os := []views.Option{{Label: countryName(f, "BE")}}
	for _, c := range place.Countries(f.Lang) {
		if c.Code != "BE" {
			os = append(os, views.Option{Value: c.Code, Label: c.Name})
		}
	}
	return os
}

func countryName(f *views.Frame, code string) string {
	for _, c := range place.Countries(f.Lang) {
		if c.Code == code {
			return c.Name
		}
	}
	return code
}

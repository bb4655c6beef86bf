package handlers

import (
	"strconv"
	"strings"
	"time"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/phone"
	"fichebak/views"
)

// column is what a list can have as a column.
type column struct {
	name  string
	title string // key of its title in the catalogs
	long  string // key of its name where columns are chosen; the title when empty
	own   string // title of an own extra field, which is in no catalog
	sort  string // a name of store.Columns; empty when nothing in memory is in that order
	cell  string // class of its cells
	as    string // how its cells are made; empty is text. See views.Cell
	// widths are the classes that make it narrow, normal and wide; usual is which of
	// them, by the names of store.Widths, it has as delivered. rest are classes that say
	// when it leaves a list as delivered; off is a column that is not in such a list.
	widths [3]string
	usual  string
	rest   string
	off    bool
	text   func(f *views.Frame, r *store.Row) string
	crm    func(x *crmWords, r *store.CRMRow) string // in the list of the CRM fiches, in place of text
}

// heading is the column's title.
func (c *column) heading(f *views.Frame) string {
	if c.own != "" {
		return c.own
	}
	return f.T(c.title)
}

// fullName is what the column is called where columns are chosen.
func (c *column) fullName(f *views.Frame) string {
	if c.long != "" {
		return f.T(c.long)
	}
	return c.heading(f)
}

// stays reports whether the column can not be left out of a list.
func (c *column) stays() bool {
	return c.name == "number" || c.name == "name" || c.name == "subject"
}

// The widths of columns: of short words, of a name, of what takes the room that is left.
var (
	shortWidths = [3]string{"w-4", "w-6", "w-9"}
	someWidths  = [3]string{"w-6", "w-9", "w-14"}
	nameWidths  = [3]string{"w-6", "w-7", "w-12"}
	longWidths  = [3]string{"w-9", "w-12", "w-16"}
)

// columnTable are the columns of every list, those as delivered first and in their
// order.
var columnTable = []column{
	{name: "number", title: "column.number", long: "field.number", sort: "number", cell: "no", as: "number", widths: shortWidths, usual: "narrow", text: func(_ *views.Frame, r *store.Row) string { return strconv.Itoa(r.Fiche.Number) }},
	{name: "name", title: "column.name", sort: "name", cell: "name", as: "name", widths: [3]string{"w-12", "w-16", ""}, usual: "wide", text: func(_ *views.Frame, r *store.Row) string { return r.Fiche.Name }},
	{name: "full-name", title: "column.full-name", sort: "full-name", cell: "person", widths: nameWidths, usual: "normal", rest: "spare-2", text: func(_ *views.Frame, r *store.Row) string { return r.Fiche.FullName }},
	{name: "group", title: "column.group", sort: "group", cell: "group-name", widths: shortWidths, usual: "normal", rest: "spare-4", text: func(_ *views.Frame, r *store.Row) string { return strings.Join(r.Groups, ", ") }},
	{name: "town", title: "column.town", sort: "town", cell: "town", widths: [3]string{"w-6", "w-8", "w-14"}, usual: "normal", text: func(_ *views.Frame, r *store.Row) string { return r.Fiche.Town() }},
	{name: "phone", title: "column.phone", sort: "phone", cell: "tel", as: "tel", widths: [3]string{"w-6", "w-tel", "w-9"}, usual: "normal", text: func(_ *views.Frame, r *store.Row) string { return phone.Format(mainPhone(&r.Fiche)) }},
	{name: "vat", title: "column.vat", long: "field.vat", sort: "vat", cell: "vat", as: "vat", widths: someWidths, usual: "normal", rest: "spare-3", text: func(_ *views.Frame, r *store.Row) string { return r.Fiche.VAT }},
	{name: "source", title: "column.source", sort: "source", cell: "via", widths: nameWidths, usual: "narrow", rest: "spare", text: func(_ *views.Frame, r *store.Row) string { return r.Fiche.Source }},
	{name: "email", title: "field.email", cell: "mail", as: "mail", widths: longWidths, usual: "wide", rest: "extra", text: func(_ *views.Frame, r *store.Row) string { return r.Fiche.Email }},
	{name: "next", title: "column.next", sort: "next", cell: "due", as: "next", widths: [3]string{"w-9", "w-due", "w-14"}, usual: "normal", text: nextText},
	{name: "over", title: "column.over", cell: "over", as: "over", widths: [3]string{"w-over", "w-6", "w-9"}, usual: "narrow", text: overText},
	{name: "person", title: "field.person", widths: shortWidths, usual: "normal", off: true, text: personText},
	{name: "salutation", title: "field.salutation", widths: shortWidths, usual: "normal", off: true, text: func(_ *views.Frame, r *store.Row) string { return r.Fiche.Salutation }},
	{name: "mobile", title: "field.mobile", as: "call", widths: shortWidths, usual: "normal", off: true, text: func(_ *views.Frame, r *store.Row) string { return phone.Format(r.Fiche.Mobile) }},
	{name: "fax", title: "field.fax", widths: shortWidths, usual: "normal", off: true, text: func(_ *views.Frame, r *store.Row) string { return phone.Format(r.Fiche.Fax) }},
	{name: "website", title: "field.website", as: "web", widths: longWidths, usual: "normal", off: true, text: func(_ *views.Frame, r *store.Row) string { return r.Fiche.Website }},
	{name: "contact", title: "column.contact", widths: nameWidths, usual: "normal", off: true, text: contactText},
	{name: "street", title: "field.address.street-line", widths: longWidths, usual: "normal", off: true, text: streetText},
	{name: "country", title: "field.address.country", widths: shortWidths, usual: "normal", off: true, text: countryText},
	{name: "language", title: "field.language", widths: shortWidths, usual: "normal", off: true, text: languageText},
	{name: "iban", title: "field.iban", widths: someWidths, usual: "wide", off: true, text: func(_ *views.Frame, r *store.Row) string { return r.Fiche.IBAN }},
	{name: "bic", title: "field.bic", widths: shortWidths, usual: "normal", off: true, text: func(_ *views.Frame, r *store.Row) string { return r.Fiche.BIC }},
	{name: "remarks", title: "field.remarks", widths: longWidths, usual: "normal", off: true, text: func(_ *views.Frame, r *store.Row) string { return strings.Join(strings.Fields(r.Fiche.Remarks), " ") }},
	{name: "active", title: "field.active", widths: shortWidths, usual: "narrow", off: true, text: activeText},
	{name: "created", title: "fiche.created", widths: someWidths, usual: "normal", off: true, text: func(f *views.Frame, r *store.Row) string { return dayOf(f, r.Fiche.CreatedAt) }},
	{name: "changed", title: "column.changed", long: "column.changed-last", sort: "changed", widths: someWidths, usual: "normal", off: true, text: func(f *views.Frame, r *store.Row) string { return dayOf(f, r.Fiche.ChangedAt) }},
	{name: "changed-by", title: "column.changed-by", widths: nameWidths, usual: "normal", off: true, text: func(_ *views.Frame, r *store.Row) string { return r.Fiche.ChangedBy }},
}

func nextText(f *views.Frame, r *store.Row) string {
	if r.Next == nil {
		return ""
	}
	text := f.T("moment."+r.Next.Kind.String()) + " " + f.Date(r.Next.Day)
	if r.Next.Hour != "" {
		text += " " + r.Next.Hour
	}
	return text
}

func overText(f *views.Frame, r *store.Row) string {
	if r.Next == nil {
		return ""
	}
	return f.Distance(r.Next.Day, r.Next.Hour)
}

func personText(f *views.Frame, r *store.Row) string {
	if r.Fiche.Person {
		return f.T("fiche.person")
	}
	return f.T("fiche.firm")
}

func contactText(_ *views.Frame, r *store.Row) string {
	for _, p := range r.Fiche.Contacts {
		if p.Name != "" {
			return p.Name
		}
	}
	return ""
}

func streetText(f *views.Frame, r *store.Row) string {
	ad := r.Fiche.Address(0)
	return strings.Join(addressLines(f, fiche.Address{Street: ad.Street, House: ad.House, Box: ad.Box}), "")
}

func countryText(f *views.Frame, r *store.Row) string {
	if code := r.Fiche.Address(0).Country; code != "" {
		return countryName(f, code)
	}
	return ""
}

func languageText(f *views.Frame, r *store.Row) string {
	if r.Fiche.Language == "" {
		return ""
	}
	return f.T("language." + r.Fiche.Language)
}

func activeText(f *views.Frame, r *store.Row) string {
	if r.Fiche.Inactive {
		return f.T("value.no")
	}
	return f.T("value.yes")
}

// dayOf is the day of an instant as people read it.
func dayOf(f *views.Frame, at int64) string {
	if at == 0 {
		return ""
	}
	return f.Date(time.Unix(at, 0).In(f.Now.Location()).Format(time.DateOnly))
}

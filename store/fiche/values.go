package fiche

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// Values is a fiche as its form has it: a text for each field, by the field's
// name. It is the one shape that forms, history, conflicts, export and import
// share. A field that is absent counts as empty.
type Values map[string]string

// field ties the name of a form field to its place in a Fiche.
type field struct {
	name string
	at   func(*Fiche) *string
}

// lines are the plain text fields in the order of the form.
var lines = []field{
	{"name", func(f *Fiche) *string { return &f.Name }},
	{"full-name", func(f *Fiche) *string { return &f.FullName }},
	{"salutation", func(f *Fiche) *string { return &f.Salutation }},
	{"source", func(f *Fiche) *string { return &f.Source }},
	{"vat", func(f *Fiche) *string { return &f.VAT }},
	{"phone", func(f *Fiche) *string { return &f.Phone }},
	{"mobile", func(f *Fiche) *string { return &f.Mobile }},
	{"fax", func(f *Fiche) *string { return &f.Fax }},
	{"email", func(f *Fiche) *string { return &f.Email }},
	{"website", func(f *Fiche) *string { return &f.Website }},
	{"language", func(f *Fiche) *string { return &f.Language }},
	{"iban", func(f *Fiche) *string { return &f.IBAN }},
	{"bic", func(f *Fiche) *string { return &f.BIC }},
	{"remarks", func(f *Fiche) *string { return &f.Remarks }},
}

// ContactFields and AddressFields are the names of a contact's and an address's
// fields, in the order of the form; in Values they stand behind "contact.1." and
// "address.1.".
var (
	ContactFields = []string{"name", "role", "phone", "mobile", "email"}
	AddressFields = []string{"label", "street", "number", "box", "line2", "postcode", "town", "country", "phone", "email"}
)

// texts are the fields of a contact, as ContactFields names them.
func (c *Contact) texts() [5]*string {
	return [...]*string{&c.Name, &c.Role, &c.Phone, &c.Mobile, &c.Email}
}

// texts are the fields of an address, as AddressFields names them.
func (a *Address) texts() [10]*string {
	return [...]*string{&a.Label, &a.Street, &a.House, &a.Box, &a.Line2, &a.Postcode, &a.Town, &a.Country, &a.Phone, &a.Email}
}

// contactNames and addressNames are the names in Values of the fields of each contact
// and each address.
var (
	contactNames = numbered("contact.", MaxContacts, ContactFields)
	addressNames = numbered("address.", MaxAddresses, AddressFields)
)

func numbered(prefix string, most int, fields []string) [][]string {
	names := make([][]string, most)
	for i := range names {
		for _, n := range fields {
			names[i] = append(names[i], prefix+strconv.Itoa(i+1)+"."+n)
		}
	}
	return names
}

// FieldNames are the names of all fields of a fiche's form, in its order. "person"
// and "active" are "yes" or empty; "groups" is names with commas between.
var FieldNames = fieldNames()

func fieldNames() []string {
	names := []string{"person", "active", "groups"}
	for _, l := range lines {
		names = append(names, l.name)
	}
	return append(names, slices.Concat(slices.Concat(contactNames, addressNames)...)...)
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return ""
}

// Values returns the fiche as its form has it; group gives the name of a group.
// Empty fields are left out.
func (f *Fiche) Values(group func(ID) string) Values {
	v := Values{}
	put := func(name, text string) {
		if text != "" {
			v[name] = text
		}
	}
	put("person", yes(f.Person))
	put("active", yes(!f.Inactive))
	names := make([]string, 0, len(f.Groups))
	for _, g := range f.Groups {
		if n := group(g); n != "" {
			names = append(names, n)
		}
	}
	put("groups", strings.Join(names, ", "))
	for _, l := range lines {
		put(l.name, *l.at(f))
	}
	for id, text := range f.Extra {
		put(ExtraName(id), text)
	}
	for i := range f.Contacts[:min(len(f.Contacts), MaxContacts)] {
		for n, text := range f.Contacts[i].texts() {
			put(contactNames[i][n], *text)
		}
	}
	for i := range f.Addresses[:min(len(f.Addresses), MaxAddresses)] {
		for n, text := range f.Addresses[i].texts() {
			put(addressNames[i][n], *text)
		}
	}
	return v
}

// Apply sets what the form holds; groups are the ids behind v["groups"]. Trailing
// empty contacts and addresses are dropped; ones between keep their place, so that
// two people who edit the third contact mean the same one.
func (f *Fiche) Apply(v Values, groups []ID) {
	f.Person = v["person"] != ""
	f.Inactive = v["active"] == ""
	f.Groups = groups
	for _, l := range lines {
		*l.at(f) = v[l.name]
	}
	f.Extra = nil
	for n, text := range v {
		if id, ok := ExtraID(n); ok && text != "" {
			if f.Extra == nil {
				f.Extra = map[ID]string{}
			}
			f.Extra[id] = text
		}
	}
	f.Contacts = make([]Contact, MaxContacts)
	for i := range f.Contacts {
		for n, text := range f.Contacts[i].texts() {
			*text = v[contactNames[i][n]]
		}
	}
	for len(f.Contacts) > 0 && f.Contacts[len(f.Contacts)-1].IsZero() {
		f.Contacts = f.Contacts[:len(f.Contacts)-1]
	}
	f.Addresses = make([]Address, MaxAddresses)
	for i := range f.Addresses {
		for n, text := range f.Addresses[i].texts() {
			*text = v[addressNames[i][n]]
		}
	}
	for len(f.Addresses) > 0 && f.Addresses[len(f.Addresses)-1].IsZero() {
		f.Addresses = f.Addresses[:len(f.Addresses)-1]
	}
	f.Contacts, f.Addresses = slices.Clip(f.Contacts), slices.Clip(f.Addresses)
}

// Delta is one field that differs between two versions.
type Delta struct {
	Name string `cbor:"1,keyasint" json:"name"`
	Old  string `cbor:"2,keyasint,omitempty" json:"old,omitempty"`
	New  string `cbor:"3,keyasint,omitempty" json:"new,omitempty"`
}

// places are where the fields stand in the form.
var places = func() map[string]int {
	m := make(map[string]int, len(FieldNames))
	for i, n := range FieldNames {
		m[n] = i
	}
	return m
}()

// placeOf is where a field stands; those it does not know come behind.
func placeOf(name string) int {
	if i, ok := places[name]; ok {
		return i
	}
	return len(places)
}

// Diff lists the fields that differ from old to new, in the order of the form, own
// fields behind the others. It looks at those that are filled in alone, since most of
// a form is empty.
func Diff(old, new Values) []Delta {
	var ds []Delta
	add := func(n string) {
		_, own := ExtraID(n)
		if _, known := places[n]; known || own {
			ds = append(ds, Delta{n, old[n], new[n]})
		}
	}
	for n, text := range old {
		if text != new[n] {
			add(n)
		}
	}
	for n, text := range new {
		if _, both := old[n]; !both && text != "" {
			add(n)
		}
	}
	slices.SortFunc(ds, func(a, b Delta) int {
		return cmp.Or(cmp.Compare(placeOf(a.Name), placeOf(b.Name)), strings.Compare(a.Name, b.Name))
	})
	return ds
}

// Merge joins two people's changes to base, field by field: what one of them
// changed is taken, what both changed alike is kept. What both changed differently
// is returned by name, and merged has mine there. A nil base is unknown: then
// every difference between mine and theirs is such a clash.
func Merge(base, mine, theirs Values) (merged Values, clashes []string) {
	return MergeOf(NamesOf(base, mine, theirs), base, mine, theirs)
}

// MergeOf is Merge for another form, of the fields named.
func MergeOf(names []string, base, mine, theirs Values) (merged Values, clashes []string) {
	merged = Values{}
	for _, n := range names {
		m, t := mine[n], theirs[n]
		pick := m
		switch {
		case m == t:
		case base != nil && m == base[n]:
			pick = t
		case base != nil && t == base[n]:
		default:
			clashes = append(clashes, n)
		}
		if pick != "" {
			merged[n] = pick
		}
	}
	return merged, clashes
}

// GroupNames splits what a group field holds: names with commas between, spaces
// around them gone, doubles and empties too.
func GroupNames(text string) []string {
	var names []string
	for n := range strings.SplitSeq(text, ",") {
		if n = strings.Join(strings.Fields(n), " "); n != "" && !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	return names
}

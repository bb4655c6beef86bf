// Package fiche is the record card: a prospect, a customer or a supplier, with
// its addresses, contact persons and moments, and the rules that need no other
// record. It knows nothing of storage, HTTP, HTML or language; it speaks codes.
//
// Caveat: a Fiche holds what was typed. What can be read from it (a VAT number, a
// telephone number) is read again where it is needed, so a better reader needs no
// migration.
package fiche

import (
	"slices"
	"strconv"
	"time"

	"fichebak/store/vat"
)

// ID names a record for ever: a letter for the kind of record, then 48 bits of
// milliseconds and 32 random bits, in lower-case base 32 that sorts by time. It
// is never shown as "the number".
type ID = string

// Kind says in which drawer a fiche stands.
type Kind uint8

// The kinds, in the order of the source's button bar.
const (
	Prospect Kind = iota + 1
	Customer
	Supplier
)

// Kinds are all kinds in their order on the screen.
var Kinds = [...]Kind{Prospect, Customer, Supplier}

// String is the kind's code: prospect, customer or supplier.
func (k Kind) String() string {
	switch k {
	case Prospect:
		return "prospect"
	case Customer:
		return "customer"
	case Supplier:
		return "supplier"
	}
	return "kind" + strconv.Itoa(int(k))
}

// Plural is the kind's name in a URL: prospects, customers or suppliers.
func (k Kind) Plural() string { return k.String() + "s" }

// ParseKind reads a kind's code, in the singular or the plural.
func ParseKind(s string) (Kind, bool) {
	for _, k := range Kinds {
		if s == k.String() || s == k.Plural() {
			return k, true
		}
	}
	return 0, false
}

// Numbered is a number a fiche has or once had, in the series of a kind.
type Numbered struct {
	Kind   Kind `cbor:"1,keyasint" json:"kind"`
	Number int  `cbor:"2,keyasint" json:"number"`
}

// Fiche is one record card, the same record through its whole life. Its moments
// are records of their own.
type Fiche struct {
	ID  ID     `cbor:"1,keyasint" json:"id"`
	Rev uint64 `cbor:"2,keyasint" json:"rev"` // +1 each time what the fiche's own form holds is saved

	Kind    Kind       `cbor:"3,keyasint" json:"kind"`
	Number  int        `cbor:"4,keyasint" json:"number"`
	Numbers []Numbered `cbor:"5,keyasint" json:"numbers"` // every number it ever had, oldest first, the present one among them

	Person   bool `cbor:"6,keyasint,omitempty" json:"person,omitempty"` // a private person
	Inactive bool `cbor:"7,keyasint,omitempty" json:"inactive,omitempty"`

	Name       string `cbor:"8,keyasint" json:"name"`
	FullName   string `cbor:"9,keyasint,omitempty" json:"full_name,omitempty"`
	Salutation string `cbor:"10,keyasint,omitempty" json:"salutation,omitempty"`
	Groups     []ID   `cbor:"11,keyasint,omitempty" json:"groups,omitempty"`
	Source     string `cbor:"12,keyasint,omitempty" json:"source,omitempty"` // adres via
	VAT        string `cbor:"13,keyasint,omitempty" json:"vat,omitempty"`    // as typed, completed where it could be read
	Phone      string `cbor:"14,keyasint,omitempty" json:"phone,omitempty"`
	Mobile     string `cbor:"15,keyasint,omitempty" json:"mobile,omitempty"`
	Fax        string `cbor:"16,keyasint,omitempty" json:"fax,omitempty"`
	Email      string `cbor:"17,keyasint,omitempty" json:"email,omitempty"`
	Website    string `cbor:"18,keyasint,omitempty" json:"website,omitempty"`
	Language   string `cbor:"19,keyasint,omitempty" json:"language,omitempty"` // nl, fr, de, en or none
	IBAN       string `cbor:"20,keyasint,omitempty" json:"iban,omitempty"`
	BIC        string `cbor:"21,keyasint,omitempty" json:"bic,omitempty"`
	Remarks    string `cbor:"22,keyasint,omitempty" json:"remarks,omitempty"`

	Contacts  []Contact `cbor:"23,keyasint,omitempty" json:"contacts,omitempty"`
	Addresses []Address `cbor:"24,keyasint,omitempty" json:"addresses,omitempty"`

	Example   bool   `cbor:"25,keyasint,omitempty" json:"example,omitempty"` // came with the example data
	CreatedAt int64  `cbor:"26,keyasint" json:"created_at"`                  // unix seconds, UTC
	CreatedBy string `cbor:"27,keyasint,omitempty" json:"created_by,omitempty"`
	ChangedAt int64  `cbor:"28,keyasint" json:"changed_at"`
	ChangedBy string `cbor:"29,keyasint,omitempty" json:"changed_by,omitempty"`
	RemovedAt int64  `cbor:"30,keyasint,omitempty" json:"removed_at,omitempty"` // 0, or since when it lies in the bin
	RemovedBy string `cbor:"31,keyasint,omitempty" json:"removed_by,omitempty"`

	Extra      map[ID]string `cbor:"32,keyasint,omitempty" json:"extra,omitempty"`       // values of own fields, as Extra keeps them
	MergedInto ID            `cbor:"33,keyasint,omitempty" json:"merged_into,omitempty"` // the fiche it is part of by now
}

// Contact is a contact person of a fiche.
type Contact struct {
	Name   string `cbor:"1,keyasint,omitempty" json:"name,omitempty"`
	Role   string `cbor:"2,keyasint,omitempty" json:"role,omitempty"`
	Phone  string `cbor:"3,keyasint,omitempty" json:"phone,omitempty"`
	Mobile string `cbor:"4,keyasint,omitempty" json:"mobile,omitempty"`
	Email  string `cbor:"5,keyasint,omitempty" json:"email,omitempty"`
}

// Address is one of the nine addresses of a fiche.
type Address struct {
	Label    string `cbor:"1,keyasint,omitempty" json:"label,omitempty"`
	Street   string `cbor:"2,keyasint,omitempty" json:"street,omitempty"`
	House    string `cbor:"3,keyasint,omitempty" json:"number,omitempty"`
	Box      string `cbor:"4,keyasint,omitempty" json:"box,omitempty"`
	Line2    string `cbor:"5,keyasint,omitempty" json:"line2,omitempty"`
	Postcode string `cbor:"6,keyasint,omitempty" json:"postcode,omitempty"`
	Town     string `cbor:"7,keyasint,omitempty" json:"town,omitempty"`
	Country  string `cbor:"8,keyasint,omitempty" json:"country,omitempty"` // ISO 3166-1 alpha-2; none means Belgium
	Phone    string `cbor:"9,keyasint,omitempty" json:"phone,omitempty"`
	Email    string `cbor:"10,keyasint,omitempty" json:"email,omitempty"`
}

// The bounds of decisions on size: a record and its change stay far under the
// 64 KiB of a value.
const (
	MaxLine      = 200     // characters in one line
	MaxRemarks   = 8 << 10 // bytes
	MaxContacts  = 20
	MaxAddresses = 9
	MaxEncoded   = 24 << 10 // bytes of one encoded fiche
	MaxGroups    = 20       // with MaxTouched lines this stays under what one transaction may write
	MaxTouched   = 20       // lines of moments that one form changes
)

// Languages are the codes a fiche's language may have.
var Languages = []string{"nl", "fr", "de", "en"}

// IsZero reports whether nothing is filled in.
func (a Address) IsZero() bool { return a == Address{} }

// IsZero reports whether nothing is filled in.
func (c Contact) IsZero() bool { return c == Contact{} }

// Address returns the i-th address (from 0), empty where there is none.
func (f *Fiche) Address(i int) Address {
	if i < len(f.Addresses) {
		return f.Addresses[i]
	}
	return Address{}
}

// Removed reports whether the fiche lies in the bin, or is part of another by now.
func (f *Fiche) Removed() bool { return f.RemovedAt != 0 || f.MergedInto != "" }

// Town is "postcode town" of the first address.
func (f *Fiche) Town() string {
	a := f.Address(0)
	if a.Postcode == "" || a.Town == "" {
		return a.Postcode + a.Town
	}
	return a.Postcode + " " + a.Town
}

// NumberAs returns the latest number the fiche had as kind, or 0.
func (f *Fiche) NumberAs(k Kind) int {
	for _, n := range slices.Backward(f.Numbers) {
		if n.Kind == k {
			return n.Number
		}
	}
	return 0
}

// VATKey is the compact VAT number for look-ups, empty when none can be read.
func (f *Fiche) VATKey() string {
	n, _ := vat.Parse(f.VAT)
	return n.Compact()
}

// Changed is when the fiche was last saved.
func (f *Fiche) Changed() time.Time { return time.Unix(f.ChangedAt, 0).UTC() }

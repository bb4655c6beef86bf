package transfer

import (
	"strconv"
	"sync"

	"fichebak/store/fiche"
)

// Targets are all that a column can be, in the order of a form: contacts and addresses
// as far as somebody is likely to have columns of them.
func Targets() []string {
	list := []string{Number, "name", "full-name", FirstName, LastName, "salutation", "person", "active", "groups", "source", "vat", "phone", "mobile", "fax", "email", "website", "language", "iban", "bic", "remarks"}
	for i := range 3 {
		for _, w := range addressWords {
			list = append(list, address+strconv.Itoa(i+1)+"."+w.field)
		}
	}
	for i := range 3 {
		for _, w := range contactWords {
			list = append(list, contact+strconv.Itoa(i+1)+"."+w.field)
		}
	}
	return append(list, momentColumns(map[fiche.MomentKind]int{fiche.FirstContact: 1, fiche.Appointment: 1, fiche.CallBack: 1, fiche.Sold: 1}, nil)...)
}

var known = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for _, f := range append(Targets(), fiche.FieldNames...) {
		m[f] = true
	}
	for i := range fiche.MaxAddresses {
		m[address+strconv.Itoa(i+1)+Line], m[address+strconv.Itoa(i+1)+Place] = true, true
	}
	return m
})

// KnownTarget reports whether a column can be this. Of own fields it does not know which
// there are.
func KnownTarget(field string) bool {
	_, own := fiche.ExtraID(field)
	_, _, _, of := readMomentField(field)
	return own || of || known()[field]
}

package store

import (
	"slices"
	"strings"

	"fichebak/store/fiche"
)

// HistoryFields are the fields by which the history can be asked for, beside the own
// ones: those of all contact persons are one, and those of all addresses. Their places
// stand in an index: append only, or renew it.
var HistoryFields = []string{
	"name", "full-name", "salutation", "person", "active", "number", "groups", "source", "vat", "phone", "mobile", "fax", "email",
	"website", "language", "iban", "bic", "remarks", "contact", "address", "merged",
	"moment.kind", "moment.day", "moment.hour", "moment.until", "moment.text", "moment.for", "moment.lead", "moment.done",
	"crm.subject", "crm.stage", "crm.owner", "crm.value", "crm.chance", "crm.expected", "crm.outcome", "crm.reason",
	"crm.contact", "crm.phone", "crm.email", "crm.source", "crm.remarks",
	"activity.kind", "activity.day", "activity.hour", "activity.text", "activity.missed",
}

// fieldPlaces are the places of the fields in a mark of 64 bits.
var fieldPlaces = func() map[string]int {
	m := make(map[string]int, len(HistoryFields))
	for i, n := range HistoryFields {
		m[n] = i
	}
	return m
}()

// Own fields come and go, and share the last bits of a mark: which one was changed only
// the change itself says.
const (
	firstOwn = 56
	ownMarks = 64 - firstOwn
)

// FieldFamily is the field of the history that a name in a Delta belongs to: contact for
// contact.2.email.
func FieldFamily(name string) string {
	for _, many := range []string{"contact", "address"} {
		if strings.HasPrefix(name, many+".") {
			return many
		}
	}
	return name
}

// fieldMark is the bit of a field; 0 for one the history is not asked for by.
func fieldMark(name string) uint64 {
	if _, own := fiche.ExtraID(name); own {
		return 1 << (firstOwn + idSum(name)%ownMarks)
	}
	if i, ok := fieldPlaces[FieldFamily(name)]; ok {
		return 1 << i
	}
	return 0
}

// fieldsOf are the marks of what a change changed. What makes something changes nothing:
// all that it has would be told of each.
func fieldsOf(c *changeHead) (marks uint64) {
	switch c.Op {
	case OpCreate, OpMomentAdd, OpCRMAdd, OpActivityAdd:
		return 0
	}
	for i := range c.Fields {
		marks |= fieldMark(c.Fields[i].Name)
	}
	return marks
}

// soughtField reports whether an entry changed the field that is looked for, and what it
// cost to know.
func (t *tx) soughtField(look *seek, e *entry) (ok bool, cost int, err error) {
	if look.field == "" {
		return true, 0, nil
	}
	if e.fields&fieldMark(look.field) == 0 {
		return false, 0, nil
	}
	if _, own := fiche.ExtraID(look.field); !own {
		return true, 0, nil
	}
	c, err := get[Change](t, e.pk)
	return slices.ContainsFunc(c.Fields, func(d fiche.Delta) bool { return d.Name == look.field }), lookUp, err
}

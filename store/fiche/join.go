package fiche

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// What becomes of a part of two fiches that become one.
const (
	PickKeep = "keep" // what the fiche that stays has
	PickGone = "gone" // what the other has
	PickBoth = "both"
)

// JoinPart is a part in which two fiches that become one differ.
type JoinPart struct {
	Name       string
	Fields     []string // of the form
	Keep, Gone Values   // what each has there
	Pick       string   // what is proposed; empty: somebody must choose
	Both       bool     // both can be
	Fills      bool     // one of them has nothing there
}

type joinPart struct {
	name   string
	fields []string
	open   bool
}

// joinParts are the parts in the order of the page. Of one that is open nobody can say
// which to keep, when both have something there.
var joinParts = []joinPart{
	{"name", []string{"name"}, false}, {"person", []string{"person"}, false}, {"active", []string{"active"}, false}, {"groups", []string{"groups"}, false},
	{"source", []string{"source"}, true}, {"vat", []string{"vat"}, true}, {"salutation", []string{"salutation"}, false}, {"full-name", []string{"full-name"}, false},
	{"phone", []string{"phone"}, true}, {"mobile", []string{"mobile"}, true}, {"fax", []string{"fax"}, false}, {"email", []string{"email"}, true},
	{"website", []string{"website"}, false}, {"language", []string{"language"}, false}, {"iban", []string{"iban", "bic"}, true}, {"remarks", []string{"remarks"}, false},
}

// JoinParts are the parts in which the fiche that stays and the other one differ, but
// for the contact persons: those are all kept.
func JoinParts(keep, gone Values) (parts []JoinPart) {
	all := slices.Clip(joinParts)
	for _, n := range NamesOf(keep, gone)[len(FieldNames):] { // own fields
		all = append(all, joinPart{n, []string{n}, true})
	}
	for _, x := range all {
		p := JoinPart{Name: x.name, Fields: x.fields, Keep: only(keep, x.fields), Gone: only(gone, x.fields), Pick: PickKeep}
		choice := x.name == "person" || x.name == "active"
		switch {
		case maps.Equal(p.Keep, p.Gone):
			continue
		case choice:
		case len(p.Gone) == 0:
			p.Fills = true
		case len(p.Keep) == 0:
			p.Pick, p.Fills = PickGone, true
		case x.open:
			p.Pick = ""
		default:
			if p.Both = bothFit(x.name, keep, gone); p.Both {
				p.Pick = PickBoth
			}
		}
		parts = append(parts, p)
	}
	return append(parts, joinAddresses(keep, gone)...)
}

func only(v Values, fields []string) Values {
	some := Values{}
	for _, n := range fields {
		if v[n] != "" {
			some[n] = v[n]
		}
	}
	return some
}

// bothFit reports whether a part can hold what both have.
func bothFit(name string, keep, gone Values) bool {
	switch name {
	case "groups":
		return len(GroupNames(keep[name]+","+gone[name])) <= MaxGroups
	case "remarks":
		return len(bothTexts(keep[name], gone[name])) <= MaxRemarks
	}
	return false
}

// bothTexts are two remarks, one under the other.
func bothTexts(a, b string) string {
	if strings.Contains(a, b) {
		return a
	}
	return a + "\n" + b
}

func addressFields(n int) (fields []string) {
	for _, f := range AddressFields {
		fields = append(fields, "address."+strconv.Itoa(n)+"."+f)
	}
	return fields
}

// moved is an address, or a contact person, under another number.
func moved(v Values, part string, to int) Values {
	out := Values{}
	for n, text := range v {
		_, field, _ := strings.Cut(strings.TrimPrefix(n, part+"."), ".")
		out[part+"."+strconv.Itoa(to)+"."+field] = text
	}
	return out
}

func joinAddresses(keep, gone Values) (parts []JoinPart) {
	free := len(freeAddresses(keep, gone))
	for n := 1; n <= MaxAddresses; n++ {
		fields := addressFields(n)
		p := JoinPart{Name: "address." + strconv.Itoa(n), Fields: fields, Keep: only(keep, fields), Gone: only(gone, fields), Pick: PickKeep}
		switch {
		case len(p.Gone) == 0 || hasAddress(keep, p.Gone):
			continue
		case len(p.Keep) == 0:
			p.Pick, p.Fills = PickGone, true
		case free > 0:
			free--
			p.Both = true
			postcode := fields[slices.Index(AddressFields, "postcode")]
			if p.Keep[postcode] != p.Gone[postcode] {
				p.Pick = PickBoth // two places
			}
		}
		parts = append(parts, p)
	}
	return parts
}

// freeAddresses are the places for an address that neither of two fiches uses.
func freeAddresses(keep, gone Values) (ns []int) {
	for n := 1; n <= MaxAddresses; n++ {
		if fields := addressFields(n); len(only(keep, fields))+len(only(gone, fields)) == 0 {
			ns = append(ns, n)
		}
	}
	return ns
}

// hasAddress reports whether a fiche has an address already, under whatever number.
func hasAddress(v, address Values) bool {
	for n := 1; n <= MaxAddresses; n++ {
		if maps.Equal(moved(address, "address", n), only(v, addressFields(n))) {
			return true
		}
	}
	return false
}

// FreeAddress is where the address of a part goes when both are kept, counted among the
// parts that are.
func FreeAddress(keep, gone Values, nth int) int {
	if free := freeAddresses(keep, gone); nth < len(free) {
		return free[nth]
	}
	return 0
}

// Join makes one form of two: picks says by name what becomes of each part in which they
// differ; one that is not there is what is proposed. Its problems name parts.
func Join(keep, gone Values, picks map[string]string) (Values, []Problem) {
	joined, ps, nth := maps.Clone(keep), []Problem(nil), 0
	for _, p := range JoinParts(keep, gone) {
		pick, chosen := picks[p.Name]
		if !chosen || pick == "" {
			pick = p.Pick
		}
		switch {
		case pick == PickKeep:
		case pick == PickGone:
			for _, n := range p.Fields {
				delete(joined, n)
			}
			maps.Copy(joined, p.Gone)
		case pick == PickBoth && p.Both && p.Name == "groups":
			joined["groups"] = strings.Join(GroupNames(keep["groups"]+","+gone["groups"]), ", ")
		case pick == PickBoth && p.Both && p.Name == "remarks":
			joined["remarks"] = bothTexts(keep["remarks"], gone["remarks"])
		case pick == PickBoth && p.Both:
			maps.Copy(joined, moved(p.Gone, "address", FreeAddress(keep, gone, nth)))
			nth++
		default:
			ps = append(ps, Problem{Field: p.Name, Code: "problem.choice", Blocks: true})
		}
	}
	if joinContacts(joined, gone) > MaxContacts {
		ps = append(ps, Problem{Field: "contacts", Code: "merge.contacts-many", Args: []any{MaxContacts}, Blocks: true})
	}
	return joined, ps
}

func contact(v Values, n int) Values {
	var fields []string
	for _, f := range ContactFields {
		fields = append(fields, "contact."+strconv.Itoa(n)+"."+f)
	}
	return only(v, fields)
}

// joinContacts adds the contact persons of another fiche, and answers how many there are
// then. One who is in both is there once, with what both have of them.
func joinContacts(joined, other Values) (count int) {
	last := 0
	for n := 1; n <= MaxContacts; n++ {
		if len(contact(joined, n)) > 0 {
			last, count = n, count+1
		}
	}
	for n := 1; n <= MaxContacts; n++ {
		c := contact(other, n)
		if len(c) == 0 {
			continue
		}
		if at := sameContact(joined, c); at > 0 {
			maps.Copy(joined, moved(c, "contact", at))
			continue
		}
		if count++; last < MaxContacts {
			last++
			maps.Copy(joined, moved(c, "contact", last))
		} else if at := emptyContact(joined); at > 0 {
			maps.Copy(joined, moved(c, "contact", at))
		}
	}
	return count
}

// sameContact is where a fiche has the same contact person, or one of this name of whom it
// says nothing else; 0 when it does not.
func sameContact(v, c Values) int {
	for n := 1; n <= MaxContacts; n++ {
		if maps.Equal(contact(v, n), moved(c, "contact", n)) {
			return n
		}
	}
	for n := 1; n <= MaxContacts; n++ {
		have, like := contact(v, n), moved(c, "contact", n)
		name := "contact." + strconv.Itoa(n) + ".name"
		if have[name] == "" || !strings.EqualFold(have[name], like[name]) {
			continue
		}
		same := true
		for field, text := range like {
			same = same && (have[field] == "" || field == name || have[field] == text)
		}
		if same {
			return n
		}
	}
	return 0
}

func emptyContact(v Values) int {
	for n := 1; n <= MaxContacts; n++ {
		if len(contact(v, n)) == 0 {
			return n
		}
	}
	return 0
}

// Contacts is how many contact persons a form has.
func Contacts(v Values) (count int) { return joinContacts(maps.Clone(v), nil) }

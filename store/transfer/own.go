package transfer

import (
	"maps"
	"slices"
	"strings"

	"fichebak/store/fiche"
)

// Own is an own field of a box, which has a name of its own instead of titles.
type Own struct {
	Field string // in fiche.Values
	Title string
	YesNo bool
}

// ownName is how formats that name their fields themselves name an own field: by its
// title, since its id means nothing in another box.
const ownName = "own."

// ownNamed is the own field with a title.
func ownNamed(own []Own, title string) string {
	want := key(title)
	for _, o := range own {
		if want != "" && key(o.Title) == want {
			return o.Field
		}
	}
	return ""
}

// ProposeNamed is what the fields of a format mean that names them itself.
func ProposeNamed(names []string, own []Own) []string {
	fields := slices.Clone(names)
	for i, n := range names {
		if title, ok := strings.CutPrefix(n, ownName); ok {
			fields[i] = ownNamed(own, title)
		}
	}
	return fields
}

// named are the values of a fiche under the names of a format that names its fields
// itself. Own fields that the box no longer has are left out.
func named(v fiche.Values, own []Own) fiche.Values {
	out := maps.Clone(v)
	maps.DeleteFunc(out, func(n, _ string) bool { _, is := fiche.ExtraID(n); return is })
	for _, o := range own {
		if text := v[o.Field]; text != "" {
			out[ownName+o.Title] = text
		}
	}
	return out
}

// fieldsOf are the names of fields that are used, in the order of a form: those of every
// fiche, then those of moments, then own ones.
func fieldsOf(used map[string]bool) (names []string) {
	for _, n := range append([]string{Number}, fiche.FieldNames...) {
		if used[n] {
			names = append(names, n)
		}
	}
	var own []string
	most := map[fiche.MomentKind]int{}
	for n := range used {
		if k, i, _, ok := readMomentField(n); ok {
			most[k] = max(most[k], i)
		} else if strings.HasPrefix(n, ownName) && len(n) > len(ownName) {
			own = append(own, n)
		}
	}
	for _, n := range momentColumns(most, nil) {
		if used[n] {
			names = append(names, n)
		}
	}
	slices.Sort(own)
	return append(names, own...)
}

// Package place knows the Belgian postcodes and the countries of the world.
//
// The table be.csv is the project's own: one line a postcode, its municipality, and
// the places it serves; nl/fr where the official names differ, and after = what a
// place is called besides (Gent=Gand), by which it is found but never written. It holds
// the municipalities as they are since 1 January 2025, among them the thirteen merged
// that day, and keeps the names of those that went up in them as places.
//
// Its facts were gathered from belgian-region-zip (optiosteam, after the list of bpost
// of 2021; MIT licence) and checked against GeoNames (geonames.org, CC BY 4.0), with
// the capitals, accents and missing municipalities of both mended. The table is data
// to choose from, not truth: nothing forbids another town behind a postcode.
package place

import (
	"cmp"
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"

	"fichebak/store/search"
)

//go:embed be.csv
var table string

// Town is one place that a postcode serves.
type Town struct {
	Postcode string
	NL, FR   string // the official names, mostly the same
	Also     []string
	// The municipality the place lies in.
	MunicipalityNL, MunicipalityFR string
}

// Name is the name in a language. English and German have few names of their own: they
// say what is said there, and in Brussels the French one.
func (t Town) Name(lang string) string {
	if t.french(lang) {
		return t.FR
	}
	return t.NL
}

// Municipality is the name of the municipality in a language.
func (t Town) Municipality(lang string) string {
	if t.french(lang) {
		return t.MunicipalityFR
	}
	return t.MunicipalityNL
}

// Head reports whether the town bears the name of its municipality.
func (t Town) Head() bool { return t.NL == t.MunicipalityNL }

// Called reports whether text is a name of the town in full, however it is written.
func (t Town) Called(text string) bool {
	return slices.ContainsFunc(keys(text), func(k string) bool {
		return k != "" && (k == key(t.NL) || k == key(t.FR) || slices.ContainsFunc(t.Also, func(also string) bool { return k == key(also) }))
	})
}

// french reports whether a language takes the French name. Behind the postcodes of the
// East the other one is German.
func (t Town) french(lang string) bool {
	switch lang, _, _ = strings.Cut(lang, "-"); lang {
	case "fr":
		return true
	case "en", "de":
		there := Language(t.Postcode)
		return there == "fr" || there == ""
	}
	return false
}

// book is the table, read once.
type book struct {
	towns      []Town         // by postcode, of each the head first
	byPostcode map[string]int // the first of a postcode
	names      []name         // by key
}

// name is one name of a town, as it is looked for.
type name struct {
	key  string
	town int
}

var read = sync.OnceValue(func() *book {
	b := &book{byPostcode: map[string]int{}}
	for line := range strings.Lines(table) {
		code, rest, _ := strings.Cut(strings.TrimSpace(line), ";")
		municipality, places, _ := strings.Cut(rest, ";")
		b.byPostcode[code] = len(b.towns)
		mnl, mfr := bilingual(municipality)
		for place := range strings.SplitSeq(places, "|") {
			names := strings.Split(place, "=")
			t := Town{Postcode: code, Also: names[1:], MunicipalityNL: mnl, MunicipalityFR: mfr}
			t.NL, t.FR = bilingual(names[0])
			b.add(t)
		}
	}
	slices.SortStableFunc(b.names, func(x, y name) int { return cmp.Compare(x.key, y.key) })
	return b
})

func (b *book) add(t Town) {
	b.names = append(b.names, name{key(t.NL), len(b.towns)})
	if t.FR != t.NL {
		b.names = append(b.names, name{key(t.FR), len(b.towns)})
	}
	for _, also := range t.Also {
		b.names = append(b.names, name{key(also), len(b.towns)})
	}
	b.towns = append(b.towns, t)
}

func bilingual(s string) (nl, fr string) {
	nl, fr, two := strings.Cut(s, "/")
	if !two {
		fr = nl
	}
	return nl, fr
}

// key is what names are compared by: folded, all that is no letter a space, a leading
// apostrophe s ('s-Gravenvoeren) gone.
func key(s string) string {
	words := strings.FieldsFunc(search.Fold(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if len(words) > 1 && words[0] == "s" {
		words = words[1:]
	}
	return strings.Join(words, " ")
}

// keys are the keys that text may mean: St stands for Sint and for Saint.
func keys(text string) []string {
	k := key(text)
	first, rest, _ := strings.Cut(k, " ")
	switch {
	case first == "st" && rest != "":
		return []string{"sint " + rest, "saint " + rest, "sankt " + rest}
	case first == "ste" && rest != "":
		return []string{"sainte " + rest}
	}
	return []string{k}
}

// Postcode returns the four digits of a postcode as typed (B-9000), else "".
func Postcode(text string) string {
	text = strings.ToUpper(strings.TrimSpace(text))
	text = strings.TrimLeft(strings.TrimPrefix(strings.TrimPrefix(text, "BE"), "B"), "- ")
	if len(text) != 4 || search.Digits(text) != text {
		return ""
	}
	return text
}

// ByPostcode returns the towns of a postcode, the one with the name of its municipality
// first; none when there is no such postcode.
func ByPostcode(code string) []Town {
	b := read()
	i, ok := b.byPostcode[Postcode(code)]
	if !ok {
		return nil
	}
	end := i
	for end < len(b.towns) && b.towns[end].Postcode == b.towns[i].Postcode {
		end++
	}
	return slices.Clone(b.towns[i:end])
}

// ByName returns the towns that bear a name in either language, by postcode.
func ByName(text string) []Town {
	b := read()
	var found []int
	for _, k := range keys(text) {
		for _, n := range b.from(k) {
			if n.key != k {
				break
			}
			found = append(found, n.town)
		}
	}
	slices.Sort(found)
	return b.pick(slices.Compact(found), len(found))
}

// from returns the names from key k on.
func (b *book) from(k string) []name {
	if k == "" {
		return nil
	}
	i, _ := slices.BinarySearchFunc(b.names, k, func(n name, k string) int { return cmp.Compare(n.key, k) })
	return b.names[i:]
}

func (b *book) pick(ids []int, limit int) []Town {
	var towns []Town
	for _, id := range ids[:min(limit, len(ids))] {
		towns = append(towns, b.towns[id])
	}
	return towns
}

// Search returns at most limit towns whose name in either language begins with text, or
// whose postcode does; a postcode may be followed by the beginning of a name. First the
// towns whose whole name was typed, then those that are a municipality, then by the
// name in lang.
func Search(text, lang string, limit int) []Town {
	b := read()
	digits, rest, _ := strings.Cut(strings.TrimSpace(text), " ")
	if digits != "" && search.Digits(digits) == digits {
		return b.searchPostcode(digits, keys(rest), limit)
	}
	type hit struct{ town, rank int }
	var hits []hit
	for _, k := range keys(text) {
		for _, n := range b.from(k) {
			if !strings.HasPrefix(n.key, k) {
				break
			}
			rank := 2
			if n.key == k {
				rank = 0
			} else if b.towns[n.town].Head() {
				rank = 1
			}
			hits = append(hits, hit{n.town, rank})
		}
	}
	slices.SortFunc(hits, func(x, y hit) int {
		s, t := &b.towns[x.town], &b.towns[y.town]
		return cmp.Or(cmp.Compare(x.rank, y.rank), cmp.Compare(s.Name(lang), t.Name(lang)), cmp.Compare(x.town, y.town))
	})
	var ids []int
	seen := map[int]bool{}
	for _, h := range hits {
		if !seen[h.town] {
			seen[h.town] = true
			ids = append(ids, h.town)
		}
	}
	return b.pick(ids, max(limit, 0))
}

// searchPostcode returns the towns of the postcodes that begin with digits and whose
// name begins with one of keys.
func (b *book) searchPostcode(digits string, keys []string, limit int) []Town {
	var towns []Town
	i, _ := slices.BinarySearchFunc(b.towns, digits, func(t Town, d string) int { return cmp.Compare(t.Postcode, d) })
	for ; i < len(b.towns) && len(towns) < limit && strings.HasPrefix(b.towns[i].Postcode, digits); i++ {
		t := b.towns[i]
		if slices.ContainsFunc(keys, func(k string) bool {
			return strings.HasPrefix(key(t.NL), k) || strings.HasPrefix(key(t.FR), k)
		}) {
			towns = append(towns, t)
		}
	}
	return towns
}

package alike

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"fichebak/store/fiche"
)

// card makes the card of a fiche with these fields: name, value …; person is "yes".
func card(fields ...string) Card {
	v := fiche.Values{"active": "yes"}
	for i := 0; i+1 < len(fields); i += 2 {
		v[fields[i]] = fields[i+1]
	}
	var f fiche.Fiche
	f.Apply(fiche.Tidy(v), nil)
	return Of(&f)
}

func TestWhatMakesTwoFichesLookAlikeAndHowSure(t *testing.T) {
	turnhout := []string{"address.1.postcode", "2300", "address.1.town", "Turnhout"}
	with := func(fields []string, more ...string) Card { return card(append(slices.Clone(fields), more...)...) }
	for _, c := range []struct {
		what string
		a, b Card
		want Level
		why  []Reason
	}{
		{"the same telephone, words and town", card("name", "Claes Houtbouw", "phone", "050 00 41 27", "address.1.postcode", "8020"), card("name", "Houtbouw Claes bv", "phone", "0032 50/00.41.27", "address.1.postcode", "8020"), Sure, []Reason{Phone, NameOrder, Town}},
		{"the same VAT number, an initial more", card("name", "Bakkerij Peeters", "vat", "1099621890"), card("name", "Bakkerij L. Peeters", "vat", "BE 1099.621.890"), Sure, []Reason{VAT, NameNear}},
		{"the same e-mail, a word of the name", card("name", "Veranda’s Mertens", "email", "nico@mertens.example"), card("name", "Mertens Aluminium nv", "email", "Nico@Mertens.example"), Likely, []Reason{Email, NamePart}},
		{"namesakes", card("name", "Allaert Marijke", "person", "yes"), card("name", "Marijke Allaert", "person", "yes"), Likely, []Reason{NameOrder, Persons}},
		{"a word, the town, a digit of the telephone apart", with(turnhout, "name", "Garage Willems", "phone", "014 00 13 68"), with(turnhout, "name", "Carrosserie Willems & zoon", "phone", "014 00 13 60"), Maybe, []Reason{NamePart, PhoneNear, Town}},
		{"the same name elsewhere", card("name", "Hout Claes nv", "address.1.postcode", "9000"), card("name", "Hout Claes", "address.1.postcode", "8000"), Likely, []Reason{Name}},
		{"a branch with a number of its own", card("name", "Hout Claes nv", "vat", "1099001486"), card("name", "Hout Claes nv", "vat", "1099621890"), None, []Reason{Name}},
		{"a family shares an e-mail address", card("name", "Els De Smet", "email", "desmet@home.example", "person", "yes"), card("name", "Jan Peeters", "email", "desmet@home.example", "person", "yes"), None, []Reason{Email, Persons}},
		{"the same website, www or not", card("name", "Alfa", "website", "https://www.groep.example/nl"), card("name", "Beta", "website", "groep.example"), None, []Reason{Website}},
		{"a page where everybody has one", card("name", "Alfa", "website", "facebook.com/alfa"), card("name", "Beta", "website", "facebook.com/beta"), None, nil},
		{"a slip of the hand in the same town", with(turnhout, "name", "Bakkerij Peters"), with(turnhout, "name", "Bakkerij Peeters"), Likely, []Reason{NameNear, Town}},
		{"two garages", card("name", "Garage 1"), card("name", "Garage 2"), None, []Reason{NamePart}},
		{"nothing", card("name", "Els"), card("name", "Jan"), None, nil},
		{"the number of a contact person", card("name", "Alfa", "contact.1.mobile", "0470 00 56 78"), card("name", "Beta", "mobile", "+32 470 00 56 78"), Likely, []Reason{Phone}},
	} {
		got := Compare(&c.a, &c.b)
		if got.Level() != c.want || !slices.Equal(got.Reasons, c.why) {
			t.Errorf("%s: %s (%d) by %v, want %s by %v", c.what, got.Level(), got.Weight, got.Reasons, c.want, c.why)
		}
	}
}

var someWords = strings.Fields("Hout Claes Peeters Bakkerij Garage Willems Dakwerken Élan bpost Verandabouw Janssens Mertens")

// anyCard is that of an invented fiche, of few names and numbers so that many look alike.
func anyCard(r *rand.Rand) []string {
	pick := func(of ...string) string { return of[r.IntN(len(of))] }
	return []string{
		"name", strings.TrimSpace(pick(someWords...) + " " + pick(append(someWords, "")...) + pick("", " nv", " BV")), "person", pick("", "", "yes"),
		"phone", pick("", "", fmt.Sprintf("014 00 %02d 18", r.IntN(30))), "email", pick("", "", fmt.Sprintf("a%d@x.example", r.IntN(20))),
		"website", pick("", fmt.Sprintf("w%d.example", r.IntN(20))), "address.1.postcode", pick("", "2300", "9000", "8020"), "vat", pick("", "", "1099621890", "1099001486"),
	}
}

// It does not matter which of two comes first, a fiche looks like itself, and what looks
// alike has a key in common, however common or rare its parts are.
func TestRandomCardsAreComparedTheSameBothWaysAndFoundByTheirKeys(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 8))
	alikes := 0
	for range 8000 {
		a, b := card(anyCard(r)...), card(anyCard(r)...)
		l := Compare(&a, &b)
		if back := Compare(&b, &a); !reflect.DeepEqual(l, back) {
			t.Fatalf("%+v and %+v: %v one way, %v the other", a, b, l, back)
		}
		if self := Compare(&a, &a); !self.Has(Name) || self.Weight < sameName {
			t.Fatalf("%+v is like itself by %v", a, self)
		}
		if l.Level() == None {
			continue
		}
		alikes++
		if !slices.ContainsFunc(a.Keys(), func(k Key) bool { return slices.Contains(b.Keys(), k) }) {
			t.Fatalf("%+v and %+v look alike by %v and have no key in common", a, b, l.Reasons)
		}
	}
	if alikes < 400 {
		t.Errorf("only %d pairs looked alike", alikes)
	}
}

// Another way of writing the same firm is found, and it is sure.
func TestAnotherHandWritesTheSameFirm(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for i := range 2000 {
		name := someWords[r.IntN(len(someWords))] + " " + someWords[r.IntN(len(someWords))]
		words := strings.Fields(name)
		other := [...]string{strings.ToUpper(name), name + " B.V.", "nv " + name, words[1] + " " + words[0], strings.ReplaceAll(name, "e", "é"), words[0] + "-" + words[1]}[r.IntN(6)]
		digits := fmt.Sprintf("14%07d", 1_000_000+i)
		a := card("name", name, "phone", "0"+digits)
		b := card("name", other, "phone", [...]string{"+32 ", "0032", "+32 (0)"}[r.IntN(3)]+digits[:2]+" "+digits[2:])
		var blocks Blocks
		blocks.Add(0, a.Keys())
		blocks.Add(1, b.Keys())
		if l := Compare(&a, &b); l.Level() != Sure || len(blocks.Pairs()) != 1 {
			t.Fatalf("%q and %q: %s by %v, pairs %v", name, other, l.Level(), l.Reasons, blocks.Pairs())
		}
	}
}

func TestNoPairIsComparedTwiceAndNoneThatHasAKeyInCommonIsForgotten(t *testing.T) {
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 2))
		var b Blocks
		var keys [][]Key
		for at := range 40 {
			var ks []Key
			for range r.IntN(5) {
				ks = append(ks, Key(r.IntN(12))|[...]Key{0, weak}[r.IntN(2)])
			}
			slices.Sort(ks)
			keys = append(keys, slices.Compact(ks))
			b.Add(uint32(at), keys[at])
		}
		var want []Pair
		for i := range keys {
			for j := i + 1; j < len(keys); j++ {
				if slices.ContainsFunc(keys[i], func(k Key) bool { return slices.Contains(keys[j], k) && (k&weak == 0 || have(keys, k) <= maxWeak) }) {
					want = append(want, Pair{uint32(i), uint32(j)})
				}
			}
		}
		if got := b.Pairs(); !slices.Equal(got, want) {
			t.Fatalf("seed %d: %v, want %v", seed, got, want)
		}
	}
}

func have(all [][]Key, k Key) (n int) {
	for _, ks := range all {
		if slices.Contains(ks, k) {
			n++
		}
	}
	return n
}

// A telephone number that a thousand fiches have does not make half a million pairs,
// and a name that a thousand have makes none.
func TestWhatManyHaveIsNotComparedAllWithAll(t *testing.T) {
	var strong, common Blocks
	for at := range uint32(1000) {
		strong.Add(at, []Key{7})
		common.Add(at, []Key{7 | weak})
	}
	if n := len(strong.Pairs()); n < 1000 || n > 1000*nextOnes {
		t.Errorf("%d pairs by a number that all have", n)
	}
	if n := len(common.Pairs()); n != 0 {
		t.Errorf("%d pairs by a name that all have", n)
	}
}

func TestAnIndexFindsWhatComesAndForgetsWhatGoes(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	model := map[string][]Key{}
	some := func() (ks []Key) {
		for range 1 + r.IntN(3) {
			ks = append(ks, Key(r.IntN(40)))
		}
		slices.Sort(ks)
		return slices.Compact(ks)
	}
	var b Blocks
	var ids []string
	for at := range 50 {
		id, ks := fmt.Sprint("f", at), some()
		ids, model[id] = append(ids, id), ks
		b.Add(uint32(at), ks)
	}
	x := NewIndex()
	x.Put("f7", nil) // gone while the others were read
	delete(model, "f7")
	x.Fill(ids, &b)
	for range 500 {
		id := fmt.Sprint("f", r.IntN(80))
		if r.IntN(3) == 0 {
			delete(model, id)
			x.Put(id, nil)
		} else {
			model[id] = some()
			x.Put(id, model[id])
		}
		ask := some()
		var want []string
		for id, ks := range model {
			if slices.ContainsFunc(ask, func(k Key) bool { return slices.Contains(ks, k) }) {
				want = append(want, id)
			}
		}
		got := x.Find(ask)
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Fatalf("%v finds %v, want %v", ask, got, want)
		}
	}
}

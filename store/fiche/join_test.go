package fiche

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"strings"
	"testing"
)

func TestWhatTwoFichesHaveDifferentlyIsProposedSoThatLittleIsToChoose(t *testing.T) {
	keep := Values{"active": "yes", "name": "Claes Houtbouw", "groups": "Hout, beurs", "source": "Beurs", "phone": "050 00 41 27", "vat": "BE 1099.001.486", "remarks": "Poort", "address.1.postcode": "8020", "address.2.postcode": "9000"}
	gone := Values{"name": "Houtbouw Claes", "groups": "PVC, Hout", "source": "Website", "phone": "050 00 41 27", "email": "els@claes.example", "remarks": "Belt laat", "address.1.postcode": "8000", "address.2.postcode": "9000"}
	got := map[string]string{}
	for _, p := range JoinParts(keep, gone) {
		got[p.Name] = fmt.Sprint(p.Pick, " ", p.Both, " ", p.Fills)
	}
	want := map[string]string{
		"name": "keep false false", "active": "keep false false", "groups": "both true false", "source": " false false", "vat": "keep false true",
		"email": "gone false true", "remarks": "both true false", "address.1": "both true false",
	}
	if !maps.Equal(got, want) {
		t.Errorf("proposed:\n%v\nwant:\n%v", got, want)
	}
	if _, ps := Join(keep, gone, nil); len(ps) != 1 || ps[0].Field != "source" || !ps[0].Blocks {
		t.Errorf("with something to choose: %+v", ps)
	}
	v, ps := Join(keep, gone, map[string]string{"source": PickGone})
	if len(ps) != 0 || v["source"] != "Website" || v["groups"] != "Hout, beurs, PVC" || v["remarks"] != "Poort\nBelt laat" || v["address.3.postcode"] != "8000" || v["address.1.postcode"] != "8020" {
		t.Errorf("joined: %v, %+v", v, ps)
	}
}

func TestBothIsOnlyOfferedWhereBothFit(t *testing.T) {
	full, other := Values{"remarks": strings.Repeat("x", MaxRemarks), "name": "a"}, Values{"remarks": "y", "name": "a"}
	for n := 1; n <= MaxAddresses; n++ {
		full[fmt.Sprintf("address.%d.town", n)] = fmt.Sprint("Gent ", n)
	}
	other["address.1.town"] = "Luik"
	for _, p := range JoinParts(full, other) {
		if p.Both {
			t.Errorf("%s can hold both", p.Name)
		}
	}
	if _, ps := Join(full, other, map[string]string{"address.1": PickBoth, "remarks": PickBoth}); len(ps) != 2 {
		t.Errorf("both all the same: %+v", ps)
	}
}

func TestContactPersonsAreAllKeptAndOneInBothIsThereOnce(t *testing.T) {
	keep := Values{"name": "a", "contact.1.name": "Els Claes", "contact.1.phone": "1", "contact.3.name": "Jef", "contact.3.phone": "3"}
	gone := Values{"name": "a", "contact.1.name": "Jef", "contact.1.phone": "4", "contact.2.name": "els claes", "contact.2.email": "e@x.example"}
	v, ps := Join(keep, gone, nil)
	if len(ps) != 0 || Contacts(v) != 3 || v["contact.1.email"] != "e@x.example" || v["contact.4.name"] != "Jef" || v["contact.4.phone"] != "4" || v["contact.3.phone"] != "3" {
		t.Errorf("%v, %+v", v, ps)
	}
	many, more := Values{"name": "a"}, Values{"name": "a"}
	for n := 1; n <= 11; n++ {
		many[fmt.Sprintf("contact.%d.name", n)], more[fmt.Sprintf("contact.%d.name", n)] = fmt.Sprint("m", n), fmt.Sprint("n", n)
	}
	if _, ps := Join(many, more, nil); len(ps) != 1 || ps[0].Code != "merge.contacts-many" {
		t.Errorf("22 contact persons: %+v", ps)
	}
}

// Whatever is chosen, a form that is joined holds nothing that neither had, is as good as
// the two were, and joined with itself it is itself.
func TestRandomFormsAreJoinedWithoutInventingAnything(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	form := func() Values {
		v := Values{"name": "x"}
		for _, n := range FieldNames {
			if r.IntN(6) == 0 && n != "groups" && n != "language" && !strings.HasSuffix(n, "country") {
				v[n] = []string{"a", "b", "c"}[r.IntN(3)]
			}
		}
		return v
	}
	for range 500 {
		keep, gone := form(), form()
		picks := map[string]string{}
		for _, p := range JoinParts(keep, gone) {
			picks[p.Name] = []string{PickKeep, PickGone}[r.IntN(2)]
		}
		v, ps := Join(keep, gone, picks)
		if Blocking(ps) && ps[0].Field != "contacts" {
			t.Fatalf("%v and %v by %v: %+v", keep, gone, picks, ps)
		}
		for n, text := range v {
			if strings.HasPrefix(n, "contact.") || n == "remarks" {
				continue
			}
			if text != keep[n] && text != gone[n] {
				t.Fatalf("%s is %q, of %q and %q", n, text, keep[n], gone[n])
			}
		}
		if self, ps := Join(keep, keep, nil); len(ps) != 0 || !maps.Equal(self, keep) {
			t.Fatalf("%v joined with itself is %v, %+v", keep, self, ps)
		}
	}
}

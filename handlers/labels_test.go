package handlers

import (
	"slices"
	"testing"

	"fichebak/store/fiche"
	"fichebak/store/storetest"
	"fichebak/views"
)

func TestAnAddressIsWrittenAsWhereItGoesTo(t *testing.T) {
	f := views.NewFrame("nl", storetest.NewClock().Now())
	for _, c := range []struct {
		name string
		ad   fiche.Address
		want []string
	}{
		{"in Flanders", fiche.Address{Street: "Kortrijksestraat", House: "214", Box: "3", Line2: "Campus Zuid", Postcode: "8020", Town: "Oostkamp"}, []string{"Campus Zuid", "Kortrijksestraat 214 bus 3", "8020 Oostkamp"}},
		{"in Wallonia the box is a boîte", fiche.Address{Street: "Rue Haute", House: "1", Box: "B", Postcode: "5000", Town: "Namur", Country: "BE"}, []string{"Rue Haute 1 bte B", "5000 Namur"}},
		{"in the Netherlands", fiche.Address{Street: "Damrak", House: "1", Postcode: "1012 LG", Town: "Amsterdam", Country: "NL"}, []string{"Damrak 1", "1012 LG Amsterdam", "NEDERLAND"}},
		{"in France the number comes first", fiche.Address{Street: "rue de la Paix", House: "12", Postcode: "75002", Town: "Paris", Country: "FR"}, []string{"12 rue de la Paix", "75002 Paris", "FRANKRIJK"}},
		{"a town alone", fiche.Address{Town: "Gent"}, []string{"Gent"}},
	} {
		if got := postal(f, c.ad); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q", c.name, got)
		}
	}
}

func TestALabelHasTheAddressThatWasAskedFor(t *testing.T) {
	f := views.NewFrame("nl", storetest.NewClock().Now())
	x := fiche.Fiche{Name: "Claes Houtbouw", FullName: "Els Claes", Salutation: "Mevrouw", Addresses: []fiche.Address{{Phone: "050"}, {Town: "Brugge"}, {Town: "Gent"}}}
	for _, c := range []struct {
		l    labels
		want []string
	}{
		{labels{address: 3}, []string{"Claes Houtbouw", "Mevrouw Els Claes", "Gent"}},
		{labels{address: 1}, []string{"Claes Houtbouw", "Mevrouw Els Claes", "Brugge"}},
		{labels{address: 9, who: "name"}, []string{"Claes Houtbouw", "Brugge"}},
	} {
		if got := c.l.label(f, &x); !slices.Equal(got, c.want) {
			t.Errorf("address %d: %q", c.l.address, got)
		}
	}
	if got := (labels{address: 1}).label(f, &fiche.Fiche{Name: "Zonder"}); got != nil {
		t.Errorf("%q", got)
	}
}

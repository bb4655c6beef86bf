package storetest

import (
	"testing"

	"fichebak/store/fiche"
)

// people are the fiches that tests know by name.
var people = map[string]struct {
	kind   fiche.Kind
	fields []string
}{
	"Bakkerij Peeters": {fiche.Prospect, []string{"vat", "BE 1099.001.288", "phone", "050 00 12 34", "address.1.street", "Korenmarkt", "address.1.number", "3", "address.1.postcode", "9000", "address.1.town", "Gent", "source", "Beurs Brussel"}},
	"Els De Smet":      {fiche.Prospect, []string{"person", "yes", "full-name", "Els De Smet", "salutation", "Mevrouw", "mobile", "0470 00 56 78", "email", "els@desmet.example", "language", "nl"}},
	"Hout Claes nv":    {fiche.Prospect, []string{"vat", "BE 1099.001.486", "phone", "050 00 41 27", "groups", "Hout", "address.1.postcode", "8020", "address.1.town", "Oostkamp", "contact.1.name", "Jef Claes", "contact.1.email", "jef@houtclaes.example"}},
}

// Person makes the fiche of one of the people that tests know by name: Bakkerij
// Peeters, Els De Smet (a private person) or Hout Claes nv.
func (b *Box) Person(t testing.TB, name string) fiche.Fiche {
	t.Helper()
	p, known := people[name]
	if !known {
		t.Fatalf("nobody here is called %q", name)
	}
	return b.Make(t, p.kind, append([]string{"name", name}, p.fields...)...)
}

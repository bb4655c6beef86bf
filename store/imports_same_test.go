package store_test

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/storetest"
	"fichebak/store/transfer"
)

// exports are the formats that hold all of a fiche.
var exports = []string{"csv", "xlsx", "vcf", "jsonl"}

// exported writes the customers of a box in a format.
func exported(t *testing.T, b *storetest.Box, format string) *bytes.Buffer {
	t.Helper()
	lists := []store.Query{{Kind: fiche.Customer, View: store.ViewAll, Sort: "number"}, {Kind: fiche.Customer, View: store.ViewInactive, Sort: "number"}}
	cols, err := b.OwnColumns(t.Context())
	var most transfer.Most
	if err == nil {
		err = b.EachCard(t.Context(), func(c *store.Card) error { most.Add(&c.Fiche, c.Moments); return nil }, lists...)
	}
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := cardWriter(t, format, &out, transfer.Columns(most, cols), cols)
	who := func(id fiche.ID) string { return nameOf(t, b, id) }
	err = b.EachCard(t.Context(), func(c *store.Card) error {
		return w.Write(transfer.Card{Kind: c.Fiche.Kind, Number: c.Fiche.Number, Values: transfer.WithMoments(c.Values, c.Moments, who)})
	}, lists...)
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return &out
}

// nameOf is what a user is called.
func nameOf(t *testing.T, b *storetest.Box, id fiche.ID) string {
	t.Helper()
	users, err := b.Users(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for i := range users {
		if users[i].ID == id {
			return users[i].Name
		}
	}
	return ""
}

func cardWriter(t *testing.T, format string, out *bytes.Buffer, cols []string, own []transfer.Own) transfer.CardWriter {
	t.Helper()
	titles := make([]string, len(cols))
	for i, c := range cols {
		titles[i] = transfer.Title(c, "fr")
		for _, o := range own {
			if o.Field == c {
				titles[i] = o.Title
			}
		}
	}
	var table transfer.Writer
	var w transfer.CardWriter
	var err error
	switch format {
	case "csv":
		table, err = transfer.NewCSV(out, titles)
	case "xlsx":
		table, err = transfer.NewXLSX(out, "Clients", titles)
	case "vcf":
		w = transfer.NewVCard(out, own)
	case "jsonl":
		w = transfer.NewLines(out, own)
	case "winfakt":
		w, err = transfer.NewWinFakt(out)
	}
	if err != nil {
		t.Fatal(err)
	}
	if table != nil {
		return transfer.NewTable(table, cols, own, "oui", "non")
	}
	return w
}

// ownFields makes an own field of each type; two have names that titles have too.
func ownFields(t *testing.T, b *storetest.Box) (own []fiche.Extra) {
	t.Helper()
	for i, name := range []string{"Houtsoort; \"hard\" ?", "Sector", "Nieuwsbrief", "Klant sinds"} {
		x, err := b.AddExtra(t.Context(), storetest.Kim, "", fiche.Extra{Name: name, Type: fiche.ExtraTypes[i], Kinds: fiche.Kinds[:]})
		if err != nil {
			t.Fatal(err)
		}
		own = append(own, x)
	}
	return own
}

// What was exported imports again as the same, in every form.
func TestWhatWasExportedImportsAsTheSame(t *testing.T) {
	b := storetest.Open(t)
	own := ownFields(t, b)
	f := b.Make(t, fiche.Customer, "name", "Hout; \"Claes\" nv", "vat", "BE 0403.170.701", "phone", "09 225 12 34", "mobile", "+31 6 12345678", "groups", "Hout, PVC", "source", "=Beurs", "remarks", "een\ntwee; drie",
		"address.1.street", "Kerkstraat", "address.1.number", "12", "address.1.box", "3", "address.1.town", "Gent", "address.1.postcode", "9000", "address.2.label", "Werf", "contact.1.name", "Els", "contact.2.email", "jan@claes.example", "language", "nl",
		own[0].Field(), "eik\nof beuk", own[1].Field(), "-12,50", own[2].Field(), "no", own[3].Field(), "2020-02-29")
	b.Moment(t, f, fiche.Appointment, "2026-11-02", "11:30", "opmeten; trap")
	b.Moment(t, f, fiche.Appointment, "2026-11-02", "", "=nog eens")
	late := b.Moment(t, f, fiche.CallBack, "2026-01-05", "", "")
	b.Moment(t, f, fiche.FirstContact, "2019-05-06", "09:00", "beurs")
	if _, err := b.Done(t.Context(), storetest.Kim, f.ID, late.ID, true); err != nil {
		t.Fatal(err)
	}
	b.Make(t, fiche.Customer, "name", "bpost", "full-name", "Els De Smet", "active", "", "address.1.country", "FR")
	b.Make(t, fiche.Customer, "name", "Jan", "person", "yes", "salutation", "Dhr.")
	for _, format := range append(exports, "winfakt") {
		i, err := b.NewImport(t.Context(), storetest.Kim, "", "x."+format, fiche.Customer, exported(t, b, format))
		if err != nil {
			t.Fatal(format, err)
		}
		if rows, counts := rehearsed(t, b, i.ID); counts["same"] != 3 {
			t.Errorf("%s: %v\n%+v", format, counts, rows)
		}
	}
}

// anyFiche makes a fiche with whatever own fields and moments, some for a colleague.
func anyFiche(t *testing.T, b *storetest.Box, own []fiche.Extra, els fiche.ID, r *rand.Rand) {
	t.Helper()
	pick := func(of ...string) string { return of[r.IntN(len(of))] }
	fields := []string{"name", fmt.Sprintf("%s %d", pick("Firma", "=som", "'t Hof", "Crème; & brûlée"), r.Uint32())}
	for i, x := range own {
		if r.IntN(3) > 0 {
			fields = append(fields, x.Field(), pick([][]string{{"eik", "-a", "x\ny", "=1+1", "yes"}, {"0", "1234,5", "-7"}, {"yes", "no"}, {"1999-12-31", "2026-10-21"}}[i]...))
		}
	}
	f := b.Make(t, fiche.Customer, append(fields, "contact.2.role", pick("", "baas"), "address.3.town", pick("", "Gent"), "active", pick("yes", ""))...)
	for range r.IntN(6) {
		kind := fiche.MomentKinds[r.IntN(len(fiche.MomentKinds))]
		day := fmt.Sprintf("%d-%02d-%02d", 2024+r.IntN(4), 1+r.IntN(12), 1+r.IntN(28))
		l := fiche.Line{Kind: kind.String(), Day: day, Hour: pick("", "09:00", "23:45"), Text: pick("", "opmeten", "-bellen; \"nu\"", "12"), For: pick("", els)}
		if l.Hour != "" {
			l.Until = pick("", "23:50")
		}
		if kind.Reminds() {
			l.Lead = pick("", "none", "0", "45")
		}
		m, err := b.AddMoment(t.Context(), storetest.Kim, f.ID, l, "")
		if err != nil {
			t.Fatal(err)
		}
		if kind.Reminds() && r.IntN(2) == 0 {
			if _, err := b.Done(t.Context(), storetest.Kim, f.ID, m.ID, true); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// lines are what a fiche holds, and its moments as a form has them.
func contentOf(t *testing.T, b *storetest.Box, number int, own []fiche.Extra) (v fiche.Values, moments map[fiche.Line]int) {
	t.Helper()
	f, err := b.ByNumber(t.Context(), fiche.Customer, number)
	if err != nil {
		t.Fatal(number, err)
	}
	c := card(t, b, f.ID)
	v = maps.Clone(c.Values)
	for _, x := range own { // each box has its own ids
		if text, ok := v[x.Field()]; ok {
			delete(v, x.Field())
			v["own "+x.Name] = text
		}
	}
	moments = map[fiche.Line]int{}
	for i := range c.Moments {
		l := c.Moments[i].Line()
		if l.For != "" { // so have users
			l.For = nameOf(t, b, l.For)
		}
		moments[l]++
	}
	return v, moments
}

// Whatever own fields and moments fiches have, each form holds them: in the box they
// come from they are the same, in another they are made as they were.
func TestAnyFicheComesBackWithItsOwnFieldsAndMoments(t *testing.T) {
	b := storetest.Open(t)
	own, els := ownFields(t, b), b.Colleague(t, "Els; De Smet")
	const n = 12
	for seed := range uint64(n) {
		anyFiche(t, b, own, els, rand.New(rand.NewPCG(seed, 7)))
	}
	for _, format := range exports {
		i, err := b.NewImport(t.Context(), storetest.Kim, "", "x."+format, fiche.Customer, bytes.NewReader(exported(t, b, format).Bytes()))
		if err != nil {
			t.Fatal(format, err)
		}
		rows, counts := rehearsed(t, b, i.ID)
		if counts["same"] != n || slices.ContainsFunc(rows, func(r store.RowResult) bool { return len(r.Problems) > 0 }) {
			t.Errorf("%s: %v\n%+v", format, counts, rows)
		}
		other := storetest.Open(t)
		theirs := ownFields(t, other)
		other.Colleague(t, "Els; De Smet")
		i, err = other.NewImport(t.Context(), storetest.Kim, "", "x."+format, fiche.Customer, exported(t, b, format))
		if err != nil {
			t.Fatal(format, err)
		}
		if j := broughtIn(t, other, i.ID); j.Counts["new"] != n {
			t.Fatalf("%s: %v %+v", format, j.Counts, j.Exceptions)
		}
		for number := 10_000; number < 10_000+n; number++ {
			v, moments := contentOf(t, b, number, own)
			got, lines := contentOf(t, other, number, theirs)
			if !maps.Equal(v, got) || !maps.Equal(moments, lines) {
				t.Fatalf("%s, %d:\n got %q %v\nwant %q %v", format, number, got, lines, v, moments)
			}
		}
	}
}

// A customer code of letters is no number: it stops a row only where numbers are kept.
func TestACodeOfLettersFaultsARowOnlyWhereNumbersAreKept(t *testing.T) {
	b := storetest.Open(t)
	text := "Contactnummer;Bedrijfsnaam\nPEET01;Bakkerij Peeters\n10500;Hout Claes\n"
	for keep, want := range map[bool]string{true: "fault new", false: "new new"} {
		i := taken(t, b, text, func(p *store.ImportPlan) { p.Match, p.Keep = store.MatchName, keep })
		rows, _ := rehearsed(t, b, i.ID)
		if got := verdicts(rows); got != want {
			t.Errorf("kept %v: %s, want %s", keep, got, want)
		}
		if p := rows[0].Problems; len(p) != 1 || p[0].Code != "problem.import-number" || p[0].Blocks != keep {
			t.Errorf("kept %v: %+v", keep, p)
		}
	}
}

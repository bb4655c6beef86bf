package transfer

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fichebak/store/fiche"
)

var full = Card{Kind: fiche.Customer, Number: 10023, Values: fiche.Values{
	"name": "Hout; Claes, \"& Zoon\" nv", "full-name": "Els De Smet", "salutation": "Mevr.", "active": "yes", "groups": "Hout, PVC", "source": "Beurs Brussel",
	"vat": "BE 0403.170.701", "phone": "09 225 12 34", "mobile": "0475 12 34 56", "fax": "+31 20 123 4567", "email": "els@claes.example", "website": "www.claes.example",
	"language": "nl", "iban": "BE62 5100 0754 7061", "bic": "VAPEBE22", "remarks": "=1+1\nbelt \\; liefst\tna 17 u",
	"contact.1.name": "Jan", "contact.1.role": "-baas", "contact.3.email": "x@claes.example",
	"address.1.label": "Zetel", "address.1.street": "Kerkstraat", "address.1.number": "12", "address.1.box": "3", "address.1.postcode": "9000", "address.1.town": "Gent",
	"address.2.street": "Rue Haute 5", "address.2.town": "Bruxelles", "address.2.country": "FR", "address.2.phone": "02 511 22 33",
}}

var bare = Card{Kind: fiche.Prospect, Number: 30001, Values: fiche.Values{"name": "jan", "person": "yes"}}

// written writes cards in a format; titles are in a language.
func written(t testing.TB, format, lang string, cards ...Card) []byte {
	t.Helper()
	var b bytes.Buffer
	var w CardWriter
	var err error
	cols := Columns(Most{Contacts: 3, Addresses: 2}, nil)
	titles := make([]string, len(cols))
	for i, c := range cols {
		titles[i] = Title(c, lang)
	}
	var table Writer
	switch format {
	case "csv":
		table, err = NewCSV(&b, titles)
	case "xlsx":
		table, err = NewXLSX(&b, "Klanten", titles)
	case "vcf":
		w = NewVCard(&b, nil)
	case "jsonl":
		w = NewLines(&b, nil)
	case "winfakt":
		w, err = NewWinFakt(&b)
	}
	if table != nil {
		w = NewTable(table, cols, nil, "ja", "nee")
	}
	for _, c := range cards {
		if err == nil {
			err = w.Write(c)
		}
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(format, err)
	}
	return b.Bytes()
}

func draftsOf(t testing.TB, b []byte) (drafts []Draft) {
	t.Helper()
	table, rows := read(t, bytes.NewReader(b))
	fields := table.Titles
	if !table.Named {
		fields = Propose(table.Titles, nil)
	}
	for _, cells := range rows {
		drafts = append(drafts, Read(fields, cells))
	}
	return drafts
}

func TestWhatIsWrittenIsReadAgain(t *testing.T) {
	for _, format := range []string{"csv", "xlsx", "vcf", "jsonl"} {
		for _, lang := range Languages {
			ds := draftsOf(t, written(t, format, lang, full, bare))
			if len(ds) != 2 {
				t.Fatalf("%s %s: %d rows", format, lang, len(ds))
			}
			for i, c := range []Card{full, bare} {
				got := fiche.Values{}
				for n, v := range ds[i].Values {
					if v != "" {
						got[n] = v
					}
				}
				if ds[i].Number != c.Number || !reflect.DeepEqual(got, c.Values) {
					t.Errorf("%s %s: number %d\n got %q\nwant %q", format, lang, ds[i].Number, got, c.Values)
				}
			}
		}
	}
}

// A cell that a spreadsheet would calculate is text, and comes back as it was.
func TestFormulasAreNeutralised(t *testing.T) {
	text := string(written(t, "csv", "nl", full))
	if !strings.HasPrefix(text, "\ufeffNummer;") || !strings.Contains(text, "'=1+1\r\nbelt") && !strings.Contains(text, "'=1+1\nbelt") || !strings.Contains(text, ";'-baas;") {
		t.Errorf("%q", text)
	}
	for _, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		for _, cell := range strings.Split(line, ";") {
			if strings.HasPrefix(strings.TrimPrefix(cell, `"`), "=") {
				t.Errorf("cell %q", cell)
			}
		}
	}
}

func TestWinFaktsColumnsAreUnquotedAndKnown(t *testing.T) {
	b := written(t, "winfakt", "", full)
	lines := strings.Split(string(b), "\r\n")
	if len(lines) != 3 || strings.Count(lines[1], ";") != 23 || strings.ContainsAny(lines[1], "\"\n") {
		t.Errorf("%q", lines)
	}
	if !strings.HasPrefix(lines[1], "Ja;10023;'=1+1 belt \\, liefst na 17 u;BE 0403.170.701;;;0403.170.701;;Hout, Claes, '& Zoon' nv;De Smet;Els;Kerkstraat;;12;3;9000;els@claes.example;") {
		t.Errorf("%q", lines[1])
	}
	table, rows := read(t, bytes.NewReader(b))
	if !IsWinFakt(table.Titles) {
		t.Error("its titles are not known")
	}
	d := Read(Propose(table.Titles, nil), rows[0])
	if d.Number != 10023 || d.Values["address.1.number"] != "12" || d.Values["address.1.street"] != "Kerkstraat" || d.Values["full-name"] != "Els De Smet" || d.Values["language"] != "nl" {
		t.Errorf("%d %q", d.Number, d.Values)
	}
	for n, v := range d.Values {
		if !Same(n, full.Values[n], v) {
			t.Errorf("%s: %q, was %q", n, v, full.Values[n])
		}
	}
}

func TestSheetsHaveNamesThatExcelAllows(t *testing.T) {
	for in, want := range map[string]string{"Klanten: alle/geen [2]": "Klanten  alle geen  2", "'": "Fichebak", strings.Repeat("é", 40): strings.Repeat("é", 31)} {
		if got := sheetName(in); got != want {
			t.Errorf("%q: %q", in, got)
		}
	}
}

// Whatever stands in the fields, each format brings it back.
func TestAnyTextComesBackFromEveryFormat(t *testing.T) {
	text := rapid.StringMatching(`[a-zéß0-9'"=+@;:,|\\\-]{1,40}( [a-z;\\]{1,100}){0,2}`)
	rapid.Check(t, func(r *rapid.T) {
		v := fiche.Values{"name": text.Draw(r, "name"), "active": "yes"}
		for _, n := range []string{"full-name", "source", "remarks", "contact.2.role", "address.1.street", "address.1.line2", "address.2.town"} {
			if rapid.Bool().Draw(r, "has "+n) {
				v[n] = text.Draw(r, n)
			}
		}
		v = fiche.Tidy(v)
		for _, format := range []string{"csv", "vcf", "jsonl"} {
			ds := draftsOf(t, written(t, format, "nl", Card{Kind: fiche.Prospect, Number: 7, Values: v}))
			got := fiche.Values{}
			for n, s := range ds[0].Values {
				if s != "" {
					got[n] = s
				}
			}
			if fmt.Sprint(got) != fmt.Sprint(v) {
				r.Fatalf("%s\n got %q\nwant %q", format, got, v)
			}
		}
	})
}

// FuzzReading never fails otherwise than with a fault.
func FuzzReading(f *testing.F) {
	for _, name := range []string{"windows-1252.csv", "tab-utf16.txt", "outlook-2.1.vcf", "phone-4.vcf", "sep-line.csv"} {
		s := sample(f, name)
		b := make([]byte, s.Size())
		if _, err := s.ReadAt(b, 0); err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Add(written(f, "jsonl", "", full))
	f.Add(written(f, "xlsx", "nl", full))
	f.Fuzz(func(t *testing.T, b []byte) {
		r := bytes.NewReader(b)
		s, err := Find(r)
		if err != nil {
			return
		}
		table, err := Open(r, s)
		if err != nil {
			return
		}
		fields := Propose(table.Titles, nil)
		for row, err := range table.Rows() {
			if err != nil {
				return
			}
			for n, v := range Read(fields, row.Cells).Values {
				if !KnownTarget(n) {
					t.Fatalf("field %q: %q", n, v)
				}
			}
		}
	})
}

// A fiche writes down no country for an address in Belgium; elsewhere a spreadsheet may
// have taken the zero in front of a postcode.
func TestACountryIsWrittenAsTheFormWritesIt(t *testing.T) {
	fields := []string{"name", "address.1.postcode", "address.1.country", "address.2.postcode", "address.2.country"}
	for _, c := range []struct{ code, country, wantCode, want string }{
		{"9000", "België", "9000", ""}, {"9000", "b", "9000", ""}, {"1000", "France", "01000", "FR"}, {"1067", "Duitsland", "01067", "DE"}, {"1012 AB", "NL", "1012 AB", "NL"}, {"1009", "Luxembourg", "1009", "LU"},
	} {
		v := Read(fields, []string{"A", c.code, c.country, c.code, c.country}).Values
		for _, at := range []string{"address.1", "address.2"} {
			got, said := v[at+".country"]
			if v[at+".postcode"] != c.wantCode || got != c.want || !said {
				t.Errorf("%s %s is read as %s %q", c.code, c.country, v[at+".postcode"], got)
			}
		}
	}
	if v := Read(fields, []string{"A", "1000"}).Values; v["address.1.postcode"] != "1000" {
		t.Error("a postcode without a country is taken for one abroad")
	} else if _, said := v["address.1.country"]; said {
		t.Error("an empty cell says something of the country")
	}
}

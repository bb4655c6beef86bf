package paper

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"fichebak/store/papertest"
)

func claes() Card {
	h := head()
	h.Title, h.Page = "Claes Houtbouw", nil
	return Card{
		Head: h, Kicker: "Prospect 30014 · Firma · Actief",
		Moments: []Moment{{"Eerste contact", "di 8 sep 14:30", "gebeurd", "Op de stand. Zoekt gevelbekleding voor een magazijn, 420 m².", false}, {"Afspraak", "do 22 okt 09:30", "Kim", "Plaatsbezoek magazijn Oostkamp.", false}, {"Terug bellen", "wo 21 okt 11:00", "Kim", "Prijs per m² thermisch behandeld hout.", true}, {Title: "Verkocht", When: "nog niet"}},
		Left:    []Section{{"1 Zetel", []float64{0.5, 0.5}, -1, [][]string{{"Kortrijksestraat 214 bus 3\n8020 Oostkamp", "050 00 41 27\ninfo@claeshoutbouw.example"}}}, {"Contactpersonen", []float64{0.3, 0.2, 0.2, 0.3}, 0, [][]string{{"Els Claes", "zaakvoerder", "0470 00 41 27", "els@claeshoutbouw.example"}}}, {"Opmerkingen", []float64{1}, -1, [][]string{{"Leverde vroeger via Hout Claes nv."}}}},
		Right:   []Section{{"Verloop", []float64{0.27, 0.73}, -1, [][]string{{"di 20 okt", "Terug bellen niet opgenomen"}}}, {"Gegevens", []float64{0.35, 0.65}, -1, [][]string{{"Groep", "Hout, beurs Brussel"}}}},
	}
}

func draw(t *testing.T, c Card) []string {
	t.Helper()
	var b bytes.Buffer
	if err := WriteCard(&b, c); err != nil {
		t.Fatal(err)
	}
	keep(t, b.Bytes())
	return papertest.Pages(t, b.Bytes())
}

func TestACardIsOneSheet(t *testing.T) {
	pages := draw(t, claes())
	if len(pages) != 1 {
		t.Fatalf("%d sheets", len(pages))
	}
	for _, want := range []string{"Claes Houtbouw", "Prospect 30014", "wo 21 okt 11:00", "Kortrijksestraat 214 bus 3", "els@claeshoutbouw.", "Hout, beurs Brussel", "wo 21 okt 2026 10:42, Kim Peeters"} {
		if !strings.Contains(pages[0], want) {
			t.Errorf("no %q:\n%s", want, pages[0])
		}
	}
}

func TestAFullCardIsWrittenSmallerToStayOnOneSheet(t *testing.T) {
	c := claes()
	for i := range 45 {
		c.Right[0].Rows = append(c.Right[0].Rows, []string{"di 20 okt", fmt.Sprint("Terug bellen ", i)})
	}
	if pages := draw(t, c); len(pages) != 1 || !strings.Contains(pages[0], "Terug bellen 44") {
		t.Errorf("%d sheets", len(pages))
	}
}

func TestACardThatIsTooLongLosesNothing(t *testing.T) {
	c := claes()
	c.Left[2].Rows[0][0] = strings.Repeat("woord ", 3000) + "einde"
	for i := range 300 {
		c.Right[0].Rows = append(c.Right[0].Rows, []string{"di 20 okt", fmt.Sprint("Terug bellen ", i)})
	}
	pages := draw(t, c)
	text := strings.Join(pages, "\n")
	if len(pages) < 2 || strings.Count(text, "woord") != 3000 || !strings.Contains(text, "einde") || !strings.Contains(text, "Terug bellen 299") {
		t.Errorf("%d sheets, %d words", len(pages), strings.Count(text, "woord"))
	}
}

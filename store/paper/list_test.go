package paper

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"os"
	"strings"
	"testing"
	"time"

	"fichebak/store/papertest"
)

func head() Head {
	return Head{
		Company: "Lievens Ramen en Gevels", Title: "Prospecten", Under: "Te laat · groep Hout · gezocht: “hout”", Stamp: "wo 21 okt 2026 10:42, Kim Peeters", Lang: "nl-BE",
		At: time.Date(2026, 10, 21, 8, 42, 0, 0, time.UTC), Page: func(n, of int) string { return fmt.Sprintf("blz. %d van %d", n, of) },
	}
}

func rowsOf(rows ...[]string) iter.Seq2[[]string, error] {
	return func(yield func([]string, error) bool) {
		for _, r := range rows {
			if !yield(r, nil) {
				return
			}
		}
	}
}

// list draws a list and keeps it where FICHEBAK_SHOTS says, to be looked at.
func list(t *testing.T, columns []Column, rows ...[]string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := WriteList(&b, List{head(), columns}, rowsOf(rows...)); err != nil {
		t.Fatal(err)
	}
	keep(t, b.Bytes())
	return b.Bytes()
}

func keep(t *testing.T, pdf []byte) {
	t.Helper()
	if dir := os.Getenv("FICHEBAK_SHOTS"); dir != "" {
		if err := os.WriteFile(dir+"/"+strings.ReplaceAll(t.Name(), "/", "-")+".pdf", pdf, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

var threeColumns = []Column{{"Nr.", true}, {"Benaming", false}, {"Plaats", false}}

func TestAListSaysAllThatIsInItLetterForLetter(t *testing.T) {
	names := []string{
		"Crèche De Kleine Beer", "Müller & Söhne", "Łódź Dvořák Ξένος", "Prijs € 1\u202f234,50", "’t Hoekske (bis) \\ 50 %", "Ensor, “Chez Noël”", "Ωmega\u00a0bv",
	}
	var rows [][]string
	for i, n := range names {
		rows = append(rows, []string{fmt.Sprint(30000 + i), n, "8020 Oostkamp"})
	}
	text := papertest.Text(t, list(t, threeColumns, rows...))
	for _, want := range append(names, "30003", "Prospecten", "Lievens Ramen en Gevels", "Te laat · groep Hout · gezocht: “hout”", "wo 21 okt 2026 10:42, Kim Peeters", "Benaming", "blz. 1 van 1") {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not on paper:\n%s", want, text)
		}
	}
}

// Every character of the project's own texts and of what it formats has its picture in
// both fonts: the narrow space in French numbers among them.
func TestTheFontsHaveWhatWeWrite(t *testing.T) {
	s, err := newSheet(head(), false)
	if err != nil {
		t.Fatal(err)
	}
	for _, style := range []string{plain, bold} {
		s.font(style, 10)
		missing := s.GetStringWidth("\uE000") // no font has it
		for _, r := range "€\u202f\u00a0éèêëàâäçîïôöûüœŒÉÈÀÇß°²m³½±×–—“”‘’«»…·•−'\"@&%/\\" {
			if s.GetStringWidth(string(r)) == missing {
				t.Errorf("font %q has no %q (%U)", style, r, r)
			}
		}
	}
}

func TestALongListHasItsTitlesAndNumberOnEachPage(t *testing.T) {
	var rows [][]string
	for i := range 500 {
		rows = append(rows, []string{fmt.Sprint(30000 + i), "Firma " + fmt.Sprint(i), "2300 Turnhout"})
	}
	pages := papertest.Pages(t, list(t, threeColumns, rows...))
	if len(pages) < 5 {
		t.Fatalf("%d pages", len(pages))
	}
	for i, p := range pages {
		if !strings.Contains(p, "Benaming") || !strings.Contains(p, fmt.Sprintf("blz. %d van %d", i+1, len(pages))) {
			t.Errorf("page %d: %.200s", i+1, p)
		}
	}
	if all := strings.Join(pages, "\n"); strings.Count(all, "2300 Turnhout") != 500 {
		t.Errorf("%d rows of 500", strings.Count(all, "2300 Turnhout"))
	}
}

func TestWhatIsTooLongForItsColumnGoesOnBelow(t *testing.T) {
	var columns []Column
	row := []string{}
	for i := range 10 {
		columns = append(columns, Column{Title: fmt.Sprint("Kolom ", i)})
		row = append(row, strings.Repeat("woord ", 30)+"einde"+fmt.Sprint(i), "")[:i+1]
	}
	row[9] = strings.Repeat("x", 200) // a word without an end
	text := papertest.Text(t, list(t, columns, row))
	for i := range 9 {
		if !strings.Contains(text, "einde"+fmt.Sprint(i)) {
			t.Errorf("the end of column %d is not on paper", i)
		}
	}
	if n := strings.Count(text, "x"); n != 200 {
		t.Errorf("%d letters of 200", n)
	}
}

func TestTheSameListIsTheSameFile(t *testing.T) {
	one, two := list(t, threeColumns, []string{"1", "a", "b"}), list(t, threeColumns, []string{"1", "a", "b"})
	if !bytes.Equal(one, two) {
		t.Error("two files differ")
	}
}

func TestAListThatBreaksOffIsNoFile(t *testing.T) {
	var b bytes.Buffer
	broken := errors.New("disk gone")
	err := WriteList(&b, List{head(), threeColumns}, func(yield func([]string, error) bool) {
		_ = yield([]string{"1", "a", "b"}, nil) && yield(nil, broken)
	})
	if !errors.Is(err, broken) || b.Len() > 0 {
		t.Errorf("%v, %d bytes", err, b.Len())
	}
}

func FuzzAnyTextCanBeDrawn(f *testing.F) {
	for _, s := range []string{"", "😀 Jan", "\xff\xfe", "a\u0301e\u0302", "שלום", "\u200bx", strings.Repeat("é", 300), "a\nb\r\nc", "((\\))"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var b bytes.Buffer
		if err := WriteList(&b, List{head(), threeColumns}, rowsOf([]string{"1", s, s})); err != nil {
			t.Error(err)
		}
	})
}

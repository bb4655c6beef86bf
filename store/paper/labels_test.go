package paper

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"fichebak/store/papertest"
)

func labels(t *testing.T, form LabelForm, start int, each ...[]string) []string {
	t.Helper()
	var b bytes.Buffer
	if err := WriteLabels(&b, head(), form, start, rowsOf(each...)); err != nil {
		t.Fatal(err)
	}
	keep(t, b.Bytes())
	return papertest.Pages(t, b.Bytes())
}

func TestLabelsGoOnOnTheNextSheet(t *testing.T) {
	for _, form := range LabelForms {
		t.Run(form.Name, func(t *testing.T) {
			var all [][]string
			for i := range form.Each() + 1 {
				all = append(all, []string{fmt.Sprint("Firma ", i), "Els Claes", "Kortrijksestraat 214 bus 3", "8020 Oostkamp"})
			}
			if pages := labels(t, form, 1, all...); len(pages) != 2 || strings.Count(pages[0], "Firma") != form.Each() || strings.Count(pages[1], "Firma") != 1 {
				t.Errorf("%d pages", len(pages))
			}
			if pages := labels(t, form, form.Each(), all[:2]...); len(pages) != 2 || strings.Count(pages[0], "Firma") != 1 {
				t.Errorf("from the last place: %d pages", len(pages))
			}
			if pages := labels(t, form, 3, all[:form.Each()-2]...); len(pages) != 1 {
				t.Errorf("from the third place: %d pages", len(pages))
			}
		})
	}
}

func TestALabelIsInsideItsSheet(t *testing.T) {
	for _, f := range LabelForms {
		if right, low := f.left+float64(f.Across-1)*f.stepX+f.Wide, f.top+float64(f.Down-1)*f.stepY+f.High; right > short+0.1 || low > long+0.1 || f.Wide > f.stepX || f.High > f.stepY {
			t.Errorf("%s ends at %.1f × %.1f", f.Name, right, low)
		}
	}
}

func TestANameThatIsTooLongIsWrittenSmallerAndWhole(t *testing.T) {
	name := strings.TrimSpace(strings.Repeat("Vennootschap ", 15)) + " einde"
	word := strings.Repeat("w", 200)
	most := []string{strings.Repeat("M ", 99) + "X", strings.Repeat("M ", 99) + "X", word, word, word, word}
	for _, form := range LabelForms {
		t.Run(form.Name, func(t *testing.T) {
			text := strings.ReplaceAll(strings.Join(labels(t, form, 1, []string{name, "Kaai 3", "9000 Gent"}, most), ""), "\n", " ")
			if !strings.Contains(text, "Vennootschap einde Kaai 3 9000 Gent") || strings.Count(text, "Vennootschap") != 15 {
				t.Errorf("cut: %s", text)
			}
			if n := strings.Count(text, "w"); n != 800 {
				t.Errorf("%d letters of 800", n)
			}
			s, err := newSheet(head(), false)
			if err != nil {
				t.Fatal(err)
			}
			size, lines := s.fit(most, form.Wide-2*padX, form.High-2*padY)
			if high := float64(len(lines)) * size * labelLead * point; high > form.High {
				t.Errorf("%.1f mm of text at %.1f points on a label of %.1f", high, size, form.High)
			}
		})
	}
}

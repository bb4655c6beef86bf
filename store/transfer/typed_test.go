package transfer

import (
	"bytes"
	"testing"

	"github.com/xuri/excelize/v2"
)

func TestAWorkbookHasNumbersAndDaysAsWhatTheyAre(t *testing.T) {
	var b bytes.Buffer
	w, err := NewTypedXLSX(&b, "Prospecten: te/laat", []Column{{Title: "Nr.", Kind: CellNumber}, {Title: "Benaming", Wide: 30}, {Title: "Volgende", Kind: CellDay, Wide: 18}, {Title: "Telefoon"}, {Title: "Waarde", Kind: CellEuro}})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range [][]string{
		{"30014", "=1+1", "2026-10-21 11:00", "050004127", "1845050"},
		{"007", "Crèche", "2026-10-22", "", "veel"},
		{"", "zonder", "in de loop van de dag", "1"},
	} {
		if err := w.Write(row); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close() //nolint:errcheck // it was only read
	sheet := book.GetSheetList()[0]
	for cell, want := range map[string]string{
		"A1": "Nr.", "A2": "30014", "A3": "007", "B2": "=1+1", "C2": "21/10/2026 11:00", "C3": "22/10/2026", "C4": "in de loop van de dag", "D2": "050004127", "D4": "1", "E2": "18,450.50", "E3": "veel",
	} {
		if got, err := book.GetCellValue(sheet, cell); err != nil || got != want {
			t.Errorf("%s is %q, %v", cell, got, err)
		}
	}
	for cell, number := range map[string]bool{"A2": true, "A3": false, "C2": true, "D2": false, "B2": false} {
		kind, err := book.GetCellType(sheet, cell)
		if is := kind == excelize.CellTypeUnset || kind == excelize.CellTypeNumber; err != nil || is != number {
			t.Errorf("%s is of type %v, %v", cell, kind, err)
		}
	}
	if f, err := book.GetCellFormula(sheet, "B2"); err != nil || f != "" {
		t.Errorf("a formula: %q %v", f, err)
	}
	if panes, err := book.GetPanes(sheet); err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("titles that run away: %+v %v", panes, err)
	}
	if wide, err := book.GetColWidth(sheet, "B"); err != nil || wide != 30 {
		t.Errorf("names are %v wide, %v", wide, err)
	}
}

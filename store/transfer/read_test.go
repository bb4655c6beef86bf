package transfer

import (
	"archive/zip"
	"bytes"
	"errors"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

func sample(t testing.TB, name string) File {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return bytes.NewReader(b)
}

// read reads a whole file as it is found.
func read(t testing.TB, f File) (*Table, [][]string) {
	t.Helper()
	s, err := Find(f)
	if err != nil {
		t.Fatal(err)
	}
	table, err := Open(f, s)
	if err != nil {
		t.Fatal(err)
	}
	return table, cellsOf(t, table)
}

func cellsOf(t testing.TB, table *Table) (rows [][]string) {
	t.Helper()
	for row, err := range table.Rows() {
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, row.Cells)
	}
	return rows
}

// codeOf is the code of the fault that finding or opening a file ends with.
func codeOf(t testing.TB, f File) string {
	t.Helper()
	s, err := Find(f)
	if err == nil {
		var table *Table
		if table, err = Open(f, s); err == nil {
			for _, e := range table.Rows() {
				err = e
			}
		}
	}
	var fault *Fault
	if !errors.As(err, &fault) {
		t.Fatalf("%v is no fault", err)
	}
	return strings.TrimPrefix(fault.Code, "import.")
}

// The same table, as seven programs write it, is the same table.
func TestOneTableWrittenSevenWaysIsReadAlike(t *testing.T) {
	want := [][]string{
		{"10023", "Bakkerij Peeters", "Kerkstraat 12 bus 3", "9000", "Gent", "092251234", "info@peeters.example", "BE 0403.170.701", "Levert 's morgens"},
		{"10024", "Café Zoë", "Rue Haute 5A", "1000", "Bruxelles", "02 511 22 33", "zoe@cafe.example", "", "Prijs: € 12,50; betaalt contant"},
		{"10025", "Hout Claes nv", "Nijverheidslaan 7", "3600", "Genk", "475123456", "", "403170701", "zei: \"bel mij\"\nna 17 u"},
	}
	for name, shape := range map[string]Shape{
		"windows-1252.csv":  {CSV, "windows-1252", ';', "", false},
		"semicolon-bom.csv": {CSV, "utf-8", ';', "", false},
		"comma.csv":         {CSV, "utf-8", ',', "", false},
		"tab-utf16.txt":     {CSV, "utf-16le", '\t', "", false},
		"utf16-no-mark.csv": {CSV, "utf-16be", ';', "", false},
		"sep-line.csv":      {CSV, "utf-8", '|', "", false},
	} {
		table, rows := read(t, sample(t, name))
		if table.Shape != shape {
			t.Errorf("%s: shape %+v, want %+v", name, table.Shape, shape)
		}
		if !reflect.DeepEqual(rows, want) {
			t.Errorf("%s: %q", name, rows)
		}
		if fields := Propose(table.Titles, nil); !reflect.DeepEqual(fields, []string{"number", "name", "address.1.line", "address.1.postcode", "address.1.town", "phone", "email", "vat", "remarks"}) {
			t.Errorf("%s: proposed %q", name, fields)
		}
	}
}

// The lines of rows are those of a spreadsheet: a cell of two lines is one row.
func TestRowsAreCountedAsASpreadsheetDoes(t *testing.T) {
	f := bytes.NewReader([]byte("Naam;Info\n\"A\";\"een\ntwee\"\n\nB;x\n"))
	table, err := Open(f, Shape{Format: CSV, Encoding: "utf-8", Comma: ';'})
	if err != nil {
		t.Fatal(err)
	}
	var lines []int
	for row, err := range table.Rows() {
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, row.Line)
	}
	if !reflect.DeepEqual(lines, []int{2, 4}) {
		t.Errorf("lines %v", lines)
	}
}

func TestFiftyColumnsAreRead(t *testing.T) {
	table, rows := read(t, sample(t, "columns-50.csv"))
	if len(table.Titles) != 50 || len(rows) != 1 || rows[0][49] != "49" {
		t.Errorf("%d titles, rows %q", len(table.Titles), rows)
	}
}

func TestAFirstRowOfDataIsNoTitles(t *testing.T) {
	table, rows := read(t, sample(t, "untitled.csv"))
	if !table.Shape.Untitled || len(rows) != 2 || table.Titles[1] != "B" {
		t.Errorf("untitled %v, titles %q, %d rows", table.Shape.Untitled, table.Titles, len(rows))
	}
}

// workbook makes an XLSX file.
func workbook(t testing.TB, fill func(*excelize.File)) File {
	t.Helper()
	book := excelize.NewFile()
	fill(book)
	var b bytes.Buffer
	if err := book.Write(&b); err != nil {
		t.Fatal(err)
	}
	return bytes.NewReader(b.Bytes())
}

func TestAWorkbookIsReadWithItsDatesAsTheySort(t *testing.T) {
	f := workbook(t, func(book *excelize.File) {
		style, err := book.NewStyle(&excelize.Style{NumFmt: 14})
		if err != nil {
			t.Fatal(err)
		}
		_, err = book.NewSheet("Klanten")
		for cell, v := range map[string]any{"A1": "Naam", "B1": "Postcode", "C1": "Sinds", "D1": "Gsm", "A3": "Bakkerij Peeters", "B3": 9000, "C3": 46351, "D3": 475123456} {
			err = errors.Join(err, book.SetCellValue("Klanten", cell, v))
		}
		if err = errors.Join(err, book.SetCellStyle("Klanten", "C3", "C3", style)); err != nil {
			t.Fatal(err)
		}
	})
	table, rows := read(t, f)
	if table.Shape.Sheet != "Klanten" || len(table.Sheets) != 2 {
		t.Errorf("sheet %q of %q", table.Shape.Sheet, table.Sheets)
	}
	if !reflect.DeepEqual(rows, [][]string{{"Bakkerij Peeters", "9000", "2026-11-25", "475123456"}}) {
		t.Errorf("rows %q", rows)
	}
	for row, err := range table.Rows() {
		if err != nil || row.Line != 3 {
			t.Errorf("line %d, %v", row.Line, err)
		}
	}
}

// bomb is a workbook that says of a part that it is larger than the memory of most
// computers; lying, it is, and says that it is small.
func bomb(t testing.TB, part string, said, real uint64) File {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range []string{"[Content_Types].xml", part} {
		w, err := z.CreateRaw(&zip.FileHeader{Name: name, Method: zip.Store, UncompressedSize64: said, CompressedSize64: real})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(make([]byte, real)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return bytes.NewReader(b.Bytes())
}

func TestWhatCannotBeReadIsRefusedWithAWord(t *testing.T) {
	text := func(s string) File { return bytes.NewReader([]byte(s)) }
	for name, c := range map[string]struct {
		f    File
		want string
	}{
		"empty":                {sample(t, "empty.csv"), "nothing"},
		"only spaces":          {text(" \r\n \r\n"), "nothing"},
		"only titles":          {sample(t, "titles-only.csv"), "empty"},
		"a cell too long":      {text("Naam;Info\nA;" + strings.Repeat("é", MaxCell+1) + "\n"), "cell-long"},
		"10 MB in one cell":    {text("Naam;Info\nA;" + strings.Repeat("x", 10<<20) + "\n"), "cell-long"},
		"a quote never closed": {text("Naam;Info\nA;\"" + strings.Repeat("x;y\n", 5<<20)), "row-long"},
		"1,000 columns":        {text("Naam" + strings.Repeat(";x", 1000) + "\nA\n"), "columns-many"},
		"a bomb as it is made": {sample(t, "bomb.xlsx"), "bomb"},
		"a bomb of a sheet":    {bomb(t, "xl/worksheets/sheet1.xml", 4<<30, 10), "bomb"},
		"a bomb of a picture":  {bomb(t, "xl/media/image1.png", 100<<20, 10), "bomb"},
		"a bomb that lies":     {bomb(t, "xl/worksheets/sheet1.xml", 10, 1<<20), "no-workbook"},
		"a cut-off workbook":   {text("PK\x03\x04 and no more"), "no-workbook"},
		"Excel of before 2007": {text("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more"), "old-excel"},
		"a page named .xls":    {sample(t, "web-page.xls"), "web-page"},
		"LibreOffice's own":    {text("PK\x03\x04\x14\x00\x00\x08\x00\x00\x00\x00\x00\x00mimetypeapplication/vnd.oasis.opendocument.spreadsheet"), "open-document"},
		"a PDF":                {text("%PDF-1.7 and more"), "unknown"},
		"bytes":                {text("\x01\x00\x02\x03\x00\x00\x00 no text"), "unknown"},
		"a card without end":   {text("BEGIN:VCARD\nFN:Jan\n"), "broken-row"},
		"a line that is cut":   {text("{\"name\":\"A\"}\n{\"name\":"), "broken-row"},
		"a whole box":          {text("{\"fichebak\":1,\"schema\":1}\n"), "whole-box"},
	} {
		if got := codeOf(t, c.f); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// A cell may have as many characters as Excel allows, however many bytes those take.
func TestACellOfAccentsMayBeAsLongAsExcelAllows(t *testing.T) {
	_, rows := read(t, bytes.NewReader([]byte("Naam;Info\nA;"+strings.Repeat("é", MaxCell)+"\n")))
	if len(rows) != 1 || len(rows[0][1]) != 2*MaxCell {
		t.Errorf("%d rows", len(rows))
	}
}

func TestCardsOfOutlookAndOfTelephonesAreRead(t *testing.T) {
	table, rows := read(t, sample(t, "outlook-2.1.vcf"))
	if !table.Named || len(rows) != 1 {
		t.Fatalf("named %v, %d rows", table.Named, len(rows))
	}
	got := Read(table.Titles, rows[0]).Values
	want := map[string]string{"name": "Café Zoë", "contact.1.name": "Els Zoë", "salutation": "Mevr.", "phone": "09 225 12 34", "mobile": "0475 12 34 56",
		"address.1.street": "Kerkstraat", "address.1.number": "12", "address.1.box": "3", "address.1.postcode": "9000", "address.1.town": "Gent", "address.1.country": "",
		"remarks": "regel 1\nregel 2", "active": "yes"}
	if !reflect.DeepEqual(map[string]string(got), want) {
		t.Errorf("card of 2.1: %q", got)
	}
	table, rows = read(t, sample(t, "phone-4.vcf"))
	got = Read(table.Titles, rows[0]).Values
	want = map[string]string{"name": "Jan Peeters", "person": "yes", "active": "yes", "phone": "09 225 12 34", "email": "jan@peeters.example",
		"address.1.street": "Rue ; Haute", "address.1.number": "5", "address.1.town": "Brussel, centrum", "address.1.postcode": "1000", "address.1.country": "", "remarks": "een\ntwodrie"}
	want["remarks"] = "een\ntweedrie"
	if !reflect.DeepEqual(map[string]string(got), want) {
		t.Errorf("card of 4.0: %q", got)
	}
	if got := Read(table.Titles, rows[1]).Values; got["name"] != "Hout Claes nv" || got["person"] != "" || got["contact.1.name"] != "" {
		t.Errorf("card of a firm: %q", got)
	}
}

package handlers

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/transfer"
)

func TestTheCSVOfAListOpensInBelgianExcel(t *testing.T) {
	l := serveLive(t)
	f := l.Prospect(t, "name", "=SOM(A1); \"Crèche\"", "phone", "050 00 41 27", "groups", "Hout", "remarks", "geheim")
	l.Moment(t, f, fiche.Appointment, "2026-10-22", "11:00", "stalen")
	l.Prospect(t, "name", "Anders")
	kim := l.browser(t, "Kim", store.Reader)
	r, body := kim.send("GET", "/prospects/report/list.csv?q=som", nil)
	if r.StatusCode != 200 || r.Header.Get("Content-Disposition") != "attachment; filename*=UTF-8''Prospecten%202026-10-21.csv" || r.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("%d %v", r.StatusCode, r.Header)
	}
	const want = "\ufeffNr.;Benaming;Volledige naam;Groep;Plaats;Telefoon;Btw-nr.;Adres via;E-mail;Volgende;Wat\r\n" +
		"30000;\"'=SOM(A1); \"\"Crèche\"\"\";;Hout;;050 00 41 27;;;;22/10/2026 11:00;afspraak\r\n"
	if body != want {
		t.Errorf("got  %q\nwant %q", body, want)
	}
	kind := fiche.Prospect
	window := store.Window{User: kim.user.ID, Kind: kind, Sort: "town", Columns: []store.WindowColumn{{Name: "name"}, {Name: "over"}, {Name: "town"}, {Name: "number"}}}
	for _, off := range []string{"full-name", "group", "phone", "vat", "source", "email", "next"} {
		window.Columns = append(window.Columns, store.WindowColumn{Name: off, Off: true})
	}
	if err := l.SaveWindow(t.Context(), store.Actor{ID: kim.user.ID, Name: "Kim"}, window, false); err != nil {
		t.Fatal(err)
	}
	if body := kim.get("/prospects/report/list.csv?q=anders", 200); body != "\ufeffBenaming;Plaats;Nr.\r\nAnders;;30001\r\n" {
		t.Errorf("in a window of her own: %q", body)
	}
	if p := page(kim.get("/prospects/report", 200)); !p.has("gesorteerd op Plaats") {
		t.Error(p.text())
	}
	l.speaks(t, kim, "fr")
	if body := kim.get("/prospects/report/list.csv?fiche="+f.ID, 200); !strings.HasPrefix(body, "\ufeffDénomination;") {
		t.Errorf("en français : %.80q", body)
	}
}

func TestTheWorkbookOfAListHasItsNumbersAndDays(t *testing.T) {
	l := serveLive(t)
	f := l.Prospect(t, "name", "Claes Houtbouw")
	l.Moment(t, f, fiche.CallBack, "2026-10-22", "", "")
	body := l.browser(t, "Kim", store.Reader).get("/prospects/report/list.xlsx", 200)
	rows := readTable(t, body)
	if len(rows) != 2 || rows[1][0] != "30000" || rows[1][1] != "Claes Houtbouw" || rows[1][10] != "terug bellen" {
		t.Errorf("%q", rows)
	}
}

// readTable reads a file as an import does.
func readTable(t *testing.T, body string) (rows [][]string) {
	t.Helper()
	file := bytes.NewReader([]byte(body))
	shape, err := transfer.Find(file)
	if err != nil {
		t.Fatal(err)
	}
	table, err := transfer.Open(file, shape)
	if err != nil {
		t.Fatal(err)
	}
	rows = append(rows, table.Titles)
	for r, err := range table.Rows() {
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, r.Cells)
	}
	return rows
}

func TestAFileOfManyFichesIsWhole(t *testing.T) {
	l := serveLive(t)
	for i := range 1200 {
		l.Prospect(t, "name", fmt.Sprintf("Firma %04d", i))
	}
	body := l.browser(t, "Kim", store.Reader).get("/prospects/report/list.csv?sort=-name", 200)
	lines := strings.Split(strings.TrimSuffix(body, "\r\n"), "\r\n")
	if len(lines) != 1201 || !strings.Contains(lines[1], "Firma 1199") || !strings.Contains(lines[1200], "Firma 0000") {
		t.Errorf("%d lines", len(lines))
	}
}

func TestAFileEndsWhenTheServerStopsOrTheStoreFails(t *testing.T) {
	l := serveLive(t)
	csv := func(w io.Writer) (transfer.Writer, error) { return transfer.NewCSV(w, []string{"a"}) }
	broken := errors.New("disk gone")
	rows := func(yield func([]string, error) bool) { _ = yield([]string{"1"}, nil) && yield(nil, broken) }
	if err := l.app.writeTable(io.Discard, csv, rows); !errors.Is(err, broken) {
		t.Error(err)
	}
	a := &App{quit: make(chan struct{})}
	close(a.quit)
	if err := a.writeTable(io.Discard, csv, func(yield func([]string, error) bool) { yield([]string{"1"}, nil) }); !errors.Is(err, errStopping) {
		t.Error(err)
	}
}

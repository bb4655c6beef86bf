//go:build e2e

package main

import (
	"bytes"
	"encoding/base64"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"fichebak/store"
	"fichebak/store/search"
)

// day is a working day of two.
type day struct {
	t          *testing.T
	s          *server
	kim, aline *person
	book       *workbook
	at         string // address of the import
}

// rowsOfTheBook is how many customers the firm has in Excel.
const rowsOfTheBook = 5000

// waitForRows is what five thousand rows may take on a busy machine.
const waitForRows = 90 * time.Second

// eightOClock opens the firm: Kim Peeters makes a box, Aline Dubois has an account.
func eightOClock(t *testing.T) *day {
	s := startServer(t, wednesday(8, 0))
	d := &day{t: t, s: s, kim: newPersonAtWindows(t, s, "Kim Peeters"), aline: newPerson(t, s, "Aline Dubois"), book: messyBook(t, rowsOfTheBook)}
	d.kim.watchFaults()
	d.aline.watchFaults()
	d.kim.firstRun("Lievens Ramen en Gevels", "empty")
	s.addUser("Aline Dubois", store.Worker, "fr")
	d.aline.signInByHand()
	return d
}

// clockIs has the clock of the shop say an hour.
func (d *day) clockIs(hour, minute int) { d.s.clock(wednesday(hour, minute)) }

// row is the i-th row of the file, as it was meant.
func (d *day) row(i int) customer { return d.book.people[i] }

// rehearsed waits for a rehearsal by a rule, and checks how many rows of each kind it has.
func (d *day) rehearsed(rule string, fresh, changed, same, double, fault int) {
	d.t.Helper()
	d.kim.within(waitForRows, "the rehearsal by "+rule, "document.querySelector('#rule-form [name=match]')?.value === "+quote(rule)+" && document.querySelector('.verdict') && "+arrived)
	for i, n := range []int{fresh, changed, same, double, fault} {
		d.kim.sees(".segments", []string{"Nieuw", "Aangevuld", "Hetzelfde", "Dubbel", "Fout"}[i]+" "+dutch(n))
	}
}

// byRule has Kim choose by what a row is taken for a fiche.
func (d *day) byRule(rule string) {
	d.t.Helper()
	d.kim.set("#rule-form [name=match]", rule)
	js[bool](d.kim, "(document.querySelector('.verdict').remove(), true)")
	d.kim.click("#rule-form .button")
}

// download is the file behind a link, as it comes.
func (p *person) download(sel string) []byte {
	p.t.Helper()
	p.until("the link "+sel, "document.querySelector("+quote(sel)+")")
	text := slowly[string](p, `fetch(document.querySelector(`+quote(sel)+`).href).then(async (r) => { if (!r.ok) return 'no ' + r.status; const b = new Uint8Array(await r.arrayBuffer()); let s = ''; for (let i = 0; i < b.length; i += 8192) s += String.fromCharCode(...b.subarray(i, i + 8192)); return btoa(s) })`)
	b, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		p.fail("%s: %s", sel, text)
	}
	return b
}

// lines are the rows of a CSV file as Excel in Belgium reads them.
func (d *day) lines(file []byte) [][]string {
	d.t.Helper()
	text, marked := bytes.CutPrefix(file, []byte("\ufeff"))
	if !marked {
		d.t.Error("Excel would take this file for another alphabet")
	}
	r := csv.NewReader(bytes.NewReader(text))
	r.Comma, r.FieldsPerRecord = ';', -1
	rows, err := r.ReadAll()
	if err != nil {
		d.t.Fatal(err)
	}
	return rows
}

// dutch and french are a number as it shows: with a point between the thousands, or
// a space.
func dutch(n int) string  { return grouped(n, ".") }
func french(n int) string { return grouped(n, " ") }

func grouped(n int, sep string) string {
	if n < 1000 {
		return strconv.Itoa(n)
	}
	return fmt.Sprintf("%d%s%03d", n/1000, sep, n%1000)
}

// hears waits for what the page says has just been done.
func (p *person) hears(text string) {
	p.t.Helper()
	p.sees("#flash", text)
	p.until("its scripts", arrived)
}

// finds types into the search of a list, and waits until it says how many it found.
func (p *person) finds(text string, n int) {
	p.t.Helper()
	p.fill("#q", text)
	p.until(fmt.Sprintf("%d of %s", n, text), fmt.Sprintf("new URLSearchParams(location.search).get('q') === %s && document.querySelector('#fiches-count').textContent.startsWith('%d ')", quote(text), n))
	js[bool](p, "(document.activeElement.blur(), true)")
}

// remembers keeps every text that an element has from now on, also one that is gone
// before anybody looks.
func (p *person) remembers(sel string) {
	p.t.Helper()
	js[bool](p, `(() => { window.remembered = []; const keep = () => { const t = (document.querySelector(`+quote(sel)+`)?.innerText ?? '').replace(/\s+/g, ' '); if (t !== remembered.at(-1)) remembered.push(t) }; new MutationObserver(keep).observe(document.body, {subtree: true, childList: true, characterData: true, attributes: true}); return true })()`)
}

// beside puts two likely doubles beside each other.
func (p *person) beside(a, b customer) {
	p.t.Helper()
	p.until("the pair "+b.name, fmt.Sprintf("(() => { const e = [...document.querySelectorAll('.pairs > *')].find(e => e.textContent.includes('%d') && e.textContent.includes('%d')); e?.querySelector('a.button').setAttribute('data-test-pair', ''); return !!e })()", a.number, b.number))
	p.click("[data-test-pair]")
	p.path("/doubles/")
}

// keepsTheFirst chooses what the first of two fiches says, wherever one has to choose.
func (p *person) keepsTheFirst() {
	p.t.Helper()
	js[bool](p, "(document.querySelectorAll(\"[name^='pick.'][value=a]\").forEach(e => { if (!document.querySelector(`[name=\"${e.name}\"]:checked`)) e.click() }), true)")
	p.until("nothing is left to choose", "!document.querySelector('.still-open')?.checkVisibility()")
}

// drags takes a card to another stage with the mouse.
func (p *person) drags(card, to string) {
	p.t.Helper()
	p.until("the card", "document.querySelector("+quote(card)+") && "+arrived)
	js[bool](p, fmt.Sprintf(`(() => {
		const card = document.querySelector(%s), to = document.querySelector(%s), data = new DataTransfer();
		for (const [at, type] of [[card, 'dragstart'], [to, 'dragover'], [to, 'drop'], [card, 'dragend']]) at.dispatchEvent(new DragEvent(type, {bubbles: true, cancelable: true, dataTransfer: data}));
		return true;
	})()`, quote(card), quote(to)))
}

// leftAlone checks the file of what is left alone against what is wrong with the book.
func (d *day) leftAlone(file []byte) {
	d.t.Helper()
	rows := d.lines(file)
	want := map[string]int{"name": d.book.faulty("name"), "long": d.book.faulty("long"), "number": d.book.faulty("number")}
	got := map[string]int{}
	for _, r := range rows[1:] {
		var line int
		if _, err := fmt.Sscanf(r[0], "rij %d:", &line); err != nil {
			d.t.Fatalf("a fault without its row: %q", r[0])
		}
		got[d.book.faults[line]]++
	}
	for why, n := range want {
		if got[why] != n {
			d.t.Errorf("%d rows are left alone for their %s, want %d", got[why], why, n)
		}
	}
	if twice := d.book.twice["vat"] + d.book.twice["number"]; got[""] != twice {
		d.t.Errorf("%d rows are left alone as another one, want %d", got[""], twice)
	}
	if head := strings.Join(rows[0][:4], "|"); head != "Waarom deze rij bleef liggen| Klantnr.|NOM DE LA  SOCIÉTÉ |Btw nr" {
		d.t.Errorf("the titles are %s", head)
	}
}

// sheet is the first sheet of a workbook.
func (d *day) sheet(file []byte) [][]string {
	d.t.Helper()
	book, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		d.t.Fatal(err)
	}
	rows, err := book.GetRows(book.GetSheetList()[0])
	if err != nil {
		d.t.Fatal(err)
	}
	return rows
}

// isTheReport checks a report of the sawmills, the last name first, with the column that
// Kim added.
func (d *day) isTheReport(format string, rows [][]string, n int) {
	d.t.Helper()
	if len(rows) != n+1 {
		d.t.Fatalf("%s: %d rows, want %d", format, len(rows)-1, n)
	}
	name, wood := slices.Index(rows[0], "Benaming"), slices.Index(rows[0], "Houtsoort")
	if name < 0 || wood < 0 {
		d.t.Fatalf("%s: the titles are %q", format, rows[0])
	}
	for i, r := range rows[1:] {
		if !strings.HasPrefix(r[name], "Zagerij ") || i > 0 && search.SortKey(r[name]) > search.SortKey(rows[i][name]) {
			d.t.Errorf("%s: row %d is %q after %q", format, i+1, r[name], rows[i][name])
		}
		if r[name] == "Zagerij Peeters" && (len(r) <= wood || r[wood] != "Ayous") {
			d.t.Errorf("%s: %q", format, r)
		}
	}
}

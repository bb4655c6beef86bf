//go:build e2e

package main

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

// column is an expression for what the cells of a column say, from above.
func column(class string) string {
	return "[...document.querySelectorAll('#fiches tbody tr[data-name] ." + class + "')].map(e => e.innerText.replace(/\\s+/g, ' ').trim()).join('|')"
}

func TestAClickOnAColumnTitleSortsItTurnsBlueAndASecondClickReverses(t *testing.T) {
	t.Parallel()
	kim := atWork(t, func(b *storetest.Box) {
		b.Prospect(t, "name", "Éclair", "full-name", "Bea", "groups", "PVC", "address.1.postcode", "9000", "address.1.town", "Gent", "phone", "09 226 88 88", "source", "Website")
		b.Prospect(t, "name", "allaert", "full-name", "Zoë", "groups", "Hout", "address.1.postcode", "2300", "address.1.town", "Turnhout", "phone", "050 00 41 27", "source", "Beurs")
		last := b.Prospect(t, "name", "Zagerij", "full-name", "Ann", "groups", "Aluminium", "address.1.postcode", "8000", "address.1.town", "Brugge", "phone", "014 00 27 55", "source", "Krant")
		b.Moment(t, last, fiche.CallBack, "2026-10-22", "", "")
	})
	kim.do(chromedp.EmulateViewport(1900, 900)) // every column shows
	kim.open("/prospects")
	for _, c := range []struct{ title, class, up string }{
		{"Benaming", "name", "allaert|Éclair|Zagerij"},
		{"Volledige naam", "person", "Ann|Bea|Zoë"},
		{"Groep", "group-name", "Aluminium|Hout|PVC"},
		{"Plaats", "town", "8000 Brugge|9000 Gent|2300 Turnhout"},
		{"Nr.", "no", "30000|30001|30002"},
		{"Adres via", "via", "Beurs|Krant|Website"},
	} {
		title := "[...document.querySelectorAll('#fiches thead a')].find(e => e.innerText.trim() === " + quote(c.title) + ")"
		kim.until("the title "+c.title, title)
		plain := js[string](kim, "getComputedStyle("+title+").color")
		for _, order := range []string{"ascending", "descending"} {
			js[bool](kim, "("+title+".click(), true)")
			kim.until(c.title+" "+order, title+"?.closest('th').getAttribute('aria-sort') === "+quote(order))
			want := strings.Split(c.up, "|")
			if order == "descending" {
				want[0], want[2] = want[2], want[0]
			}
			kim.until("the rows "+order+" by "+c.title, column(c.class)+" === "+quote(strings.Join(want, "|")))
			blue := js[[]int](kim, "(() => { const c = document.createElement('canvas').getContext('2d', {willReadFrequently: true}); c.fillStyle = getComputedStyle("+title+").color; c.fillRect(0, 0, 1, 1); return [...c.getImageData(0, 0, 1, 1).data] })()")
			if blue[2] < blue[0]+60 || blue[2] < blue[1]+40 || js[string](kim, "getComputedStyle("+title+").color") == plain {
				t.Errorf("the title %s is not blue but %v", c.title, blue)
			}
		}
	}
	kim.shot("sorted")
	kim.open("/prospects?sort=next")
	kim.sees("#fiches .break", "Morgen 1")
	kim.sees("#fiches .over", "+1 d")
	kim.noFaults()
}

// crowd fills a box with many fiches.
func crowd(t *testing.T, n int) func(b *storetest.Box) {
	return func(b *storetest.Box) {
		if err := b.Generate(t.Context(), storetest.Kim, n, 7); err != nil {
			t.Fatal(err)
		}
	}
}

// rowCount is an expression for how many rows are on the page.
const rowCount = "document.querySelectorAll('#fiches tbody tr[data-name]').length"

func TestALongListComesAsOneScrolls(t *testing.T) {
	t.Parallel()
	kim := atWork(t, crowd(t, 300))
	kim.open("/prospects?sort=name")
	kim.connected()
	total := js[int](kim, "Number(document.getElementById('fiches-count').innerText.match(/\\d+/)[0])")
	first := js[int](kim, rowCount)
	if first >= total {
		t.Fatalf("all %d rows at once", first)
	}
	for begin := time.Now(); js[int](kim, rowCount) < total; {
		js[bool](kim, "(document.querySelector('#fiches tbody:last-of-type').scrollIntoView({block: 'end'}), true)")
		if time.Since(begin) > 2*waitFor {
			kim.fail("%d of %d rows came", js[int](kim, rowCount), total)
		}
		time.Sleep(50 * time.Millisecond)
	}
	if n := js[int](kim, "new Set([...document.querySelectorAll('#fiches tr[data-fiche]')].map(e => e.dataset.fiche)).size"); n != total {
		t.Errorf("%d different fiches among %d rows", n, total)
	}
	if !js[bool](kim, "(() => { const s = [...document.querySelectorAll('#fiches tr[data-name]')].map(e => e.dataset.name.normalize('NFD').replace(/[^a-zA-Z0-9 ]/g, '').toLowerCase()); return s[0][0] <= s.at(-1)[0] })()") {
		t.Error("the rows are not in order")
	}
	kim.noFaults()
}

func TestWithoutScriptsALongListHasPages(t *testing.T) {
	t.Parallel()
	kim := atWork(t, crowd(t, 300))
	kim.scriptsOff()
	kim.open("/prospects?sort=name")
	seen := js[string](kim, "document.querySelector('#fiches tr[data-fiche]').dataset.fiche")
	kim.click(".pages a:last-child")
	kim.path("/prospects?page=2&sort=name")
	if js[bool](kim, "!!document.getElementById('fiche-"+seen+"')") {
		t.Error("the second page has the rows of the first")
	}
	kim.click(".pages a:first-child")
	kim.until("the first page", "document.getElementById('fiche-"+seen+"')")
}

func TestTheListRemembersRowScrollAndStateAfterBack(t *testing.T) {
	t.Parallel()
	kim := atWork(t, crowd(t, 900))
	kim.open("/prospects")
	kim.connected()
	kim.fill("#q", "hout")
	kim.path("/prospects?q=hout")
	js[bool](kim, "([...document.querySelectorAll('#fiches thead a')].find(e => e.innerText.trim() === 'Benaming').click(), true)")
	kim.path("/prospects?q=hout&sort=name")
	first := js[int](kim, rowCount)
	js[bool](kim, "(document.querySelector('#fiches tbody:last-of-type').scrollIntoView({block: 'end'}), true)")
	kim.until("the next rows", rowCount+" > "+strconv.Itoa(first))
	row := "document.querySelectorAll('#fiches tr[data-name]')[" + strconv.Itoa(first+2) + "]"
	url, name := js[string](kim, row+".dataset.url"), js[string](kim, row+".dataset.name")
	kim.click("tr[data-url=" + quote(url) + "] .name a")
	kim.sees("h1", name)
	kim.path("/prospects/f")
	kim.key(kb.Escape)
	kim.path("/prospects?q=hout&sort=name")
	kim.until("the row chosen, and in sight", "(() => { const r = document.querySelector('tr[data-url="+quote(url)+"]'); const b = r?.getBoundingClientRect(); return r?.querySelector('.tick').checked && b.top > 0 && b.bottom < innerHeight })()")
	kim.holds("#q", "hout")
	kim.shot("came-back")
	kim.noFaults()
}

func TestAltUpAndDownLeafThroughTheListOneCameFrom(t *testing.T) {
	t.Parallel()
	var fs []fiche.Fiche
	kim := atWork(t, func(b *storetest.Box) {
		for _, name := range []string{"Allaert Hout", "Bakkerij Peeters", "Claes Houtbouw", "Dierckx Hout"} {
			fs = append(fs, b.Prospect(t, "name", name))
		}
	})
	kim.open("/prospects?q=hout&sort=-name")
	kim.press("Claes Houtbouw")
	kim.path("/prospects/" + fs[2].ID)
	kim.sees(".flip", "2 van 3")
	kim.connected()
	kim.key(kb.ArrowDown, chromedp.ModifierAlt)
	kim.path("/prospects/" + fs[0].ID)
	kim.connected()
	kim.key(kb.ArrowUp, chromedp.ModifierAlt)
	kim.path("/prospects/" + fs[2].ID)
	kim.connected()
	kim.key(kb.ArrowUp, chromedp.ModifierAlt)
	kim.path("/prospects/" + fs[3].ID)
	kim.connected()
	kim.key(kb.Escape)
	kim.path("/prospects?q=hout&sort=-name")
	kim.picked(fs[3].ID)
	for _, id := range []fiche.ID{fs[0].ID, fs[2].ID} { // others are ticked: the one that was open is not meant with them
		kim.click("#fiche-" + id + " .tick")
	}
	kim.picked(fs[2].ID + " " + fs[0].ID)
	kim.key("m")
	kim.until("the menu", "document.querySelector('#bar details.more').open")
	kim.key(kb.Escape)
	kim.until("the menu shut", "!document.querySelector('#bar details[open]')")
	kim.picked(fs[2].ID + " " + fs[0].ID)
	kim.key(kb.Escape)
	kim.until("none chosen", "!document.querySelector('#fiches tbody .tick:checked')")
	kim.noFaults()
}

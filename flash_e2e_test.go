//go:build e2e

package main

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"

	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

// What was done from a row is said where it is seen, with its undo, and no row moves
// under the pointer: neither at the top of a list nor further down, nor on Vandaag.
func TestWhatWasDoneIsSaidWithoutMovingTheRows(t *testing.T) {
	t.Parallel()
	kim := atWork(t, func(b *storetest.Box) {
		for i := range 40 {
			f := b.Prospect(t, "name", fmt.Sprintf("Rij %02d", i))
			b.Moment(t, f, fiche.CallBack, "2026-10-21", fmt.Sprintf("14:%02d", i), "")
		}
	})
	at := func(row string) float64 {
		return js[float64](kim, "document.querySelector("+quote(row)+").getBoundingClientRect().top")
	}
	done := func(row, button string) {
		t.Helper()
		js[bool](kim, "(document.querySelector('#flash').replaceChildren(), true)")
		kim.do(chromedp.Func(hover(row)))
		before := at(row)
		js[bool](kim, "(document.querySelector("+quote(row+" "+button)+").click(), true)")
		kim.sees("#flash", "Ongedaan maken")
		if after := at(row); after != before {
			t.Errorf("%s moved from %.0f to %.0f", row, before, after)
		}
		kim.until("the undo in sight", "(() => { const b = document.querySelector('#flash button').getBoundingClientRect(); const at = document.elementFromPoint(b.x + b.width / 2, b.y + b.height / 2); return b.top >= 0 && b.bottom <= innerHeight && at?.closest('#flash') })()")
	}
	rowOf := func(n int) string { return fmt.Sprintf("tr[data-name='Rij %02d']", n) }
	kim.open("/prospects?sort=next")
	done(rowOf(3), ".row-do > form button")
	kim.shot("flash-list")
	js[bool](kim, "(document.querySelector("+quote(rowOf(24))+").scrollIntoView({ block: 'center' }), true)")
	done(rowOf(25), ".row-do > form button")
	kim.open("/")
	done("#today li:nth-child(4)", "form[action$='/done'] button")
	kim.shot("flash-today")
	kim.noFaults()
}

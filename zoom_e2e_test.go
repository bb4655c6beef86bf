//go:build e2e

package main

import (
	"fmt"
	"os"
	"slices"
	"testing"
)

// zooms are a window of 1440 × 900 at 200 %, and one of 1280 × 1024 at 400 %.
var zooms = []look{
	{name: "nl-200", lang: "nl", admin: "Kim Peeters", reader: "Bram Lezer", width: 720, height: 450},
	{name: "nl-400", lang: "nl", admin: "Koen Peeters", reader: "Bram Lezer", width: 320, height: 256},
	{name: "fr-400", lang: "fr", admin: "Luc Lambert", reader: "Brigitte Lectrice", width: 320, height: 256},
	{name: "de-400", lang: "de", admin: "Jonas Braun", reader: "Lena Leser", width: 320, height: 256},
}

// Who zooms in reads every page by scrolling one way, and sees what has the focus.
func TestEveryPageIsReadZoomedIn(t *testing.T) {
	t.Parallel()
	own, err := os.ReadFile("static/testdata/page.js")
	if err != nil {
		t.Fatal(err)
	}
	b := tourBoxes(t)
	for _, l := range zooms {
		t.Run(l.name, func(t *testing.T) {
			t.Parallel()
			l.walk(t, b, func(p *tourist, s stop) []string {
				p.visit(s)
				p.shot("zoom-" + s.name + "-" + l.name)
				faults := slowly[[]string](p.person, string(own)+fmt.Sprintf("; markAlike(); faultsOfPage(%s, false)", quote(tagOf(l.lang))))
				// what stays in place leaves most of the window to the page
				if slices.Contains([]string{"tray", "prospect-log-sheet", "command-box"}, s.name) { // its user opened it
					return faults
				}
				if left := js[float64](p.person, roomLeft); left < 0.55 {
					faults = append(faults, fmt.Sprintf("what stays in place leaves %.0f %% of the window", left*100))
				}
				p.leave(s)
				return faults
			})
		})
	}
}

// roomLeft is the part of the window's height that nothing stays in front of, when the
// page is scrolled to its middle.
const roomLeft = `(() => {
	scrollTo(0, document.documentElement.scrollHeight / 2);
	let free = 0, all = 0;
	for (let y = 2; y < innerHeight; y += 4) {
		let over = false;
		for (let e = document.elementFromPoint(innerWidth / 2, y); e; e = e.parentElement) over ||= ['fixed', 'sticky'].includes(getComputedStyle(e).position);
		all++;
		free += !over;
	}
	scrollTo(0, 0);
	return free / all;
})()`

//go:build e2e

package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
)

// axeTags are the rules asked of every page: WCAG 2.2, levels A and AA, and what axe
// holds to be good practice.
var axeTags = []string{"wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"}

// axeRun has axe judge the page; what it answers is one line for each rule broken. A
// target that is large enough comes out, though axe finds that a menu, a bar that stays or
// the edge of what scrolls lies over it, or does not see that a name is pressed anywhere
// in its row and a tick anywhere in its label: page.js looks at the page as it is scrolled.
const axeRun = `;axe.run({ exclude: ['[data-alike]'] }, %s).then((r) => {
	const pressed = (e) => e?.closest('label') ?? (e && getComputedStyle(e, '::after').position === 'absolute' ? e.closest('tr') ?? e : e);
	const large = (e) => { const b = pressed(e)?.getBoundingClientRect(); return b && b.width >= 24 && b.height >= 24; };
	const well = (v, n) => v.id === 'target-size' && large(document.querySelector(n.target[0]));
	return r.violations.map((v) => ({ ...v, nodes: v.nodes.filter((n) => !well(v, n)) })).filter((v) => v.nodes.length).map((v) => v.id + ': ' + v.help + '\n' +
		v.nodes.slice(0, 4).map((n) => '      ' + n.html.slice(0, 220) + '\n        ' + (n.failureSummary ?? '').replace(/\s+/g, ' ')).join('\n') + (v.nodes.length > 4 ? '\n      and ' + (v.nodes.length - 4) + ' more' : ''));
})`

// axe judges the page by all rules; by the one rule alone; or, with a minus before it,
// by all but that.
func (p *tourist) axe(source, which string) []string {
	p.t.Helper()
	but, without := strings.CutPrefix(which, "-")
	options := map[string]any{"runOnly": map[string]any{"type": "tag", "values": axeTags}, "resultTypes": []string{"violations"}, "preload": false}
	if without {
		options["rules"] = map[string]any{but: map[string]any{"enabled": false}}
	} else if which != "" {
		options["runOnly"] = map[string]any{"type": "rule", "values": []string{which}}
	}
	text, err := json.Marshal(options)
	if err != nil {
		p.t.Fatal(err)
	}
	return slowly[[]string](p.person, source+fmt.Sprintf(axeRun, text))
}

// Every page of the program, in each language, at a desk and on a phone, light and
// dark: axe finds nothing, nothing scrolls sideways, what is pressed is large enough,
// the focus shows, and the console is silent.
func TestEveryPageIsAccessible(t *testing.T) {
	t.Parallel()
	axe, err := os.ReadFile("static/testdata/axe.min.js")
	if err != nil {
		t.Fatal(err)
	}
	own, err := os.ReadFile("static/testdata/page.js")
	if err != nil {
		t.Fatal(err)
	}
	b := tourBoxes(t)
	for _, l := range looks {
		if !wanted("FICHEBAK_LOOKS", l.name) {
			continue
		}
		t.Run(l.name, func(t *testing.T) {
			t.Parallel()
			l.walk(t, b, func(p *tourist, s stop) []string { return l.at(p, s, string(axe), string(own)) })
		})
	}
}

// at looks at one stop, and answers what is wrong with it.
func (l look) at(p *tourist, s stop, axe, own string) []string {
	p.t.Helper()
	p.visit(s)
	faults := p.listen()
	p.shot("tour-" + s.name + "-" + l.name)
	js[bool](p.person, own+"; markAlike()")
	if l.lang == "nl" {
		faults = append(faults, p.axe(axe, "")...)
		p.media("dark")
		dark := p.axe("", "color-contrast")
		if len(dark) > 0 { // a busy machine had not turned all colours yet
			time.Sleep(300 * time.Millisecond)
			dark = p.axe("", "color-contrast")
		}
		for _, f := range dark {
			faults = append(faults, "in the dark: "+f)
		}
		p.media("light")
	} else {
		faults = append(faults, p.axe(axe, "-color-contrast")...)
	}
	faults = append(faults, slowly[[]string](p.person, fmt.Sprintf("faultsOfPage(%s, %v)", quote(tagOf(l.lang)), l.phone))...)
	p.leave(s)
	return faults
}

//go:build e2e

package main

import "testing"

func TestFirstRunMakesAnAccountAndOpensToday(t *testing.T) {
	t.Parallel()
	s := startServer(t, wednesday(10, 42))
	kim := newPerson(t, s, "Kim Peeters")
	kim.firstRun("Lievens Ramen en Gevels", "empty")
	kim.sees("h1, h2, .empty", "De bak is nog leeg")
	kim.shot("today-empty")
}

// A browser with scripts off, in the dark, still makes the first account.
func TestFirstRunWorksWithScriptsOff(t *testing.T) {
	t.Parallel()
	s := startServer(t, wednesday(10, 42))
	kim := newPerson(t, s, "Kim Peeters")
	kim.scriptsOff()
	kim.dark()
	kim.firstRun("Lievens Ramen en Gevels", "empty")
	if got := kim.text(".mast [aria-current]"); got != "Vandaag" {
		t.Errorf("the drawer that is open is %q", got)
	}
	kim.shot("first-run-dark")
}

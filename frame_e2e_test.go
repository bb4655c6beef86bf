//go:build e2e

package main

import "testing"

func TestFirstRunMakesAnAccountAndOpensToday(t *testing.T) {
	s := startServer(t, wednesday(10, 42))
	kim := newPerson(t, s, "Kim Peeters")
	kim.firstRun("Lievens Ramen en Gevels", "empty")
	kim.sees("h1, h2, .empty", "De bak is nog leeg")
	kim.shot("today-empty")
}

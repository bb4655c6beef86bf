//go:build e2e

package main

import (
	"context"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"fichebak/store"
	"fichebak/store/password"
	"fichebak/store/storetest"
)

// drawnForTwo is the box of the drawn screens with a second account.
func drawnForTwo(t *testing.T, lang string) func(b *storetest.Box) {
	return func(b *storetest.Box) {
		drawnBox(t, lang)(b)
		u := store.User{Name: "Bart Declerck", Role: store.Worker, Password: password.Hash(passwordOf("Bart Declerck")), Language: lang}
		if _, err := b.AddUser(t.Context(), storetest.Kim, u); err != nil {
			t.Fatal(err)
		}
	}
}

func TestScreensOfANewBox(t *testing.T) {
	t.Parallel()
	s := startServer(t, wednesday(10, 42))
	l := newLooker(t, s, "Kim Peeters", "nl")
	l.open("/")
	l.path("/first-run")
	l.look("01-eerste-start", desk, dim, hand)
	l.resize(desk)
	l.firstRun("Lievens Ramen en Gevels", "empty")
	l.look("03-leeg", desk, hand)
	l.resize(desk)
	l.open("/prospects")
	l.look("13-leeg", desk, dim, hand)
	l.resize(desk)
	l.open("/bin")
	l.look("30-leeg", desk)
	l.click(".account > summary")
	l.look("34-menu", desk)
	l.click(".account form button")
	l.path("/session/new")
	l.look("02-aanmelden", desk, dim, hand)
}

// What is done by two people and by the clock, in the order in which it is drawn.
func TestScreensOfWorkWithTwoInDutch(t *testing.T)  { t.Parallel(); workWithTwo(t, "nl") }
func TestScreensOfWorkWithTwoInFrench(t *testing.T) { t.Parallel(); workWithTwo(t, "fr") }
func TestScreensOfWorkWithTwoInGerman(t *testing.T) { t.Parallel(); workWithTwo(t, "de") }

func workWithTwo(t *testing.T, lang string) {
	s := filled(t, drawnForTwo(t, lang))
	l, bart := newLooker(t, s, "Kim Peeters", lang), newPerson(t, s, "Bart Declerck")
	l.signIn()
	l.click(".morning form button")
	l.path("/")
	bart.signIn()
	reminded(l, s)
	twoVersions(l, bart)
	l.open("/prospects/30000?list=sort%3Dnext")
	l.click(".bar [value=conversion]")
	l.path("/customers/f")
	l.sees("#flash", "10013")
	l.look("07-na-omzetting", desk, dim, wide, hand)
	l.resize(desk)
	onPaper(l)
	l.open("/prospects")
	l.connected()
	s.kill()
	l.until("the banner", "!document.getElementById('offline').hidden")
	l.look("15-verbinding", desk, dim, hand)
	s.restart()
}

// reminded shows a reminder that comes in while the tray is shut, and the tray.
func reminded(l *looker, s *server) {
	l.open("/prospects?sort=name")
	l.connected()
	s.clock(wednesday(10, 45))
	l.sees(".arrival", "Claes Houtbouw")
	l.look("18-herinnering", desk, dim, hand)
	l.resize(desk)
	l.click("#tray-panel > summary")
	l.look("03-herinneringen", desk, dim, wide, hand)
	l.resize(desk)
}

// twoVersions shows what the second of two people sees who save one fiche.
func twoVersions(l *looker, bart *person) {
	l.open("/prospects/30000/edit")
	bart.open("/prospects/30000/edit")
	for _, p := range []*person{bart, l.person} {
		p.fill("[name=name]", "Claes Houtbouw "+p.name[:4])
	}
	bart.fill("[name=website]", "claes.example")
	l.fill("[name=fax]", "050 00 41 29")
	bart.click(".save .is-main")
	bart.path("/prospects/f")
	l.click(".save .is-main")
	l.until("both versions", "document.querySelector('.versions')")
	l.look("08-conflict", desk, dim, hand)
	l.resize(desk)
	js[bool](l.person, "(onbeforeunload = null, true)")
	l.click(".versions .is-open [type=radio]")
	l.click("form .acts .is-main")
	l.path("/prospects/f")
}

// onPaper shows a fiche as it is printed: on one sheet, with dates instead of distances.
func onPaper(l *looker) {
	l.t.Helper()
	media := func(name string) {
		l.do(chromedp.EmulateViewport(680, 1000), chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
			_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: name})
			return err
		}))
		l.drawn()
	}
	l.open("/customers/" + js[string](l.person, "location.pathname.split('/').pop()"))
	media("print")
	l.shot("05-afdruk-" + l.lang)
	if faults := js[string](l.person, l.check); faults != "" {
		l.t.Errorf("on paper:\n%s", faults)
	}
	// A4 is 1123 px high, less twice 16 mm
	if high := js[int64](l.person, "document.querySelector('#main').offsetHeight"); high > 1123-121 {
		l.t.Errorf("the fiche is %d px high on paper, more than one sheet", high)
	}
	for _, sel := range []string{".mast", ".bar", ".rim", ".acts", ".off-paper"} {
		if js[bool](l.person, "[...document.querySelectorAll("+quote(sel)+")].some((e) => e.checkVisibility())") {
			l.t.Errorf("%s is on paper", sel)
		}
	}
	if when := l.text(".moment.is-next .when"); when == "" || !js[bool](l.person, "/21.10.2026/.test(document.querySelector('.moment.is-next .when').innerText)") {
		l.t.Errorf("the next moment is printed as %q", when)
	}
	media("screen")
}

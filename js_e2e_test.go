//go:build e2e

package main

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/password"
	"fichebak/store/storetest"
)

// filled starts the program on a box with one user, Kim Peeters, and what fill puts in.
func filled(t *testing.T, fill func(b *storetest.Box)) *server {
	t.Helper()
	b := &storetest.Box{Clock: storetest.NewClock(), Path: filepath.Join(t.TempDir(), "filled.db")}
	b.Reopen(t)
	u := store.User{Name: "Kim Peeters", Role: store.Admin, Password: password.Hash(passwordOf("Kim Peeters")), Language: "nl", Sound: true}
	if _, err := b.AddUser(t.Context(), storetest.Kim, u); err != nil {
		t.Fatal(err)
	}
	fill(b)
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	s := startServer(t, wednesday(10, 42), "-data", b.Path)
	s.data = b.Path
	return s
}

// callBack puts in one prospect whom to call back at eleven.
func callBack(t *testing.T) func(b *storetest.Box) {
	return func(b *storetest.Box) {
		f := b.Prospect(t, "name", "Claes Houtbouw")
		b.Moment(t, f, fiche.CallBack, "2026-10-21", "11:00", "prijs per vierkante meter")
	}
}

// watchFaults collects what goes wrong in every page: errors, and what the policy refuses.
func (p *person) watchFaults() {
	p.atEveryPage(`window.faults = [];
addEventListener('error', (e) => faults.push('error: ' + e.message));
addEventListener('unhandledrejection', (e) => faults.push('rejected: ' + e.reason));
addEventListener('securitypolicyviolation', (e) => faults.push('policy: ' + e.violatedDirective + ' ' + e.blockedURI));
document.addEventListener('fichebak:sound', () => localStorage.setItem('sounds', Number(localStorage.getItem('sounds') ?? 0) + 1));`)
}

func (p *person) noFaults() {
	p.t.Helper()
	if all := js[string](p, "faults.join('\\n')"); all != "" {
		p.fail("the page has faults: %s", all)
	}
}

// hiddenTab opens a page of the same browser that nobody looks at.
func (p *person) hiddenTab() *person {
	p.t.Helper()
	answer, err := chromedp.CallBrowser(p.ctx, target.CreateTarget, target.CreateTargetParams{
		URL: "about:blank", Background: new(true), BrowserContextID: chromedp.FromContext(p.ctx).BrowserContextID})
	if err != nil {
		p.t.Fatal(err)
	}
	ctx, cancel := chromedp.NewContext(p.ctx, chromedp.WithTargetID(answer.TargetID))
	p.t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		p.t.Fatal(err)
	}
	return &person{t: p.t, s: p.s, ctx: ctx, name: p.name + " hidden"}
}

// connected waits until the page hears the stream.
func (p *person) connected() {
	p.t.Helper()
	p.until("the stream", "document.documentElement.dataset.live === 'open'")
}

func TestAReminderReachesEveryTabWithinTwoSeconds(t *testing.T) {
	s := filled(t, callBack(t))
	kim := newPersonAtWindows(t, s, "Kim Peeters")
	kim.watchFaults()
	kim.signIn()
	second, hidden := kim.tab(), kim.hiddenTab()
	second.watchFaults()
	second.open("/")
	hidden.watchFaults()
	hidden.open("/")
	if state := js[string](hidden, "document.visibilityState"); state != "hidden" {
		t.Fatalf("the hidden tab is %s", state)
	}
	for _, p := range []*person{kim, second, hidden} {
		p.connected()
		p.within(time.Second, "an empty tray", "document.getElementById('tray').dataset.count === '0'")
	}
	s.clock(wednesday(10, 45))
	for _, p := range []*person{kim, second, hidden} {
		p.within(2*time.Second, "the reminder", "document.getElementById('tray').dataset.count === '1' && document.getElementById('tray').textContent.includes('prijs per vierkante meter')")
	}
	hidden.within(2*time.Second, "the number in the title and the icon", "document.title.startsWith('(1) ') && document.querySelector('link[rel=icon]').href.startsWith('data:image/svg+xml')")
	if title := js[string](kim, "document.title"); strings.HasPrefix(title, "(") {
		t.Errorf("a page one looks at is titled %q", title)
	}
	kim.sees(".arrival", "Claes Houtbouw")
	kim.click(".arrival form[action$='/seen'] button")
	for _, p := range []*person{kim, second, hidden} {
		p.within(2*time.Second, "the tray without it", "document.getElementById('tray').dataset.count === '0'")
		p.noFaults()
	}
	hidden.until("the plain title", "!document.title.startsWith('(')")
}

func TestAReminderSoundsOnceInABrowser(t *testing.T) {
	s := filled(t, callBack(t))
	kim := newPerson(t, s, "Kim Peeters")
	kim.watchFaults()
	kim.signIn()
	second := kim.tab()
	second.watchFaults()
	second.open("/")
	for _, p := range []*person{kim, second} {
		p.connected()
		p.click("h1") // a browser makes no sound before a click
	}
	s.clock(wednesday(10, 45))
	second.until("a sound", "localStorage.getItem('sounds') === '1'")
	kim.open("/")
	kim.connected()
	s.kill()
	s.restart()
	s.clock(wednesday(10, 46))
	kim.sees("#now .rim-clock time", "10:46")
	s.clock(wednesday(10, 30)) // put back: it is not due, and then again
	kim.until("not due", "document.getElementById('tray').dataset.count === '0'")
	s.clock(wednesday(10, 47))
	kim.until("due again", "document.getElementById('tray').dataset.count === '1'")
	time.Sleep(700 * time.Millisecond) // a second sound would come within the time pages have to answer
	if n := js[string](kim, "localStorage.getItem('sounds')"); n != "1" {
		t.Errorf("%s sounds of one reminder, after a new page, a restart and a clock put back", n)
	}
	kim.click("#tray-panel > summary")
	kim.click("#tray-panel details.later > summary")
	kim.click("#tray-panel details.later button[value='10m']")
	kim.sees("#flash", "uitgesteld tot 10:5")
	s.clock(wednesday(10, 59))
	kim.until("it again", "document.getElementById('tray').dataset.count === '1'")
	kim.until("a second sound, of what was put off", "localStorage.getItem('sounds') === '2'")
	kim.noFaults()
}

func TestANotificationIsMadeOnceByAHiddenPage(t *testing.T) {
	s := filled(t, func(b *storetest.Box) {
		f := b.Prospect(t, "name", "Claes Houtbouw")
		b.Moment(t, f, fiche.CallBack, "2026-10-21", "11:00", "prijs per vierkante meter")
		b.Moment(t, f, fiche.CallBack, "2026-10-21", "12:00", "en de deur")
	})
	kim := newPersonAtWindows(t, s, "Kim Peeters")
	kim.signedIn() // the page that is looked at is empty
	const stub = `window.Notification = class { static permission = 'granted'; constructor(title, o) { const all = JSON.parse(localStorage.getItem('notes') ?? '[]'); all.push(title + '|' + o.body + '|' + o.tag); localStorage.setItem('notes', JSON.stringify(all)); } };
const post = MessagePort.prototype.postMessage; MessagePort.prototype.postMessage = function (m, ...rest) { setTimeout(() => post.call(this, m, ...rest), m?.report ? Number(localStorage.getItem('busy')) : 0) };`
	one, two := kim.hiddenTab(), kim.hiddenTab()
	for _, p := range []*person{one, two} {
		p.atEveryPage(stub)
		p.open("/")
		p.connected()
	}
	// A busy computer gives hidden pages their turn late.
	for i, m := range []struct {
		note, busy string
		at         time.Time
	}{{"prijs per vierkante meter", "900", wednesday(10, 45)}, {"en de deur", "0", wednesday(11, 45)}} {
		js[bool](one, "(localStorage.setItem('busy', '"+m.busy+"'), true)")
		s.clock(m.at)
		one.until("a notification", "localStorage.getItem('notes')?.includes("+quote(m.note)+")")
		time.Sleep(500 * time.Millisecond)
		if notes := js[string](one, "localStorage.getItem('notes')"); strings.Count(notes, m.note) != 1 || strings.Count(notes, "Claes Houtbouw") != i+1 {
			t.Errorf("notifications: %s", notes)
		}
	}
}

func TestALostServerIsSaidAndItsReturnNeedsNoClick(t *testing.T) {
	t.Parallel()
	s := filled(t, callBack(t))
	kim := newPerson(t, s, "Kim Peeters")
	kim.watchFaults()
	kim.signIn()
	kim.connected()
	s.kill()
	kim.until("the banner", "!document.getElementById('offline').hidden && document.querySelector('.rim').classList.contains('is-stale')")
	kim.shot("offline")
	s.at = wednesday(10, 50)
	s.restart()
	kim.until("the banner gone", "document.getElementById('offline').hidden && !document.querySelector('.rim').classList.contains('is-stale')")
	s.clock(wednesday(10, 50))
	kim.sees("#now .rim-clock time", "10:50")
	kim.until("what fell due meanwhile", "document.getElementById('tray').dataset.count === '1'")
	kim.noFaults()
}

func TestASessionThatEndsIsSaidInOtherTabs(t *testing.T) {
	t.Parallel()
	s := filled(t, callBack(t))
	kim := newPerson(t, s, "Kim Peeters")
	kim.signIn()
	second := kim.tab()
	second.open("/")
	second.connected()
	kim.connected()
	kim.click(".account > summary")
	kim.press("Afmelden")
	kim.path("/session/new")
	second.until("the end said", "!document.getElementById('signed-out').hidden && document.getElementById('offline').hidden")
	second.click("#signed-out a")
	second.path("/session/new?next=%2F")
	kim.signIn()
	kim.connected()
}

func TestWithoutSharedWorkerTheTabsShareTheStreamOfOne(t *testing.T) {
	s := filled(t, callBack(t))
	kim := newPerson(t, s, "Kim Peeters")
	second := kim.tab()
	for _, p := range []*person{kim, second} {
		p.watchFaults()
		p.atEveryPage("delete window.SharedWorker;")
	}
	kim.signIn()
	kim.connected()
	second.open("/")
	second.connected()
	s.clock(wednesday(10, 45))
	for _, p := range []*person{kim, second} {
		p.within(2*time.Second, "the reminder", "document.getElementById('tray').dataset.count === '1'")
	}
	second.do(chromedp.Navigate("about:blank")) // it held the stream
	kim.click("#tray-panel > summary")
	s.clock(wednesday(10, 46))
	kim.sees("#now .rim-clock time", "10:46")
	if !js[bool](kim, "document.getElementById('tray-panel').open") {
		t.Error("the tray that was open is shut by a message")
	}
	kim.noFaults()
}

func TestTheClockGoesOnBetweenMessages(t *testing.T) {
	s := filled(t, callBack(t))
	kim := newPerson(t, s, "Kim Peeters")
	kim.watchFaults()
	kim.atEveryPage(`const real = Date.now; window.skip = 0; Date.now = () => real() + skip;`)
	kim.signIn()
	kim.connected()
	kim.sees("#now .rim-clock time", "10:42")
	before := js[string](kim, "document.querySelector('#now line.now-mark').getAttribute('x1')")
	js[bool](kim, "(skip = 3 * 60000, document.dispatchEvent(new Event('visibilitychange')), true)")
	kim.sees("#now .rim-clock time", "10:45")
	after := js[string](kim, "document.querySelector('#now line.now-mark').getAttribute('x1')")
	if before == after {
		t.Errorf("the needle stays at %s", after)
	}
	s.clock(wednesday(10, 45))
	kim.until("the needle where the server draws it", "Math.abs(parseFloat(document.querySelector('#now line.now-mark').getAttribute('x1')) - "+strings.TrimSuffix(after, "%")+") < 0.05")
	s.clock(wednesday(10, 46))
	kim.sees("#now .rim-clock time", "10:46")
	kim.noFaults()
}

func TestKeysOpenWhatTheyName(t *testing.T) {
	t.Parallel()
	s := filled(t, callBack(t))
	kim := newPerson(t, s, "Kim Peeters")
	kim.watchFaults()
	kim.signIn()
	kim.connected()
	kim.key("/")
	kim.until("the search box", "document.activeElement?.matches('.mast [name=q]')")
	kim.key("h")
	kim.until("the letter typed", "document.activeElement.value === 'h' && !document.getElementById('tray-panel').open")
	js[bool](kim, "(document.activeElement.value = '', document.activeElement.blur(), true)")
	kim.key("h")
	kim.until("the tray open", "document.getElementById('tray-panel').open")
	kim.key("\x1b")
	kim.until("the tray shut and the focus on the bell", "!document.getElementById('tray-panel').open && document.activeElement?.matches('#tray-panel > summary')")
	kim.noFaults()
	kim.key("n")
	kim.path("/prospects/new")
}

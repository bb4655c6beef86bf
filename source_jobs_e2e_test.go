//go:build e2e

package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"fichebak/store"
	"fichebak/views/locale"
)

// job is a new user's work, in a language and on a screen.
type job struct {
	t         *testing.T // of the whole day: browsers stay open
	kim, bart *person
	words     *locale.Printer
	lang      string
	small     bool
	shots     int
	at        string // address of the fiche the later jobs are about
}

// T is a text of the catalog as it shows on a page.
func (j *job) T(key string, args ...any) string {
	return strings.Join(strings.Fields(strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(j.words.T(key, args...))), " ")
}

// shot is the next picture of this user's work.
func (j *job) shot(p *person, name string) {
	j.shots++
	width := "1440"
	if j.small {
		width = "390"
		p.until("a page no wider than the screen", "document.documentElement.scrollWidth <= 390 && innerWidth <= 390")
	}
	p.shot(fmt.Sprintf("job-%s-%s-%02d-%s", j.lang, width, j.shots, name))
}

// touch clicks with what this screen has: a mouse or a finger.
func (j *job) touch(p *person, sel string) {
	p.t.Helper()
	if !j.small {
		p.click(sel)
		return
	}
	p.tap(sel)
}

// press is touch on the button or link with a text.
func (j *job) press(p *person, key string) {
	p.t.Helper()
	if !j.small {
		p.press(j.T(key))
		return
	}
	p.tapOn(j.T(key), button(j.T(key)))
}

// save sends the form and waits until it is said.
func (j *job) save(p *person) {
	p.t.Helper()
	j.press(p, "act.save")
	p.sees("#flash", j.T("flash.saved"))
	p.until("its scripts", "document.readyState === 'complete'")
}

// form opens a new prospect's form from the list, and unfolds it.
func (j *job) form(p *person) {
	p.t.Helper()
	p.open("/prospects")
	j.touch(p, "#bar a[aria-keyshortcuts=n]")
	p.path("/prospects/new")
	j.unfold(p)
}

// edit opens the form of a fiche.
func (j *job) edit(p *person, at string) {
	p.t.Helper()
	p.open(at)
	j.touch(p, "#bar a[aria-keyshortcuts=b]")
	p.path(at + "/edit")
	j.unfold(p)
}

// unfold opens the parts that a phone folds away.
func (j *job) unfold(p *person) {
	p.t.Helper()
	for js[bool](p, "(() => { document.querySelectorAll('[data-test-fold]').forEach(e => e.removeAttribute('data-test-fold')); const f = document.querySelector('details.fold:not([open]) > summary'); f?.setAttribute('data-test-fold', ''); return !!f })()") {
		j.touch(p, "[data-test-fold]")
		p.until("the part open", "document.querySelector('[data-test-fold]').parentElement.open")
	}
}

// seat sits somebody down at a screen of this job's width.
func (j *job) seat(t *testing.T, s *server, name string) *person {
	p := newPerson(t, s, name)
	p.watchFaults()
	p.speaks(tagOf(j.lang))
	if j.small {
		p.phone()
	}
	return p
}

// jobs are what a new user does on the first day, each with its picture.
var jobs = []struct {
	name string
	do   func(j *job)
}{
	{"first run", (*job).firstRun},
	{"a firm with a wrong VAT number kept", (*job).wrongVAT},
	{"a private person", (*job).privatePerson},
	{"a number already on a customer", (*job).takenVAT},
	{"a town by postcode and a postcode by town", (*job).towns},
	{"a new group on the spot", (*job).newGroup},
	{"an appointment and its reminder in a second browser", (*job).appointment},
	{"later, seen, done", (*job).laterSeenDone},
	{"a call-back without an hour", (*job).callBack},
	{"search by half a telephone number", (*job).search},
	{"sort on Volgende, open, come back", (*job).sort},
	{"conversion and undo", (*job).convert},
	{"two people saving", (*job).twoPeople},
	{"delete and restore", (*job).remove},
	{"the server stopped and started under an open page", (*job).restart},
}

func TestTheJobsOfANewUser(t *testing.T) {
	t.Parallel()
	for _, look := range []struct {
		lang  string
		small bool
	}{{"nl", false}, {"fr", true}, {"en", false}, {"de", true}} {
		t.Run(look.lang, func(t *testing.T) {
			j := &job{t: t, words: locale.For(look.lang, time.Time{}), lang: look.lang, small: look.small}
			s := startServer(t, wednesday(10, 42))
			j.kim = j.seat(t, s, "Kim Peeters")
			for _, x := range jobs {
				ok := t.Run(x.name, func(t *testing.T) {
					j.kim.t = t
					if j.bart != nil {
						j.bart.t = t
					}
					x.do(j)
					j.kim.noFaults()
				})
				if !ok {
					break // the later ones go on from here
				}
			}
			j.kim.t = t
		})
	}
}

func (j *job) firstRun() {
	kim := j.kim
	kim.open("/")
	kim.path("/first-run")
	j.shot(kim, "first-run")
	kim.startBox("Lievens Ramen en Gevels", "empty", j.lang)
	kim.sees("h2", j.T("today.empty"))
	j.shot(kim, "today-empty")
	kim.s.addUser("Bart Dierckx", store.Worker, j.lang)
	j.bart = j.seat(j.t, kim.s, "Bart Dierckx")
	j.bart.signInByHand()
	j.shot(j.bart, "signed-in")
}

func (j *job) wrongVAT() {
	kim := j.kim
	j.form(kim)
	j.shot(kim, "form")
	kim.fill("[name=name]", "claes Houtbouw")
	kim.fill("[name=vat]", "0403170702")
	kim.leave()
	kim.sees("#vat-field .remark", j.T("vat.check"))
	kim.holds("[name=vat]", "BE 0403.170.702")
	kim.holds("[name=name]", "Claes Houtbouw")
	j.shot(kim, "vat-wrong")
	j.press(kim, "act.leave")
	kim.fill("[name=phone]", "050/00.41.27")
	j.save(kim)
	kim.sees(".facts .remark", j.T("vat.check"))
	j.at, _, _ = strings.Cut(kim.path("/prospects/f"), "?")
	j.shot(kim, "vat-kept")
}

func (j *job) privatePerson() {
	kim := j.kim
	j.form(kim)
	j.touch(kim, "[name=person][value=yes]")
	kim.fill("[name=name]", "De Smet Els")
	kim.fill("[name=mobile]", "0470003861")
	j.save(kim)
	kim.sees(".kicker", j.T("fiche.person"))
	kim.seesNot("#fiche", j.T("vat.check"))
	j.shot(kim, "person")
}

func (j *job) takenVAT() {
	kim := j.kim
	kim.open("/customers/new")
	j.unfold(kim)
	kim.fill("[name=name]", "Hout Claes nv")
	kim.fill("[name=vat]", "1099001486")
	j.save(kim)
	j.form(kim)
	kim.fill("[name=name]", "Garage Willems")
	kim.fill("[name=vat]", "1099.001.486")
	kim.leave()
	kim.sees("#vat-field .remark", j.T("remark.vat-taken", j.T("kind.customer.low"), "10000", "Hout Claes nv"))
	j.shot(kim, "vat-taken")
	j.save(kim)
	j.touch(kim, ".facts .remark a[href*=customers]")
	kim.sees("h1", "Hout Claes nv")
}

func (j *job) towns() {
	kim := j.kim
	j.form(kim)
	kim.fill("[name=name]", "Bakkerij Peeters")
	kim.fill(address(1, "postcode"), "9000")
	kim.holds(address(1, "town"), "Gent")
	kim.fill("[name='address.1.street']", "Kerkstraat")
	if j.small {
		kim.tap("input[name=address-tab][value='2']")
	} else {
		kim.click("input[name=address-tab][value='2']")
	}
	halle := map[string]string{"nl": "Halle", "fr": "Hal", "en": "Halle", "de": "Halle"}[j.lang]
	kim.fill(address(2, "town"), halle)
	kim.sees(".suggest", "1500 "+halle)
	j.shot(kim, "towns")
	j.touch(kim, `.suggest [data-postcode="1500"]`)
	kim.holds(address(2, "postcode"), "1500")
	j.save(kim)
	kim.sees(".address", "Kerkstraat 9000 Gent")
	j.shot(kim, "address")
}

func (j *job) newGroup() {
	kim := j.kim
	j.edit(kim, j.at)
	kim.fill("[name=groups]", "Hout, beurs Brussel")
	j.shot(kim, "group")
	j.save(kim)
	kim.sees(".facts", "Hout, beurs Brussel")
	kim.open("/prospects")
	j.touch(kim, ".funnel .more > summary")
	kim.sees(".funnel .menu", "beurs Brussel 1")
	j.shot(kim, "groups")
}

func (j *job) appointment() {
	kim, bart := j.kim, j.bart
	j.edit(kim, j.at)
	kim.set(".when-line [name$='.day'][id*='new-2']", "2026-10-21")
	kim.set(".when-line [name$='.hour'][id*='new-2']", "10:59")
	kim.fill(".when-line [name$='.text'][id*='new-2']", "Plaatsbezoek magazijn")
	j.shot(kim, "appointment")
	j.save(kim)
	kim.sees(".moment", "Plaatsbezoek magazijn")
	kim.connected()
	bart.open("/customers")
	bart.connected()
	kim.s.clock(wednesday(10, 44))
	bart.within(2*time.Second, "the reminder", `document.querySelector("#tray").textContent.includes("Claes Houtbouw")`)
	j.shot(bart, "reminder")
}

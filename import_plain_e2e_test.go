//go:build e2e

package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

// plainFile is a file so large that its rehearsal is a job, with days, an own field, and
// rows that are left alone.
func plainFile(t *testing.T) string {
	t.Helper()
	var text strings.Builder
	text.WriteString("Naam;Gemeente;Tel;Afspraak;Houtsoort;Rayon\r\nClaes;Genk;89353535;4/11/2027 10u30;eik;Noord\r\n;Gent;;;;\r\nClaes;Genk;;;;\r\n")
	for i := range store.RehearsedAtOnce {
		fmt.Fprintf(&text, "Firma %04d;Gent;;;;\r\n", i)
	}
	path := filepath.Join(t.TempDir(), "klanten.csv")
	write(t, path, []byte(text.String()))
	return path
}

// again asks for the page of some work by its link until the work is over.
func (p *person) again(link string) {
	p.t.Helper()
	for js[bool](p, "document.querySelector("+quote(link)+") !== null") {
		p.send(link)
	}
}

// The whole way of a file, with scripts off: what it is, what would happen, what did,
// what was left alone, and back.
func TestWithoutScriptsAFileComesInAndGoesBack(t *testing.T) {
	t.Parallel()
	kim, _ := plain(t, func(b *storetest.Box) {
		b.Make(t, fiche.Customer, "name", "Claes", "address.1.town", "Genk")
		if _, err := b.AddExtra(t.Context(), storetest.Kim, "", fiche.Extra{Name: "Houtsoort", Type: fiche.ExtraText, Kinds: []fiche.Kind{fiche.Customer}}); err != nil {
			t.Fatal(err)
		}
	})
	kim.open("/imports/new")
	kim.send("#import-form .is-main") // without a file
	kim.sees("#import-form", "Kies een bestand.")
	kim.click("[name=kind][value=customer]")
	kim.do(chromedp.SetUploadFiles("#file", []string{plainFile(t)}))
	kim.send("#import-form .is-main")
	kim.sees("main", "5.003 rijen")
	kim.holds("[name='column.D']", "moment.appointment.1.day")
	kim.holds("[name='column.F']", "")
	kim.sees("main", "Noord")
	kim.send("#plan-form .is-main")
	kim.again("#rehearsing noscript a")
	kim.sees(".verdict", "5.001 fiches worden gemaakt of aangevuld")
	kim.sees(".verdict", "2 rijen blijven liggen")
	kim.sees("main", "Vul dit in.")
	kim.send(`nav a[href*="show=changed"]`)
	kim.sees("main", "Afspraak")
	kim.sees("main", "Houtsoort")
	kim.sees("main", "089 35 35 35")
	kim.send(".verdict .is-main")
	kim.again("#import-job noscript a")
	kim.sees("#import-job", "Ingevoerd")
	kim.sees("#import-job", "Fout: rij 3")
	if at := js[string](kim, "document.querySelector('#left-head + a').getAttribute('href')"); !strings.HasSuffix(at, "/faults.csv") {
		t.Errorf("what was left alone lies at %q", at)
	}
	kim.open("/customers?q=claes")
	kim.send("#fiches .name a")
	kim.sees("main", "4 nov")
	kim.sees("main", "eik")
	kim.open("/imports/new")
	kim.send("#import-before ~ table a, table a[href^='/imports/i']")
	kim.send("#import-job form .button")
	kim.again("#import-job noscript a")
	kim.sees("#import-job", "Ongedaan gemaakt")
	kim.open("/customers")
	kim.sees("#fiches", "Claes")
	if n := js[int](kim, "document.querySelectorAll('#fiches tr[data-url]').length"); n != 1 {
		t.Errorf("%d customers are left", n)
	}
}

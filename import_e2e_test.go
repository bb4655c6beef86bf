//go:build e2e

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"fichebak/store/fiche"
	"fichebak/store/storetest"
	"fichebak/store/transfer"
)

// messyWorkbook is a file as a firm has it: titles of its own, telephones without their
// zero, empty rows, the same firm twice, rows without a name.
func messyWorkbook(t *testing.T, n int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "Klanten 2026 (laatste versie).xlsx")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w, err := transfer.NewXLSX(file, "Blad1", []string{"Klant nr.", "FIRMANAAM", "Adres", "PC en gemeente", "Tel.", "e-mail adres", "btw nr", "Commentaar", "Rayon"})
	for i := range n {
		row := []string{fmt.Sprint(12000 + i), fmt.Sprintf("Firma %04d nv", i), fmt.Sprintf("Kerkstraat %d bus 2", i%90+1), "B-9000 Gent", fmt.Sprintf("9225%04d", i), fmt.Sprintf("info@firma%d.example", i), "", "belt\nliefst 's morgens", []string{"Noord", "Zuid"}[i%2]}
		switch {
		case i%500 == 7:
			row[1] = ""
		case i%500 == 9:
			row[0], row[1] = fmt.Sprint(12000+i-1), fmt.Sprintf("Firma %04d nv", i-1)
		}
		if err == nil {
			err = w.Write(row)
		}
		if i%700 == 3 && err == nil {
			err = w.Write(make([]string, 9))
		}
	}
	if err == nil {
		err = w.Close()
	}
	if err == nil {
		err = file.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// waitForImport is what an import may take on a busy machine.
const waitForImport = 90 * time.Second

func TestAWorkbookAddsToTheCustomersThereAreAndGoesBack(t *testing.T) {
	t.Parallel()
	s := filled(t, withBart(t, func(b *storetest.Box) {
		b.Make(t, fiche.Customer, "name", "Firma 0004", "phone", "09 111 11 11", "address.1.town", "Gent")
	}))
	kim, bart := newPersonAtWindows(t, s, "Kim Peeters"), newPerson(t, s, "Bart Declerck")
	kim.watchFaults()
	kim.signIn()
	bart.signIn()
	kim.open("/exports/new")
	kim.shot("transfers")
	kim.click("a[href='/imports/new']")
	kim.path("/imports/new")
	kim.click("[name=kind][value=customer]")
	kim.do(chromedp.SetUploadFiles("#file", []string{messyWorkbook(t, 600)}))
	kim.shot("imports")
	kim.click("#import-form .is-main")
	kim.within(waitForImport, "the columns", "document.querySelector('#plan-form')")
	kim.sees("main", "600 rijen")
	kim.holds("[name='column.A']", "number")
	kim.holds("[name='column.C']", "address.1.line")
	kim.holds("[name='column.I']", "")
	kim.shot("import-columns")
	kim.set("[name='column.I']", "groups")
	kim.click("#plan-form .is-main")
	kim.within(waitForImport, "the rehearsal", "document.querySelector('#rule-form')")
	kim.set("[name=match]", "name")
	kim.click("#rule-form .button")
	kim.within(waitForImport, "the rehearsal by name", "document.querySelector('[name=match]').value === 'name' && document.querySelector('.verdict .says')")
	kim.sees(".verdict", "596 fiches worden gemaakt of aangevuld")
	kim.sees(".verdict", "4 rijen blijven liggen")
	kim.shot("import-rehearsal")
	kim.phone()
	kim.shot("import-rehearsal-phone")
	kim.do(chromedp.EmulateViewport(1440, 900))
	kim.click(".verdict .is-main")
	kim.path("/imports/i")
	kim.within(waitForImport, "the end of it", "document.querySelector('#import-job .verdict.is-good')")
	kim.sees("#import-job", "Ingevoerd")
	kim.shot("import-done")
	bart.open("/customers?q=0411")
	bart.sees("#fiches", "Firma 0411 nv")
	bart.sees("#fiches", "09 225 04 11")
	kim.click("#import-job form .button")
	kim.within(waitForImport, "all of it back", "document.querySelector('#import-job .verdict.is-good') && document.querySelector('#import-job').textContent.includes('Ongedaan gemaakt')")
	kim.shot("import-undone")
	bart.open("/customers")
	bart.sees("#fiches", "Firma 0004")
	bart.sees("#fiches", "09 111 11 11")
	if n := js[int](bart, "document.querySelectorAll('#fiches tr[data-url]').length"); n != 1 {
		t.Errorf("%d customers are left", n)
	}
	kim.noFaults()
}

//go:build e2e

package main

import (
	"testing"

	"github.com/chromedp/chromedp"

	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

// Kim arranges the overview of the CRM fiches, prints it as she sees it, and takes the
// change of her window back.
func TestTheOverviewOfTheCRMFichesIsArrangedAndPrinted(t *testing.T) {
	t.Parallel()
	var c fiche.CRM
	kim := atWork(t, func(b *storetest.Box) { staged(t, b, &c) })
	kim.open("/crm")
	kim.sees("#fiches tfoot", "€ 24.650")
	kim.key("v")
	kim.path("/crm/window")
	kim.click("[name=show][value=contact]")
	kim.click("[name=show][value=expected]")
	kim.set("[name=sort]", "value")
	kim.shot("crm-window")
	kim.key("s", chromedp.ModifierCtrl)
	kim.sees("#flash", "De vensterinstellingen zijn bewaard.")
	kim.sees("#fiches thead", "Contactpersoon")
	kim.seesNot("#fiches thead", "Verwacht")
	kim.sees("#fiches thead [aria-sort=ascending]", "Waarde")
	kim.shot("crm-arranged")
	kim.key("r")
	kim.path("/crm/report")
	kim.sees("main", "2 CRM-fiches · Alle open · € 24.650")
	kim.open("/crm/report/sheet?sort=value")
	kim.sees(".sheet-table tbody tr:first-child", "Ramen kantoor")
	kim.sees(".sheet-table thead", "Contactpersoon")
	kim.shot("crm-sheet")
	kim.open("/crm/window")
	kim.press("Standaard herstellen")
	kim.sees("#fiches thead", "Verwacht")
	kim.press("Ongedaan maken")
	kim.sees("#fiches thead", "Contactpersoon")
	kim.noFaults()
}

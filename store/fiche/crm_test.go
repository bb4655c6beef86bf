package fiche_test

import (
	"testing"
	"time"

	"fichebak/store/fiche"
)

func TestAnAmountIsReadAsBelgiansWriteIt(t *testing.T) {
	for text, want := range map[string]int64{
		"": 0, "18450": 1845000, "18.450": 1845000, "€ 18.450,50": 1845050, "18 450,5": 1845050, "18450.50": 1845050, "1.234.567": 123456700, "0,99": 99, "18\u00a0450 €": 1845000, "12.5": 1250,
	} {
		if got, ok := fiche.ParseEuro(text); !ok || got != want {
			t.Errorf("%q is %d %v, want %d", text, got, ok, want)
		}
	}
	for _, text := range []string{"veel", "-5", "1.23.456", "12,345", ",5", "5,", ".", "1e9", "99999999999999", "18.450.5"} {
		if got, ok := fiche.ParseEuro(text); ok {
			t.Errorf("%q is taken for %d", text, got)
		}
	}
	for _, cents := range []int64{0, 5, 99, 100, 1845050} {
		if got, ok := fiche.ParseEuro(fiche.EuroText(cents)); !ok || got != cents {
			t.Errorf("%d is written %q and read %d", cents, fiche.EuroText(cents), got)
		}
	}
}

func TestACRMFicheThatIsLostNeedsItsReason(t *testing.T) {
	v := fiche.Values{"subject": "Gevel", "stage": "new", "outcome": "lost"}
	ps := fiche.CheckCRM(v, fiche.DefaultStages())
	if len(ps) != 1 || ps[0].Field != "reason" {
		t.Errorf("%v", ps)
	}
	v["outcome"] = "won"
	if ps = fiche.CheckCRM(v, fiche.DefaultStages()); len(ps) > 0 {
		t.Errorf("%v", ps)
	}
	bad := fiche.Values{"stage": "weg", "value": "veel", "chance": "101", "expected": "2026-02-30", "outcome": "half"}
	if ps = fiche.CheckCRM(bad, fiche.DefaultStages()); len(ps) != 6 {
		t.Errorf("%d problems of six: %v", len(ps), ps)
	}
}

func TestAChanceGoesAlongWithTheStageUntilSomebodyGaveItsOwn(t *testing.T) {
	at := time.Date(2026, 10, 21, 10, 42, 0, 0, time.UTC)
	stages := fiche.DefaultStages()
	c := fiche.CRM{}
	c.Apply(fiche.Values{"subject": "Gevel", "stage": "new", "value": "1000"}, stages, at)
	if c.Chance != 20 || c.Weighted() != 20000 {
		t.Errorf("new: %d %%, weighted %d", c.Chance, c.Weighted())
	}
	at = at.AddDate(0, 0, 4)
	c.Enter("quote", stages, at)
	if c.Chance != 60 {
		t.Errorf("quote: %d %%", c.Chance)
	}
	v := c.Values()
	v["chance"] = "35 %"
	c.Apply(v, stages, at)
	c.Enter("deal", stages, at.AddDate(0, 0, 9))
	if c.Chance != 35 {
		t.Errorf("a chance somebody gave became %d", c.Chance)
	}
	spent := c.Spent(at.AddDate(0, 0, 11))
	if day := 24 * time.Hour; spent["new"] != 4*day || spent["quote"] != 9*day || spent["deal"] != 2*day || spent["talk"] != 0 {
		t.Errorf("%v", spent)
	}
	c.End(fiche.Lost, "te duur", at.AddDate(0, 0, 10))
	if c.Weighted() != 0 || c.ChanceNow() != 0 || c.Chance == 0 || c.Spent(at.AddDate(1, 0, 0))["deal"] != 24*time.Hour {
		t.Errorf("lost: %d, %v", c.Weighted(), c.Spent(at.AddDate(1, 0, 0)))
	}
	c.End(fiche.Open, "", at)
	if c.EndedAt != 0 || c.Reason != "" {
		t.Error("open again, it still has its end")
	}
}

func TestTheUsualIntervalIsTheMiddleOneOfTheLast(t *testing.T) {
	for _, c := range []struct {
		days []string
		n    int
		ok   bool
	}{
		{nil, 0, false},
		{[]string{"2026-10-12"}, 0, false},
		{[]string{"2026-10-12", "2026-10-12", "2026-10-21"}, 0, false},
		{[]string{"2026-10-03", "2026-10-12"}, 9, true},
		{[]string{"2026-10-12", "2026-10-03", "2026-10-12", "2026-11-30"}, 9, true}, // what is to come does not count
		{[]string{"2020-01-01", "2026-10-03", "2026-10-12"}, 9, true},
		{[]string{"2020-01-01", "2021-01-01"}, 120, true},
	} {
		if n, ok := fiche.Usual(c.days, "2026-10-21"); n != c.n || ok != c.ok {
			t.Errorf("%v: %d %v, want %d %v", c.days, n, ok, c.n, c.ok)
		}
	}
}

func TestANextStepInAWeekendIsOnMonday(t *testing.T) {
	sat := time.Date(2026, 10, 24, 0, 0, 0, 0, time.UTC)
	for i, want := range []struct {
		day   int
		moved bool
	}{{26, true}, {26, true}, {26, false}} {
		if got, moved := fiche.Workday(sat.AddDate(0, 0, i)); got.Day() != want.day || moved != want.moved {
			t.Errorf("%s: %s %v", sat.AddDate(0, 0, i), got, moved)
		}
	}
}

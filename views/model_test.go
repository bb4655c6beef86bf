package views

import (
	"bytes"
	"strings"
	"testing"
)

func TestRulerStretchesToWhatLiesOutside(t *testing.T) {
	r := &Rim{Clock: "06:00", Marks: []Mark{{Clock: "05:50"}, {Clock: "19:00", Until: "21:15"}}}
	if from, to := r.span(); from != 4*60+30 || to != 22*60+30 {
		t.Errorf("from %d to %d minutes", from, to)
	}
	for _, d := range r.Drawn() {
		if strings.HasPrefix(d.X, "-") || len(d.X) > 6 {
			t.Errorf("mark at %s", d.X)
		}
	}
	late := &Rim{Clock: "23:59", Marks: []Mark{{Clock: "23:45"}, {Clock: "00:05"}}}
	if from, to := late.span(); from != 0 || to != 24*60 {
		t.Errorf("from %d to %d minutes", from, to)
	}
	if gone := late.Gone(); gone != "99.93%" {
		t.Errorf("gone %s", gone)
	}
}

func TestRulerOutsideItsHoursIsWhollyGoneOrNot(t *testing.T) {
	for clock, want := range map[string]string{"03:00": "0.00%", "23:00": "100.00%", "13:00": "50.00%"} {
		if got := (&Rim{Clock: clock}).Gone(); got != want {
			t.Errorf("%s: %s, want %s", clock, got, want)
		}
	}
}

func TestMarkWithoutHourIsSaidButNotDrawn(t *testing.T) {
	f := sampleFrame("nl", "")
	f.Rim = &Rim{Day: "2026-10-21", Clock: "10:42", Marks: []Mark{{Kind: "call-back", Name: "Hout Claes nv"}}}
	if len(f.Rim.Drawn()) != 0 || !strings.Contains(f.RimWords(), "in de loop van de dag Hout Claes nv, terug bellen") {
		t.Errorf("%d drawn, said %q", len(f.Rim.Drawn()), f.RimWords())
	}
}

func TestOnlyTheLatestOverdueAreDrawn(t *testing.T) {
	r := &Rim{Overdue: make([]Mark, 40)}
	r.Overdue[39].Name = "newest"
	if drawn := r.DrawnBefore(); len(drawn) != maxOverdue || drawn[maxOverdue-1].Name != "newest" {
		t.Errorf("%d drawn", len(r.DrawnBefore()))
	}
}

func TestAnOwnNumberHasTheDecimalSignOfItsReader(t *testing.T) {
	for lang, want := range map[string]string{"nl": "2,5", "fr": "2,5", "en": "2.5", "de": "2,5"} {
		if got := NewFrame(lang, sampleNow()).OwnValue(OwnField{Type: "number"}, "2,5"); got != want {
			t.Errorf("%s: %s", lang, got)
		}
	}
}

func TestInitials(t *testing.T) {
	for name, want := range map[string]string{"Kim Peeters": "KP", "Els De Smet": "ES", "kim": "K", "": "", "  é x ": "ÉX"} {
		if got := Initials(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

func TestRolesIncludeTheLesser(t *testing.T) {
	f := &Frame{}
	if f.Can(RoleReader) {
		t.Error("nobody may read")
	}
	for role, want := range map[string][3]bool{RoleReader: {true, false, false}, RoleWorker: {true, true, false}, RoleAdmin: {true, true, true}, "": {}} {
		f.User = &User{Role: role}
		if got := [3]bool{f.Can(RoleReader), f.Can(RoleWorker), f.Can(RoleAdmin)}; got != want || f.Can("") {
			t.Errorf("%s may %v, want %v", role, got, want)
		}
	}
}

// A reader looks only: no page gives a button that writes for all.
func TestReaderGetsNoButtonsThatWriteForAll(t *testing.T) {
	v := sampleMorning("nl")
	v.Flash = nil // its buttons are the handler's choice
	var b bytes.Buffer
	if err := testEngine(t).RenderView(&b, v, true); err != nil {
		t.Fatal(err)
	}
	for _, not := range []string{"/done\"", "/prospects/new", "/settings", "/users", "/bin", "/groups"} {
		if strings.Contains(b.String(), not) {
			t.Errorf("a reader's page has %s", not)
		}
	}
}

func field(t *testing.T, f Field) string {
	t.Helper()
	var b bytes.Buffer
	if err := testEngine(t).Render(&b, "layout/_field", f); err != nil {
		t.Fatal(err)
	}
	html := b.String()
	if _, faults := elements(html); len(faults) > 0 {
		t.Errorf("%v in %s", faults, html)
	}
	return html
}

func TestFieldSaysProblemAndRemarkToScreenReaders(t *testing.T) {
	html := field(t, Field{Name: "address.1.town", Label: "Gemeente", Value: `"x"`, Hint: "h", Problem: &Note{Text: "p"}, Remark: &Note{Text: "r", Choices: []Choice{
		{Label: "Bekijken", URL: "/customers/f1"}, {Label: "Zo laten", Do: "leave"}, {Label: "Neem 03:30", Name: "propose", Value: "03:30"}}}})
	for _, want := range []string{`<label for="address-1-town">`, `aria-describedby="address-1-town-hint address-1-town-problem address-1-town-remark"`, `aria-invalid="true"`,
		`id="address-1-town-problem"`, `value="&#34;x&#34;"`, `<a href="/customers/f1">Bekijken</a>`, `data-do="leave" data-value="" hidden>`, `name="propose" value="03:30" formnovalidate`} {
		if !strings.Contains(html, want) {
			t.Errorf("no %s in %s", want, html)
		}
	}
	if plain := field(t, Field{Name: "x", Label: "X"}); strings.Contains(plain, "aria-") {
		t.Errorf("aria attributes without need: %s", plain)
	}
}

func TestEveryKindOfFieldIsALabelledControl(t *testing.T) {
	options := []Option{{Value: "a", Label: "A"}, {Value: "b", Label: "B", Note: "n"}}
	for kind, want := range map[string]string{
		"": `type="text"`, "date": `type="date"`, "time": `type="time"`, "textarea": "<textarea", "select": `<option value="b" selected>`,
		"radio": `type="radio" name="f" value="b" checked`, "cards": "<small>n</small>", "hidden": `type="hidden"`, "checkbox": `type="checkbox"`, "file": `type="file"`,
	} {
		html := field(t, Field{Name: "f", Label: "L", Kind: kind, Value: "b", Options: options, Checked: true, Required: true, Rows: 4})
		if !strings.Contains(html, want) {
			t.Errorf("%s: no %s in %s", kind, want, html)
		}
		if kind != "hidden" && !strings.Contains(html, "L</") {
			t.Errorf("%s has no label: %s", kind, html)
		}
	}
	if html := field(t, Field{Name: "source", Label: "Via", Options: options}); !strings.Contains(html, `list="source-list"`) || !strings.Contains(html, `<datalist id="source-list">`) {
		t.Errorf("no suggestions: %s", html)
	}
	if html := field(t, Field{Name: "vat", Label: "Btw", Ask: "/vat", AskWith: "closest form"}); !strings.Contains(html, `hx-get="/vat" hx-trigger="change" hx-target="closest .field"`) {
		t.Errorf("does not ask: %s", html)
	}
	if html := field(t, Field{Name: "t", Label: "T", Kind: "textarea", Value: "\nfirst line kept"}); !strings.Contains(html, ">\n\nfirst line kept</textarea>") {
		t.Errorf("a leading line break is lost: %q", html)
	}
}

func TestSummaryNamesOnlyWhatBlocks(t *testing.T) {
	a, b := &Field{Name: "a", Label: "A", Problem: &Note{Text: "p"}}, &Field{Name: "b", Remark: &Note{Text: "r"}}
	if s := Problems("h", a, b, nil); s == nil || len(s.Lines) != 1 || s.Lines[0].ID != "a" {
		t.Errorf("got %+v", s)
	}
	if s := Problems("h", b); s != nil {
		t.Errorf("got %+v", s)
	}
}

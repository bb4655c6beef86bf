package handlers

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/fiche"
)

// ficheForm is what a fiche's form sent.
type ficheForm struct {
	values  fiche.Values
	moments []store.MomentDraft
	rev     uint64
	revOK   bool // a rev was sent that can be read
	token   string
	list    string // state of the list one comes from
	more    string // kind of moment or contact to add a line for, in place of saving
	all     string // mine or theirs: in a conflict, that version of every field
	twice   bool   // a field that should come once came twice

	verdicts map[fiche.ID]string // answers about fiches that look like this one
}

// readFiche decodes the form of a fiche. Fields it does not know are passed over.
func readFiche(c *fiber.Ctx) ficheForm {
	f := ficheForm{values: fiche.Values{}, verdicts: map[fiche.ID]string{}}
	lines := map[string]*store.MomentDraft{}
	var order []string
	seen := map[string]bool{}
	sides := map[string]fiche.Values{"mine": {}, "theirs": {}}
	formEach(c, func(name, value string) {
		if rest, ok := strings.CutPrefix(name, "moment."); ok {
			id, field, _ := strings.Cut(rest, ".")
			d := lines[id]
			if d == nil {
				d = &store.MomentDraft{Name: id}
				lines[id] = d
				order = append(order, id)
			}
			f.twice = f.twice || seen[name]
			seen[name] = true
			readMomentField(d, field, value)
			return
		}
		if f.answered(name, value) {
			return
		}
		if side, field, _ := strings.Cut(name, "."); sides[side] != nil {
			sides[side][field] = value
			return
		}
		known := f.read(name, value)
		if known && seen[name] {
			f.twice = true
		}
		seen[name] = true
	})
	f.choose(sides)
	f.list = carriedList(c, f.list)
	for _, id := range order {
		f.moments = append(f.moments, *lines[id])
	}
	return f
}

// answered takes an answer about a fiche that looks like this one; false for another field.
func (f *ficheForm) answered(name, value string) bool {
	id, ok := strings.CutPrefix(name, "alike.")
	if ok && value != "" {
		f.verdicts[id] = value
	}
	return ok
}

// readAlike reads what of a form is asked about while it is typed.
func readAlike(c *fiber.Ctx) ficheForm {
	f := ficheForm{values: fiche.Values{}, verdicts: map[fiche.ID]string{}}
	for name, values := range queryOf(c) {
		if !f.answered(name, values[0]) {
			f.read(name, shorten(values[0], maxQuery))
		}
	}
	return f
}

// read takes one field of the fiche or of the form around it; false for one it does
// not know.
func (f *ficheForm) read(name, value string) bool {
	switch name {
	case "rev":
		n, err := strconv.ParseUint(value, 10, 64)
		f.rev, f.revOK = n, err == nil
	case "token":
		f.token = value
	case "list":
		f.list = value // readFiche looks at it
	case "more":
		f.more = value
	case "all":
		f.all = value
	case "person", "active":
		f.values[name] = yesOnly(value)
	default:
		if !isField(name) {
			return false
		}
		f.values[name] = value
	}
	return true
}

// choose settles the fields of a conflict: all of one side when that was asked, and
// for a field where nothing was chosen what this user had typed.
func (f *ficheForm) choose(sides map[string]fiche.Values) {
	for name, mine := range sides["mine"] {
		if !isField(name) {
			continue
		}
		_, chosen := f.values[name]
		switch {
		case f.all == "theirs":
			f.values[name] = sides["theirs"][name]
		case f.all == "mine" || !chosen:
			f.values[name] = mine
		}
	}
}

// isField reports whether a name is of a field of a fiche; of an own field the store
// knows whether it is there.
func isField(name string) bool {
	_, own := fiche.ExtraID(name)
	return own || slices.Contains(fiche.FieldNames, name)
}

func yesOnly(v string) string {
	if v == "" || v == "no" {
		return ""
	}
	return "yes"
}

func readMomentField(d *store.MomentDraft, field, value string) {
	switch field {
	case "kind":
		d.Line.Kind = value
	case "day":
		d.Line.Day = value
	case "hour":
		d.Line.Hour = shortHour(value)
	case "until":
		d.Line.Until = shortHour(value)
	case "text":
		d.Line.Text = strings.TrimSpace(value)
	case "for":
		d.Line.For = value
	case "lead":
		d.Line.Lead = value
	case "done":
		d.Line.Done = value != ""
	case "was":
		d.Was = readWas(value)
	}
}

// shortHour drops the seconds some browsers send with a time.
func shortHour(s string) string {
	if len(s) == len("10:42:00") && s[5] == ':' {
		return s[:5]
	}
	return s
}

// was is a line as the form was opened with it, to be sent back with it.
func was(l fiche.Line) string {
	b, err := json.Marshal(l)
	if err != nil {
		return "" // a struct of strings does not fail
	}
	return string(b)
}

func readWas(s string) (l fiche.Line) {
	_ = json.Unmarshal([]byte(s), &l) // what can not be read differs from every line: it is then mine
	return l
}

// draft is the form as the store takes it.
func (f ficheForm) draft() store.Draft {
	shown := []string{}
	for name := range f.values {
		if _, own := fiche.ExtraID(name); own {
			shown = append(shown, name)
		}
	}
	return store.Draft{Values: f.values, Shown: shown, Moments: f.moments, Token: f.token, Verdicts: f.verdicts}
}

// readLine decodes the form of a single moment; twice says that a field that should
// come once came twice.
func readLine(c *fiber.Ctx) (d store.MomentDraft, twice bool) {
	seen := map[string]bool{}
	formEach(c, func(name, value string) {
		twice = twice || seen[name]
		seen[name] = true
		readMomentField(&d, name, value)
	})
	return d, twice
}

package store

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"fichebak/store/fiche"
	"fichebak/store/index"
	"fichebak/store/kv"
	"fichebak/store/search"
)

// ExampleCount is how many invented fiches AddExamples makes.
const ExampleCount = 40

// HasExamples reports whether fiches of the example data are there, in the bin or not.
func (s *Store) HasExamples() bool {
	return s.index.Count(index.Query{All: []string{setExample}})[0] > 0
}

// AddExamples puts the invented fiches into the box, with texts in a language, and
// marks them so that RemoveExamples finds them. One appointment comes due in two
// minutes. ErrNotEmpty when there are examples already.
func (s *Store) AddExamples(ctx context.Context, by Actor, lang string) error {
	if s.HasExamples() {
		return ErrNotEmpty
	}
	now := s.now().In(s.zone)
	for i := range examples {
		e := &examples[i]
		if _, err := s.Create(ctx, by, e.kind, e.draft(lang, now)); err != nil {
			return fmt.Errorf("make example %d: %w", i+1, err)
		}
	}
	return nil
}

// exampleLanguages are those of a text of the table, in the order in which it has them.
var exampleLanguages = []string{"nl", "fr", "en", "de"}

// inLanguage is a text "hout|bois|wood|Holz" of the table in a language; in another one it is Dutch.
func inLanguage(lang, text string) string {
	texts := strings.Split(text, "|")
	if i := slices.Index(exampleLanguages, lang); i > 0 && i < len(texts) {
		return texts[i]
	}
	return texts[0]
}

// draft is the example as somebody would have typed it.
func (e *example) draft(lang string, now time.Time) Draft {
	street, house, _ := cutLast(e.street)
	postcode, town, _ := strings.Cut(e.town, " ")
	contact, role, _ := strings.Cut(e.contact, ", ")
	fullName := e.person
	if fullName == "" {
		fullName = contact // whom one asks for at a firm
	}
	var groups []string
	for g := range strings.SplitSeq(e.groups, ", ") {
		groups = append(groups, inLanguage(lang, g))
	}
	v := fiche.Values{
		"active": "yes", "name": e.name, "full-name": fullName, "person": yesText(e.person != ""), "groups": strings.Join(groups, ", "),
		"source": inLanguage(lang, e.source), "vat": exampleVAT(e.vat), "phone": e.phone, "mobile": e.mobile, "email": e.mail, "language": e.lang,
		"remarks": inLanguage(lang, e.remarks), "contact.1.name": contact, "contact.1.role": inLanguage(lang, role),
		"address.1.street": street, "address.1.number": house, "address.1.postcode": postcode, "address.1.town": town,
	}
	for n, text := range e.more {
		v[n] = text
	}
	d := Draft{Values: v, Example: true}
	for i, m := range e.moments {
		d.Moments = append(d.Moments, MomentDraft{Name: "new-" + strconv.Itoa(i+1), Line: m.line(lang, now)})
	}
	return d
}

// exampleVAT is the n-th VAT number of the range kept for examples, 1099.xxx.xxx; a
// negative one has wrong check digits, and none is empty.
func exampleVAT(n int) string {
	switch {
	case n == 0:
		return ""
	case n < 0:
		return "BE 1099.999.991"
	}
	return belgianVAT(10_990_000 + n)
}

// belgianVAT completes the first eight digits of a number with its check digits.
func belgianVAT(first int) string {
	d := fmt.Sprintf("%08d%02d", first, 97-first%97)
	return "BE " + d[:4] + "." + d[4:7] + "." + d[7:]
}

// cutLast cuts a text at its last space.
func cutLast(s string) (before, after string, found bool) {
	i := strings.LastIndexByte(s, ' ')
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+1:], true
}

func (m exampleMoment) line(lang string, now time.Time) fiche.Line {
	l := fiche.Line{Kind: m.kind.String(), Hour: m.hour, Text: inLanguage(lang, m.text), Lead: m.lead, Done: m.done}
	l.Day = now.AddDate(0, 0, m.day).Format(time.DateOnly)
	if m.in == 0 {
		return l
	}
	at := now.Add(m.in)
	if m.in >= time.Hour { // people make appointments at quarters
		at = at.Truncate(15 * time.Minute)
		if at.Format(time.DateOnly) != l.Day {
			return l
		}
	}
	l.Day, l.Hour = at.Format(time.DateOnly), at.Format("15:04")
	return l
}

// Examples says what became of the example data.
type Examples struct{ Removed, Kept int }

// RemoveExamples takes the example data out of the box for ever, with its history.
// A fiche that somebody has typed in since is theirs: it stays, and counts as an
// example no more. Groups and sources that nobody uses afterwards go too, and a
// drawer that is empty begins its numbers anew.
func (s *Store) RemoveExamples(ctx context.Context, by Actor) (did Examples, err error) {
	for _, id := range s.index.Find(index.Query{All: []string{setExample}, Sort: index.Number}).IDs {
		removed, err := s.removeExample(ctx, by, id)
		if err != nil {
			return did, fmt.Errorf("remove example: %w", err)
		}
		if removed {
			did.Removed++
		} else {
			did.Kept++
		}
	}
	return did, s.update(ctx, by, func(t *tx) error { return t.sweepExamples() })
}

// maxDelete leaves a transaction room for the fiche itself and its claims.
const maxDelete = kv.MaxWrites - 20

func (s *Store) removeExample(ctx context.Context, by Actor, id fiche.ID) (removed bool, err error) {
	err = s.update(ctx, by, func(t *tx) error {
		f, ok, err := find[fiche.Fiche](t, ficheKey(id))
		if err != nil || !ok || !f.Example {
			removed = ok && !f.Example
			return err
		}
		t.touched[id] = false
		keys, typed, err := t.partsOf(&f)
		if err != nil {
			return err
		}
		if removed = !typed && len(keys) <= maxDelete; !removed {
			f.Example = false
			return put(t, ficheKey(id), f)
		}
		for _, k := range append(keys, ficheKey(id)) {
			if err := t.rw.Delete(k); err != nil {
				return err
			}
		}
		return nil
	})
	return removed, err
}

// partsOf are the keys of all that hangs on a fiche, and whether somebody has typed
// something into it, or a moment of it, since it was made.
func (t *tx) partsOf(f *fiche.Fiche) (keys [][]byte, typed bool, err error) {
	for _, n := range f.Numbers {
		keys = append(keys, claimKey(n.Kind, n.Number))
	}
	err = each(t, momentsOf(f.ID), false, func(_ []byte, m fiche.Moment) error {
		keys = append(keys, momentKey(f.ID, m.ID))
		return nil
	})
	if err != nil {
		return nil, false, err
	}
	var made kv.Rev
	err = each(t, changesOf(f.ID), false, func(_ []byte, c Change) error {
		keys = append(keys, changeKey(f.ID, c.ID))
		switch {
		case c.Op == OpCreate:
			made = c.Base
		case c.Base == made:
		case c.Op == OpSave, c.Op == OpActive, c.Op == OpMomentAdd, c.Op == OpMomentSave:
			typed = true
		}
		return nil
	})
	if err != nil {
		return nil, false, err
	}
	for _, prefix := range [][]byte{crmOf(f.ID), activitiesOf(f.ID)} { // the examples have none: somebody made them
		err := t.Scan(kv.Prefix(prefix), func(k, _ []byte) error {
			typed = true
			return nil
		})
		if err != nil {
			return nil, false, err
		}
	}
	err = each(t, []byte("o/"), false, func(_ []byte, o Operation) error {
		if o.Fiche == f.ID {
			keys = append(keys, operationKey(o.ID))
		}
		return nil
	})
	return keys, typed, err
}

// sweepExamples removes what only the examples used.
func (t *tx) sweepExamples() error {
	for _, text := range []string{wood, pvc, fair} {
		for _, lang := range exampleLanguages {
			if err := t.sweepGroup(inLanguage(lang, text)); err != nil {
				return err
			}
		}
	}
	for _, text := range []string{byFair, byWeb, byPaper, byMouth, byDoor} {
		for _, lang := range exampleLanguages {
			if name := inLanguage(lang, text); t.s.index.Count(index.Query{All: []string{setSource(name)}})[0] == 0 {
				if err := t.rw.Delete(sourceKey(search.Fold(name))); err != nil {
					return err
				}
			}
		}
	}
	for _, k := range fiche.Kinds {
		empty := true
		err := t.Scan(kv.Prefix([]byte("n/"+k.String()+"/")), func(_, _ []byte) error {
			empty = false
			return kv.ErrStop
		})
		if err != nil {
			return err
		}
		if empty {
			if err := t.rw.Delete(counterKey(k)); err != nil {
				return err
			}
		}
	}
	return nil
}

// sweepGroup removes a group that no fiche has.
func (t *tx) sweepGroup(name string) error {
	key := groupNameKey(search.Fold(name))
	id, ok, err := find[fiche.ID](t, key)
	if err != nil || !ok || t.s.index.Count(index.Query{All: []string{setHasGroup(id)}})[0] > 0 {
		return err
	}
	if err := t.rw.Delete(key); err != nil {
		return err
	}
	return t.rw.Delete(groupKey(id))
}

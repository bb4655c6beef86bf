package store

import (
	"context"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"fichebak/store/fiche"
	"fichebak/store/kv"
	"fichebak/store/place"
	"fichebak/store/search"
)

// demoSpan is how long ago the first of the invented fiches was made.
const demoSpan = 3 * 365 * 24 * time.Hour

// demoVATs is how many VAT numbers the generator has before it repeats itself, down
// from the range kept for examples to where numbers may be given out one day.
const demoVATs = 500_000

// Generate fills a box without fiches with n invented ones: Belgian names, towns and
// numbers, moments from years ago to weeks ahead. The same seed and clock give the
// same fiches. ErrNotEmpty when there are fiches.
func (s *Store) Generate(ctx context.Context, by Actor, n int, seed uint64) error {
	if s.Len() > 0 {
		return ErrNotEmpty
	}
	g := newGenerator(s, by, n, seed)
	if err := g.makeGroupIDs(); err != nil {
		return err
	}
	if err := s.update(ctx, by, g.prepare); err != nil {
		return fmt.Errorf("make groups: %w", err)
	}
	return s.bulk(ctx, func() error { return g.write(ctx) })
}

// write writes all fiches, and where the numbers go on behind them.
func (g *generator) write(ctx context.Context) error {
	w := importer{ctx: ctx, s: g.s}
	for i := range g.n {
		records, err := g.fiche(i)
		if err != nil {
			return err
		}
		if len(w.keys)+len(records) > kv.MaxWrites { // a fiche and its parts in one transaction
			if err := w.flush(); err != nil {
				return err
			}
		}
		for _, r := range records {
			if err := w.add(string(r.key), r.val); err != nil {
				return err
			}
		}
	}
	if err := w.flush(); err != nil {
		return err
	}
	if err := g.s.update(ctx, g.by, g.finish); err != nil {
		return fmt.Errorf("keep the numbers: %w", err)
	}
	return nil
}

// generator invents fiches.
type generator struct {
	s      *Store
	by     Actor
	n      int
	now    time.Time
	rnd    *rand.Rand
	ids    *ids
	towns  []place.Town
	made   []fiche.ID // ids for groups that are not there yet
	groups []fiche.ID
	names  map[fiche.ID]string // of the groups
	next   map[fiche.Kind]int  // number
}

type demoRecord struct{ key, val []byte }

func newGenerator(s *Store, by Actor, n int, seed uint64) *generator {
	var key [32]byte
	binary.BigEndian.PutUint64(key[:], seed)
	src := rand.NewChaCha8(key)
	g := &generator{s: s, by: by, n: n, now: s.now().In(s.zone), rnd: rand.New(src), ids: &ids{random: src}, names: map[fiche.ID]string{}, next: map[fiche.Kind]int{}}
	for code := 1000; code < 10_000; code++ {
		g.towns = append(g.towns, place.ByPostcode(strconv.Itoa(code))...)
	}
	return g
}

// finish has the series go on behind the numbers that were given.
func (g *generator) finish(t *tx) error {
	for _, k := range fiche.Kinds {
		if err := put(t, counterKey(k), g.next[k]); err != nil {
			return err
		}
	}
	return nil
}

func (g *generator) pick(list []string) string { return list[g.rnd.IntN(len(list))] }

// chance is true once in n times.
func (g *generator) chance(n int) bool { return g.rnd.IntN(n) == 0 }

// fiche invents the i-th fiche, with its number, its moments and its history.
func (g *generator) fiche(i int) ([]demoRecord, error) {
	made := g.now.Add(-demoSpan + time.Duration(float64(demoSpan)*float64(i)/float64(g.n)))
	id, err := g.ids.next('f', made)
	if err != nil {
		return nil, err
	}
	f := fiche.Fiche{ID: id, Rev: 1, Kind: demoKinds[g.rnd.IntN(len(demoKinds))], CreatedAt: made.Unix(), CreatedBy: g.by.Name, ChangedAt: made.Unix(), ChangedBy: g.by.Name}
	f.Number = g.next[f.Kind]
	g.next[f.Kind]++
	f.Numbers = []fiche.Numbered{{Kind: f.Kind, Number: f.Number}}
	g.fill(&f, i)
	b := demoBatch{g: g, f: &f, made: made}
	b.put(ficheKey(id), f)
	b.put(claimKey(f.Kind, f.Number), id)
	b.change(Change{Op: OpCreate, Fields: fiche.Diff(nil, f.Values(func(id fiche.ID) string { return g.names[id] }))})
	g.moments(&b)
	return b.records, b.err
}

// demoBatch gathers the records of one fiche.
type demoBatch struct {
	g       *generator
	f       *fiche.Fiche
	made    time.Time
	records []demoRecord
	err     error
}

func (b *demoBatch) put(key []byte, v any) {
	val, err := encode(v)
	if err != nil && b.err == nil {
		b.err = err
	}
	b.records = append(b.records, demoRecord{key, val})
}

func (b *demoBatch) id(kind byte) fiche.ID {
	id, err := b.g.ids.next(kind, b.made)
	if err != nil && b.err == nil {
		b.err = err
	}
	return id
}

func (b *demoBatch) change(c Change) {
	c.ID, c.Fiche, c.Rev, c.At, c.ByID, c.By = b.id('h'), b.f.ID, 1, b.made.Unix(), b.g.by.ID, b.g.by.Name
	b.put(changeKey(b.f.ID, c.ID), c)
}

// fill invents what the form of a fiche holds.
func (g *generator) fill(f *fiche.Fiche, i int) {
	town := g.towns[g.rnd.IntN(len(g.towns))]
	lang := "nl"
	if p := town.Postcode; p >= "1300" && p < "1500" || p >= "4000" && p < "8000" {
		lang = "fr"
	}
	words := demoWords[lang]
	surname, name := g.pick(words.surnames), g.pick(words.names)
	domain := strings.Map(letter, search.Fold(surname)) + strconv.Itoa(i) + ".example"
	f.Language = lang
	if f.Person = f.Kind != fiche.Supplier && g.chance(4); f.Person {
		f.Name, f.FullName = surname+" "+name, name+" "+surname
		f.Mobile = g.mobile()
		f.Email = strings.Map(letter, search.Fold(name)) + "@" + domain
	} else {
		f.Name = g.pick(words.trades) + " " + surname
		if g.chance(2) {
			f.Name += " " + town.Name(lang)
		}
		f.Name = strings.TrimSpace(f.Name + " " + g.pick(words.forms))
		if !g.chance(8) {
			f.VAT = belgianVAT(10_999_000 - i%demoVATs)
		}
		f.Email, f.Website = "info@"+domain, "www."+domain
		f.Contacts = []fiche.Contact{{Name: name + " " + surname, Role: g.pick(words.roles), Mobile: g.mobile()}}
		f.Phone = g.phone(town.Postcode)
	}
	f.Addresses = []fiche.Address{{Street: g.pick(words.streets), House: strconv.Itoa(1 + g.rnd.IntN(220)), Postcode: town.Postcode, Town: town.Name(lang)}}
	if !g.chance(5) {
		f.Groups = []fiche.ID{g.groups[g.rnd.IntN(len(g.groups))]}
	}
	if !g.chance(4) {
		f.Source = g.pick(demoSources)
	}
	if g.chance(5) {
		f.Remarks = g.pick(words.remarks)
	}
	f.Inactive = g.chance(12)
}

// letter keeps what may stand in a name of a host.
func letter(r rune) rune {
	if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
		return r
	}
	return -1
}

func (g *generator) mobile() string {
	return fmt.Sprintf("0470 00 %02d %02d", g.rnd.IntN(100), g.rnd.IntN(100))
}

func (g *generator) phone(postcode string) string {
	zone, ok := demoZones[postcode[:2]]
	if !ok {
		return g.mobile()
	}
	return fmt.Sprintf("%s 00 %02d %02d", zone, g.rnd.IntN(100), g.rnd.IntN(100))
}

// moments invents the moments of a fiche: how it began, now and then a visit of the
// past, a sale to customers, and for one in eight what is to come. Few are late.
func (g *generator) moments(b *demoBatch) {
	if g.chance(2) {
		b.moment(fiche.FirstContact, b.made, false)
	}
	past := func() time.Time {
		return b.made.Add(time.Duration(g.rnd.Float64() * float64(g.now.Sub(b.made))))
	}
	if g.chance(4) {
		b.moment(fiche.Appointment, past(), true)
	}
	if b.f.Kind == fiche.Customer && !g.chance(3) {
		b.moment(fiche.Sold, past(), false)
	}
	switch {
	case b.f.Inactive || b.f.Kind == fiche.Supplier:
	case g.chance(500):
		b.moment(fiche.CallBack, g.now.AddDate(0, 0, -1-g.rnd.IntN(20)), false)
	case g.chance(8):
		kind := fiche.Appointment
		if g.chance(2) {
			kind = fiche.CallBack
		}
		b.moment(kind, g.now.AddDate(0, 0, 1+g.rnd.IntN(60)), false)
	case g.chance(300):
		b.moment(fiche.Appointment, g.now, false)
	}
}

// moment adds a moment on the day of at, at an hour of the working day.
func (b *demoBatch) moment(kind fiche.MomentKind, at time.Time, done bool) {
	m := fiche.Moment{ID: b.id('m'), Fiche: b.f.ID, Rev: 1, Kind: kind, Day: at.In(b.g.s.zone).Format(time.DateOnly), Lead: fiche.LeadDefault}
	if kind == fiche.Appointment || kind == fiche.CallBack && b.g.chance(2) {
		m.Hour = fmt.Sprintf("%02d:%02d", 8+b.g.rnd.IntN(10), 15*b.g.rnd.IntN(4))
	}
	if kind.Reminds() {
		m.Text = b.g.pick(demoWords[b.f.Language].texts)
	}
	if done {
		m.DoneAt, m.DoneBy = at.Unix(), b.g.by.Name
	}
	b.put(momentKey(b.f.ID, m.ID), m)
	b.change(Change{Op: OpMomentAdd, Moment: m.ID, Kind: kind.String(), Fields: momentDiff(fiche.Line{}, m.Line())})
}

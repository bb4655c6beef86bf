package store

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"fichebak/store/fiche"
	"fichebak/store/index"
	"fichebak/store/phone"
	"fichebak/store/search"
	"fichebak/store/vat"
)

// The sets a fiche can be in, by which lists choose and count.
const (
	setLive     = "live" // not in the bin
	setBin      = "bin"
	setActive   = "active"
	setInactive = "inactive"
	setVAT      = "vat"
	setNoVAT    = "no-vat"
	setNext     = "next"
	setNoNext   = "no-next"
	setExample  = "example"
)

func setKind(k fiche.Kind) string    { return "kind:" + k.String() }
func setGroup(id fiche.ID) string    { return "group:" + id }     // as it is now, mergers followed
func setHasGroup(id fiche.ID) string { return "has-group:" + id } // as the record says
func setSource(source string) string { return "source:" + search.Fold(source) }

// binned reports whether anything lies in the bin; its moments are still in the
// indexes.
func (s *Store) binned() bool { return s.index.Count(index.Query{All: []string{setBin}})[0] > 0 }

// countSource is how many fiches of each kind name a source.
func (s *Store) countSource(name string) map[fiche.Kind]int { return s.countKinds(setSource(name))[0] }

// countGroup is how many fiches of each kind are in a group.
func (s *Store) countGroup(id fiche.ID) map[fiche.Kind]int { return s.countKinds(setGroup(id))[0] }

// countKinds counts the fiches of each kind in each of the sets, all at the same instant.
func (s *Store) countKinds(sets ...string) []map[fiche.Kind]int {
	var qs []index.Query
	for _, set := range sets {
		for _, k := range fiche.Kinds {
			qs = append(qs, index.Query{All: []string{setLive, setKind(k), set}})
		}
	}
	ns, counts := s.index.Count(qs...), make([]map[fiche.Kind]int, len(sets))
	for i := range sets {
		counts[i] = map[fiche.Kind]int{}
		for j, k := range fiche.Kinds {
			counts[i][k] = ns[i*len(fiche.Kinds)+j]
		}
	}
	return counts
}

// nextKey is when the next moment is, as lists sort it: one without an hour comes
// after the hours of its day, and is late only when the day is over.
func nextKey(m *fiche.Moment) string {
	switch {
	case m == nil:
		return ""
	case m.Hour == "":
		return m.Day + "T~"
	}
	return m.When()
}

// rows makes anew the rows of the fiches a transaction touched; nil for one that
// is gone.
func (t *tx) rows() (rows map[fiche.ID]*index.Row, err error) {
	rows = make(map[fiche.ID]*index.Row, len(t.touched))
	for id := range t.touched {
		if f := t.made[id]; f != nil {
			row := t.row(f, nil)
			rows[id] = &row
			continue
		}
		if rows[id], err = t.rowOf(id); err != nil {
			return nil, err
		}
	}
	return rows, nil
}

// rowOf is the row of a fiche; nil when there is no such fiche, or it is part of another.
func (t *tx) rowOf(id fiche.ID) (*index.Row, error) {
	f, ok, err := find[fiche.Fiche](t, ficheKey(id))
	if err != nil || !ok || f.MergedInto != "" {
		return nil, err
	}
	ms, err := t.moments(id)
	if err != nil {
		return nil, err
	}
	row := t.row(&f, ms)
	return &row, nil
}

// rowsVersion counts the ways in which row made rows of the same records; lists that
// an older program kept are made anew.
const rowsVersion = 2

// row is what the lists in memory hold of a fiche.
func (t *tx) row(f *fiche.Fiche, ms []fiche.Moment) index.Row {
	v := f.Values(t.group)
	r := index.Row{ID: f.ID}
	next := nextMoment(ms)
	number, _ := vat.Parse(f.VAT)
	groups := v["groups"]
	r.Keys[index.Number] = fmt.Sprintf("%010d", f.Number)
	r.Keys[index.Name] = search.SortKey(f.Name)
	r.Keys[index.FullName] = search.SortKey(f.FullName)
	r.Keys[index.Group] = search.SortKey(groups)
	r.Keys[index.Town] = search.SortKey(f.Address(0).Town)
	r.Keys[index.Phone] = phone.SearchDigits(f.Phone)
	r.Keys[index.VAT] = number.Compact()
	r.Keys[index.Source] = search.SortKey(f.Source)
	r.Keys[index.Next] = nextKey(next)
	r.Keys[index.Changed] = fmt.Sprintf("%012d", f.ChangedAt)
	r.Sets = t.sets(f, next != nil)
	r.Text, r.Digits = searchText(f, v, ms, t.extraText(f))
	return r
}

func (t *tx) sets(f *fiche.Fiche, next bool) []string {
	pick := func(b bool, yes, no string) string {
		if b {
			return yes
		}
		return no
	}
	sets := []string{
		setKind(f.Kind),
		pick(f.Removed(), setBin, setLive),
		pick(f.Inactive, setInactive, setActive),
		pick(f.VAT != "", setVAT, setNoVAT),
		pick(next, setNext, setNoNext),
	}
	for _, g := range f.Groups {
		sets = append(sets, setHasGroup(g))
		if id, _ := t.resolveGroup(g); id != "" {
			sets = append(sets, setGroup(id))
		}
	}
	if f.Source != "" {
		sets = append(sets, setSource(f.Source))
	}
	for _, id := range slices.Sorted(maps.Keys(f.Extra)) {
		sets = append(sets, setExtra(id))
	}
	if f.Example {
		sets = append(sets, setExample)
	}
	return sets
}

// searchText is everything a fiche is found by: the folded text of every field and
// of its moments, and the digits of its numbers however they are written.
func searchText(f *fiche.Fiche, v fiche.Values, ms []fiche.Moment, own []string) (text, digits string) {
	var words, nums []string
	for _, n := range fiche.FieldNames {
		val := v[n]
		if val == "" || n == "person" || n == "active" || n == "language" || strings.HasSuffix(n, ".country") {
			continue
		}
		words = append(words, search.Fold(val))
		switch last := n[strings.LastIndexByte(n, '.')+1:]; last {
		case "phone", "mobile", "fax":
			nums = append(nums, phone.SearchDigits(val))
		case "vat", "iban":
			nums = append(nums, search.Digits(val))
		}
	}
	words = append(words, own...)
	for i := range ms {
		if ms[i].Text != "" {
			words = append(words, search.Fold(ms[i].Text))
		}
	}
	for _, n := range f.Numbers {
		words = append(words, strconv.Itoa(n.Number))
		nums = append(nums, strconv.Itoa(n.Number))
	}
	return strings.Join(words, "\n"), strings.Join(nums, "\n")
}

// renewGroup makes the rows of a group's fiches anew: its name is in their search
// text and their order. Those of groups that were merged into it are its too. It runs
// before the next commit.
func (s *Store) renewGroup(id fiche.ID) {
	ctx := context.Background()
	err := s.view(ctx, func(t *tx) error {
		groups, err := t.groupsThrough(id)
		if err != nil {
			return err
		}
		for _, g := range groups {
			for _, id := range s.index.Find(index.Query{All: []string{setHasGroup(g)}, Sort: index.Number}).IDs {
				if err := t.renew(id); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		s.log.Error("rows of a group are not renewed", "err", err)
	}
}

// renewSet makes the rows of all fiches in a set anew. It runs before the next commit.
func (s *Store) renewSet(set string) {
	err := s.view(context.Background(), func(t *tx) error {
		for _, id := range s.index.Find(index.Query{All: []string{set}, Sort: index.Number}).IDs {
			if err := t.renew(id); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		s.log.Error("rows of an own field are not renewed", "err", err)
	}
}

// renew makes the row of a fiche anew, or drops it when the fiche is gone.
func (t *tx) renew(id fiche.ID) error {
	row, err := t.rowOf(id)
	if err != nil {
		return err
	}
	if row == nil {
		t.s.index.Drop(id)
	} else {
		t.s.index.Put(*row)
	}
	return nil
}

// groupsThrough are the groups whose fiches come to a group by mergers, or came there
// until it was removed or merged itself; the group is one of them.
func (t *tx) groupsThrough(id fiche.ID) (ids []fiche.ID, err error) {
	into := map[fiche.ID][]fiche.ID{}
	err = each(t, []byte("g/"), false, func(_ []byte, g Group) error {
		if g.MergedInto != "" {
			into[g.MergedInto] = append(into[g.MergedInto], g.ID)
		}
		return nil
	})
	ids = []fiche.ID{id}
	for i := 0; i < len(ids); i++ {
		for _, from := range into[ids[i]] {
			if !slices.Contains(ids, from) {
				ids = append(ids, from)
			}
		}
	}
	return ids, err
}

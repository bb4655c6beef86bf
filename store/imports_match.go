package store

import (
	"context"

	"fichebak/store/fiche"
	"fichebak/store/phone"
	"fichebak/store/search"
	"fichebak/store/transfer"
	"fichebak/store/vat"
)

// matched is the fiche that rows with a key are taken for.
type matched struct {
	id   fiche.ID
	kind fiche.Kind
	more bool // another has the same key: it is not known which is meant
}

// matchTable finds the fiches of a box by a rule. It is made once, when the rows of a
// file begin to be read, since no index has what most rules go by.
type matchTable map[string]matched

// matchOf is by what a rule knows a fiche, or a row; empty when it lacks that.
func matchOf(rule string, v fiche.Values, number string) string {
	switch rule {
	case MatchVAT:
		n, _ := vat.Parse(v["vat"])
		return n.Compact()
	case MatchNumber:
		return number
	case MatchEmail:
		return search.Fold(v["email"])
	case MatchPhone:
		return phone.SearchDigits(v["phone"])
	case MatchName:
		if name := search.NameKey(v["name"]); name != "" {
			return name + "\x00" + search.SortKey(v["address.1.town"])
		}
	}
	return ""
}

// matchTable reads all fiches that do not lie in the bin.
func (s *Store) matchTable(ctx context.Context, i *Import) (matchTable, error) {
	m := matchTable{}
	if i.Plan.Match == MatchNone {
		return m, nil
	}
	err := s.view(ctx, func(t *tx) error {
		return each(t, []byte("f/"), false, func(_ []byte, f fiche.Fiche) error {
			if f.Removed() {
				return nil
			}
			if i.Plan.Match != MatchNumber {
				v := fiche.Values{"name": f.Name, "vat": f.VAT, "email": f.Email, "phone": f.Phone, "address.1.town": f.Address(0).Town}
				m.add(matchOf(i.Plan.Match, v, ""), &f)
				return nil
			}
			for _, n := range f.Numbers {
				if n.Kind == i.Plan.Kind {
					m.add(numberText(n.Number), &f)
				}
			}
			return nil
		})
	})
	return m, err
}

func (m matchTable) add(key string, f *fiche.Fiche) {
	if key == "" {
		return
	}
	if had, ok := m[key]; ok {
		had.more = true
		m[key] = had
		return
	}
	m[key] = matched{id: f.ID, kind: f.Kind}
}

// matchDraft is by what a rule knows a row.
func matchDraft(rule string, d *transfer.Draft) string {
	number := ""
	if d.Number != 0 {
		number = numberText(d.Number)
	}
	return matchOf(rule, d.Values, number)
}

package index

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// model answers every query by looking at every row: slow, and plainly right.
type model map[string]Row

func (m model) chosen(q Query) []Row {
	rows := slices.Collect(maps.Values(m))
	rows = slices.DeleteFunc(rows, func(r Row) bool { return !q.holds(r) })
	slices.SortFunc(rows, func(a, b Row) int { return q.compare(a, b.Keys[q.Sort], b.ID) })
	return rows
}

func (q Query) holds(r Row) bool {
	for _, s := range q.All {
		if !slices.Contains(r.Sets, s) {
			return false
		}
	}
	for _, s := range q.None {
		if slices.Contains(r.Sets, s) {
			return false
		}
	}
	for _, w := range q.Words {
		if !strings.Contains(r.Text, w.Text) && (w.Digits == "" || !strings.Contains(r.Digits, w.Digits)) {
			return false
		}
	}
	n := r.Keys[Next]
	return q.NextFrom == "" && q.NextTo == "" || n != "" && n >= q.NextFrom && (q.NextTo == "" || n < q.NextTo)
}

// compare has rows without a key last in both directions.
func (q Query) compare(r Row, key, id string) int {
	own := r.Keys[q.Sort]
	if (own == "") != (key == "") {
		return cmp.Compare(len(key), len(own))
	}
	n := cmp.Or(strings.Compare(own, key), strings.Compare(r.ID, id))
	if q.Desc {
		return -n
	}
	return n
}

func (m model) find(q Query) Result {
	rows := m.chosen(q)
	res := Result{Total: len(rows), First: q.Offset}
	if key, id, ok := q.After.read(); ok {
		res.First = 0
		for res.First < len(rows) && q.compare(rows[res.First], string(key), string(id)) <= 0 {
			res.First++
		}
	}
	for i := res.First; i < len(rows); i++ {
		if q.Limit > 0 && len(res.IDs) == q.Limit {
			last := rows[i-1]
			res.Next = cursorAt([]byte(last.Keys[q.Sort]), []byte(last.ID))
			break
		}
		res.IDs = append(res.IDs, rows[i].ID)
	}
	return res
}

func (m model) position(id string, q Query) (i, total int, prev, next string) {
	rows := m.chosen(q)
	i = slices.IndexFunc(rows, func(r Row) bool { return r.ID == id })
	if i > 0 {
		prev = rows[i-1].ID
	}
	if i >= 0 && i+1 < len(rows) {
		next = rows[i+1].ID
	}
	return i, len(rows), prev, next
}

func (m model) breaks(q Query, bounds []string) []int {
	ns := make([]int, len(bounds))
	for _, r := range m.chosen(q) {
		b := len(bounds) - 1
		for i := range bounds {
			if r.Keys[Next] != "" && bounds[i] <= r.Keys[Next] {
				b = i
			}
		}
		ns[b]++
	}
	return ns
}

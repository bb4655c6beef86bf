package index

import (
	"iter"
	"slices"
	"strings"
	"sync"

	"fichebak/store/search"
)

type Column int
type Cursor string

const (
	Number Column = iota
	Name
	FullName
	Group
	Town
	Phone
	VAT
	Source
	Next
	Changed
	NumColumns
)

type Row struct {
	ID     string
	Keys   [NumColumns]string
	Sets   []string
	Text   string
	Digits string
}
type Query struct {
	All, None        []string
	Words            []search.Word
	Sort             Column
	Desc             bool
	NextFrom, NextTo string
	Limit, Offset    int
	After            Cursor
}
type Result struct {
	IDs   []string
	Total int
	Next  Cursor
	First int
}
type Index struct {
	mu   sync.RWMutex
	rows map[string]Row
}

func New() *Index { return &Index{rows: map[string]Row{}} }
func (x *Index) Put(r Row) {
	x.mu.Lock()
	x.rows[r.ID] = r
	x.mu.Unlock()
}
func (x *Index) Drop(id string) {
	x.mu.Lock()
	delete(x.rows, id)
	x.mu.Unlock()
}
func (x *Index) Load(rows iter.Seq[Row]) {
	x.mu.Lock()
	x.rows = map[string]Row{}
	for r := range rows {
		x.rows[r.ID] = r
	}
	x.mu.Unlock()
}
func (x *Index) Len() int { return len(x.rows) }
func (x *Index) all(q Query) (rs []Row) {
	x.mu.RLock()
	defer x.mu.RUnlock()
rows:
	for _, r := range x.rows {
		for _, s := range q.All {
			if !slices.Contains(r.Sets, s) {
				continue rows
			}
		}
		for _, s := range q.None {
			if slices.Contains(r.Sets, s) {
				continue rows
			}
		}
		for _, w := range q.Words {
			if !strings.Contains(r.Text, w.Text) && !(w.Digits != "" && strings.Contains(r.Digits, w.Digits)) {
				continue rows
			}
		}
		n := r.Keys[Next]
		if (q.NextFrom != "" || q.NextTo != "") && (n == "" || n < q.NextFrom || q.NextTo != "" && n >= q.NextTo) {
			continue
		}
		rs = append(rs, r)
	}
	slices.SortFunc(rs, func(a, b Row) int {
		ka, kb := a.Keys[q.Sort], b.Keys[q.Sort]
		c := 0
		switch {
		case ka == kb:
		case ka == "":
			return 1
		case kb == "":
			return -1
		default:
			c = strings.Compare(ka, kb)
		}
		if c == 0 {
			c = strings.Compare(a.ID, b.ID)
		}
		if q.Desc {
			c = -c
		}
		return c
	})
	return rs
}
func (x *Index) Find(q Query) (res Result) {
	rs := x.all(q)
	res.Total = len(rs)
	from := q.Offset
	if q.After != "" {
		for i, r := range rs {
			if r.ID == string(q.After) {
				from = i + 1
			}
		}
	}
	res.First = from
	for i := from; i < len(rs); i++ {
		if q.Limit > 0 && len(res.IDs) == q.Limit {
			res.Next = Cursor(res.IDs[len(res.IDs)-1])
			break
		}
		res.IDs = append(res.IDs, rs[i].ID)
	}
	return res
}
func (x *Index) Count(qs ...Query) (ns []int) {
	for _, q := range qs {
		ns = append(ns, len(x.all(q)))
	}
	return ns
}
func (x *Index) Position(id string, q Query) (i, total int, prev, next string) {
	rs := x.all(q)
	i = slices.IndexFunc(rs, func(r Row) bool { return r.ID == id })
	if i > 0 {
		prev = rs[i-1].ID
	}
	if i >= 0 && i+1 < len(rs) {
		next = rs[i+1].ID
	}
	return i, len(rs), prev, next
}
func (x *Index) Breaks(q Query, bounds []string) []int {
	ns := make([]int, len(bounds))
	for _, r := range x.all(q) {
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

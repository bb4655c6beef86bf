package index

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"fichebak/store/search"
)

// The alphabets are small, so that keys are alike, words are found, and a needle meets
// the edges of texts.
var (
	drawText = rapid.StringOfN(rapid.SampledFrom([]rune("ab\x00e\n\x01")), 0, 12, -1)
	drawLong = rapid.Custom(func(t *rapid.T) string {
		s := rapid.StringOfN(rapid.SampledFrom([]rune("abe")), 1, 3, -1).Draw(t, "part")
		return fmt.Sprintf("%0*s", rapid.IntRange(0, 300).Draw(t, "long"), s)
	})
	drawKey    = rapid.OneOf(rapid.Just(""), rapid.StringOfN(rapid.SampledFrom([]rune("ab\x00")), 0, 20, -1), drawLong)
	drawDigits = rapid.StringOfN(rapid.SampledFrom([]rune("012\n")), 0, 6, -1)
	drawSet    = rapid.SampledFrom([]string{"live", "vat", "kind:a", "kind:b", "group:x"})
)

func drawID(t *rapid.T) string { return fmt.Sprintf("f%02d", rapid.IntRange(0, 40).Draw(t, "id")) }

func drawRow(t *rapid.T) Row {
	r := Row{
		ID: drawID(t), Text: rapid.OneOf(drawText, drawLong).Draw(t, "text"), Digits: drawDigits.Draw(t, "digits"),
		Sets: rapid.SliceOfNDistinct(drawSet, 0, 4, rapid.ID[string]).Draw(t, "sets"),
	}
	for c := range NumColumns {
		r.Keys[c] = drawKey.Draw(t, "key")
	}
	if len(r.Sets) == 0 {
		r.Sets = nil
	}
	return r
}

func drawQuery(t *rapid.T) Query {
	words := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) search.Word {
		w := search.Word{Text: rapid.StringOfN(rapid.SampledFrom([]rune("abe0")), 1, 2, -1).Draw(t, "word")}
		if rapid.Bool().Draw(t, "number") {
			w.Digits = rapid.StringOfN(rapid.SampledFrom([]rune("012")), 1, 2, -1).Draw(t, "number")
		}
		return w
	}), 0, 2).Draw(t, "words")
	q := Query{
		All: rapid.SliceOfN(drawSet, 0, 2).Draw(t, "all"), None: rapid.SliceOfN(drawSet, 0, 1).Draw(t, "none"), Words: words,
		Sort: Column(rapid.IntRange(0, int(NumColumns)-1).Draw(t, "sort")), Desc: rapid.Bool().Draw(t, "desc"),
		Limit: rapid.IntRange(0, 8).Draw(t, "limit"), Offset: rapid.IntRange(0, 20).Draw(t, "offset"),
	}
	if rapid.Bool().Draw(t, "range") {
		q.NextFrom, q.NextTo = drawKey.Draw(t, "from"), drawKey.Draw(t, "to")
	}
	if rapid.Bool().Draw(t, "goes on") {
		q.After = cursorAt([]byte(drawKey.Draw(t, "after")), []byte(drawID(t)))
	}
	return q
}

// alike fails the test when the index answers a query otherwise than the model.
func alike(t *rapid.T, x *Index, m model) {
	q := drawQuery(t)
	if got, want := x.Find(q), m.find(q); !reflect.DeepEqual(got, want) {
		t.Fatalf("Find(%+v)\n%+v, the model has\n%+v", q, got, want)
	}
	other := drawQuery(t)
	if got, want := x.Count(q, other), []int{len(m.chosen(q)), len(m.chosen(other))}; !slices.Equal(got, want) {
		t.Fatalf("Count(%+v, %+v) is %v, the model has %v", q, other, got, want)
	}
	id := drawID(t)
	i, total, prev, next := x.Position(id, q)
	if wi, wt, wp, wn := m.position(id, q); i != wi || total != wt || prev != wp || next != wn {
		t.Fatalf("Position(%s, %+v) is %d %d %s %s, the model has %d %d %s %s", id, q, i, total, prev, next, wi, wt, wp, wn)
	}
	bounds := rapid.SliceOfN(drawKey, 1, 4).Draw(t, "bounds")
	if got, want := x.Breaks(q, bounds), m.breaks(q, bounds); !slices.Equal(got, want) {
		t.Fatalf("Breaks(%+v, %q) is %v, the model has %v", q, bounds, got, want)
	}
}

// small has the tests meet splits, segments and sorting by itself with few rows.
func small(t testing.TB) {
	was := limits
	limits = limitsOf{blockMax: 4, blockFill: 3, segmentSize: 400, leastMany: 2, fewRows: 5, staleScan: 2000}
	t.Cleanup(func() { limits = was })
}

func TestIndexAnswersWhatEveryRowLookedAtAnswers(t *testing.T) {
	small(t)
	rapid.Check(t, func(t *rapid.T) {
		x, m := New(), model{}
		t.Repeat(map[string]func(*rapid.T){
			"": func(t *rapid.T) { sameRows(t, x, m) },
			"put": func(t *rapid.T) {
				r := drawRow(t)
				x.Put(r)
				m[r.ID] = r
			},
			"put again with one thing changed": func(t *rapid.T) {
				r, ok := m[drawID(t)]
				if !ok {
					t.Skip()
				}
				r.Keys[rapid.IntRange(0, int(NumColumns)-1).Draw(t, "column")] = drawKey.Draw(t, "key")
				x.Put(r)
				m[r.ID] = r
			},
			"drop": func(t *rapid.T) {
				id := drawID(t)
				x.Drop(id)
				delete(m, id)
			},
			"load": func(t *rapid.T) {
				rows := rapid.SliceOfN(rapid.Custom(drawRow), 0, 30).Draw(t, "rows")
				x.Load(slices.Values(rows))
				clear(m)
				for _, r := range rows {
					m[r.ID] = r
				}
			},
			"ask": func(t *rapid.T) { alike(t, x, m) },
		})
	})
}

func sameRows(t *rapid.T, x *Index, m model) {
	if x.Len() != len(m) {
		t.Fatalf("%d rows, the model has %d", x.Len(), len(m))
	}
	for id, want := range m {
		if got, ok := x.Row(id); !ok || !reflect.DeepEqual(got, want) {
			t.Fatalf("row\n%+v, the model has\n%+v", got, want)
		}
	}
	if faults := x.Check(); len(faults) > 0 {
		t.Fatal(faults)
	}
}

func TestPagesPutTogetherAreTheWholeList(t *testing.T) {
	small(t)
	rapid.Check(t, func(t *rapid.T) {
		x, m := New(), model{}
		for _, r := range rapid.SliceOfN(rapid.Custom(drawRow), 0, 40).Draw(t, "rows") {
			m[r.ID] = r
		}
		x.Load(maps.Values(m))
		q := drawQuery(t)
		q.After, q.Offset, q.Limit = "", 0, 0
		whole := x.Find(q).IDs
		var ids []string
		q.Limit = rapid.IntRange(1, 5).Draw(t, "limit")
		for {
			res := x.Find(q)
			ids = append(ids, res.IDs...)
			if q.After = res.Next; q.After == "" {
				break
			}
		}
		if !slices.Equal(ids, whole) {
			t.Fatalf("pages have %v, the list has %v", ids, whole)
		}
	})
}

func TestBadCursorBeginsAtTheBeginning(t *testing.T) {
	x := New()
	x.Put(Row{ID: "f1"})
	for _, c := range []Cursor{"f1", "!", "gA", "_____w"} {
		if res := x.Find(Query{After: c}); len(res.IDs) != 1 {
			t.Errorf("after %q: %v", c, res.IDs)
		}
	}
}

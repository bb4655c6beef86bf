package handlers

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

// words opens a stream and answers what it says was written.
func (l *liveBox) words(t *testing.T, name string) func(what string) written {
	t.Helper()
	_, k := l.user(t, name)
	frames := l.framesOf(t, k, "b1", func(frame string) bool { return strings.HasPrefix(frame, "event: written") })
	return func(what string) (w written) {
		t.Helper()
		_, data, _ := strings.Cut(next(t, frames, what), "data: ")
		if err := json.Unmarshal([]byte(data), &w); err != nil {
			t.Fatal(err)
		}
		return w
	}
}

func TestAStreamSaysWhichFichesWereWrittenAndNothingOfWhatIsInThem(t *testing.T) {
	l := serveLive(t)
	f := l.Prospect(t, "name", "Claes Houtbouw")
	next := l.words(t, "Kim")
	first := next("where the box is")
	if !first.Begins || first.At != l.At() || first.From != first.At {
		t.Errorf("a stream begins with %+v, the box is at %d", first, l.At())
	}
	l.Moment(t, f, fiche.CallBack, "2026-10-28", "11:00", "volgende week")
	got := next("word of a moment")
	if !slices.Equal(got.Fiches, []string{f.ID}) || !slices.Equal(got.Kinds, []string{"prospect"}) || got.From != first.At || got.At != l.At() || got.Begins || got.All {
		t.Errorf("a moment of next week is told as %+v", got)
	}
	if _, err := l.AddGroup(t.Context(), storetest.Kim, "Hout"); err != nil {
		t.Fatal(err)
	}
	if w := next("word of a group"); !w.All || w.From != got.At {
		t.Errorf("a new group is told as %+v", w)
	}
}

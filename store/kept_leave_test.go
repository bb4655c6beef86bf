package store_test

import (
	"os"
	"testing"

	"fichebak/store/storetest"
)

func TestAStopWritesTheListsOnlyWhenManyChangesAreNotInTheirFile(t *testing.T) {
	b := openKept(t)
	leave := func() string {
		t.Helper()
		if err := b.LeaveLists(t.Context()); err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(b.lists())
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	b.generate(300)
	was := leave()
	b.prospect("Peeters", "")
	if leave() != was {
		t.Error("a change of three hundred fiches had the lists written")
	}
	if b.reopen() {
		t.Error("lists that lack a change were made anew: ", b.log)
	}
	if err := b.AddExamples(t.Context(), storetest.Kim, "nl"); err != nil { // forty fiches
		t.Fatal(err)
	}
	now := leave()
	if now == was {
		t.Error("forty changes of three hundred fiches are not in the file of lists")
	}
	if _, err := b.RemoveExamples(t.Context(), storetest.Kim); err != nil { // no history tells of it
		t.Fatal(err)
	}
	if leave() == now {
		t.Error("a file that does not serve any more was left")
	}
}

package store_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

// user makes somebody who can sign in, as the one who does something.
func user(t *testing.T, b *storetest.Box, name string, role store.Role) store.Actor {
	t.Helper()
	u, err := b.AddUser(t.Context(), storetest.Kim, store.User{Name: name, Role: role, Password: "x"})
	if err != nil {
		t.Fatal(err)
	}
	return u.Actor()
}

func TestAWindowIsOfOneUserAndKindAndComesBack(t *testing.T) {
	b := storetest.Open(t)
	ctx := t.Context()
	kim, bart := user(t, b, "Kim", store.Admin), user(t, b, "Bart", store.Reader)
	window := func(by store.Actor, k fiche.Kind) store.Window {
		t.Helper()
		w, err := b.Window(ctx, by.ID, k)
		if err != nil {
			t.Fatal(err)
		}
		return w
	}
	mine := store.Window{Kind: fiche.Prospect, Columns: []store.WindowColumn{{Name: "town", Width: "wide"}, {Name: "phone", Off: true}}, Rows: 100, Density: "tight", Sort: "name", ViewsOff: []store.View{store.ViewWeek}, BreaksOff: true}
	if err := b.SaveWindow(ctx, kim, mine, true); err != nil {
		t.Fatal(err)
	}
	if w := window(kim, fiche.Prospect); w.Rows != 100 || len(w.Columns) != 2 || w.Columns[0].Width != "wide" || !w.Columns[1].Off || !w.BreaksOff {
		t.Errorf("kept: %+v", w)
	}
	if u, err := b.User(ctx, kim.ID); err != nil || !u.BesideOff {
		t.Errorf("fiches still open beside the list: %v", err)
	}
	if w, x := window(kim, fiche.Customer), window(bart, fiche.Prospect); w.Rows != 0 || x.Rows != 0 {
		t.Errorf("customers %+v, Bart %+v", w, x)
	}
	// as delivered, and back
	if err := b.SaveWindow(ctx, kim, store.Window{Kind: fiche.Prospect}, false); err != nil {
		t.Fatal(err)
	}
	if w := window(kim, fiche.Prospect); w.Rows != 0 || w.Columns != nil {
		t.Errorf("not as delivered: %+v", w)
	}
	if err := b.UndoWindow(ctx, kim, fiche.Prospect); err != nil {
		t.Fatal(err)
	}
	if w := window(kim, fiche.Prospect); w.Rows != 100 || w.Former != nil {
		t.Errorf("not back: %+v", w)
	}
	if u, err := b.User(ctx, kim.ID); err != nil || !u.BesideOff {
		t.Errorf("beside the list is not back: %v", err)
	}
	if err := b.UndoWindow(ctx, kim, fiche.Prospect); !errors.Is(err, store.ErrUndone) {
		t.Errorf("a second undo: %v", err)
	}
}

func TestAWindowThatNoFormMakesIsRefused(t *testing.T) {
	b := storetest.Open(t)
	kim := user(t, b, "Kim", store.Admin)
	many := store.Window{Kind: fiche.Prospect}
	for i := range store.MaxColumns + 1 {
		many.Columns = append(many.Columns, store.WindowColumn{Name: strings.Repeat("x", i+1)})
	}
	for name, w := range map[string]store.Window{
		"no kind": {}, "rows": {Kind: fiche.Customer, Rows: 7}, "density": {Kind: fiche.Customer, Density: "huge"}, "columns": many,
		"a width":  {Kind: fiche.Customer, Columns: []store.WindowColumn{{Name: "town", Width: "9rem"}}},
		"twice":    {Kind: fiche.Customer, Columns: []store.WindowColumn{{Name: "town"}, {Name: "town"}}},
		"nameless": {Kind: fiche.Customer, Columns: []store.WindowColumn{{}}},
	} {
		var invalid *store.Invalid
		if err := b.SaveWindow(t.Context(), kim, w, false); !errors.As(err, &invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWindowsAreInTheExport(t *testing.T) {
	b := storetest.Open(t)
	kim := user(t, b, "Kim", store.Admin)
	for _, rows := range []int{25, 200} {
		if err := b.SaveWindow(t.Context(), kim, store.Window{Kind: fiche.Supplier, Rows: rows}, false); err != nil {
			t.Fatal(err)
		}
	}
	sameAfterImport(t, b)
}

// sameAfterImport exports a box, imports that into another and exports it again.
func sameAfterImport(t *testing.T, b *storetest.Box) *storetest.Box {
	t.Helper()
	var one, two bytes.Buffer
	other := storetest.Open(t)
	if err := b.Export(t.Context(), &one); err != nil {
		t.Fatal(err)
	}
	if _, err := other.Import(t.Context(), bytes.NewReader(one.Bytes())); err != nil {
		t.Fatal(err)
	}
	if err := other.Export(t.Context(), &two); err != nil || !bytes.Equal(one.Bytes(), two.Bytes()) {
		t.Errorf("another export: %v\n%s\n%s", err, one.Bytes(), two.Bytes())
	}
	return other
}

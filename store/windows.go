package store

import (
	"context"
	"slices"

	"fichebak/store/fiche"
)

// Window is how a user has the list of one kind: Vensterinstellingen. What is empty is
// as it is delivered.
type Window struct {
	User      fiche.ID       `cbor:"1,keyasint" json:"user"`
	Kind      fiche.Kind     `cbor:"2,keyasint" json:"kind"`
	Columns   []WindowColumn `cbor:"3,keyasint,omitempty" json:"columns,omitempty"` // in order; those that are not shown keep their place
	Rows      int            `cbor:"4,keyasint,omitempty" json:"rows,omitempty"`    // that come at once
	Density   string         `cbor:"5,keyasint,omitempty" json:"density,omitempty"` // one of Densities
	Sort      string         `cbor:"6,keyasint,omitempty" json:"sort,omitempty"`    // a name of Columns
	ViewsOff  []View         `cbor:"7,keyasint,omitempty" json:"views_off,omitempty"`
	GroupsOff bool           `cbor:"8,keyasint,omitempty" json:"groups_off,omitempty"` // no groups in the funnel
	BreaksOff bool           `cbor:"9,keyasint,omitempty" json:"breaks_off,omitempty"` // rows not under their days
	// Former is the window before the last change, for its undo.
	Former *Window `cbor:"10,keyasint,omitempty" json:"former,omitempty"`
	// FormerBeside is what BesideOff of the user was before that change.
	FormerBeside bool `cbor:"11,keyasint,omitempty" json:"former_beside,omitempty"`
}

// CRMList stands in a window for the list of the CRM fiches, which are of no kind.
const CRMList fiche.Kind = 9

// WindowColumn is a column of a list: its name, how wide, and whether it is shown.
type WindowColumn struct {
	Name  string `cbor:"1,keyasint" json:"name"`
	Width string `cbor:"2,keyasint,omitempty" json:"width,omitempty"` // one of Widths; empty: as delivered
	Off   bool   `cbor:"3,keyasint,omitempty" json:"off,omitempty"`
}

// What a Window may say. An empty density is the ordinary one.
var (
	Widths     = []string{"narrow", "normal", "wide"}
	Densities  = []string{"tight", "", "roomy"}
	WindowRows = []int{25, 50, 100, 200}
)

// MaxColumns bounds the columns a window keeps.
const MaxColumns = 60

// windowFault says what no Window may hold; empty when all is well.
func windowFault(w *Window) string {
	switch {
	case w.Kind != CRMList && !slices.Contains(fiche.Kinds[:], w.Kind):
		return "is of no kind"
	case len(w.Columns) > MaxColumns:
		return "has too many columns"
	case w.Rows != 0 && !slices.Contains(WindowRows, w.Rows):
		return "has an odd number of rows"
	case !slices.Contains(Densities, w.Density):
		return "has a density nobody knows"
	}
	return columnsFault(w.Columns)
}

// columnsFault says what columns of a window or a saved view may not hold.
func columnsFault(cs []WindowColumn) string {
	seen := map[string]bool{}
	for _, c := range cs {
		if c.Name == "" || seen[c.Name] {
			return "has a column twice"
		}
		if c.Width != "" && !slices.Contains(Widths, c.Width) {
			return "has a width nobody knows"
		}
		seen[c.Name] = true
	}
	return ""
}

// Window returns how a user has the list of a kind; as delivered when it was never set.
func (s *Store) Window(ctx context.Context, user fiche.ID, k fiche.Kind) (w Window, err error) {
	err = s.view(ctx, func(t *tx) error {
		w, err = t.window(user, k)
		return err
	})
	return w, err
}

func (t *tx) window(user fiche.ID, k fiche.Kind) (Window, error) {
	w, ok, err := find[Window](t, windowKey(user, k))
	if !ok {
		w = Window{User: user, Kind: k}
	}
	return w, err
}

// SaveWindow keeps how a user has a list, and whether fiches open beside it. A window
// without columns is one as delivered. It can be taken back once; see UndoWindow.
func (s *Store) SaveWindow(ctx context.Context, by Actor, w Window, besideOff bool) error {
	w.User = by.ID
	if fault := windowFault(&w); fault != "" {
		return &Invalid{[]fiche.Problem{{Field: "columns", Code: "problem.choice", Blocks: true}}}
	}
	return s.update(ctx, by, func(t *tx) error {
		u, err := get[User](t, userKey(by.ID))
		if err != nil {
			return err
		}
		was, err := t.window(by.ID, w.Kind)
		if err != nil {
			return err
		}
		was.Former = nil
		w.Former, w.FormerBeside = &was, u.BesideOff
		return t.putWindow(w, u, besideOff)
	})
}

// UndoWindow takes the last change of a window back; ErrUndone when there is none.
func (s *Store) UndoWindow(ctx context.Context, by Actor, k fiche.Kind) error {
	return s.update(ctx, by, func(t *tx) error {
		u, err := get[User](t, userKey(by.ID))
		if err != nil {
			return err
		}
		w, err := t.window(by.ID, k)
		if err == nil && w.Former == nil {
			err = ErrUndone
		}
		if err != nil {
			return err
		}
		return t.putWindow(*w.Former, u, w.FormerBeside)
	})
}

func (t *tx) putWindow(w Window, u User, besideOff bool) error {
	if u.BesideOff != besideOff {
		u.BesideOff = besideOff
		if err := put(t, userKey(u.ID), u); err != nil {
			return err
		}
	}
	return put(t, windowKey(w.User, w.Kind), w)
}

// checkWindows proves that every window has its user, and says what one may.
func (t *tx) checkWindows(fault func(string, ...any)) error {
	return each(t, []byte("w/"), false, func(key []byte, w Window) error {
		if _, ok, err := find[User](t, userKey(w.User)); err != nil || !ok || string(key) != string(windowKey(w.User, w.Kind)) {
			fault("window %q has no user", key)
		}
		if odd := windowFault(&w); odd != "" {
			fault("window %q %s", key, odd)
		}
		return nil
	})
}

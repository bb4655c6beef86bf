package handlers

import (
	"encoding/json"

	"fichebak/store"
	"fichebak/store/fiche"
)

// written is the word on a stream that something was written: where pages may have to
// look again, not what stands there now. A page that is newer than At, or shows none of
// it, does nothing; one that is older than From has missed words and looks at all.
type written struct {
	At     uint64     `json:"at"`
	From   uint64     `json:"from"`
	Begins bool       `json:"begins,omitempty"` // the first word of a stream
	Fiches []fiche.ID `json:"fiches,omitempty"`
	Kinds  []string   `json:"kinds,omitempty"`
	Many   bool       `json:"many,omitempty"` // of these kinds more fiches than are named
	All    bool       `json:"all,omitempty"`  // what every page shows: settings, groups, users
	Jobs   bool       `json:"jobs,omitempty"` // a job was begun, or got on
}

// where is the first word of a stream: where the box is.
func (a *App) where() (at uint64, frame []byte) {
	at = a.store.At()
	return at, word(written{At: at, From: at, Begins: true})
}

// written is the word about what came after from; empty when nothing did.
func (a *App) written(from uint64) (at uint64, frame []byte) {
	t := a.store.Since(from)
	if !t.Any() {
		return from, nil
	}
	return t.At, word(written{At: t.At, From: from, Fiches: t.Fiches, Kinds: kindNames(&t), Many: t.Many, All: t.All, Jobs: t.Jobs})
}

func kindNames(t *store.Touched) (names []string) {
	for _, k := range t.Kinds {
		names = append(names, k.String())
	}
	return names
}

func word(w written) []byte {
	text, err := json.Marshal(w)
	if err != nil {
		panic(err) // numbers and strings
	}
	return append(append([]byte("event: written\ndata: "), text...), "\n\n"...)
}

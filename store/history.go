package store

import (
	"context"
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"strings"

	"fichebak/store/fiche"
	"fichebak/store/kv"
)

// What a change is about: the choices of the history.
const (
	WhatData    = "data"
	WhatMoments = "moments"
	WhatCRM     = "crm" // CRM fiches, and what was said and done
	WhatMade    = "made"
	WhatBin     = "bin"
	WhatActs    = "acts" // conversions, mergers, and all that jobs do
)

// Whats are all of them, in the order of the screen. Their places stand in an index:
// append only.
var Whats = []string{WhatData, WhatMoments, WhatCRM, WhatMade, WhatBin, WhatActs}

// whats says of each thing that can be done what it is about; what a job does is an act.
var whats = map[string]string{
	OpSave: WhatData, OpActive: WhatData, OpUndo: WhatData, OpCreate: WhatMade,
	OpRemove: WhatBin, OpRestore: WhatBin, OpErase: WhatBin,
	OpConvert: WhatActs, OpUndoConvert: WhatActs, OpMerge: WhatActs, OpMerged: WhatActs, OpUndoMerge: WhatActs, OpImport: WhatActs, OpUndoJob: WhatActs,
	OpMomentAdd: WhatMoments, OpMomentSave: WhatMoments, OpMomentDone: WhatMoments, OpMomentReopen: WhatMoments, OpMomentRemoval: WhatMoments,
	OpCRMAdd: WhatCRM, OpCRMSave: WhatCRM, OpCRMUndo: WhatCRM, OpCRMRemove: WhatCRM, OpCRMRestore: WhatCRM, OpCRMErase: WhatCRM,
	OpActivityAdd: WhatCRM, OpActivitySave: WhatCRM, OpActivityRemove: WhatCRM, OpActivityRestore: WhatCRM,
}

// whatOf is what a change is about, as a place in Whats.
func whatOf(c *changeHead) byte {
	what := whats[c.Op]
	if c.Job != "" {
		what = WhatActs
	}
	for i, w := range Whats {
		if w == what {
			return byte(i)
		}
	}
	return 0
}

// entry is a change as its index has it: what a walk over all changes tells without
// reading them. Reading one costs as much as walking past twenty.
type entry struct {
	base     kv.Rev
	nth      uint32 // within its commit, in the order in which they were made
	at       int64
	what     byte
	kind     fiche.Kind // 0 when it is to be looked up
	who, job uint64     // sums of ids; job is 0 for none
	fields   uint64     // the marks of those that it changed
	pk       []byte
}

// The widths of an entry in its index: all but the job, and with it.
const (
	entryLen    = 8 + 4 + 4 + 1 + 1 + 8 + 8
	entryJobLen = entryLen + 8
)

// changeHead is what the index of all changes reads of a Change.
type changeHead struct {
	ID   fiche.ID   `cbor:"1,keyasint"`
	At   int64      `cbor:"3,keyasint"`
	ByID fiche.ID   `cbor:"4,keyasint"`
	Op   string     `cbor:"6,keyasint"`
	Base kv.Rev     `cbor:"11,keyasint"`
	Job  fiche.ID   `cbor:"12,keyasint"`
	Of   fiche.Kind `cbor:"21,keyasint"`

	Fields []struct {
		Name string `cbor:"1,keyasint"`
	} `cbor:"10,keyasint"`
}

// changeEntry is the key of a change in the index of all changes.
func changeEntry(c *changeHead) []byte {
	b := append(commitKey(c.Base), nthOf(c.ID)...)
	b = binary.BigEndian.AppendUint32(b, uint32(c.At))
	b = append(b, whatOf(c), byte(c.Of))
	b = binary.BigEndian.AppendUint64(b, idSum(c.ByID))
	b = binary.BigEndian.AppendUint64(b, fieldsOf(c))
	if c.Job != "" {
		b = binary.BigEndian.AppendUint64(b, idSum(c.Job))
	}
	return b
}

// nthOf is the end of an id, by which the ids of one transaction are in order.
func nthOf(id fiche.ID) []byte {
	raw, err := idText.DecodeString(strings.TrimPrefix(id, "h"))
	if err != nil || len(raw) < 4 {
		return make([]byte, 4)
	}
	return raw[len(raw)-4:]
}

func idSum(id fiche.ID) uint64 {
	h := fnv.New64a()
	h.Write([]byte(id))
	return h.Sum64()
}

// readEntry reads an entry of the index.
func readEntry(key, pk []byte) (e entry, ok bool) {
	if len(key) != entryLen && len(key) != entryJobLen {
		return e, false
	}
	e = entry{base: kv.Rev(binary.BigEndian.Uint64(key)), nth: binary.BigEndian.Uint32(key[8:]), at: int64(binary.BigEndian.Uint32(key[12:])), what: key[16], kind: fiche.Kind(key[17]), who: binary.BigEndian.Uint64(key[18:]), fields: binary.BigEndian.Uint64(key[26:]), pk: pk}
	if len(key) == entryJobLen {
		e.job = binary.BigEndian.Uint64(key[entryLen:])
	}
	return e, true
}

// fiche is the fiche that was changed.
func (e *entry) fiche() string { return string(e.pk[len("h/") : len("h/")+idLen]) }

// spot is where a walk over the changes goes on: before a change, and past all others
// of the job it was told of last.
type spot struct {
	base kv.Rev
	nth  uint32
	job  uint64
}

func (p spot) String() string { return fmt.Sprintf("%d-%d-%x", p.base, p.nth, p.job) }

// key is the end of what is left to walk.
func (p spot) key() []byte { return binary.BigEndian.AppendUint32(commitKey(p.base), p.nth) }

// readSpot reads a spot; nil for none, or one that makes no sense.
func readSpot(s string) *spot {
	var p spot
	if _, err := fmt.Sscanf(s, "%d-%d-%x", &p.base, &p.nth, &p.job); err != nil {
		return nil
	}
	return &p
}

// Latest returns the latest changes of the box, newest first, one a fiche, and one a job.
func (s *Store) Latest(ctx context.Context, limit int) (latest []Changed, err error) {
	err = s.view(ctx, func(t *tx) error {
		latest = nil
		seen := map[string]bool{}
		_, err := t.walk(&seek{most: maxLatest}, nil, func(e *entry) error {
			if id := e.fiche(); e.job == 0 && seen[id] {
				return nil
			} else if e.job == 0 {
				seen[id] = true
			}
			c, err := t.changed(e)
			if err != nil || c.Op == OpErase {
				return err
			}
			if latest = append(latest, c); len(latest) == limit {
				return kv.ErrStop
			}
			return nil
		})
		return err
	})
	return latest, err
}

// maxLatest is how many changes are looked at for the latest ones.
const maxLatest = 20_000

// changed reads the change of an entry, with its fiche or its job.
func (t *tx) changed(e *entry) (x Changed, err error) {
	if x.Change, err = get[Change](t, e.pk); err != nil {
		return x, err
	}
	if x.Ref, x.Removed, err = t.refOf(&x.Change); err != nil || e.job == 0 {
		return x, err
	}
	j, ok, err := find[Job](t, jobKey(x.Change.Job))
	if ok {
		x.Job = &j
	}
	return x, err
}

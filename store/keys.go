package store

import (
	"bytes"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"fichebak/store/fiche"
)

// ids sort by time: the alphabet of base32hex is in ASCII order, here in lower
// case. Ten bytes make sixteen letters behind the one that says the kind of record.
var idText = base32.NewEncoding("0123456789abcdefghijklmnopqrstuv").WithPadding(base32.NoPadding)

const idLen = 17

// ids makes the ids of records: 48 bits of milliseconds and 32 random ones, each
// greater than the one before, so that two changes of one millisecond keep their
// order. It works outside the transaction, which may run again.
type ids struct {
	random io.Reader
	mu     sync.Mutex
	last   [10]byte
}

func (g *ids) next(kind byte, now time.Time) (fiche.ID, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	raw := firstID(now)
	if _, err := io.ReadFull(g.random, raw[6:]); err != nil {
		return "", fmt.Errorf("make an id: %w", err)
	}
	if bytes.Compare(raw[:], g.last[:]) <= 0 {
		raw = g.last
		for i := len(raw) - 1; i >= 0; i-- {
			if raw[i]++; raw[i] != 0 {
				break
			}
		}
	}
	g.last = raw
	return string(kind) + idText.EncodeToString(raw[:]), nil
}

// firstID is the first of the ids that can be made in a millisecond.
func firstID(t time.Time) (raw [10]byte) {
	binary.BigEndian.PutUint64(raw[:8], uint64(t.UnixMilli())<<16)
	return raw
}

// idTime is when an id was made; ok is false for what is no id of that kind.
func idTime(kind byte, id string) (t time.Time, ok bool) {
	if len(id) != idLen || id[0] != kind {
		return time.Time{}, false
	}
	raw, err := idText.DecodeString(id[1:])
	if err != nil {
		return time.Time{}, false
	}
	return time.UnixMilli(int64(binary.BigEndian.Uint64(raw) >> 16)), true
}

// Keys of the records. One letter names the table; scale-out wants them ordered,
// stable and free of counters.
func ficheKey(id fiche.ID) []byte         { return []byte("f/" + id) }
func momentKey(f, m fiche.ID) []byte      { return []byte("m/" + f + "/" + m) }
func momentsOf(f fiche.ID) []byte         { return []byte("m/" + f + "/") }
func crmKey(f, c fiche.ID) []byte         { return []byte("c/" + f + "/" + c) }
func crmOf(f fiche.ID) []byte             { return []byte("c/" + f + "/") }
func activityKey(f, a fiche.ID) []byte    { return []byte("l/" + f + "/" + a) }
func activitiesOf(f fiche.ID) []byte      { return []byte("l/" + f + "/") }
func changeKey(f, c fiche.ID) []byte      { return []byte("h/" + f + "/" + c) }
func changesOf(f fiche.ID) []byte         { return []byte("h/" + f + "/") }
func groupKey(id fiche.ID) []byte         { return []byte("g/" + id) }
func groupNameKey(folded string) []byte   { return nameKey("gn/", folded) }
func sourceKey(folded string) []byte      { return nameKey("a/", folded) }
func userKey(id fiche.ID) []byte          { return []byte("u/" + id) }
func userNameKey(folded string) []byte    { return nameKey("un/", folded) }
func sessionKey(hash string) []byte       { return []byte("s/" + hash) }
func operationKey(id fiche.ID) []byte     { return []byte("o/" + id) }
func handledKey(user, m fiche.ID) []byte  { return []byte("r/" + user + "/" + m) }
func handledBy(user fiche.ID) []byte      { return []byte("r/" + user + "/") }
func verdictKey(a, b fiche.ID) []byte     { return []byte("d/v/" + min(a, b) + "/" + max(a, b)) }
func foundKey(chunk int) []byte           { return fmt.Appendf(nil, "d/p/%04d", chunk) }
func tokenKey(token string) []byte        { return []byte("t/" + token) }
func counterKey(k fiche.Kind) []byte      { return []byte("k/" + k.String()) }
func claimKey(k fiche.Kind, n int) []byte { return fmt.Appendf(nil, "n/%s/%010d", k, n) }

func extraKey(id fiche.ID) []byte { return []byte("x/" + id) }
func savedKey(id fiche.ID) []byte { return []byte("v/" + id) }
func windowKey(user fiche.ID, k fiche.Kind) []byte {
	if k == CRMList {
		return []byte("w/" + user + "/crm")
	}
	return []byte("w/" + user + "/" + k.String())
}

var settingsKey = []byte("e/settings")
var schemaKey = []byte("e/schema")

// nameKey bounds a name, whose characters may take four bytes each, to what a key
// may hold; two names alike in so much count as one.
func nameKey(prefix, folded string) []byte {
	return []byte(prefix + strings.ToValidUTF8(folded[:min(len(folded), 400)], ""))
}

// lastOf is the part of a key behind its last slash.
func lastOf(key []byte) string {
	for i := len(key) - 1; i >= 0; i-- {
		if key[i] == '/' {
			return string(key[i+1:])
		}
	}
	return string(key)
}

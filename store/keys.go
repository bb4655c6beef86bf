package store

import (
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"io"
	"time"

	"fichebak/store/fiche"
)

// ids sort by time: the alphabet of base32hex is in ASCII order, here in lower
// case. Ten bytes make sixteen letters behind the one that says the kind of record.
var idText = base32.NewEncoding("0123456789abcdefghijklmnopqrstuv").WithPadding(base32.NoPadding)

const idLen = 17

// newID makes the id of a record: kind, then 48 bits of milliseconds and 32 random
// ones. It is made outside the transaction, which may run again.
func newID(kind byte, now time.Time, random io.Reader) (fiche.ID, error) {
	var raw [12]byte
	binary.BigEndian.PutUint64(raw[:8], uint64(now.UnixMilli())<<16)
	if _, err := io.ReadFull(random, raw[6:10]); err != nil {
		return "", err
	}
	return string(kind) + idText.EncodeToString(raw[:10]), nil
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
func tokenKey(token string) []byte        { return []byte("t/" + token) }
func counterKey(k fiche.Kind) []byte      { return []byte("k/" + k.String()) }
func claimKey(k fiche.Kind, n int) []byte { return fmt.Appendf(nil, "n/%s/%010d", k, n) }

var settingsKey = []byte("e/settings")
var schemaKey = []byte("e/schema")

// nameKey bounds a name, whose characters may take four bytes each, to what a key
// may hold; two names alike in so much count as one.
func nameKey(prefix, folded string) []byte {
	return []byte(prefix + folded[:min(len(folded), 400)])
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

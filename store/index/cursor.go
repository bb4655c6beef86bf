package index

import (
	"encoding/base64"
	"encoding/binary"
)

// Cursor is a place in a list: the key and the id of a row. It stays right when rows
// come and go, and when that row itself does.
type Cursor string

func cursorAt(key, id []byte) Cursor {
	b := binary.AppendUvarint(nil, uint64(len(key)))
	b = append(append(b, key...), id...)
	return Cursor(base64.RawURLEncoding.EncodeToString(b))
}

// read takes a cursor apart; ok is false for what is none.
func (c Cursor) read() (key, id []byte, ok bool) {
	b, err := base64.RawURLEncoding.DecodeString(string(c))
	if err != nil {
		return nil, nil, false
	}
	n, w := binary.Uvarint(b)
	if w <= 0 || n > uint64(len(b)-w) {
		return nil, nil, false
	}
	return b[w : w+int(n)], b[w+int(n):], true
}

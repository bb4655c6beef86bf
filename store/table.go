package store

import (
	"fmt"

	"github.com/fxamacker/cbor/v2"

	"fichebak/store/kv"
)

// Records are CBOR (RFC 8949) with numbered fields: compact, self-describing, and
// a reader passes over fields it does not know. The byte in front is the version
// of the encoding.
const encodingVersion = 1

var encoder, decoder = func() (cbor.EncMode, cbor.DecMode) {
	e, err := cbor.CanonicalEncOptions().EncMode()
	if err != nil {
		panic(err) // the options are constants
	}
	d, err := cbor.DecOptions{UTF8: cbor.UTF8RejectInvalid}.DecMode()
	if err != nil {
		panic(err)
	}
	return e, d
}()

func encode(v any) ([]byte, error) {
	b, err := encoder.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("encode %T: %w", v, err)
	}
	return append([]byte{encodingVersion}, b...), nil
}

func decode(b []byte, v any) error {
	if len(b) == 0 || b[0] != encodingVersion {
		return fmt.Errorf("decode %T: unknown encoding", v)
	}
	if err := decoder.Unmarshal(b[1:], v); err != nil {
		return fmt.Errorf("decode %T: %w", v, err)
	}
	return nil
}

// get reads a record; ErrNotFound when there is none.
func get[T any](t kv.Tx, key []byte) (T, error) {
	v, ok, err := find[T](t, key)
	if err == nil && !ok {
		err = ErrNotFound
	}
	return v, err
}

// find reads a record and tells whether there is one.
func find[T any](t kv.Tx, key []byte) (v T, ok bool, err error) {
	if len(key) > kv.MaxKey {
		return v, false, nil // no record has such a key
	}
	b, err := t.Get(key)
	if err != nil || b == nil {
		return v, false, err
	}
	return v, true, decode(b, &v)
}

// put writes a record.
func put[T any](t *tx, key []byte, v T) error {
	b, err := encode(v)
	if err != nil {
		return err
	}
	return t.rw.Put(key, b)
}

// each calls fn with every record under a prefix, in key order or in reverse.
func each[T any](t kv.Tx, prefix []byte, reverse bool, fn func(key []byte, v T) error) error {
	r := kv.Prefix(prefix)
	r.Reverse = reverse
	return t.Scan(r, func(k, b []byte) error {
		var v T
		if err := decode(b, &v); err != nil {
			return fmt.Errorf("%q: %w", k, err)
		}
		return fn(k, v)
	})
}

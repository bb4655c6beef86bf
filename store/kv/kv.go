// Package kv is the ordered transaction contract the store is written on. It
// owns the interface, its limits and the errors of both; it must not know what a
// fiche is, nor which engine is underneath. One engine exists, boltkv, over one
// bbolt file; an engine over an etcd cluster can follow without a change above
// this package.
//
// Caveat: a function given to Update may run more than once. It has no effect
// besides its writes and what it hands to OnCommit.
package kv

import (
	"context"
	"errors"
)

// Limits hold on every engine, so that no code comes to depend on a wider one.
// They lie under the defaults of etcd (128 operations and 1.5 MiB a request).
const (
	MaxKey     = 512      // bytes of one key
	MaxValue   = 64 << 10 // bytes of one value
	MaxWrites  = 100      // keys written by one Update
	MaxTxBytes = 1 << 20  // bytes of keys and values written by one Update
	MaxReads   = 100      // keys and ranges read by one Update
)

// Errors of the contract.
var (
	// ErrStop, returned by the function of a Scan, ends it early without an error.
	ErrStop = errors.New("stop scanning")
	// ErrLimit is wrapped by an Update that goes past a limit; nothing is written.
	ErrLimit = errors.New("limit of a transaction exceeded")
	// ErrClosed is what a closed store answers.
	ErrClosed = errors.New("store is closed")
	// ErrLocked is what opening answers when another process holds the file.
	ErrLocked = errors.New("data file is in use by another process")
)

// Rev is the number of a commit. A later commit has a greater one.
type Rev uint64

// Range is the half-open key range [From, To); a nil To has no end. Reverse walks
// from the end.
type Range struct {
	From, To []byte
	Reverse  bool
}

// Tx is a consistent snapshot. Slices it returns are valid until it ends and must
// not be modified.
type Tx interface {
	// Rev is the newest commit visible here.
	Rev() Rev
	// Get returns nil when the key is absent; an empty value is non-nil.
	Get(key []byte) ([]byte, error)
	// Scan calls fn in key order, or reverse; ErrStop ends it early.
	Scan(r Range, fn func(k, v []byte) error) error
	// ScanIndex walks a derived index: fn has the index key and the key of the
	// record it was derived from. Range is of index keys.
	ScanIndex(index string, r Range, fn func(ikey, pk []byte) error) error
}

// RwTx is the transaction of an Update. It reads its own writes, in Scan and
// ScanIndex too.
type RwTx interface {
	Tx
	Put(key, val []byte) error
	Delete(key []byte) error
	// OnCommit has fn called once, after the durable commit, in the order of
	// commits, before Update returns and before the next Update begins.
	OnCommit(fn func(Rev))
}

// Store is an ordered key-value store with serializable transactions.
type Store interface {
	View(ctx context.Context, fn func(Tx) error) error
	Update(ctx context.Context, fn func(RwTx) error, opts ...UpdateOption) (Rev, error)
	// Sync returns when everything acknowledged anywhere before the call is
	// visible here.
	Sync(ctx context.Context) (Rev, error)
	// WaitRev returns when rev is visible here.
	WaitRev(ctx context.Context, rev Rev) error
	// Subscribe sends one Event per commit, in order. A reader that falls behind
	// gets one Reset in place of what it missed. The channel closes with ctx.
	Subscribe(ctx context.Context) <-chan Event
	// Lead calls fn while this node leads under name, and returns when fn does.
	Lead(ctx context.Context, name string, fn func(ctx context.Context, f Fence) error) error
	Close() error
}

// Event tells of one commit: its Rev and the keys it wrote. Reset means that
// commits were skipped: everything may have changed.
type Event struct {
	Rev   Rev
	Keys  [][]byte
	Reset bool
}

// Fence guards the commits of a leader: an Update given Fenced(f) fails when the
// leadership behind f has ended.
type Fence interface{ Held() bool }

// UpdateOption changes one Update.
type UpdateOption func(*UpdateOptions)

// UpdateOptions is what the options of an Update come to; for engines.
type UpdateOptions struct{ Fence Fence }

// Fenced makes an Update fail with ErrFenced when the leadership behind f ended.
func Fenced(f Fence) UpdateOption { return func(o *UpdateOptions) { o.Fence = f } }

// ErrFenced is what a fenced Update answers after its leadership ended.
var ErrFenced = errors.New("leadership has ended")

// IndexDef derives index entries from records. Keys is a pure function of a
// record's key and value and returns the index keys under which the record is
// found; it is rebuilt when Version changes. Index entries need not be unique: an
// entry is (index key, record key), ordered by both.
type IndexDef struct {
	Name    string
	Version int
	Prefix  []byte
	Keys    func(key, val []byte) [][]byte
}

// Prefix is the range of all keys that begin with p.
func Prefix(p []byte) Range {
	to := append([]byte(nil), p...)
	for i := len(to) - 1; i >= 0; i-- {
		if to[i]++; to[i] != 0 {
			return Range{From: p, To: to[:i+1]}
		}
	}
	return Range{From: p}
}

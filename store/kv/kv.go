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
	"bytes"
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
	MaxReads   = 100      // distinct keys, and ranges, read by one Update
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
	// ErrForeign is what opening answers for a file that is none of ours: junk, an
	// empty file, the file of another program. It is left as it was.
	ErrForeign = errors.New("not a data file of this program")
	// ErrDamaged is what opening answers for a file of ours that is cut off or
	// broken, and what a check of one wraps. It is left as it was.
	ErrDamaged = errors.New("data file is damaged")
	// ErrEnded is what a transaction answers that is used after its function returned.
	ErrEnded = errors.New("transaction has ended")
	// ErrUnknownIndex is what ScanIndex answers for an index nobody declared.
	ErrUnknownIndex = errors.New("no such index")
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
// ScanIndex too: a walk meets what its own function writes ahead of it. Key and
// value are copied, so the caller may use their memory again. An error of a limit
// cannot be passed over: the Update fails with it whatever its function returns.
type RwTx interface {
	Tx
	Put(key, val []byte) error
	Delete(key []byte) error
	// OnCommit has fn called once, after the durable commit, in the order of
	// commits, before Update returns, before the next Update begins and before
	// subscribers hear of the commit. It must not call Update or Close.
	OnCommit(fn func(Rev))
}

// Store is an ordered key-value store with serializable transactions. A context
// that ends while a call waits or reads ends the call with its error; once an
// Update has begun to commit, it runs to its end.
type Store interface {
	View(ctx context.Context, fn func(Tx) error) error
	// Update answers the Rev of its commit; one that wrote nothing makes no commit
	// and answers the newest Rev. Its function must not call Update.
	Update(ctx context.Context, fn func(RwTx) error, opts ...UpdateOption) (Rev, error)
	// Sync returns when everything acknowledged anywhere before the call is
	// visible here.
	Sync(ctx context.Context) (Rev, error)
	// WaitRev returns when rev is visible here.
	WaitRev(ctx context.Context, rev Rev) error
	// Subscribe sends one Event per commit, in order. A reader that falls behind
	// gets one Reset in place of what it missed. The channel closes with ctx, and
	// with the store.
	Subscribe(ctx context.Context) <-chan Event
	// Lead waits until nobody leads under name, then calls fn, and returns what fn
	// does. The context fn gets ends with ctx and with the leadership.
	Lead(ctx context.Context, name string, fn func(ctx context.Context, f Fence) error) error
	// Close waits for transactions under way; calling it again does no harm.
	Close() error
}

// Event tells of one commit: its Rev and the keys it wrote, in key order, not to be
// modified. Reset means that commits up to Rev were skipped: everything may have
// changed.
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
type UpdateOptions struct {
	Fence Fence
	Wide  bool
}

// WideBy is by how much an engine may stretch MaxWrites, MaxTxBytes and MaxReads for an
// Update that is Wide.
const WideBy = 16

// Wide asks for room, so that work on many records waits for the disk less often. An
// engine need not give it: whoever asks must be ready to meet ErrLimit where an Update
// that is not wide meets it, and to go on with less.
func Wide() UpdateOption { return func(o *UpdateOptions) { o.Wide = true } }

// Fenced makes an Update fail with ErrFenced when the leadership behind f ended.
func Fenced(f Fence) UpdateOption { return func(o *UpdateOptions) { o.Fence = f } }

// ErrFenced is what a fenced Update answers after its leadership ended.
var ErrFenced = errors.New("leadership has ended")

// IndexDef derives index entries from records. Keys is a pure function of a
// record's key and value and returns the index keys under which the record is
// found, each of at most MaxKey bytes; it is rebuilt when Version changes. Index
// entries need not be unique: an entry is (index key, record key), ordered by both.
type IndexDef struct {
	Name    string
	Version int
	Prefix  []byte
	Keys    func(key, val []byte) [][]byte
}

// Contains tells whether key lies in the range.
func (r Range) Contains(key []byte) bool {
	return bytes.Compare(key, r.From) >= 0 && (r.To == nil || bytes.Compare(key, r.To) < 0)
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

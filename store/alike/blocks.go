package alike

import (
	"hash/maphash"
	"iter"
	"slices"
	"strings"
)

// Two cards are compared only when they have a key in common, so that a hundred
// thousand of them are not five thousand million pairs. A key is a hash: that two
// things have the same one costs a comparison and nothing else.

// Key is something of a card that its double probably has too.
type Key uint32

// weak marks the keys of names: one that many have says nothing by itself.
const weak Key = 1 << 31

// How many cards with one key are compared all with each other. Past it those with a
// weak key are passed over, and of the others each is compared with the next ones.
const (
	maxWeak   = 24
	maxStrong = 48
	nextOnes  = 8
)

var seed = maphash.MakeSeed()

func key(kind byte, text string) Key {
	var h maphash.Hash
	h.SetSeed(seed)
	h.WriteByte(kind)
	h.WriteString(text)
	return Key(h.Sum64()) &^ weak
}

// Keys are those of a card, sorted, none twice.
func (c *Card) Keys() []Key {
	var ks []Key
	add := func(kind byte, text string) {
		if text != "" {
			ks = append(ks, key(kind, text))
		}
	}
	add('v', c.vat)
	add('w', c.site)
	for _, p := range c.phones {
		add('p', p)
	}
	for _, e := range c.emails {
		add('e', e)
	}
	for _, t := range c.nameTexts() {
		ks = append(ks, key('n', t)|weak)
	}
	slices.Sort(ks)
	return slices.Compact(ks)
}

// maxNameKeys bounds the keys that words and places of one card make together.
const maxNameKeys = 24

// nameTexts are what a name is looked for by: as it is, its words in whatever order, by
// its consonants, and each word and its beginning in each of its places.
func (c *Card) nameTexts() (texts []string) {
	if c.name == "" {
		return nil
	}
	long := whole(c.words)
	texts = append(texts, c.name, strings.Join(c.words, " "), strings.Join(long, " "))
	var bones strings.Builder
	for _, w := range long {
		bones.WriteString(consonants(w))
	}
	texts = append(texts, "\x00"+bones.String())
	for _, place := range c.places {
		texts = append(texts, c.name+"\x00"+place, string([]rune(c.name)[:min(shortestPart, len([]rune(c.name)))])+"\x00"+place)
		for _, w := range long {
			if len(w) >= shortestPart && len(texts) < maxNameKeys {
				texts = append(texts, w+"\x00"+place)
			}
		}
	}
	return texts
}

// consonants leaves out the vowels of a word but the first letter, and letters that are
// doubled: Peeters and Peters are alike by it.
func consonants(word string) string {
	var b strings.Builder
	var last rune
	for i, r := range word {
		if i > 0 && (strings.ContainsRune("aeiouy", r) || r == last) {
			continue
		}
		b.WriteRune(r)
		last = r
	}
	return b.String()
}

// Pair is two cards by their places, the first before the second.
type Pair struct{ A, B uint32 }

// entry is a key and the place of who has it, so that sorting brings those together
// that have the same.
type entry uint64

func entryOf(k Key, at uint32) entry { return entry(uint64(k)<<32 | uint64(at)) }
func (e entry) key() Key             { return Key(e >> 32) }
func (e entry) at() uint32           { return uint32(e) }

// Blocks brings cards together that have keys in common.
type Blocks struct{ entries []entry }

// Add adds the keys of the card at a place.
func (b *Blocks) Add(at uint32, keys []Key) {
	for _, k := range keys {
		b.entries = append(b.entries, entryOf(k, at))
	}
}

// Pairs are the pairs worth comparing, in order, none twice.
func (b *Blocks) Pairs() []Pair {
	slices.Sort(b.entries)
	var found []uint64
	for block := range b.blocks() {
		found = appendPairs(found, block)
	}
	slices.Sort(found)
	found = slices.Compact(found)
	pairs := make([]Pair, len(found))
	for i, p := range found {
		pairs[i] = Pair{uint32(p >> 32), uint32(p)}
	}
	return pairs
}

// blocks are the runs of entries with one key.
func (b *Blocks) blocks() iter.Seq[[]entry] {
	return func(yield func([]entry) bool) {
		for from := 0; from < len(b.entries); {
			to := from + 1
			for to < len(b.entries) && b.entries[to].key() == b.entries[from].key() {
				to++
			}
			if !yield(b.entries[from:to]) {
				return
			}
			from = to
		}
	}
}

func appendPairs(found []uint64, block []entry) []uint64 {
	reach := len(block)
	switch isWeak := block[0].key()&weak != 0; {
	case isWeak && len(block) > maxWeak:
		return found
	case !isWeak && len(block) > maxStrong:
		reach = nextOnes
	}
	for i, e := range block {
		for _, x := range block[i+1 : min(len(block), i+1+reach)] {
			found = append(found, uint64(e.at())<<32|uint64(x.at()))
		}
	}
	return found
}

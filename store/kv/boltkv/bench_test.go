package boltkv

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"fichebak/store/kv"
)

// BenchmarkUpdateBesideRawBbolt saves a record of 1 KB with one index entry, by turns
// through the contract and with bbolt alone, and reports how much more the contract
// takes.
func BenchmarkUpdateBesideRawBbolt(b *testing.B) {
	dir := b.TempDir()
	s := open(b, filepath.Join(dir, "box.db"), Options{Indexes: []kv.IndexDef{letters("x", 1, 12)}})
	defer shut(b, s)
	raw, err := bbolt.Open(filepath.Join(dir, "raw.db"), 0o600, &bbolt.Options{FreelistType: bbolt.FreelistMapType, InitialMmapSize: 1 << 30})
	if err != nil {
		b.Fatal(err)
	}
	defer raw.Close()
	raw.AllocSize = allocSize
	val := bytes.Repeat([]byte("x"), 1000)
	var ours, theirs time.Duration
	for i := 0; b.Loop(); i++ {
		key := fmt.Appendf(nil, "r/%010d", i)
		binary.BigEndian.PutUint64(val, uint64(i))
		start := time.Now()
		if _, err := s.Update(b.Context(), func(tx kv.RwTx) error { return tx.Put(key, val) }); err != nil {
			b.Fatal(err)
		}
		between := time.Now()
		if err := rawPut(raw, key, val); err != nil {
			b.Fatal(err)
		}
		ours, theirs = ours+between.Sub(start), theirs+time.Since(between)
	}
	b.ReportMetric(float64(ours.Nanoseconds())/float64(b.N), "ns/update")
	b.ReportMetric(float64(theirs.Nanoseconds())/float64(b.N), "ns/raw")
	b.ReportMetric(float64(ours)/float64(theirs), "ratio")
}

func rawPut(db *bbolt.DB, key, val []byte) error {
	return db.Update(func(tx *bbolt.Tx) error {
		records, err := tx.CreateBucketIfNotExists([]byte("records"))
		if err != nil {
			return err
		}
		index, err := tx.CreateBucketIfNotExists([]byte("index"))
		if err != nil {
			return err
		}
		if err := records.Put(key, val); err != nil {
			return err
		}
		return index.Put(append(bytes.Clone(val[:12]), key...), nil)
	})
}

const benchRecords = 20_000

func benchStore(b *testing.B) *Store {
	s := open(b, filepath.Join(b.TempDir(), "box.db"), Options{Indexes: []kv.IndexDef{letters("x", 1, 12)}, NoSync: true})
	b.Cleanup(func() { shut(b, s) })
	for i := 0; i < benchRecords; i += kv.MaxWrites {
		_, err := s.Update(b.Context(), func(tx kv.RwTx) error {
			for j := range kv.MaxWrites {
				if err := tx.Put(benchKey(i+j), fmt.Appendf(nil, "%012d %0500d", (i+j)*7919%benchRecords, 0)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	return s
}

func benchKey(i int) []byte { return fmt.Appendf(nil, "r/%010d", i%benchRecords) }

func BenchmarkViewOfOneRecord(b *testing.B) {
	s := benchStore(b)
	for i := 0; b.Loop(); i++ {
		err := s.View(b.Context(), func(tx kv.Tx) error {
			_, err := tx.Get(benchKey(i * 7919))
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkGet(b *testing.B) {
	inView(b, func(tx kv.Tx, i int) error {
		_, err := tx.Get(benchKey(i * 7919))
		return err
	})
}

func BenchmarkScanOf100(b *testing.B) {
	inView(b, func(tx kv.Tx, i int) error { return hundred(i, tx.Scan) })
}

func BenchmarkScanIndexOf100(b *testing.B) {
	inView(b, func(tx kv.Tx, _ int) error {
		return hundred(-1, func(r kv.Range, fn func(k, v []byte) error) error { return tx.ScanIndex("x", r, fn) })
	})
}

// hundred walks a hundred records from the i-th on, or from the first.
func hundred(i int, walk func(r kv.Range, fn func(k, v []byte) error) error) error {
	r, met := kv.Range{}, 0
	if i >= 0 {
		r.From = benchKey(i * 7919 % (benchRecords - 100))
	}
	err := walk(r, func(_, _ []byte) error {
		if met++; met == 100 {
			return kv.ErrStop
		}
		return nil
	})
	if err == nil && met != 100 {
		err = fmt.Errorf("met %d", met)
	}
	return err
}

func inView(b *testing.B, fn func(tx kv.Tx, i int) error) {
	s := benchStore(b)
	err := s.View(b.Context(), func(tx kv.Tx) error {
		for i := 0; b.Loop(); i++ {
			if err := fn(tx, i); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
}

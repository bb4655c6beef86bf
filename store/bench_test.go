package store

import (
	"fmt"
	"os"
	"slices"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"fichebak/store/fiche"
	"fichebak/store/kv"
)

// BenchmarkOpen opens a box whose lists were kept, and one where they are made anew
// from the records. It reports the memory that an open box takes for each fiche.
func BenchmarkOpen(b *testing.B) {
	closeBench(b)
	for _, n := range benchSizes() {
		path := ""
		open := func(b *testing.B, lists func() string) {
			if path == "" {
				path = benchFile(b, n)
			}
			before := heap()
			var s *Store
			for b.Loop() {
				if s != nil {
					s.Close()
				}
				s = benchOpenFile(b, path, lists())
			}
			if s.Len() != n {
				b.Fatalf("%d fiches", s.Len())
			}
			b.ReportMetric(float64(heap()-before)/float64(n), "B/fiche")
			s.Close()
		}
		b.Run(fmt.Sprint("kept/", n), func(b *testing.B) { open(b, func() string { return path + ".lists" }) })
		b.Run(fmt.Sprint("anew/", n), func(b *testing.B) { open(b, func() string { return "" }) })
	}
}

// BenchmarkKeepLists writes the lists to their file, as at an ordered stop.
func BenchmarkKeepLists(b *testing.B) {
	onBoxes(b, func(b *testing.B, s *Store) {
		was := s.keptFile
		defer func() { s.keptFile = was }()
		s.keptFile += ".again"
		for b.Loop() {
			s.keptVersion = 0
			if err := s.KeepLists(b.Context()); err != nil {
				b.Fatal(err)
			}
		}
		if info, err := os.Stat(s.keptFile); err == nil {
			b.ReportMetric(float64(info.Size())/float64(s.Len()), "B/fiche")
		}
	})
}

// benchPage is how many rows a page of a list has.
const benchPage = 50

func benchList(b *testing.B, s *Store, q Query) Page {
	b.Helper()
	q.Kind, q.Limit = fiche.Prospect, benchPage
	p, err := s.List(b.Context(), q)
	if err != nil {
		b.Fatal(err)
	}
	return p
}

// BenchmarkList reads a page of prospects: the first, the last, and one far down that
// is come to by scrolling.
func BenchmarkList(b *testing.B) {
	for name, at := range map[string]func(total int) int{
		"first": func(int) int { return 0 }, "last": func(n int) int { return n - benchPage }, "middle": func(n int) int { return n / 2 },
	} {
		b.Run(name, func(b *testing.B) {
			onBoxes(b, func(b *testing.B, s *Store) {
				q := Query{Sort: "name", Offset: at(benchList(b, s, Query{}).Total)}
				for b.Loop() {
					if p := benchList(b, s, q); len(p.Rows) != benchPage {
						b.Fatal(len(p.Rows))
					}
				}
			})
		})
	}
	b.Run("scrolled", func(b *testing.B) {
		onBoxes(b, func(b *testing.B, s *Store) {
			q := Query{Sort: "name", Offset: benchList(b, s, Query{}).Total / 2}
			q.After, q.Offset = benchList(b, s, q).Next, 0
			for b.Loop() {
				benchList(b, s, q)
			}
		})
	})
}

// BenchmarkSort reads the first page sorted by each column, down.
func BenchmarkSort(b *testing.B) {
	names := []string{}
	for name := range Columns {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		b.Run(name, func(b *testing.B) {
			onBoxes(b, func(b *testing.B, s *Store) {
				for b.Loop() {
					benchList(b, s, Query{Sort: name, Desc: true})
				}
			})
		})
	}
}

// BenchmarkSearch looks for other words each time, so that nothing is known of them,
// and reads the first page of what it finds.
func BenchmarkSearch(b *testing.B) {
	for name, text := range map[string]func(i, n int) string{
		"few":  func(i, n int) string { return fmt.Sprintf("%d.example", n/2+i*7%(n/3)) },
		"many": func(i, _ int) string { return "beurs " + string(rune('a'+i%26)) },
		"none": func(i, _ int) string { return fmt.Sprint("zzq", i) },
	} {
		b.Run(name, func(b *testing.B) {
			onBoxes(b, func(b *testing.B, s *Store) {
				i, hits := 0, 0
				for b.Loop() {
					p := benchList(b, s, Query{Text: text(i, s.Len()), Sort: "name"})
					hits += p.Total
					i++
				}
				b.ReportMetric(float64(hits)/float64(i), "hits")
			})
		})
	}
}

// BenchmarkFunnel counts every view and group, without and with a search, as each page
// of a list does.
func BenchmarkFunnel(b *testing.B) {
	for _, text := range []string{"", "garage"} {
		b.Run(fmt.Sprintf("%q", text), func(b *testing.B) {
			onBoxes(b, func(b *testing.B, s *Store) {
				for b.Loop() {
					if _, err := s.Funnel(b.Context(), Query{Kind: fiche.Prospect, Text: text, Sort: "next"}); err != nil {
						b.Fatal(err)
					}
				}
			})
		})
	}
}

// BenchmarkGroups counts the fiches of every group and source.
func BenchmarkGroups(b *testing.B) {
	onBoxes(b, func(b *testing.B, s *Store) {
		for b.Loop() {
			if _, err := s.Groups(b.Context()); err != nil {
				b.Fatal(err)
			}
			if _, err := s.Sources(b.Context()); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func someIDs(s *Store) (ids []fiche.ID) {
	for i := range 100 {
		ids = append(ids, s.index.ID(s.Len()*i/100))
	}
	return ids
}

// BenchmarkCard opens a fiche.
func BenchmarkCard(b *testing.B) {
	onBoxes(b, func(b *testing.B, s *Store) {
		ids, i := someIDs(s), 0
		for b.Loop() {
			if _, err := s.Card(b.Context(), ids[i%len(ids)]); err != nil {
				b.Fatal(err)
			}
			i++
		}
	})
}

// BenchmarkPlaceOf finds the neighbours of a fiche in a list.
func BenchmarkPlaceOf(b *testing.B) {
	onBoxes(b, func(b *testing.B, s *Store) {
		ids, i := someIDs(s), 0
		for b.Loop() {
			s.PlaceOf(ids[i%len(ids)], Query{Sort: "name"})
			i++
		}
	})
}

// BenchmarkSave saves a fiche with another name, and by turns commits the same bytes
// with bbolt alone into a copy of the same file.
func BenchmarkSave(b *testing.B) {
	onBoxes(b, func(b *testing.B, s *Store) {
		raw, err := bbolt.Open(copyOf(b, benchFile(b, s.Len())), 0o600, &bbolt.Options{FreelistType: bbolt.FreelistMapType, InitialMmapSize: 1 << 30, NoStatistics: true})
		if err != nil {
			b.Fatal(err)
		}
		defer raw.Close()
		ids := someIDs(s)
		var ours, theirs time.Duration
		for i := 0; b.Loop(); i++ {
			c, err := s.Card(b.Context(), ids[i%len(ids)])
			if err != nil {
				b.Fatal(err)
			}
			c.Values["name"] = fmt.Sprintf("%s %d", demoWords["nl"].surnames[i%20], i)
			start := time.Now()
			f, err := s.Save(b.Context(), Actor{Name: "bench"}, c.Fiche.ID, c.Fiche.Rev, Draft{Values: c.Values})
			if err != nil {
				b.Fatal(err)
			}
			ours += time.Since(start)
			theirs += rawCommit(b, s, raw, f.ID)
		}
		b.ReportMetric(float64(ours.Nanoseconds())/float64(b.N), "ns/save")
		b.ReportMetric(float64(theirs.Nanoseconds())/float64(b.N), "ns/raw")
		b.ReportMetric(float64(ours)/float64(theirs), "ratio")
	})
}

// rawCommit commits what the last save of a fiche wrote: its record and the change.
func rawCommit(b *testing.B, s *Store, raw *bbolt.DB, id fiche.ID) time.Duration {
	b.Helper()
	records := map[string][]byte{}
	err := s.view(b.Context(), func(t *tx) error {
		v, err := t.Get(ficheKey(id))
		if err != nil {
			return err
		}
		records[string(ficheKey(id))] = slices.Clone(v)
		last := kv.Prefix(changesOf(id))
		last.Reverse = true
		return t.Scan(last, func(k, v []byte) error {
			records[string(k)] = slices.Clone(v)
			return kv.ErrStop
		})
	})
	if err != nil {
		b.Fatal(err)
	}
	start := time.Now()
	err = raw.Update(func(t *bbolt.Tx) error {
		for k, v := range records {
			if err := t.Bucket([]byte("records")).Put([]byte(k), v); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return time.Since(start)
}

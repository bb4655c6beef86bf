package paper

import (
	"fmt"
	"io"
	"testing"
)

// As many rows as a report takes at most.
func BenchmarkWriteList(b *testing.B) {
	var columns []Column
	for i := range 10 {
		columns = append(columns, Column{Title: fmt.Sprint("Kolom ", i)})
	}
	for b.Loop() {
		err := WriteList(io.Discard, List{head(), columns}, func(yield func([]string, error) bool) {
			for i := range 10_000 {
				row := make([]string, len(columns))
				for j := range row {
					row[j] = fmt.Sprint("Houtbouw Claes ", i+j)
				}
				if !yield(row, nil) {
					return
				}
			}
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

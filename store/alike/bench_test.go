package alike

import (
	"math/rand/v2"
	"testing"
)

// BenchmarkCompare compares two cards that look alike here and there.
func BenchmarkCompare(b *testing.B) {
	r := rand.New(rand.NewPCG(5, 5))
	cards := make([]Card, 500)
	for i := range cards {
		cards[i] = card(anyCard(r)...)
	}
	i := 0
	for b.Loop() {
		Compare(&cards[i%500], &cards[(i*7+3)%500])
		i++
	}
}

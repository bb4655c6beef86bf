package views

import (
	"strconv"
	"strings"
	"testing"
	"time"
)

func TestAChartHasFewLinesAndStaysInside(t *testing.T) {
	f := NewFrame("nl", time.Time{})
	for _, most := range []int{1, 4, 5, 6, 48, 51, 999, 100_000} {
		c := f.NewChart([]ResultRow{{First: most, Sold: most / 2}, {First: 0}})
		if len(c.Lines) < 1 || len(c.Lines) > 5 {
			t.Errorf("%d: %d lines", most, len(c.Lines))
		}
		if top, err := strconv.Atoi(strings.ReplaceAll(c.Lines[len(c.Lines)-1].Label, ".", "")); err != nil || top < most {
			t.Errorf("%d: the highest line is %d", most, top)
		}
		for _, b := range c.Bars {
			if y, err := strconv.ParseFloat(b.FirstY, 64); err != nil || y < 10 || y > 208 {
				t.Errorf("%d: a bar reaches %v", most, y)
			}
		}
	}
	if c := f.NewChart(nil); len(c.Bars) > 0 || len(c.Lines) > 0 {
		t.Errorf("of nothing: %+v", c)
	}
}

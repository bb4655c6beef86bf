package static

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// What stands on what, by the names of the style sheet's colours, with the least
// contrast that WCAG 2.2 AA asks: 4.5 for text, 3 for the edge of a thing.
var pairs = []struct {
	fore, back string
	least      float64
}{
	{"ink ink-2 ink-3 accent", "ground paper low high accent-soft", 4.5},
	{"on-accent", "accent", 4.5}, {"paper", "ink", 4.5},
	{"problem", "paper ground low high problem-soft accent-soft", 4.5},
	{"remark", "paper high low remark-soft accent-soft", 4.5},
	{"good", "paper good-soft", 4.5},
	{"accent ink-2 ink", "mark", 4.5}, {"ink", "good-soft remark-soft", 4.5},
	{"ink ink-2 accent problem", "rim rim-gone", 4.5}, {"ink-3", "rim rim-gone", 3},
	{"edge", "paper high low ground", 3},
}

func TestColoursStandOutInBothThemes(t *testing.T) {
	css, err := files.ReadFile("css/app.css")
	if err != nil {
		t.Fatal(err)
	}
	colours := map[string][2]float64{}
	for _, m := range regexp.MustCompile(`--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)`).FindAllStringSubmatch(string(css), -1) {
		colours[m[1]] = [2]float64{luminance(t, m[2]), luminance(t, m[3])}
	}
	for _, p := range pairs {
		for fore := range strings.FieldsSeq(p.fore) {
			for back := range strings.FieldsSeq(p.back) {
				f, ok := colours[fore]
				b, too := colours[back]
				if !ok || !too {
					t.Errorf("no colour %s or %s", fore, back)
				}
				for i, theme := range []string{"light", "dark"} {
					if r := (max(f[i], b[i]) + .05) / (min(f[i], b[i]) + .05); r < p.least {
						t.Errorf("%s on %s, %s: %.2f, less than %.1f", fore, back, theme, r, p.least)
					}
				}
			}
		}
	}
}

// luminance is how light a colour #rrggbb is, as WCAG reckons.
func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	n, err := strconv.ParseUint(colour[1:], 16, 32)
	if err != nil {
		t.Fatal(err)
	}
	part := func(shift int) float64 {
		v := float64(n>>shift&0xff) / 255
		if v <= .04045 {
			return v / 12.92
		}
		return math.Pow((v+.055)/1.055, 2.4)
	}
	return .2126*part(16) + .7152*part(8) + .0722*part(0)
}

package vat

import (
	"fmt"
	"strings"
)

type Number struct{ country, digits string }
type Verdict struct {
	Code string
	Args []any
}

func digits(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r >= '0' && r <= '9' {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func Parse(s string) (Number, Verdict) {
	if s == "" {
		return Number{}, Verdict{}
	}
	d := digits(s)
	if len(d) == 9 {
		d = "0" + d
	}
	if len(d) != 10 {
		return Number{}, Verdict{Code: "vat.shape"}
	}
	n := Number{"BE", d}
	var a, c int
	fmt.Sscan(strings.TrimLeft(d[:8], "0"), &a)
	fmt.Sscan(strings.TrimLeft(d[8:], "0"), &c)
	if 97-a%97 != c {
		return n, Verdict{Code: "vat.check"}
	}
	return n, Verdict{}
}
func (n Number) IsZero() bool    { return n.digits == "" }
func (n Number) Compact() string { return n.country + n.digits }
func (n Number) String() string {
	if n.IsZero() {
		return ""
	}
	return "BE " + n.digits[:4] + "." + n.digits[4:7] + "." + n.digits[7:]
}
func Format(s string) string {
	n, _ := Parse(s)
	if n.IsZero() {
		return s
	}
	return n.String()
}

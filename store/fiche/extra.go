package fiche

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// Extra is an own field: one that a box defines besides those every fiche has. Its
// values stand in the fiches under its id, and outlive it.
type Extra struct {
	ID        ID     `cbor:"1,keyasint" json:"id"`
	Name      string `cbor:"2,keyasint" json:"name"`
	Type      string `cbor:"3,keyasint" json:"type"` // one of ExtraTypes
	Kinds     []Kind `cbor:"4,keyasint,omitempty" json:"kinds,omitempty"`
	Place     int    `cbor:"5,keyasint,omitempty" json:"place,omitempty"` // among the others
	RemovedAt int64  `cbor:"6,keyasint,omitempty" json:"removed_at,omitempty"`
}

// The types of own fields. A text is kept as typed, a number with a comma before its
// decimals, a day as 2026-10-21, and yes or no as "yes" or "no"; none is not known.
const (
	ExtraText   = "text"
	ExtraNumber = "number"
	ExtraYesNo  = "yesno"
	ExtraDate   = "date"
)

// ExtraTypes are all types, in the order of the settings.
var ExtraTypes = []string{ExtraText, ExtraNumber, ExtraYesNo, ExtraDate}

// Bounds of own fields.
const (
	MaxExtras    = 20      // that a box has at a time
	MaxExtraText = 1 << 10 // bytes of one value
)

const extraPrefix = "extra."

// ExtraName is the name of an own field in Values: "extra." and its id.
func ExtraName(id ID) string { return extraPrefix + id }

// ExtraID is the id of the own field behind a name; ok is false for other fields.
func ExtraID(name string) (id ID, ok bool) { return strings.CutPrefix(name, extraPrefix) }

// Field is the name of the field in Values.
func (x Extra) Field() string { return ExtraName(x.ID) }

// Live reports whether the field is there, and not only its values.
func (x Extra) Live() bool { return x.RemovedAt == 0 }

// For reports whether a fiche of a kind has the field. One that holds a value has it
// whatever its kind: a prospect that becomes a customer loses nothing.
func (x Extra) For(k Kind, value string) bool {
	return x.Live() && (value != "" || slices.Contains(x.Kinds, k))
}

// NamesOf are the names of all fields that may be in these values, in the order of the
// form: FieldNames, and the own fields that are there.
func NamesOf(vs ...Values) []string {
	var own []string
	for _, v := range vs {
		for n := range v {
			if _, ok := ExtraID(n); ok && !slices.Contains(own, n) {
				own = append(own, n)
			}
		}
	}
	if len(own) == 0 {
		return FieldNames
	}
	slices.Sort(own)
	return append(slices.Clip(FieldNames), own...)
}

// yesWords and noWords are how people and other programs say yes and no.
var (
	yesWords = []string{"yes", "ja", "oui", "y", "j", "o", "x", "1", "true", "waar", "vrai", "wahr"}
	noWords  = []string{"no", "nee", "neen", "non", "nein", "n", "0", "false", "onwaar", "faux", "falsch"}
)

// Tidy writes a value as the field keeps it, where it can be read; else it is as typed.
func (x Extra) Tidy(text string) string {
	text = strings.TrimSpace(text)
	switch x.Type {
	case ExtraNumber:
		if n, ok := readNumber(text); ok {
			return n
		}
	case ExtraDate:
		for _, layout := range []string{time.DateOnly, "2/1/2006", "2-1-2006", "2.1.2006"} {
			if d, err := time.Parse(layout, text); err == nil && d.Year() >= 1000 {
				return d.Format(time.DateOnly)
			}
		}
	case ExtraYesNo:
		switch low := strings.ToLower(text); {
		case slices.Contains(yesWords, low):
			return "yes"
		case slices.Contains(noWords, low):
			return "no"
		}
	}
	return text
}

// readNumber reads a number as Belgians type it: 1234,5 and 1.234,5 and 1 234,5. A dot
// before groups of three digits stands between thousands, else before the decimals.
func readNumber(text string) (string, bool) {
	text = strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "'", "").Replace(text)
	digits, minus := strings.CutPrefix(text, "-")
	whole, decimals, comma := strings.Cut(digits, ",")
	switch groups := strings.Split(whole, "."); {
	case inThousands(groups):
		whole = strings.Join(groups, "")
	case len(groups) == 2 && !comma:
		whole, decimals, comma = groups[0], groups[1], true
	case len(groups) > 1:
		return "", false
	}
	if !areDigits(whole) || comma && !areDigits(decimals) || len(whole)+len(decimals) > 18 {
		return "", false
	}
	if whole = strings.TrimLeft(whole, "0"); whole == "" {
		whole = "0"
	}
	if comma {
		whole += "," + decimals
	}
	if minus && strings.Trim(whole, "0,") != "" {
		whole = "-" + whole
	}
	return whole, true
}

func inThousands(groups []string) bool {
	for i, g := range groups {
		if !areDigits(g) || i > 0 && len(g) != 3 || i == 0 && len(g) > 3 && len(groups) > 1 {
			return false
		}
	}
	return len(groups) > 1
}

func areDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// Check tells what is wrong with a value that Tidy has seen; nil when it can be kept.
func (x Extra) Check(text string) *Problem {
	name := x.Field()
	block := func(code string, args ...any) *Problem {
		return &Problem{Field: name, Code: code, Args: args, Blocks: true}
	}
	if text == "" {
		return nil
	}
	if p := CheckText(name, text, true); p != nil {
		return p
	}
	if over := len(text) - MaxExtraText; over > 0 {
		return block("problem.long", strconv.Itoa(over))
	}
	switch x.Type {
	case ExtraNumber:
		if _, ok := readNumber(text); !ok {
			return block("problem.number")
		}
	case ExtraDate:
		if _, err := time.Parse(time.DateOnly, text); err != nil {
			return block("problem.day", text)
		}
	case ExtraYesNo:
		if text != "yes" && text != "no" {
			return block("problem.choice")
		}
	}
	return nil
}

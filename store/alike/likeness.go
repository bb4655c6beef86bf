package alike

import (
	"slices"
	"strings"
	"unicode"
)

// Reason is why two fiches look alike.
type Reason string

// The reasons, in the order in which they are told.
const (
	VAT       Reason = "vat"
	Phone     Reason = "phone"
	Email     Reason = "email"
	Website   Reason = "website"
	Name      Reason = "name"       // but for the legal form
	NameOrder Reason = "name-order" // the same words in another order
	NameNear  Reason = "name-near"  // a letter or an initial apart
	NamePart  Reason = "name-part"  // some words
	PhoneNear Reason = "phone-near" // one digit apart
	Town      Reason = "town"
	Persons   Reason = "persons" // private persons: namesakes are many
)

// Reasons are all reasons there are, for who has words for them.
var Reasons = [...]Reason{VAT, Phone, Email, Website, Name, NameOrder, NameNear, NamePart, PhoneNear, Town, Persons}

// Level is how sure one can be, from what to look at last to what to look at first.
type Level uint8

// The levels.
const (
	None Level = iota
	Maybe
	Likely
	Sure
)

// Levels are those worth showing, the surest first.
var Levels = [...]Level{Sure, Likely, Maybe}

// String is the level's code.
func (l Level) String() string { return [...]string{"none", "maybe", "likely", "sure"}[l] }

// What a likeness weighs. A level is reached by the sum.
const (
	sureFrom   = 60
	likelyFrom = 35
	maybeFrom  = 25

	sameVAT, otherVAT    = 60, -30
	samePhone, nearPhone = 35, 10
	sameEmail            = 35
	sameSite             = 20
	sameName, nearName   = 35, 28
	partName             = 10
	sameTown             = 10 // beside a name
	family               = 15 // less for who shares only a way to reach them
)

// Likeness is how much two fiches look alike, and by what.
type Likeness struct {
	Weight  int
	Reasons []Reason
}

// Level is what the weight comes to.
func (l Likeness) Level() Level {
	switch {
	case l.Weight >= sureFrom:
		return Sure
	case l.Weight >= likelyFrom:
		return Likely
	case l.Weight >= maybeFrom:
		return Maybe
	}
	return None
}

// Has reports whether r is among the reasons.
func (l Likeness) Has(r Reason) bool { return slices.Contains(l.Reasons, r) }

// Compare says how much two cards look alike; it does not matter which comes first.
func Compare(a, b *Card) Likeness {
	var l Likeness
	add := func(yes bool, r Reason, weight int) {
		if yes {
			l.Weight += weight
			l.Reasons = append(l.Reasons, r)
		}
	}
	name, weight := names(a, b)
	add(a.vat != "" && a.vat == b.vat, VAT, sameVAT)
	phone, mail := share(a.phones, b.phones), share(a.emails, b.emails)
	add(phone, Phone, samePhone)
	add(mail, Email, sameEmail)
	add(a.site != "" && a.site == b.site, Website, sameSite)
	add(name != "", name, weight)
	add(!phone && name != "" && nearPhones(a.phones, b.phones), PhoneNear, nearPhone)
	add(name != "" && share(a.places, b.places), Town, sameTown)
	if a.vat != "" && b.vat != "" && a.vat != b.vat {
		l.Weight += otherVAT
	}
	people := a.Person && b.Person && !l.Has(VAT)
	if people && (phone || mail) && (name == "" || name == NamePart) {
		l.Weight -= family
	}
	add(people && len(l.Reasons) > 0, Persons, 0)
	return l
}

// names compares two names.
func names(a, b *Card) (Reason, int) {
	switch {
	case a.name == "" || b.name == "":
		return "", 0
	case a.name == b.name:
		return Name, sameName
	case slices.Equal(a.words, b.words):
		return NameOrder, sameName
	case a.long == b.long, a.digits == b.digits && (near(a.name, b.name) || near(a.joined, b.joined)):
		return NameNear, nearName
	case partly(a.words, b.words):
		return NamePart, partName
	}
	return "", 0
}

// whole are words without the initials; all of them when there is nothing else.
func whole(words []string) []string {
	long := slices.DeleteFunc(slices.Clone(words), func(w string) bool { return len(w) == 1 && !isDigit(rune(w[0])) })
	if len(long) == 0 {
		return words
	}
	return long
}

// shortestPart is how many letters a word has at least that counts as a part of a name.
const shortestPart = 4

// partly reports whether two names share a word of some length.
func partly(a, b []string) bool {
	return slices.ContainsFunc(a, func(w string) bool { return len(w) >= shortestPart && slices.Contains(b, w) })
}

// share reports whether two sorted lists have a text in common.
func share(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { _, ok := slices.BinarySearch(b, s); return ok })
}

// nearPhones reports whether a number of each is one digit apart.
func nearPhones(a, b []string) bool {
	return slices.ContainsFunc(a, func(x string) bool {
		return slices.ContainsFunc(b, func(y string) bool {
			differ := 0
			for i := 0; len(x) == len(y) && i < len(x); i++ {
				if x[i] != y[i] {
					differ++
				}
			}
			return differ == 1
		})
	})
}

// How long two names must be to be near with one, and with two, letters apart.
const (
	nearFrom    = 6
	nearTwoFrom = 12
	maxBytes    = 8 // two letters of any script
)

// near reports whether two names are a slip of the hand apart. Digits are no slip, which
// who calls sees to: Garage 1 and Garage 2 are two garages.
func near(a, b string) bool {
	if d := len(a) - len(b); len(a) < nearFrom || d > maxBytes || d < -maxBytes {
		return false
	}
	x, y := []rune(a), []rune(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	most := 1
	if len(x) >= nearTwoFrom {
		most = 2
	}
	return len(x) >= nearFrom && len(y)-len(x) <= most && apart(x, y, most) <= most
}

func digitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if isDigit(r) {
			return r
		}
		return -1
	}, s)
}

func isDigit(r rune) bool { return unicode.IsNumber(r) }

// apart is how many letters must be put in, taken out, changed, or changed places with
// the next, to make y of x; more than most is not counted out.
func apart(x, y []rune, most int) int {
	before, last, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := range x {
		row[0] = i + 1
		best := row[0]
		for j := range y {
			cost := 1
			if x[i] == y[j] {
				cost = 0
			}
			d := min(last[j]+cost, last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && x[i] == y[j-1] && x[i-1] == y[j] {
				d = min(d, before[j-1]+1)
			}
			row[j+1] = d
			best = min(best, d)
		}
		if best > most {
			return best
		}
		before, last, row = last, row, before
	}
	return last[len(y)]
}

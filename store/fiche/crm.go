package fiche

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// Outcome is how a CRM fiche ended.
type Outcome uint8

// The outcomes of a CRM fiche. Open is the zero value: it has not ended.
const (
	Open Outcome = iota
	Won
	Lost
)

// String is the outcome's code: open, won or lost.
func (o Outcome) String() string {
	switch o {
	case Won:
		return "won"
	case Lost:
		return "lost"
	}
	return "open"
}

// ParseOutcome reads an outcome's code; empty is open.
func ParseOutcome(s string) (Outcome, bool) {
	for _, o := range []Outcome{Open, Won, Lost} {
		if s == o.String() {
			return o, true
		}
	}
	return Open, s == ""
}

// Move says when a CRM fiche came into a stage.
type Move struct {
	Stage string `cbor:"1,keyasint" json:"stage"`
	At    int64  `cbor:"2,keyasint" json:"at"`
}

// CRM is a CRM fiche: a dossier on one possible sale, made from a fiche, to which it
// belongs through the fiche's whole life. Its activities and next steps are records of
// their own.
type CRM struct {
	ID     ID     `cbor:"1,keyasint" json:"id"`
	Fiche  ID     `cbor:"2,keyasint" json:"fiche"`
	Rev    uint64 `cbor:"3,keyasint" json:"rev"`
	Number int    `cbor:"4,keyasint" json:"number"`

	Subject string `cbor:"5,keyasint" json:"subject"`
	Contact string `cbor:"6,keyasint,omitempty" json:"contact,omitempty"` // whom one speaks to
	Phone   string `cbor:"7,keyasint,omitempty" json:"phone,omitempty"`
	Email   string `cbor:"8,keyasint,omitempty" json:"email,omitempty"`
	Owner   ID     `cbor:"9,keyasint,omitempty" json:"owner,omitempty"` // a user, or empty: nobody's

	Stage    string  `cbor:"10,keyasint" json:"stage"`
	Value    int64   `cbor:"11,keyasint,omitempty" json:"value,omitempty"` // euro cents, without VAT
	Chance   int     `cbor:"12,keyasint" json:"chance"`                    // percent
	Expected string  `cbor:"13,keyasint,omitempty" json:"expected,omitempty"`
	Outcome  Outcome `cbor:"14,keyasint,omitempty" json:"outcome,omitempty"`
	Reason   string  `cbor:"15,keyasint,omitempty" json:"reason,omitempty"` // why it was won or lost
	EndedAt  int64   `cbor:"16,keyasint,omitempty" json:"ended_at,omitempty"`

	Source  string `cbor:"17,keyasint,omitempty" json:"source,omitempty"` // adres via
	Remarks string `cbor:"18,keyasint,omitempty" json:"remarks,omitempty"`
	Moves   []Move `cbor:"19,keyasint,omitempty" json:"moves,omitempty"` // oldest first

	CreatedAt int64  `cbor:"20,keyasint" json:"created_at"`
	CreatedBy string `cbor:"21,keyasint,omitempty" json:"created_by,omitempty"`
	ChangedAt int64  `cbor:"22,keyasint" json:"changed_at"`
	ChangedBy string `cbor:"23,keyasint,omitempty" json:"changed_by,omitempty"`
	RemovedAt int64  `cbor:"24,keyasint,omitempty" json:"removed_at,omitempty"`
	RemovedBy string `cbor:"25,keyasint,omitempty" json:"removed_by,omitempty"`
}

// CRMFields are the fields of a CRM fiche's form, in its order.
var CRMFields = []string{"subject", "contact", "phone", "email", "owner", "stage", "value", "chance", "expected", "source", "outcome", "reason", "remarks"}

// maxMoves bounds how many moves are kept: the days of older ones count as the first's.
const maxMoves = 60

// Removed reports whether the CRM fiche lies in the bin.
func (c *CRM) Removed() bool { return c.RemovedAt != 0 }

// ChanceNow is the chance in percent as it is read: 100 when won, 0 when lost. Chance stays
// what it was, for when it is opened again.
func (c *CRM) ChanceNow() int {
	switch c.Outcome {
	case Won:
		return 100
	case Lost:
		return 0
	}
	return c.Chance
}

// Weighted is the value times the chance: all of it when won, nothing when lost.
func (c *CRM) Weighted() int64 { return (c.Value*int64(c.ChanceNow()) + 50) / 100 }

// Values are the CRM fiche as its form has it.
func (c *CRM) Values() Values {
	v := Values{
		"subject": c.Subject, "contact": c.Contact, "phone": c.Phone, "email": c.Email, "owner": c.Owner, "stage": c.Stage,
		"value": EuroText(c.Value), "chance": strconv.Itoa(c.Chance), "expected": c.Expected, "source": c.Source, "reason": c.Reason, "remarks": c.Remarks,
	}
	if c.Outcome != Open {
		v["outcome"] = c.Outcome.String()
	}
	for n, text := range v {
		if text == "" {
			delete(v, n)
		}
	}
	return v
}

// CheckCRM tells what is wrong with the values of a form. Who the owner may be, the
// store knows.
func CheckCRM(v Values, stages []Stage) (ps []Problem) {
	bad := func(field, code string, args ...any) {
		ps = append(ps, Problem{Field: field, Code: code, Args: args, Blocks: true})
	}
	for _, n := range CRMFields {
		if p := CheckText(n, v[n], n == "remarks"); p != nil {
			ps = append(ps, *p)
		}
	}
	if len(ps) > 0 {
		return ps
	}
	if v["subject"] == "" {
		bad("subject", "problem.subject")
	}
	if FindStage(stages, v["stage"]) < 0 {
		bad("stage", "problem.choice")
	}
	if _, ok := ParseEuro(v["value"]); !ok {
		bad("value", "problem.euro", clip(v["value"]))
	}
	if _, ok := ParseChance(v["chance"]); !ok {
		bad("chance", "problem.chance", clip(v["chance"]))
	}
	if d := v["expected"]; d != "" {
		if day, err := time.Parse(time.DateOnly, d); err != nil {
			bad("expected", "problem.day", clip(d))
		} else if day.Year() < 1990 || day.Year() > 2199 {
			bad("expected", "problem.day-far", clip(d))
		}
	}
	switch o, ok := ParseOutcome(v["outcome"]); {
	case !ok:
		bad("outcome", "problem.choice")
	case o == Lost && v["reason"] == "":
		bad("reason", "problem.reason")
	}
	return ps
}

// ParseChance reads a chance in percent, with its sign or without; nothing is none.
func ParseChance(s string) (n int, ok bool) {
	if s = strings.TrimSpace(strings.TrimSuffix(s, "%")); s == "" {
		return 0, true
	}
	n, err := strconv.Atoi(s)
	return n, err == nil && n >= 0 && n <= 100
}

// Apply sets the CRM fiche to what the form holds; it must have passed CheckCRM. A
// chance that was the old stage's goes along with the stage.
func (c *CRM) Apply(v Values, stages []Stage, now time.Time) {
	c.Subject, c.Contact, c.Phone, c.Email, c.Owner = v["subject"], v["contact"], v["phone"], v["email"], v["owner"]
	c.Value, _ = ParseEuro(v["value"])
	c.Expected, c.Source, c.Reason, c.Remarks = v["expected"], v["source"], v["reason"], v["remarks"]
	had := c.Chance
	typed, _ := ParseChance(v["chance"])
	c.Chance = typed
	c.Enter(v["stage"], stages, now)
	if typed != had {
		c.Chance = typed
	}
	o, _ := ParseOutcome(v["outcome"])
	c.End(o, v["reason"], now)
}

// Enter brings the CRM fiche into a stage.
func (c *CRM) Enter(stage string, stages []Stage, now time.Time) {
	if stage == c.Stage {
		return
	}
	from, to := FindStage(stages, c.Stage), FindStage(stages, stage)
	if to >= 0 && (from < 0 || stages[from].Chance == c.Chance) {
		c.Chance = stages[to].Chance
	}
	c.Stage = stage
	c.Moves = append(c.Moves, Move{stage, now.Unix()})
	if over := len(c.Moves) - maxMoves; over > 0 {
		c.Moves = slices.Delete(c.Moves, 1, 1+over)
	}
}

// End says how the CRM fiche ended, or with Open that it goes on.
func (c *CRM) End(o Outcome, reason string, now time.Time) {
	if o == Open {
		reason = ""
	}
	c.Reason = reason
	if o == c.Outcome {
		return
	}
	c.Outcome, c.EndedAt = o, now.Unix()
	if o == Open {
		c.EndedAt = 0
	}
}

// Spent is how long the CRM fiche has been in each stage, until it ended.
func (c *CRM) Spent(now time.Time) map[string]time.Duration {
	spent := map[string]time.Duration{}
	for i, m := range c.Moves {
		until := now.Unix()
		if c.EndedAt != 0 {
			until = c.EndedAt
		}
		if i+1 < len(c.Moves) {
			until = c.Moves[i+1].At
		}
		spent[m.Stage] += time.Duration(max(until-m.At, 0)) * time.Second
	}
	return spent
}

// MaxEuro is the greatest value in cents: more than any firm here sells.
const MaxEuro = 1_000_000_000_000

// EuroText is an amount of cents as a form has it: 18450, or 18450,50. None is empty.
func EuroText(cents int64) string {
	if cents == 0 {
		return ""
	}
	text := strconv.FormatInt(cents/100, 10)
	if rest := cents % 100; rest != 0 {
		text += "," + strconv.FormatInt(100+rest, 10)[1:]
	}
	return text
}

// ParseEuro reads an amount as people here write one: € 18.450, 18 450,50, 18450.5.
// Dots and spaces before three digits keep thousands apart; nothing is none.
func ParseEuro(s string) (cents int64, ok bool) {
	s = strings.NewReplacer("€", "", "EUR", "", "eur", "", " ", "", "\u00a0", "", "\u202f", "", "'", "").Replace(s)
	if s == "" {
		return 0, true
	}
	whole, part, comma := strings.Cut(s, ",")
	if !comma {
		if i := strings.IndexByte(s, '.'); i >= 0 && len(s)-i-1 < 3 {
			whole, part, comma = s[:i], s[i+1:], true
		}
	}
	groups := strings.Split(whole, ".")
	for i, g := range groups {
		if i > 0 && len(g) != 3 || len(groups) > 1 && (i == 0 && (g == "" || len(g) > 3)) {
			return 0, false
		}
	}
	whole = strings.Join(groups, "")
	if comma && (part == "" || len(part) > 2) || whole == "" || len(whole) > 12 || strings.Trim(whole+part, "0123456789") != "" {
		return 0, false
	}
	cents, err := strconv.ParseInt(whole+(part + "00")[:2], 10, 64)
	return cents, err == nil && cents <= MaxEuro
}

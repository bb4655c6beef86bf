package locale

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/go-playground/locales"
	"github.com/go-playground/locales/de_BE"
	"github.com/go-playground/locales/en_GB"
	"github.com/go-playground/locales/fr_BE"
	"github.com/go-playground/locales/nl_BE"
)

// Printer speaks one language at one moment. It is immutable and may be used by many at once.
type Printer struct {
	catalog *catalog
	format  locales.Translator
	now     time.Time // wall clock of the instance's zone
}

var printers = map[string]*Printer{
	"nl": {catalog: catalogs["nl"], format: nl_BE.New()},
	"fr": {catalog: catalogs["fr"], format: fr_BE.New()},
	"en": {catalog: catalogs["en"], format: en_GB.New()},
	"de": {catalog: catalogs["de"], format: de_BE.New()},
}

// For answers the printer of a language; an unknown one gets Dutch. now is in the zone of the instance: relative days
// and distances count from it.
func For(code string, now time.Time) *Printer {
	p := printers[code]
	if p == nil {
		p = printers[Languages[0].Code]
	}
	return &Printer{catalog: p.catalog, format: p.format, now: now}
}

// Code is the language's code: nl.
func (p *Printer) Code() string { return p.catalog.code }

// Tag is what the page's lang attribute says: nl-BE. There is no English of Belgium; ours is British.
func (p *Printer) Tag() string {
	if p.catalog.code == "en" {
		return "en-GB"
	}
	return p.catalog.code + "-BE"
}

// Has reports whether there is a message for a key; for keys made from data only.
func (p *Printer) Has(key string) bool {
	_, text := p.catalog.texts[key]
	_, plural := p.catalog.plurals[key]
	return text || plural
}

// T answers the message of a key, its fmt verbs filled with args. Whole numbers are written as the language does.
func (p *Printer) T(key string, args ...any) string {
	text, ok := p.catalog.texts[key]
	if !ok {
		return missing(p.catalog.code, key)
	}
	return p.fill(text, args)
}

// N answers the plural form that fits n. The first verb is n itself, as %d; args follow.
func (p *Printer) N(key string, n int, args ...any) string {
	text, ok := p.catalog.plural(key, n)
	if !ok {
		return missing(p.catalog.code, key)
	}
	return p.fill(text, append([]any{n}, args...))
}

// fill leaves out arguments a form has no verb for: "één fiche" beside "%d fiches".
func (p *Printer) fill(text string, args []any) string {
	if len(args) == 0 {
		return text
	}
	filled := make([]any, min(len(args), verbs(text)))
	for i := range filled {
		filled[i] = args[i]
		if n, ok := args[i].(int); ok {
			filled[i] = whole{n, p.Number(n)}
		}
	}
	return fmt.Sprintf(text, filled...)
}

// Low writes a label within a sentence, with small letters; German nouns keep their capital there.
func (p *Printer) Low(label string) string {
	if p.catalog.code == "de" {
		return label
	}
	return strings.ToLower(label)
}

// whole prints a number as the language does for %d and %s, and by fmt's rules for anything else.
type whole struct {
	n    int
	text string
}

// Format implements fmt.Formatter.
func (w whole) Format(f fmt.State, verb rune) {
	_, wide := f.Width()
	if (verb == 'd' || verb == 's' || verb == 'v') && !wide {
		_, _ = io.WriteString(f, w.text)
		return
	}
	_, _ = fmt.Fprintf(f, fmt.FormatString(f, verb), w.n)
}

// Euro writes an amount of cents: € 18.450, with the cents where there are any; none is empty.
func (p *Printer) Euro(cents int64) string {
	if cents == 0 {
		return ""
	}
	text := p.Number(int(cents / 100))
	if cents%100 != 0 {
		text = p.format.FmtNumber(float64(cents)/100, 2)
	}
	if code := p.catalog.code; code == "fr" || code == "de" {
		return text + "\u00a0€"
	} else if code == "en" {
		return "€" + text
	}
	return "€\u00a0" + text
}

// Number writes a whole number with the language's separators: 1.234 in Dutch.
func (p *Printer) Number(n int) string {
	if n > -1000 && n < 1000 {
		return strconv.Itoa(n)
	}
	return p.format.FmtNumber(float64(n), 0)
}

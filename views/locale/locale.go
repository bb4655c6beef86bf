// Package locale says everything a user reads in the user's language: messages, plurals, dates, distances in time and
// numbers. It knows codes and plain dates, nothing else of ours. Catalogs are flat JSON files, Dutch is the reference.
//
// Words that are not translated one by one: a fiche is a card in English and eine Karte in German, the box eine Kartei;
// a moment is an event, ein Ereignis; a prospect ein Interessent; adres via is source, Herkunft; te laat is overdue,
// überfällig; verloop is timeline, Verlauf; geschiedenis is history, Historie; the bin is der Papierkorb.
//
// Caveat: a message without arguments is printed as it stands, so only messages with arguments write %% for a per cent.
package locale

import (
	"embed"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"sync"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/nicksnyder/go-i18n/v2/i18n/template"
	"golang.org/x/text/language"
)

//go:embed *.json
var files embed.FS

// Language is one of the languages of the screen.
type Language struct {
	Code string // nl
	Name string // Nederlands
}

// Languages are all there are, the reference first.
var Languages = []Language{{"nl", "Nederlands"}, {"fr", "Français"}, {"en", "English"}, {"de", "Deutsch"}}

// last is the key that closes every catalog, so that each other line ends in a comma and two additions merge line by line.
const last = "~"

// catalog is one language, read once at start.
type catalog struct {
	code    string
	texts   map[string]string // messages without a plural
	plurals map[string]string // key → form "other"
	choose  *i18n.Localizer
}

var (
	catalogs = mustRead()
	matcher  = newMatcher()
	unknown  sync.Map // keys already logged as missing
)

// Known reports whether there is a catalog for a language code.
func Known(code string) bool { return catalogs[code] != nil }

// Match answers the code of the language that fits an Accept-Language header best, or otherwise when none does.
func Match(header, otherwise string) string {
	wanted, _, err := language.ParseAcceptLanguage(header)
	if err != nil || len(wanted) == 0 {
		return otherwise
	}
	_, index, confidence := matcher.Match(wanted...)
	if confidence < language.Low {
		return otherwise
	}
	return Languages[index].Code
}

func newMatcher() language.Matcher {
	tags := make([]language.Tag, len(Languages))
	for i, l := range Languages {
		tags[i] = language.MustParse(l.Code)
	}
	return language.NewMatcher(tags)
}

func mustRead() map[string]*catalog {
	read := make(map[string]*catalog)
	for _, l := range Languages {
		body, err := files.ReadFile(l.Code + ".json")
		if err != nil {
			panic("locale: " + err.Error())
		}
		c, err := readCatalog(l.Code, body)
		if err != nil {
			panic("locale: " + err.Error())
		}
		read[l.Code] = c
	}
	return read
}

// readCatalog keeps plain messages in a map of its own, because most of a page is such messages; go-i18n chooses plurals.
func readCatalog(code string, body []byte) (*catalog, error) {
	var entries map[string]any
	if err := json.Unmarshal(body, &entries); err != nil {
		return nil, fmt.Errorf("read %s.json: %w", code, err)
	}
	tag := language.MustParse(code)
	bundle := i18n.NewBundle(tag)
	c := &catalog{code: code, texts: map[string]string{}, plurals: map[string]string{}}
	for key, entry := range entries {
		switch text := entry.(type) {
		case string:
			c.texts[key] = Typeset(code, text)
		case map[string]any:
			m := message(code, key, text)
			c.plurals[key] = m.Other
			if err := bundle.AddMessages(tag, m); err != nil {
				return nil, fmt.Errorf("read %s.json: %s: %w", code, key, err)
			}
		default:
			return nil, fmt.Errorf("read %s.json: %s is neither a text nor plural forms", code, key)
		}
	}
	delete(c.texts, last)
	c.choose = i18n.NewLocalizer(bundle, code)
	return c, nil
}

// frenchSpaces keep a sign with the word before it: French writes a space there, at which no line may break.
var frenchSpaces = strings.NewReplacer(" ?", "\u00a0?", " !", "\u00a0!", " :", "\u00a0:", " ;", "\u00a0;", "« ", "«\u00a0", " »", "\u00a0»")

// Typeset lets catalogs, and texts that are templates, be written with plain spaces.
func Typeset(code, text string) string {
	if code == "fr" {
		return frenchSpaces.Replace(text)
	}
	return text
}

func message(code, key string, forms map[string]any) *i18n.Message {
	form := func(name string) string { s, _ := forms[name].(string); return Typeset(code, s) }
	return &i18n.Message{ID: key, One: form("one"), Many: form("many"), Other: form("other")}
}

// plural answers the form of a message that fits n.
func (c *catalog) plural(key string, n int) (string, bool) {
	other, ok := c.plurals[key]
	if !ok {
		return "", false
	}
	text, err := c.choose.Localize(&i18n.LocalizeConfig{MessageID: key, PluralCount: n, TemplateParser: template.IdentityParser{}})
	if err != nil || text == "" {
		return other, true // French has "many" for millions; where a catalog leaves it out, "other" is right
	}
	return text, true
}

// missing logs a key once, so that a page shown a thousand times does not fill the log.
func missing(code, key string) string {
	if _, logged := unknown.LoadOrStore(code+" "+key, true); !logged {
		slog.Warn("message missing from catalog", "language", code, "key", key)
	}
	return key
}

// verbs counts the arguments a message takes.
func verbs(text string) int {
	return strings.Count(strings.ReplaceAll(text, "%%", ""), "%")
}

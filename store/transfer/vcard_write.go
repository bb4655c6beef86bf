package transfer

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"fichebak/store/fiche"
)

// ownProperty has what a vCard has no place for, with the name of its field.
const ownProperty = "X-FICHEBAK"

type vcardWriter struct {
	w   *bufio.Writer
	own []Own
}

// NewVCard writes vCard 3, which telephones and Outlook read alike. What it has no
// place for stands in properties of our own, so that the same fiche is read from it.
func NewVCard(w io.Writer, own []Own) CardWriter { return vcardWriter{bufio.NewWriter(w), own} }

func (w vcardWriter) Close() error { return w.w.Flush() }

func (w vcardWriter) Write(c Card) error {
	values := c.values()
	ps := cardProperties(values)
	back := cardValues(ps)
	v := named(values, w.own)
	if v["active"] == "" {
		v["active"] = no // said, since who is new is active
	}
	used := map[string]bool{}
	for _, n := range slices.Concat(slices.Collect(maps.Keys(v)), slices.Collect(maps.Keys(back))) {
		used[n] = back[n] != v[n]
	}
	for _, n := range fieldsOf(used) {
		ps = append(ps, ownField(n, v[n]))
	}
	ps = append(ps, ownField(Number, strconv.Itoa(c.Number)))
	w.w.WriteString("BEGIN:VCARD\r\nVERSION:3.0\r\n") //nolint:errcheck // the writer keeps the error for the end
	for _, p := range ps {
		w.line(p)
	}
	_, err := w.w.WriteString("END:VCARD\r\n")
	return err
}

// ownField is a property for a field of ours. The title of an own field may hold what a
// parameter cannot.
func ownField(name, value string) property {
	if title, ok := strings.CutPrefix(name, ownName); ok {
		name = ownName + url.QueryEscape(title)
	}
	return property{name: ownProperty, params: map[string][]string{"FIELD": {name}}, value: vcardEscapes.Replace(value)}
}

// boxWord stands before the number of a box, in the language of a fiche.
func boxWord(lang string) string {
	if lang == "fr" {
		return "bte"
	}
	return "bus"
}

// cardProperties are the properties of a fiche that every program reads.
func cardProperties(v fiche.Values) (ps []property) {
	add := func(name, kind string, texts ...string) {
		if strings.Join(texts, "") == "" {
			return
		}
		for i, t := range texts {
			texts[i] = vcardEscapes.Replace(t)
		}
		p := property{name: name, params: map[string][]string{}, value: strings.Join(texts, ";")}
		if kind != "" {
			p.params["TYPE"] = strings.Split(kind, ",")
		}
		ps = append(ps, p)
	}
	add("FN", "", v["name"])
	if v["person"] == "" {
		ps = append(ps, property{name: "N", value: ";;;;"})
		add("ORG", "", v["name"])
	} else {
		add("N", "", v["name"], "", "", v["salutation"], "")
	}
	add("TEL", "WORK,VOICE", v["phone"])
	add("TEL", "CELL", v["mobile"])
	add("TEL", "FAX", v["fax"])
	add("EMAIL", "INTERNET", v["email"])
	add("URL", "", v["website"])
	for i := range fiche.MaxAddresses {
		at := address + strconv.Itoa(i+1) + "."
		line := strings.TrimSpace(v[at+"street"] + " " + v[at+"number"])
		if b := v[at+"box"]; b != "" {
			line += " " + boxWord(v["language"]) + " " + b
		}
		add("ADR", "WORK", "", v[at+"line2"], line, v[at+"town"], "", v[at+"postcode"], v[at+"country"])
	}
	add("NOTE", "", v["remarks"])
	if groups := fiche.GroupNames(v["groups"]); len(groups) > 0 {
		ps = append(ps, property{name: "CATEGORIES", value: strings.ReplaceAll(vcardEscapes.Replace(strings.Join(groups, ",")), `\,`, ",")})
	}
	return ps
}

// line writes a property, folded at 75 bytes as RFC 2426 wants it, never within a
// letter.
func (w vcardWriter) line(p property) {
	text := p.name
	for _, n := range []string{"FIELD", "TYPE"} {
		for _, v := range p.params[n] {
			text += fmt.Sprintf(";%s=%s", n, v)
		}
	}
	text += ":" + p.value
	for room := 75; len(text) > room; room = 74 {
		cut := room
		for !utf8.RuneStart(text[cut]) {
			cut--
		}
		w.w.WriteString(text[:cut] + "\r\n ") //nolint:errcheck // the writer keeps the error for the end
		text = text[cut:]
	}
	w.w.WriteString(text + "\r\n") //nolint:errcheck // as above
}

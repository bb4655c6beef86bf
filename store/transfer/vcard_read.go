package transfer

import (
	"net/url"
	"strconv"
	"strings"

	"fichebak/store/fiche"
	"fichebak/store/phone"
)

// cardValues are the fields that a card fills in.
func cardValues(card []property) fiche.Values {
	v := fiche.Values{}
	c := cardReader{v: v}
	for i := range card {
		c.read(&card[i])
	}
	c.names()
	if len(c.more) > 0 { // nothing that somebody can be reached by is lost
		v["remarks"] = strings.TrimSpace(v["remarks"] + "\n" + strings.Join(c.more, "\n"))
	}
	for i := range card { // what only this program knows comes last
		p := &card[i]
		if field := p.params["FIELD"]; p.name == ownProperty && len(field) == 1 {
			name := field[0]
			if title, ok := strings.CutPrefix(name, ownName); ok {
				if plain, err := url.QueryUnescape(title); err == nil {
					name = ownName + plain
				}
			}
			if v[name] = p.text(); v[name] == "" {
				delete(v, name)
			}
		}
	}
	return v
}

type cardReader struct {
	v                                  fiche.Values
	formatted, org, first, last, title string
	addresses                          int
	more                               []string // numbers and addresses of mail for which there is no field
}

// put fills in a field that is still empty.
func (c *cardReader) put(field, text string) bool {
	text = strings.TrimSpace(text)
	if text == "" || c.v[field] != "" {
		return text == ""
	}
	c.v[field] = text
	return true
}

// reach fills in the first of these fields that is still empty, with a number or an address
// of mail; key tells whether two are the same.
func (c *cardReader) reach(text string, key func(string) string, fields ...string) {
	text = strings.TrimSpace(text)
	for _, f := range fields {
		if same := key(text) != "" && key(c.v[f]) == key(text); same || c.put(f, text) {
			return
		}
	}
	c.more = append(c.more, text)
}

func (c *cardReader) read(p *property) {
	switch p.name {
	case "FN":
		c.formatted = strings.TrimSpace(p.text())
	case "ORG":
		c.org = strings.TrimSpace(parts(p.value, ';')[0])
	case "N":
		n := append(parts(p.value, ';'), "", "", "", "")
		c.last, c.first = strings.TrimSpace(n[0]), strings.TrimSpace(n[1])
		c.put("salutation", n[3])
	case "TITLE", "ROLE":
		c.title = strings.TrimSpace(p.text())
	case "TEL":
		number := strings.TrimPrefix(p.text(), "tel:")
		switch {
		case p.is("fax"):
			c.reach(number, phone.Key, "fax")
		case p.is("cell"):
			c.reach(number, phone.Key, "mobile", "phone")
		default:
			c.reach(number, phone.Key, "phone", "mobile")
		}
	case "EMAIL":
		c.reach(strings.TrimPrefix(p.text(), "mailto:"), strings.ToLower, "email")
	case "URL":
		c.put("website", p.text())
	case "NOTE":
		c.put("remarks", p.text())
	case "CATEGORIES":
		c.put("groups", strings.Join(parts(p.value, ','), ", "))
	case "LANG":
		c.put("language", languageOf(strings.ToLower(p.text()[:min(2, len(p.text()))])))
	case "ADR":
		c.address(p)
	}
}

func (c *cardReader) address(p *property) {
	a := append(parts(p.value, ';'), "", "", "", "", "", "")
	if c.addresses == fiche.MaxAddresses || strings.TrimSpace(strings.Join(a, "")) == "" {
		return
	}
	c.addresses++
	at := address + strconv.Itoa(c.addresses)
	street, number, box := SplitLine(strings.Join(strings.Fields(a[2]), " "))
	c.put(at+".street", street)
	c.put(at+".number", number)
	c.put(at+".box", box)
	c.put(at+".line2", a[1])
	c.put(at+".town", a[3])
	c.put(at+".postcode", a[5])
	c.put(at+".country", countryOf(strings.TrimSpace(a[6])))
}

// names makes of the names of a card those of a fiche: a person within an organisation
// is its contact.
func (c *cardReader) names() {
	own := strings.TrimSpace(c.first + " " + c.last)
	if c.formatted == "" {
		c.formatted = own
	}
	switch {
	case c.org == "":
		c.put("name", c.formatted)
		if c.formatted != "" {
			c.v["person"] = "yes"
		}
	default:
		c.put("name", c.org)
		if c.formatted != c.org {
			c.put(contact+"1.name", c.formatted)
			c.put(contact+"1.role", c.title)
		}
	}
	if c.v["name"] != "" {
		c.v["active"] = "yes"
	}
}

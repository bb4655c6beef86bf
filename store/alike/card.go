// Package alike says which two fiches may be of one and the same firm or person, and
// why. It owns what is compared and how much each likeness weighs; it knows nothing of
// storage or language: reasons are codes.
//
// Caveat: it only proposes. The same name in another town is legal, families share an
// e-mail address and group firms a website, so people have the last word.
package alike

import (
	"net/url"
	"slices"
	"strings"

	"fichebak/store/fiche"
	"fichebak/store/phone"
	"fichebak/store/search"
)

// Card is what of a fiche is compared.
type Card struct {
	Person bool
	vat    string
	phones []string // as called from abroad, sorted
	emails []string // in small letters, sorted
	site   string   // domain of the website
	name   string   // without legal form, case, accents and spaces
	words  []string // of the name, sorted
	joined string   // the words, one behind another
	long   string   // the words but for initials
	digits string   // of the name
	places []string // postcodes, or towns where there are none, sorted
}

// Of reads the card of a fiche.
func Of(f *fiche.Fiche) Card {
	c := Card{Person: f.Person, vat: f.VATKey(), site: domain(f.Website), name: search.NameKey(f.Name), words: search.NameWords(f.Name)}
	slices.Sort(c.words)
	c.joined, c.long, c.digits = strings.Join(c.words, ""), strings.Join(whole(c.words), " "), digitsOf(c.name)
	for i := range f.Addresses {
		a := &f.Addresses[i]
		if a.Postcode != "" {
			c.places = append(c.places, search.Fold(a.Postcode))
		} else {
			c.places = append(c.places, search.SortKey(a.Town))
		}
	}
	numbers, emails := Reach(f)
	for _, n := range numbers {
		c.phones = append(c.phones, phone.Key(n))
	}
	for _, e := range emails {
		if strings.Contains(e, "@") {
			c.emails = append(c.emails, strings.ToLower(e))
		}
	}
	c.phones, c.emails, c.places = distinct(c.phones), distinct(c.emails), distinct(c.places)
	return c
}

// Reach are the telephone numbers and the e-mail addresses of a fiche: its own first, then
// those of its addresses and contacts. Some may be empty.
func Reach(f *fiche.Fiche) (numbers, emails []string) {
	numbers, emails = []string{f.Phone, f.Mobile}, []string{f.Email}
	for i := range f.Addresses {
		a := &f.Addresses[i]
		numbers, emails = append(numbers, a.Phone), append(emails, a.Email)
	}
	for i := range f.Contacts {
		p := &f.Contacts[i]
		numbers, emails = append(numbers, p.Phone, p.Mobile), append(emails, p.Email)
	}
	return numbers, emails
}

// distinct sorts texts and drops the empty ones and those that come again.
func distinct(texts []string) []string {
	slices.Sort(texts)
	texts = slices.Compact(texts)
	if len(texts) > 0 && texts[0] == "" {
		texts = texts[1:]
	}
	return texts
}

// hosts are domains under which everybody may have a page: the same one says nothing.
var hosts = []string{"facebook.com", "instagram.com", "linkedin.com", "sites.google.com", "google.com", "wordpress.com", "wixsite.com", "jimdo.com", "weebly.com", "youtube.com", "twitter.com", "x.com", "tiktok.com", "2dehands.be", "goudengids.be", "pagesdor.be", "linktr.ee"}

// domain is that of a website, without www; empty for one that many share.
func domain(website string) string {
	if website == "" {
		return ""
	}
	u, err := url.Parse(fiche.WebsiteURL(website))
	if err != nil {
		return ""
	}
	host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	for _, h := range hosts {
		if host == h || strings.HasSuffix(host, "."+h) {
			return ""
		}
	}
	return host
}

package fiche

import (
	"net/mail"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"fichebak/store/iban"
	"fichebak/store/phone"
	"fichebak/store/vat"
)

// Problem is something to say about a field. One that Blocks must change before
// the form is saved; the others are remarks, shown and saved anyway, as the source
// wants it of a VAT number that is wrong.
type Problem struct {
	Field  string // name in the form
	Code   string // key of the text in the catalogs
	Args   []any
	Blocks bool
	// Propose is a text that would do, offered as one click; empty when none.
	Propose string
	// Link is the fiche the problem is about, when there is one.
	Link *Ref
}

// Ref points to a fiche with what is needed to name it.
type Ref struct {
	ID     ID
	Kind   Kind
	Number int
	Name   string
}

// RefTo is the Ref of f.
func RefTo(f *Fiche) *Ref { return &Ref{f.ID, f.Kind, f.Number, f.Name} }

// Blocking reports whether any problem blocks.
func Blocking(ps []Problem) bool {
	for _, p := range ps {
		if p.Blocks {
			return true
		}
	}
	return false
}

// turns are signs without a shape that turn the direction of what follows, also of
// what the page says behind a name, and the mark some files begin with.
var turns = strings.NewReplacer("\u202a", "", "\u202b", "", "\u202c", "", "\u202d", "", "\u202e", "", "\u2066", "", "\u2067", "", "\u2068", "", "\u2069", "", "\ufeff", "")

// Tidy trims the spaces around every value, writes line ends as \n, leaves out signs
// that come along unseen when a text is copied, and completes
// what the program writes in one way: VAT number, telephone numbers, IBAN, BIC.
// What cannot be read stays as typed.
func Tidy(v Values) Values {
	out := make(Values, len(v))
	for n, text := range v {
		text = strings.TrimSpace(turns.Replace(strings.ReplaceAll(text, "\r\n", "\n")))
		if text == "" {
			continue
		}
		switch last := n[strings.LastIndexByte(n, '.')+1:]; {
		case n == "vat":
			text = vat.Format(text)
		case n == "iban":
			text = iban.Format(text)
		case n == "bic":
			text = strings.ToUpper(text)
		case last == "phone", last == "mobile", last == "fax":
			text = phone.Format(text)
		}
		out[n] = text
	}
	return out
}

// Check tells what is to be said about the values of a form, by field in the order
// of the form. It needs no other record; the store adds what does.
func Check(v Values) []Problem {
	var ps []Problem
	for _, n := range FieldNames {
		ps = append(ps, CheckField(n, v[n])...)
	}
	return ps
}

// CheckField tells what is to be said about one field.
func CheckField(name, text string) []Problem {
	if _, own := ExtraID(name); own {
		return nil // who knows what kind of field it is says it: see Extra.Check
	}
	p := CheckText(name, text, name == "remarks")
	if p == nil {
		p = checkChoice(name, text)
	}
	switch {
	case p != nil:
		return []Problem{*p}
	case text == "":
		return nil
	}
	return remarks(name, text)
}

// remarks are what is to be said about a text that is saved as it is.
func remarks(name, text string) []Problem {
	remark := func(code string, args ...any) []Problem {
		return []Problem{{Field: name, Code: code, Args: args}}
	}
	switch last := name[strings.LastIndexByte(name, '.')+1:]; {
	case name == "vat":
		if _, v := vat.Parse(text); v.Code != "" {
			return remark(v.Code, v.Args...)
		}
	case name == "iban":
		if code := iban.Check(text); code != "" {
			return remark(code)
		}
	case name == "bic":
		if code := iban.CheckBIC(text); code != "" {
			return remark(code)
		}
	case last == "phone", last == "mobile", last == "fax":
		if code := phone.Check(text); code != "" {
			return remark(code)
		}
	case last == "email":
		if a, err := mail.ParseAddress(text); err != nil || a.Address != text || !strings.Contains(text[strings.LastIndexByte(text, '@'):], ".") {
			return remark("remark.email")
		}
	case last == "website":
		if WebsiteURL(text) == "" {
			return remark("remark.website")
		}
	}
	return nil
}

// checkChoice answers the problem of a field whose values are not free.
func checkChoice(name, text string) *Problem {
	switch last := name[strings.LastIndexByte(name, '.')+1:]; {
	case name == "name" && text == "":
		return &Problem{Field: name, Code: "problem.required", Blocks: true}
	case text == "":
	case name == "groups" && len(GroupNames(text)) > MaxGroups:
		return &Problem{Field: name, Code: "problem.groups-many", Args: []any{MaxGroups}, Blocks: true}
	case name == "language" && !slices.Contains(Languages, text),
		last == "country" && (len(text) != 2 || strings.Trim(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != ""):
		return &Problem{Field: name, Code: "problem.choice", Blocks: true}
	}
	return nil
}

// CheckText answers the problem of a text that cannot be kept: bytes that are no
// text, control characters, or more than fits. Many lines are allowed where lines
// is true. Nil when there is none.
func CheckText(name, text string, lines bool) *Problem {
	block := func(code string, args ...any) *Problem {
		return &Problem{Field: name, Code: code, Args: args, Blocks: true}
	}
	if !utf8.ValidString(text) {
		return block("problem.encoding")
	}
	if strings.ContainsFunc(text, func(r rune) bool {
		return unicode.IsControl(r) && !(lines && (r == '\n' || r == '\t'))
	}) {
		return block("problem.control")
	}
	if lines {
		if over := len(text) - MaxRemarks; over > 0 {
			return block("problem.long", strconv.Itoa(over))
		}
	} else if over := utf8.RuneCountInString(text) - MaxLine; over > 0 {
		return block("problem.long", strconv.Itoa(over))
	}
	return nil
}

// WebsiteURL is the address behind a website as typed, with https where none was
// said; empty when the text is no web address.
func WebsiteURL(text string) string {
	if !strings.Contains(text, "://") {
		text = "https://" + text
	}
	u, err := url.Parse(text)
	if err != nil || (u.Scheme != "https" && u.Scheme != "http") || !strings.Contains(u.Host, ".") || strings.ContainsAny(u.Host, " ,;") {
		return ""
	}
	return u.String()
}

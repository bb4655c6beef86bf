package transfer

import (
	"bufio"
	"errors"
	"io"
	"iter"
	"mime/quotedprintable"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// property is one line of a vCard: TEL;TYPE=CELL:0475 12 34 56.
type property struct {
	name   string // in capitals, without its group
	params map[string][]string
	value  string // as written, with its escapes
}

// is reports whether the property has this type, in the way of vCard 3 and 4
// (TYPE=CELL) or of 2.1 (CELL).
func (p *property) is(kind string) bool {
	for _, t := range append(p.params["TYPE"], p.params[""]...) {
		if strings.EqualFold(t, kind) {
			return true
		}
	}
	return false
}

// maxProperty bounds one line of a card, in bytes: what carries a picture is cut off
// there, which nobody reads here.
const maxProperty = 64 << 10

// maxProperties bounds the lines of one card.
const maxProperties = 2000

// vcardLines reads lines that were folded together again; a line of vCard 2.1 in
// quoted-printable goes on behind the = at its end.
type vcardLines struct {
	in   *bufio.Reader
	next string
	n    int // of the line in next
	done bool
}

func (l *vcardLines) read() error {
	var b strings.Builder
	for {
		part, err := l.in.ReadSlice('\n')
		if b.Len() < maxProperty {
			b.Write(part)
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		l.n++
		l.next = strings.TrimRight(b.String(), "\r\n")
		if errors.Is(err, io.EOF) {
			l.done = b.Len() == 0
			return nil
		}
		return err
	}
}

// line is the next line in full; ok is false at the end.
func (l *vcardLines) line() (text string, n int, ok bool, err error) {
	if l.done {
		return "", l.n, false, nil
	}
	text, n = l.next, l.n
	for {
		if err := l.read(); err != nil {
			return "", n, false, err
		}
		head, _, _ := strings.Cut(text, ":")
		quoted := strings.Contains(strings.ToUpper(head), "QUOTED-PRINTABLE")
		switch {
		case l.done:
			return text, n, true, nil
		case quoted && strings.HasSuffix(text, "="):
			text = text[:len(text)-1] + l.next
		case !quoted && (strings.HasPrefix(l.next, " ") || strings.HasPrefix(l.next, "\t")):
			text += l.next[1:]
		default:
			return text, n, true, nil
		}
		if len(text) > maxProperty {
			text = text[:maxProperty]
		}
	}
}

// readProperty takes a line apart.
func readProperty(line string) (p property, ok bool) {
	at, quoted := -1, false
	for i := 0; i < len(line) && at < 0; i++ {
		switch line[i] {
		case '"':
			quoted = !quoted
		case ':':
			if !quoted {
				at = i
			}
		}
	}
	if at < 0 {
		return p, false
	}
	head := strings.Split(line[:at], ";")
	p.name = strings.ToUpper(head[0][strings.LastIndexByte(head[0], '.')+1:])
	p.params, p.value = map[string][]string{}, line[at+1:]
	for _, h := range head[1:] {
		name, value, has := strings.Cut(h, "=")
		if !has {
			name, value = "", h
		}
		name = strings.ToUpper(name)
		for v := range strings.SplitSeq(strings.Trim(value, `"`), ",") {
			p.params[name] = append(p.params[name], v)
		}
	}
	quotedPrintable := slices.ContainsFunc(append(p.params["ENCODING"], p.params[""]...), func(v string) bool { return strings.EqualFold(v, "QUOTED-PRINTABLE") })
	if quotedPrintable {
		p.value = unquote(p.value)
	}
	return p, p.name != ""
}

// unquote reads quoted-printable; what is no UTF-8 then was Windows-1252.
func unquote(s string) string {
	b, err := io.ReadAll(quotedprintable.NewReader(strings.NewReader(s)))
	if err != nil {
		return s
	}
	if !utf8.Valid(b) {
		if latin, err := charmap.Windows1252.NewDecoder().Bytes(b); err == nil {
			b = latin
		}
	}
	return string(b)
}

// parts splits a value at its separator and takes the escapes off each part.
func parts(value string, sep byte) []string {
	var out []string
	var b strings.Builder
	for i := 0; i < len(value); i++ {
		switch c := value[i]; {
		case c == '\\' && i+1 < len(value):
			i++
			if value[i] == 'n' || value[i] == 'N' {
				b.WriteByte('\n')
			} else {
				b.WriteByte(value[i])
			}
		case c == sep && sep != 0:
			out = append(out, b.String())
			b.Reset()
		default:
			b.WriteByte(c)
		}
	}
	return append(out, b.String())
}

func (p *property) text() string { return parts(p.value, 0)[0] }

var vcardEscapes = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r\n", `\n`, "\n", `\n`, "\r", `\n`)

// readVCards reads the cards of a file.
func readVCards(f File, s Shape) iter.Seq2[record, error] {
	return func(yield func(record, error) bool) {
		l := &vcardLines{in: bufio.NewReaderSize(s.text(f), 8<<10)}
		if err := l.read(); err != nil {
			yield(record{}, err)
			return
		}
		var card []property
		depth, start := 0, 0
		for {
			text, n, ok, err := l.line()
			if err != nil || !ok {
				if err == nil && depth > 0 {
					err = fault("broken-row", lineText(start))
				}
				if err != nil {
					yield(record{}, err)
				}
				return
			}
			p, ok := readProperty(text)
			switch {
			case !ok:
			case p.name == "BEGIN" && strings.EqualFold(p.value, "VCARD"):
				if depth++; depth == 1 {
					card, start = nil, n
				}
			case p.name == "END" && strings.EqualFold(p.value, "VCARD"):
				if depth--; depth == 0 && !yield(record{start, cardValues(card)}, nil) {
					return
				}
				depth = max(depth, 0)
			case depth == 1 && len(card) < maxProperties:
				card = append(card, p)
			}
		}
	}
}

// Package paper draws PDF on A4: lists, address labels, a card, the list of a day. It
// gets texts and draws them; it must not know what a fiche is, nor any language.
//
// Caveat: letters are drawn one beside the other. Scripts that must be joined or run
// from right to left come out wrong, and the PDF has no structure for who cannot see
// it: the same is always offered as a page too.
package paper

import (
	"embed"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/text/unicode/norm"
)

//go:embed fonts/*.ttf
var fonts embed.FS

// The fonts of all text. A file holds only the letters it uses of them.
const (
	plain = ""
	bold  = "B"
)

var fontFiles = [...]struct{ style, file string }{{plain, "fonts/NotoSans-Regular.ttf"}, {bold, "fonts/NotoSans-SemiBold.ttf"}}

// A4, in millimetres.
const short, long = 210.0, 297.0

// point is a typographic point in millimetres.
const point = 25.4 / 72

// Head is what stands around what is drawn.
type Head struct {
	Company string
	Title   string
	Under   string    // what was chosen, in words
	Stamp   string    // when it was made and by whom, in words
	Lang    string    // nl-BE, for who has it read out
	At      time.Time // when it was made

	Page func(n, of int) string // "blz. 1 van 3"
}

// sheet is a document that is being drawn.
type sheet struct {
	*fpdf.Fpdf
	head                     Head
	wide, high               float64
	left, right, top, bottom float64 // margins
}

func newSheet(h Head, landscape bool) (*sheet, error) {
	orientation, wide, high := "P", short, long
	if landscape {
		orientation, wide, high = "L", long, short
	}
	s := &sheet{fpdf.New(orientation, "mm", "A4", ""), h, wide, high, 15, 15, 14, 15}
	for _, f := range fontFiles {
		ttf, err := fonts.ReadFile(f.file)
		if err != nil {
			return nil, fmt.Errorf("read font: %w", err)
		}
		s.AddUTF8FontFromBytes("noto", f.style, ttf)
	}
	s.SetAutoPageBreak(false, 0)
	s.SetMargins(0, 0, 0)
	s.SetTitle(h.Title, true)
	s.SetCreator("Fichebak", true)
	s.SetLang(h.Lang)
	s.SetCreationDate(h.At) // with the sorted catalog: the same in, the same out
	s.SetModificationDate(h.At)
	s.SetCatalogSort(true)
	return s, s.Error()
}

// finish writes the page numbers, and the document.
func (s *sheet) finish(w io.Writer) error {
	if s.head.Page != nil {
		n := s.PageCount()
		for i := 1; i <= n; i++ {
			s.SetPage(i)
			s.font(plain, 7.5)
			s.ink(110)
			s.put(s.left, s.high-8, clean(s.head.Company))
			s.putRight(s.wide-s.right, s.high-8, s.head.Page(i, n))
		}
	}
	if err := s.Output(w); err != nil {
		return fmt.Errorf("write PDF: %w", err)
	}
	return nil
}

func (s *sheet) font(style string, size float64) { s.SetFont("noto", style, size) }

// ink is how dark the text is that follows: 0 is black.
func (s *sheet) ink(grey int) { s.SetTextColor(grey, grey, grey) }

// rule draws a line from one side to the other.
func (s *sheet) rule(x1, x2, y, width float64, grey int) {
	s.SetLineWidth(width)
	s.SetDrawColor(grey, grey, grey)
	s.Line(x1, y, x2, y)
}

// put writes a text whose base line begins at a point.
func (s *sheet) put(x, y float64, text string) {
	if text != "" {
		s.Text(x, y, text)
	}
}

func (s *sheet) putRight(x, y float64, text string) { s.put(x-s.GetStringWidth(text), y, text) }

// room is the width between the margins.
func (s *sheet) room() float64 { return s.wide - s.left - s.right }

// clean makes one line of a text, of characters that can be drawn: what is written
// with an accent of its own is put together, what lies beyond the fonts is a box.
func clean(text string) string {
	text = norm.NFC.String(strings.ToValidUTF8(text, "□"))
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case r > 0xFFFF:
			return '□'
		case unicode.In(r, unicode.Cc, unicode.Cf):
			return -1
		}
		return r
	}, text))
}

// wrap breaks a text into lines that are no wider than width: at a space, or within a
// word that is wider by itself. A line that was broken by hand stays so.
func (s *sheet) wrap(text string, width float64) (lines []string) {
	for para := range strings.SplitSeq(strings.ReplaceAll(text, "\r\n", "\n"), "\n") {
		line := ""
		for word := range strings.SplitSeq(clean(para), " ") {
			joined := word
			if line != "" {
				joined = line + " " + word
			}
			if s.GetStringWidth(joined) <= width {
				line = joined
				continue
			}
			if line != "" {
				lines = append(lines, line)
			}
			parts := s.breakWord(word, width)
			lines, line = append(lines, parts[:len(parts)-1]...), parts[len(parts)-1]
		}
		lines = append(lines, line)
	}
	return lines
}

// breakWord cuts a word into parts that are no wider than width, the last one may be
// shorter.
func (s *sheet) breakWord(word string, width float64) (parts []string) {
	from, wide := 0, 0.0
	for i, r := range word {
		w := s.GetStringWidth(string(r))
		if i > from && wide+w > width {
			parts, from, wide = append(parts, word[from:i]), i, 0
		}
		wide += w
	}
	return append(parts, word[from:])
}

package transfer

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// Encoding names how the letters of a text are written.
type Encoding string

// Encodings are those that can be read. The first five are found out; the others have
// nothing that tells them apart, so who sees wrong letters chooses one.
var Encodings = []Encoding{"utf-8", "windows-1252", "utf-16le", "utf-16be", "windows-1250", "macintosh", "cp850"}

var charsets = map[Encoding]encoding.Encoding{
	"utf-8":        unicode.UTF8BOM,
	"windows-1252": charmap.Windows1252,
	"utf-16le":     unicode.UTF16(unicode.LittleEndian, unicode.UseBOM),
	"utf-16be":     unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
	"windows-1250": charmap.Windows1250,
	"macintosh":    charmap.Macintosh,
	"cp850":        charmap.CodePage850,
}

// Commas are the signs that may stand between cells.
var Commas = []rune{';', ',', '\t', '|'}

// sampleSize is how much of a text is looked at to find out its separator.
const sampleSize = 64 << 10

// Find finds out how a file is made. It answers *Fault for one that is none of ours.
func Find(f File) (Shape, error) {
	head := make([]byte, 80)
	n, err := f.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return Shape{}, err
	}
	switch head = head[:n]; {
	case n == 0:
		return Shape{}, fault("nothing")
	case bytes.HasPrefix(head, []byte("PK\x03\x04")) && bytes.Contains(head, []byte("opendocument")):
		return Shape{}, fault("open-document")
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return Shape{Format: XLSX}, nil
	case bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0")):
		return Shape{}, fault("old-excel")
	case bytes.HasPrefix(head, []byte("%PDF")), bytes.HasPrefix(head, []byte("\x89PNG")), bytes.HasPrefix(head, []byte("\xff\xd8\xff")), bytes.HasPrefix(head, []byte("GIF8")):
		return Shape{}, fault("unknown")
	}
	s := Shape{Format: CSV}
	if s.Encoding, err = findEncoding(f, head); err != nil {
		return Shape{}, err
	}
	sample, err := io.ReadAll(io.LimitReader(s.text(f), sampleSize))
	if err != nil {
		return Shape{}, err
	}
	text := strings.TrimSpace(string(sample))
	switch upper := strings.ToUpper(text[:min(len(text), 40)]); {
	case text == "":
		return Shape{}, fault("nothing")
	case strings.HasPrefix(upper, "<!DOCTYPE"), strings.HasPrefix(upper, "<HTML"), strings.HasPrefix(upper, "<TABLE"), strings.HasPrefix(upper, "<?XML"):
		return Shape{}, fault("web-page")
	case strings.HasPrefix(upper, "BEGIN:VCARD"):
		s.Format = VCard
	case strings.HasPrefix(text, "{"):
		s.Format = JSON
	case strings.ContainsRune(text, 0):
		return Shape{}, fault("unknown")
	default:
		s.Comma = findComma(sample)
		s.Untitled = findUntitled(sample, s.Comma)
	}
	return s, nil
}

// text is the file in UTF-8, without the mark some files begin with.
func (s Shape) text(f File) io.Reader {
	e := charsets[s.Encoding]
	if e == nil {
		e = unicode.UTF8BOM
	}
	return transform.NewReader(io.NewSectionReader(f, 0, f.Size()), e.NewDecoder())
}

// findEncoding goes by the mark at the beginning, then by the zeros of UTF-16, then by
// whether all of it is UTF-8; what is left is Windows-1252, which Latin-1 is a part of.
func findEncoding(f File, head []byte) (Encoding, error) {
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		return "utf-8", nil
	case bytes.HasPrefix(head, []byte("\xff\xfe")):
		return "utf-16le", nil
	case bytes.HasPrefix(head, []byte("\xfe\xff")):
		return "utf-16be", nil
	case len(head) >= 4 && head[0] != 0 && head[1] == 0 && head[2] != 0 && head[3] == 0:
		return "utf-16le", nil
	case len(head) >= 4 && head[0] == 0 && head[1] != 0 && head[2] == 0 && head[3] != 0:
		return "utf-16be", nil
	}
	ok, err := allUTF8(io.NewSectionReader(f, 0, f.Size()))
	if err != nil || ok {
		return "utf-8", err
	}
	return "windows-1252", nil
}

func allUTF8(r io.Reader) (bool, error) {
	buf := make([]byte, 64<<10)
	left := 0 // bytes of a rune that the last read cut
	for {
		n, err := r.Read(buf[left:])
		b := buf[:left+n]
		for len(b) > 0 && (err != nil || utf8.FullRune(b)) {
			r, size := utf8.DecodeRune(b)
			if r == utf8.RuneError && size <= 1 {
				return false, nil
			}
			b = b[size:]
		}
		left = copy(buf, b)
		if errors.Is(err, io.EOF) {
			return true, nil
		}
		if err != nil {
			return false, err
		}
	}
}

// findComma is the separator with which the first rows of a text are alike and widest.
func findComma(sample []byte) rune {
	if c, ok := saidComma(sample); ok {
		return c
	}
	best, score := Commas[0], 0.0
	for _, c := range Commas {
		rows := sampleRows(sample, c)
		if len(rows) == 0 || len(rows[0]) < 2 {
			continue
		}
		alike := 0
		for _, r := range rows {
			if len(r) == len(rows[0]) {
				alike++
			}
		}
		part := float64(alike) / float64(len(rows))
		if s := part*part*10 + float64(min(len(rows[0]), 50))/10; s > score {
			best, score = c, s
		}
	}
	return best
}

// saidComma reads the line "sep=;" that Excel takes for itself.
func saidComma(sample []byte) (rune, bool) {
	first, _, _ := bytes.Cut(sample, []byte("\n"))
	rest, ok := strings.CutPrefix(strings.ToLower(strings.TrimRight(string(first), "\r")), "sep=")
	if r, size := utf8.DecodeRuneInString(rest); ok && size > 0 && size == len(rest) {
		return r, true
	}
	return 0, false
}

// sampleRows are the first rows of a text, without the last that the sample may cut.
func sampleRows(sample []byte, comma rune) (rows [][]string) {
	r := csvReader(bytes.NewReader(sample), comma)
	for len(rows) < 30 {
		row, err := r.Read()
		if err != nil {
			break
		}
		rows = append(rows, row)
	}
	if len(rows) > 1 && len(sample) >= sampleSize/2 && len(rows) < 30 {
		rows = rows[:len(rows)-1]
	}
	return rows
}

// findUntitled reports whether the first row looks like data: none of its cells is a
// title that is known, and one is a number, an address of mail or empty.
func findUntitled(sample []byte, comma rune) bool {
	rows := sampleRows(sample, comma)
	if len(rows) < 2 {
		return false
	}
	data := false
	for _, c := range rows[0] {
		if Meaning(c) != "" {
			return false
		}
		data = data || strings.Contains(c, "@") || c != "" && strings.Trim(c, "0123456789 +./-") == ""
	}
	return data
}

// csvReader reads what programs write that never heard of RFC 4180.
func csvReader(r io.Reader, comma rune) *csv.Reader {
	c := csv.NewReader(r)
	c.Comma, c.FieldsPerRecord, c.LazyQuotes = comma, -1, true
	return c
}

// Package papertest reads back what package paper drew, for tests. It knows the one
// way in which paper writes text, and no other PDF.
package papertest

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"io"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"
)

var (
	streams = regexp.MustCompile(`(?s)stream\n(.*?)\nendstream`)
	drawn   = regexp.MustCompile(`(?s)BT [\d.-]+ [\d.-]+ Td \(((?:[^\\)]|\\.)*)\) Tj ET`)
)

// Pages are the texts of each page of a PDF, one a line, in the order they were drawn.
func Pages(t *testing.T, pdf []byte) (pages []string) {
	t.Helper()
	if !bytes.HasPrefix(pdf, []byte("%PDF-")) || !bytes.HasSuffix(bytes.TrimSpace(pdf), []byte("%%EOF")) {
		t.Fatalf("%d bytes that are no PDF", len(pdf))
	}
	for _, s := range streams.FindAllSubmatch(pdf, -1) {
		r, err := zlib.NewReader(bytes.NewReader(s[1]))
		if err != nil {
			continue // not packed: no page
		}
		page, err := io.ReadAll(r)
		if err != nil || !bytes.Contains(page, []byte("BT ")) {
			continue // a font
		}
		var lines []string
		for _, m := range drawn.FindAllSubmatch(page, -1) {
			lines = append(lines, text(m[1]))
		}
		pages = append(pages, strings.Join(lines, "\n"))
	}
	return pages
}

// Text is all text of a PDF.
func Text(t *testing.T, pdf []byte) string { return strings.Join(Pages(t, pdf), "\n") }

// text takes a PDF's string of UTF-16 apart.
func text(escaped []byte) string {
	var raw []byte
	for i := 0; i < len(escaped); i++ {
		b := escaped[i]
		if b == '\\' {
			i++
			if b = escaped[i]; b == 'r' {
				b = '\r'
			}
		}
		raw = append(raw, b)
	}
	units := make([]uint16, len(raw)/2)
	for i := range units {
		units[i] = binary.BigEndian.Uint16(raw[2*i:])
	}
	return string(utf16.Decode(units))
}

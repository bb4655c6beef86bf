package transfer

import (
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
)

// aboutRows is how many rows of a sheet are written down, its titles and empty ones too.
// It only looks for the tags they begin with, which takes a twentieth of the time of
// reading them; 0 when the sheet is not where it is to be.
func aboutRows(f File, sheet string) int {
	z, err := zip.NewReader(f, f.Size())
	if err != nil {
		return 0
	}
	part, err := z.Open(sheetPart(z, sheet))
	if err != nil {
		return 0
	}
	defer part.Close() //nolint:errcheck // it was read only
	in := bufio.NewReaderSize(io.LimitReader(part, maxUnzipped), 64<<10)
	n, tag := 0, false
	for {
		text, err := in.ReadSlice('<')
		if tag && isRow(text) {
			n++
		}
		if tag = err == nil; err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			return n
		}
	}
}

// isRow reports whether a tag begins a row; some programs put a prefix before its name.
func isRow(tag []byte) bool {
	if i := bytes.IndexAny(tag, " />\t\r\n"); i >= 0 {
		tag = tag[:i]
	}
	return bytes.Equal(tag[bytes.IndexByte(tag, ':')+1:], []byte("row"))
}

// sheetPart is the file of a workbook that a sheet lies in.
func sheetPart(z *zip.Reader, sheet string) string {
	var book struct {
		Sheets []struct {
			Name string `xml:"name,attr"`
			ID   string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
		} `xml:"sheets>sheet"`
	}
	var rels struct {
		List []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	if readPart(z, "xl/workbook.xml", &book) != nil || readPart(z, "xl/_rels/workbook.xml.rels", &rels) != nil {
		return ""
	}
	for _, s := range book.Sheets {
		for _, r := range rels.List {
			switch {
			case s.Name != sheet || r.ID != s.ID:
			case strings.HasPrefix(r.Target, "/"):
				return r.Target[1:]
			default:
				return path.Join("xl", r.Target)
			}
		}
	}
	return ""
}

func readPart(z *zip.Reader, name string, into any) error {
	part, err := z.Open(name)
	if err != nil {
		return err
	}
	defer part.Close() //nolint:errcheck // it was read only
	return xml.NewDecoder(io.LimitReader(part, maxInMemory)).Decode(into)
}

package store

import (
	"errors"
	"slices"
	"sync"

	"fichebak/store/fiche"
	"fichebak/store/transfer"
)

// ImportHead is the beginning of a file, as it is read now.
type ImportHead struct {
	Rows   []transfer.Row
	Sheets []string // of a workbook
	Named  bool     // its format says itself what its columns are

	shape transfer.Shape
}

// headRows is how many rows of a file are shown, and headCell how many bytes of a cell are
// kept for that.
const (
	headRows = 10
	headCell = 1000
)

// add keeps a row if it is one of the first.
func (h *ImportHead) add(row transfer.Row) {
	if len(h.Rows) == headRows {
		return
	}
	row.Cells = slices.Clone(row.Cells)
	for n, c := range row.Cells {
		row.Cells[n] = c[:min(len(c), headCell)]
	}
	h.Rows = append(h.Rows, row)
}

// heads are the beginnings of the files that were read last, so that who looks at one
// does not wait for a workbook to be opened again.
type heads struct {
	mu   sync.Mutex
	kept map[fiche.ID]*ImportHead
}

// maxHeads bounds how many are kept.
const maxHeads = 8

func (h *heads) keep(i *Import, head *ImportHead) {
	head.shape = i.Shape()
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.kept == nil || len(h.kept) >= maxHeads {
		h.kept = map[fiche.ID]*ImportHead{}
	}
	h.kept[i.ID] = head
}

func (h *heads) of(i *Import) *ImportHead {
	h.mu.Lock()
	defer h.mu.Unlock()
	if head := h.kept[i.ID]; head != nil && head.shape == i.Shape() {
		return head
	}
	return nil
}

// ImportHead returns the beginning of a file. ErrNoFile when the file is gone.
func (s *Store) ImportHead(i *Import) (head *ImportHead, err error) {
	f, err := s.openUpload(i.ID)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // it was read only
	if head := s.heads.of(i); head != nil {
		return head, nil
	}
	table, err := transfer.Open(f, i.Shape())
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, table.Close()) }()
	head = &ImportHead{Sheets: table.Sheets, Named: table.Named}
	for row, err := range table.Rows() {
		if err != nil {
			return nil, err
		}
		if head.add(row); len(head.Rows) == headRows {
			break
		}
	}
	s.heads.keep(i, head)
	return head, nil
}

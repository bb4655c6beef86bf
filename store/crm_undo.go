package store

import (
	"context"
	"slices"
	"strings"

	"fichebak/store/fiche"
	"fichebak/store/kv"
)

// moveFields are what a move changes.
var moveFields = []string{"stage", "chance", "outcome", "reason"}

// UndoMoveCRM puts a CRM fiche back where it was before its last move, with the chance it
// had, how it had ended and why. ErrUndone when whoever asks did not move it last, or it
// was changed in this since.
func (s *Store) UndoMoveCRM(ctx context.Context, by Actor, id fiche.ID) (fiche.CRM, error) {
	return s.changeCRM(ctx, by, id, OpCRMUndo, func(t *tx, c *fiche.CRM) error {
		move, ended, err := t.lastMove(c)
		if err != nil {
			return err
		}
		set, err := t.settings()
		if err != nil {
			return err
		}
		v := c.Values()
		for _, d := range move.Fields {
			name, was, now := strings.TrimPrefix(d.Name, "crm."), d.Old, d.New
			if !slices.Contains(moveFields, name) {
				continue
			}
			if name == "stage" {
				was, now = fiche.StandsIn(set.stagesEver(), was), fiche.StandsIn(set.stagesEver(), now)
			}
			if v[name] != now {
				return ErrUndone
			}
			v[name] = was
		}
		moves := slices.Clone(c.Moves)
		if err := t.applyCRM(c, v); err != nil {
			return err
		}
		if n := len(moves); len(c.Moves) > n && n > 1 { // it never left
			c.Moves = moves[:n-1]
		}
		if c.Outcome != fiche.Open && ended != 0 {
			c.EndedAt = ended
		}
		return nil
	})
}

// lastMove is the last change of a CRM fiche's stage or of how it ended, and when it had
// ended as it was before that.
func (t *tx) lastMove(c *fiche.CRM) (move Change, ended int64, err error) {
	was := ""
	err = each(t, changesOf(c.Fiche), true, func(_ []byte, x Change) error {
		if x.Part != c.ID {
			return nil
		}
		outcome := slices.IndexFunc(x.Fields, func(d fiche.Delta) bool { return d.Name == "crm.outcome" })
		if move.ID == "" {
			if outcome < 0 && !slices.ContainsFunc(x.Fields, func(d fiche.Delta) bool { return d.Name == "crm.stage" }) {
				return nil
			}
			if move = x; outcome >= 0 {
				was = x.Fields[outcome].Old
			}
			if was == "" {
				return kv.ErrStop
			}
			return nil
		}
		if outcome >= 0 && x.Fields[outcome].New == was {
			ended = x.At
			return kv.ErrStop
		}
		return nil
	})
	if err == nil && (move.Op != OpCRMSave || move.ByID != t.by.ID) {
		err = ErrUndone
	}
	return move, ended, err
}

package store

import (
	"context"

	"fichebak/store/fiche"
)

// CRMCard is a CRM fiche as one looks at it.
type CRMCard struct {
	CRM        fiche.CRM
	Fiche      fiche.Fiche
	Activities []fiche.Activity          // the newest first
	Steps      map[fiche.ID]fiche.Moment // moments of the fiche, by id
	Next       *fiche.Moment             // the first of its open next steps
	Stages     []fiche.Stage
	Was        *fiche.Stage // the stage it stood in, when that was removed
}

// CRMCard returns a CRM fiche with its log, in the bin or not.
func (s *Store) CRMCard(ctx context.Context, id fiche.ID) (card CRMCard, err error) {
	err = s.view(ctx, func(t *tx) error {
		card = CRMCard{Steps: map[fiche.ID]fiche.Moment{}}
		if card.Fiche, card.CRM, err = t.crm(id); err != nil {
			return err
		}
		set, err := t.settings()
		if err != nil {
			return err
		}
		card.Stages = set.stages()
		if i := fiche.FindStage(set.stagesEver(), card.CRM.Stage); i >= 0 && !set.stagesEver()[i].Live() {
			card.Was = &set.stagesEver()[i]
		}
		card.CRM.StandIn(set.stagesEver())
		all, err := t.activities(card.Fiche.ID)
		if err != nil {
			return err
		}
		for _, a := range all {
			if a.CRM == id {
				card.Activities = append(card.Activities, a)
			}
		}
		ms, err := t.moments(card.Fiche.ID)
		for i := range ms {
			card.Steps[ms[i].ID] = ms[i]
			if card.Next == nil && ms[i].Open() && ms[i].CRM == id {
				card.Next = &ms[i]
			}
		}
		return err
	})
	return card, err
}

package store

import (
	"context"
	"slices"

	"fichebak/store/fiche"
	"fichebak/store/search"
)

// A stage that is removed stays in the settings, with the stage that took its place: the
// records of its CRM fiches go on naming it. So a removal is one small transaction
// however many stand in it, and its undo puts back exactly those that nobody moved since.

// stagesEver are all stages of the settings, those that were removed too.
func (s Settings) stagesEver() []fiche.Stage {
	if len(s.Stages) == 0 {
		return fiche.DefaultStages()
	}
	return s.Stages
}

// stages are those one chooses from, in their order.
func (s Settings) stages() []fiche.Stage {
	return slices.DeleteFunc(slices.Clone(s.stagesEver()), func(x fiche.Stage) bool { return !x.Live() })
}

// Stages are the stages of a sale, in their order.
func (s *Store) Stages(ctx context.Context) ([]fiche.Stage, error) {
	set, err := s.Settings(ctx)
	return set.stages(), err
}

// StagesEver are the stages of a sale with those that were removed, as history names them.
func (s *Store) StagesEver(ctx context.Context) ([]fiche.Stage, error) {
	set, err := s.Settings(ctx)
	return set.stagesEver(), err
}

// StageCount is a stage with how many CRM fiches stand in it.
type StageCount struct {
	fiche.Stage
	Open  int // neither won nor lost
	Total int // all of them, the bin's too
}

// StageCounts are the stages in their order, and those that were removed, the last first.
func (s *Store) StageCounts(ctx context.Context) (live []StageCount, gone []fiche.Stage, err error) {
	set, err := s.Settings(ctx)
	if err != nil {
		return nil, nil, err
	}
	ever := set.stagesEver()
	open, total := map[string]int{}, map[string]int{}
	for _, r := range s.crm.all() {
		in := fiche.StandsIn(ever, r.CRM.Stage)
		total[in]++
		if !r.gone && !r.CRM.Removed() && r.CRM.Outcome == fiche.Open {
			open[in]++
		}
	}
	for _, x := range ever {
		if x.Live() {
			live = append(live, StageCount{x, open[x.ID], total[x.ID]})
		} else {
			gone = append(gone, x)
		}
	}
	slices.SortStableFunc(gone, func(a, b fiche.Stage) int { return int(b.RemovedAt - a.RemovedAt) })
	return live, gone, nil
}

// changeStages is the shape of an act on the list of stages: fn answers the new list.
func (s *Store) changeStages(ctx context.Context, by Actor, fn func(*tx, []fiche.Stage) ([]fiche.Stage, error)) error {
	return s.update(ctx, by, func(t *tx) error {
		set, err := t.settings()
		if err != nil {
			return err
		}
		list, err := fn(t, slices.Clone(set.stagesEver()))
		if err != nil {
			return err
		}
		return t.changeSettings(func(set *Settings) { set.Stages = list })
	})
}

// liveStage is the place of a stage that is there.
func liveStage(list []fiche.Stage, id string) (int, error) {
	i := fiche.FindStage(list, id)
	if i < 0 || !list[i].Live() {
		return -1, ErrNotFound
	}
	return i, nil
}

// stageFits sees to it that a name and a chance can be those of a stage, and that no two
// that are there have one name. A stage of the program has none of its own.
func stageFits(list []fiche.Stage, x fiche.Stage) error {
	var ps []fiche.Problem
	if p := fiche.CheckText("name", x.Name, false); p != nil {
		ps = append(ps, *p)
	}
	if x.Chance < 0 || x.Chance > 100 {
		ps = append(ps, fiche.Problem{Field: "chance", Code: "problem.chance", Args: []any{x.Chance}, Blocks: true})
	}
	if len(ps) > 0 {
		return &Invalid{ps}
	}
	n := 0
	for _, o := range list {
		if !o.Live() || o.ID == x.ID {
			continue
		}
		if n++; x.Name != "" && search.Fold(o.Name) == search.Fold(x.Name) {
			return ErrNameTaken
		}
	}
	if n >= fiche.MaxStages || len(list) > fiche.MaxStagesEver {
		return ErrTooMany
	}
	return nil
}

// AddStage makes a stage, the last of them. ErrNameTaken when one has its name,
// ErrTooMany when there is no room for it; a form with the same token makes it once.
func (s *Store) AddStage(ctx context.Context, by Actor, token, name string, chance int) (made fiche.Stage, err error) {
	err = s.update(ctx, by, func(t *tx) error {
		set, err := t.settings()
		if err != nil {
			return err
		}
		list := slices.Clone(set.stagesEver())
		if first, done, err := t.once(token); err != nil || done {
			if i := fiche.FindStage(list, first); i >= 0 {
				made = list[i]
			}
			return err
		}
		made = fiche.Stage{Name: name, Chance: chance}
		if made.ID, err = t.newID('s'); err != nil {
			return err
		}
		if err := stageFits(list, made); err != nil {
			return err
		}
		list = append(list, made)
		if err := t.changeSettings(func(set *Settings) { set.Stages = list }); err != nil {
			return err
		}
		return t.keep(token, made.ID)
	})
	return made, err
}

// ChangeStage gives a stage another name and another chance; CRM fiches that stand in it
// keep theirs. No name is the program's own.
func (s *Store) ChangeStage(ctx context.Context, by Actor, id, name string, chance int) error {
	return s.changeStages(ctx, by, func(_ *tx, list []fiche.Stage) ([]fiche.Stage, error) {
		i, err := liveStage(list, id)
		if err != nil {
			return nil, err
		}
		list[i].Name, list[i].Chance = name, chance
		return list, stageFits(list, list[i])
	})
}

// MoveStage puts a stage so many places on among those that are there.
func (s *Store) MoveStage(ctx context.Context, by Actor, id string, places int) error {
	return s.changeStages(ctx, by, func(_ *tx, list []fiche.Stage) ([]fiche.Stage, error) {
		if _, err := liveStage(list, id); err != nil {
			return nil, err
		}
		gone := slices.DeleteFunc(slices.Clone(list), fiche.Stage.Live)
		live := slices.DeleteFunc(list, func(x fiche.Stage) bool { return !x.Live() })
		i := fiche.FindStage(live, id)
		moved := live[i]
		live = slices.Delete(live, i, i+1)
		live = slices.Insert(live, min(max(i+places, 0), len(live)), moved)
		return append(live, gone...), nil
	})
}

// RemoveStage takes a stage away; the CRM fiches that stand in it stand in another from
// then on. ErrProtected for the last one that is there.
func (s *Store) RemoveStage(ctx context.Context, by Actor, id, into string) error {
	return s.changeStages(ctx, by, func(t *tx, list []fiche.Stage) ([]fiche.Stage, error) {
		i, err := liveStage(list, id)
		if err != nil {
			return nil, err
		}
		if id == into || (Settings{Stages: list}).only() {
			return nil, ErrProtected
		}
		if _, err := liveStage(list, into); err != nil {
			return nil, &Invalid{[]fiche.Problem{{Field: "into", Code: "problem.choice", Blocks: true}}}
		}
		list[i].Into, list[i].RemovedAt, list[i].RemovedBy = into, t.now.Unix(), t.by.Name
		return list, nil
	})
}

// only reports whether there is but one stage left.
func (s Settings) only() bool { return len(s.stages()) == 1 }

// RestoreStage undoes RemoveStage: those that stood in it and were not moved since stand
// in it again. ErrNameTaken when another has its name by now, ErrTooMany when there is no
// room for it.
func (s *Store) RestoreStage(ctx context.Context, by Actor, id string) error {
	return s.changeStages(ctx, by, func(_ *tx, list []fiche.Stage) ([]fiche.Stage, error) {
		i := fiche.FindStage(list, id)
		if i < 0 {
			return nil, ErrNotFound
		}
		list[i].Into, list[i].RemovedAt, list[i].RemovedBy = "", 0, ""
		return list, stageFits(list, list[i])
	})
}

// standing are rows as the stages that are there have them; those it answers may be the
// lists' own.
func standing(rows []*CRMRow, ever []fiche.Stage) []*CRMRow {
	moved := map[string]string{}
	for _, x := range ever {
		if !x.Live() {
			moved[x.ID] = fiche.StandsIn(ever, x.ID)
		}
	}
	if len(moved) == 0 {
		return rows
	}
	rows = slices.Clone(rows)
	for i, r := range rows {
		if in, ok := moved[r.CRM.Stage]; ok {
			row := *r
			row.CRM.Stage = in
			rows[i] = &row
		}
	}
	return rows
}

// checkStages proves that each removed stage leads to one that is there.
func (s Settings) checkStages(fault func(string, ...any)) {
	ever := s.stagesEver()
	ids := map[string]bool{}
	for _, x := range ever {
		if x.ID == "" || ids[x.ID] {
			fault("stage %q is there twice", x.ID)
		}
		ids[x.ID] = true
		if i := fiche.FindStage(ever, fiche.StandsIn(ever, x.ID)); i < 0 || !ever[i].Live() {
			fault("stage %q leads to none", x.ID)
		}
	}
}

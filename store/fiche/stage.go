package fiche

import "slices"

// Stage is a step on the way to a sale. One that came with the program has no name of
// its own: it is called by its id, in the language of who looks.
type Stage struct {
	ID     string `cbor:"1,keyasint" json:"id"`
	Name   string `cbor:"2,keyasint,omitempty" json:"name,omitempty"`
	Chance int    `cbor:"3,keyasint" json:"chance"` // percent, of a CRM fiche that comes into it
	// Into is set when the stage was removed: the stage in which those that stood in it
	// stand now. Their records go on saying this one, so that it can come back.
	Into      string `cbor:"4,keyasint,omitempty" json:"into,omitempty"`
	RemovedAt int64  `cbor:"5,keyasint,omitempty" json:"removed_at,omitempty"`
	RemovedBy string `cbor:"6,keyasint,omitempty" json:"removed_by,omitempty"`
}

// Live reports whether the stage is there to be chosen.
func (s Stage) Live() bool { return s.Into == "" }

// Bounds on the list of stages: those one chooses from, those that ever were, and the
// characters of a name.
const (
	MaxStages     = 12
	MaxStagesEver = 200
	MaxStageName  = 40
)

// StandsIn is the stage in which a CRM fiche stands whose record says id: the one that
// took the place of those that were removed.
func StandsIn(stages []Stage, id string) string {
	for range stages {
		i := FindStage(stages, id)
		if i < 0 || stages[i].Live() {
			break
		}
		id = stages[i].Into
	}
	return id
}

// StandIn has a CRM fiche, and the moves it made, in the stages that are there now.
func (c *CRM) StandIn(stages []Stage) {
	c.Stage = StandsIn(stages, c.Stage)
	for i, m := range c.Moves {
		if now := StandsIn(stages, m.Stage); now != m.Stage {
			c.Moves = slices.Clone(c.Moves)
			c.Moves[i].Stage = now
		}
	}
}

// DefaultStages are those of a box that never changed them: what a small firm goes
// through from a question to a signature.
func DefaultStages() []Stage {
	return []Stage{{ID: "new", Chance: 20}, {ID: "talk", Chance: 40}, {ID: "quote", Chance: 60}, {ID: "deal", Chance: 80}}
}

// FindStage is the place of a stage in a list; -1 when it is not there.
func FindStage(stages []Stage, id string) int {
	return slices.IndexFunc(stages, func(s Stage) bool { return s.ID == id })
}

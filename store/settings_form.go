package store

import (
	"context"
	"strconv"
	"time"

	"fichebak/store/fiche"
	"fichebak/store/kv"
)

// SettingNames are the fields of the settings' form, in its order.
var SettingNames = settingNames()

func settingNames() []string {
	names := []string{"remind", "lead", "call-backs", "morning", "name-check", "crm"}
	for _, k := range fiche.Kinds {
		names = append(names, "start."+k.String())
	}
	return append(names, "bin-days", "company", "language")
}

// Values are the settings as their form has them.
func (s Settings) Values() fiche.Values {
	v := fiche.Values{"lead": strconv.Itoa(s.Lead), "morning": s.Morning, "company": s.Company, "language": s.Language, "bin-days": strconv.Itoa(s.BinKeep())}
	for name, off := range map[string]bool{"remind": s.RemindOff, "call-backs": s.CallBacksOff, "name-check": s.NameCheckOff} {
		if !off {
			v[name] = "yes"
		}
	}
	if s.CRMOn {
		v["crm"] = "yes"
	}
	for _, k := range fiche.Kinds {
		v["start."+k.String()] = strconv.Itoa(s.Start(k))
	}
	return v
}

// MaxBinDays is how long the bin may keep what is in it.
const MaxBinDays = 3650

// MaxStart is the greatest number a series may start with.
const MaxStart = 99_999_999

// CheckSettings answers the problems of the settings' form. What a language is, the
// caller knows.
func CheckSettings(v fiche.Values) (ps []fiche.Problem) {
	block := func(field, code string, args ...any) {
		ps = append(ps, fiche.Problem{Field: field, Code: code, Args: args, Blocks: true})
	}
	if n, err := strconv.Atoi(v["lead"]); err != nil || n < 0 || n > fiche.MaxLead {
		block("lead", "problem.lead", v["lead"])
	}
	if _, err := time.Parse("15:04", v["morning"]); err != nil || len(v["morning"]) != len("15:04") {
		block("morning", "problem.hour", v["morning"])
	}
	for _, k := range fiche.Kinds {
		name := "start." + k.String()
		if n, err := strconv.Atoi(v[name]); err != nil || n < 1 || n > MaxStart {
			block(name, "problem.start", v[name])
		}
	}
	if n, err := strconv.Atoi(v["bin-days"]); err != nil || n < 1 || n > MaxBinDays {
		block("bin-days", "problem.bin-days", v["bin-days"])
	}
	if p := fiche.CheckText("company", v["company"], false); p != nil {
		ps = append(ps, *p)
	}
	return ps
}

// apply sets what the form holds; it must have passed CheckSettings.
func (s *Settings) apply(v fiche.Values) {
	s.RemindOff, s.CallBacksOff, s.NameCheckOff = v["remind"] == "", v["call-backs"] == "", v["name-check"] == ""
	s.CRMOn = v["crm"] != ""
	s.Lead, _ = strconv.Atoi(v["lead"])
	s.BinDays, _ = strconv.Atoi(v["bin-days"])
	s.Morning, s.Company, s.Language = v["morning"], v["company"], v["language"]
	for i, k := range fiche.Kinds {
		s.Starts[i], _ = strconv.Atoi(v["start."+k.String()])
	}
}

// SettingsConflict says in which fields somebody else changed the settings, since the
// form was opened, to something else than the form did. Nothing was saved.
type SettingsConflict struct {
	Theirs  fiche.Values
	Merged  fiche.Values // of both; mine where they clash
	Clashes []string
	By      string
	At      time.Time
}

func (*SettingsConflict) Error() string { return "settings were changed by two" }

// SaveForm saves the settings' form. was is what the form was opened on: what others
// changed since is kept, and what both changed differently comes back as
// *SettingsConflict. A nil was is unknown: then every difference is such a clash.
func (s *Store) SaveForm(ctx context.Context, by Actor, was, mine fiche.Values) error {
	return s.update(ctx, by, func(t *tx) error {
		set, err := t.settings()
		if err != nil {
			return err
		}
		theirs := set.Values()
		merged, clashes := fiche.MergeOf(SettingNames, was, mine, theirs)
		if len(clashes) > 0 {
			return &SettingsConflict{Theirs: theirs, Merged: merged, Clashes: clashes, By: set.ChangedBy, At: time.Unix(set.ChangedAt, 0)}
		}
		return t.changeSettings(func(set *Settings) { set.apply(merged) })
	})
}

// scant is how few numbers before the next series are worth a remark.
const scant = 1000

// Series is what comes of a series of numbers that starts somewhere.
type Series struct {
	Kind  fiche.Kind
	Next  int  // the number the next fiche gets
	Taken bool // the start was given to a fiche already, and is not where the series started so far
	Meets fiche.Kind
	Room  int // numbers left before the series of Meets; none or less: it is in it
}

// SeriesFrom tells what comes of starts, by kind in the order of fiche.Kinds. Meets is
// set where a series has come near to another, or runs in it: numbers stay unique
// within a kind, but people may take one for another.
func (s *Store) SeriesFrom(ctx context.Context, starts []int) (list []Series, err error) {
	err = s.view(ctx, func(t *tx) error {
		set, err := t.settings()
		if err != nil {
			return err
		}
		list = nil
		for i, k := range fiche.Kinds {
			next, err := t.counter(k, set)
			if err != nil {
				return err
			}
			x := Series{Kind: k}
			if starts[i] != set.Start(k) {
				next = starts[i]
			}
			if x.Next, err = t.freeFrom(k, next); err != nil {
				return err
			}
			x.Taken = starts[i] != set.Start(k) && x.Next != starts[i]
			list = append(list, x)
		}
		return nil
	})
	for i := range list {
		list[i].meet(starts, i)
	}
	return list, err
}

// meet finds the series that this one runs into first.
func (x *Series) meet(starts []int, own int) {
	for i, k := range fiche.Kinds {
		if i == own || starts[i] < starts[own] {
			continue
		}
		if room := starts[i] - x.Next; room < scant && (x.Meets == 0 || room < x.Room) {
			x.Meets, x.Room = k, room
		}
	}
}

// counter is where a series goes on, before taken numbers are stepped over.
func (t *tx) counter(k fiche.Kind, set Settings) (int, error) {
	n, ok, err := find[int](t, counterKey(k))
	if !ok {
		n = set.Start(k)
	}
	return n, err
}

// freeFrom is the first number of a kind, from n on, that no fiche has or had.
func (t *tx) freeFrom(k fiche.Kind, n int) (int, error) {
	free := n
	err := t.Scan(kv.Range{From: claimKey(k, n), To: kv.Prefix([]byte("n/" + k.String() + "/")).To}, func(key, _ []byte) error {
		if string(key) != string(claimKey(k, free)) {
			return kv.ErrStop
		}
		free++
		return nil
	})
	return free, err
}

package store

import (
	"context"
	"slices"

	"fichebak/store/fiche"
)

// Settings are what users change of the whole box.
type Settings struct {
	Company      string `cbor:"1,keyasint,omitempty" json:"company,omitempty"`
	Language     string `cbor:"2,keyasint,omitempty" json:"language,omitempty"`       // default of the box
	RemindOff    bool   `cbor:"3,keyasint,omitempty" json:"remind_off,omitempty"`     // Verwittigen bij afspraken met prospecten, turned off
	Lead         int    `cbor:"4,keyasint" json:"lead"`                               // minutes
	Morning      string `cbor:"5,keyasint,omitempty" json:"morning,omitempty"`        // HH:MM, for moments without an hour
	NameCheckOff bool   `cbor:"6,keyasint,omitempty" json:"name_check_off,omitempty"` // the message when a name exists
	Starts       []int  `cbor:"7,keyasint,omitempty" json:"starts,omitempty"`         // first number by kind, in the order of fiche.Kinds
	CallBacksOff bool   `cbor:"8,keyasint,omitempty" json:"call_backs_off,omitempty"` // no reminders of call-backs
	Rev          uint64 `cbor:"9,keyasint,omitempty" json:"rev,omitempty"`
	ChangedBy    string `cbor:"10,keyasint,omitempty" json:"changed_by,omitempty"`
	BinDays      int    `cbor:"12,keyasint,omitempty" json:"bin_days,omitempty"` // how long the bin keeps what is in it; 0 is BinDaysDefault
	ChangedAt    int64  `cbor:"11,keyasint,omitempty" json:"changed_at,omitempty"`

	CRMOn  bool          `cbor:"20,keyasint,omitempty" json:"crm_on,omitempty"` // the CRM module
	Stages []fiche.Stage `cbor:"21,keyasint,omitempty" json:"stages,omitempty"` // of a sale; none: those of the program
}

// defaults are the settings of a new box. Customers from 10000 and suppliers from
// 20000 are the source's numbers; prospects from 30000 are our own choice.
func defaults() Settings {
	return Settings{Language: "nl", Lead: 15, Morning: "09:00", Starts: []int{30000, 10000, 20000}}
}

// Start is the first number of a kind's series.
func (s Settings) Start(k fiche.Kind) int { return s.Starts[k-1] }

func (t *tx) settings() (Settings, error) {
	s, ok, err := find[Settings](t, settingsKey)
	if !ok {
		s = defaults()
	}
	return s, err
}

// Settings returns the settings of the box.
func (s *Store) Settings(ctx context.Context) (set Settings, err error) {
	err = s.view(ctx, func(t *tx) error {
		set, err = t.settings()
		return err
	})
	return set, err
}

// SaveSettings changes the settings by fn. A start number that changes is where its
// series goes on, past numbers that are taken.
func (s *Store) SaveSettings(ctx context.Context, by Actor, fn func(*Settings)) error {
	return s.update(ctx, by, func(t *tx) error { return t.changeSettings(fn) })
}

func (t *tx) changeSettings(fn func(*Settings)) error {
	old, err := t.settings()
	if err != nil {
		return err
	}
	set := old
	set.Starts = slices.Clone(old.Starts)
	fn(&set)
	set.Rev++
	set.ChangedBy, set.ChangedAt = t.by.Name, t.now.Unix()
	for _, k := range fiche.Kinds {
		if set.Start(k) != old.Start(k) {
			if err := put(t, counterKey(k), set.Start(k)); err != nil {
				return err
			}
		}
	}
	return put(t, settingsKey, set)
}

// Rule is how one is reminded, as the settings say.
func (s *Store) rule(set Settings) fiche.Rule {
	return fiche.Rule{Zone: s.zone, Lead: set.Lead, Morning: set.Morning}
}

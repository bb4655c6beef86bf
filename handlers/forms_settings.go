package handlers

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/fiche"
)

// settingsForm is what the form of the settings sent.
type settingsForm struct {
	values fiche.Values
	was    fiche.Values // what it was opened on; nil when that can not be read
	twice  bool         // a field that should come once came twice
}

func readSettings(c *fiber.Ctx) settingsForm {
	f := settingsForm{values: fiche.Values{}}
	formEach(c, func(name, value string) {
		if name == "was" {
			if json.Unmarshal([]byte(value), &f.was) != nil {
				f.was = nil
			}
			return
		}
		if !slices.Contains(store.SettingNames, name) {
			return
		}
		if _, again := f.values[name]; again {
			f.twice = true
		}
		switch value = strings.TrimSpace(value); name {
		case "remind", "call-backs", "name-check", "crm":
			value = yesOnly(value)
		case "morning":
			value = shortHour(value)
		}
		f.values[name] = value
	})
	return f
}

// wasSettings is what a form of the settings was opened on, to be sent back with it.
func wasSettings(v fiche.Values) string {
	b, err := json.Marshal(v)
	if err != nil {
		return "" // a map of strings does not fail
	}
	return string(b)
}

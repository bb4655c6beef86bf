package handlers

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/views"
)

// ficheHistory answers the whole history of a fiche, newest first.
func (a *App) ficheHistory(c *fiber.Ctx) error {
	card, err := a.card(c)
	if err != nil {
		return found(err)
	}
	f, err := a.frame(c)
	if err != nil {
		return err
	}
	x := &card.Fiche
	self := ficheURL(fiche.RefTo(x))
	f.Nav, f.Title = x.Kind.Plural(), f.T("fiche.history-of", x.Name)
	v := views.FicheHistory{Frame: f, Kind: x.Kind.String(), Number: strconv.Itoa(x.Number), Name: x.Name, Back: views.Link{URL: views.WithList(self, carriedList(c, c.Query("list"))), Text: x.Name}}
	changes, more, err := a.store.History(c.UserContext(), x.ID, c.Query("before"), pageSize)
	if err != nil {
		return err
	}
	v.History = a.historyLines(f, x, changes, "history")
	if more {
		v.More = self + "/history?" + url.Values{"before": {changes[len(changes)-1].ID}, "list": {carriedList(c, c.Query("list"))}}.Encode()
	}
	return a.page(c, v)
}

// historyLines are changes of a fiche; those of one that became part of it say its number.
// The one that can be undone has the button for it; back is the page below the fiche's
// that this leads back to.
func (a *App) historyLines(f *views.Frame, x *fiche.Fiche, changes []store.Change, back string) (lines []views.HistoryLine) {
	numbers := map[fiche.ID]string{x.ID: ""}
	undo, n, err := a.store.UndoOf(a.ctx, x.ID)
	if err != nil {
		a.log.Error("read history", "err", err)
	}
	for i := range changes {
		of := changes[i].Fiche
		if _, known := numbers[of]; !known {
			numbers[of] = ""
			if card, err := a.store.Card(a.ctx, of); err == nil {
				numbers[of] = strconv.Itoa(card.Fiche.Number)
			}
		}
		l := a.historyLine(f, &changes[i])
		if n := numbers[of]; n != "" {
			l.Text = strings.TrimSpace(n + " " + l.Text)
		}
		if changes[i].ID == undo {
			l.Undo = lineUndo(f, ficheURL(fiche.RefTo(x)), &changes[i], n, back)
		}
		lines = append(lines, l)
	}
	return lines
}

// maxDeltas is how many fields of one change stand open; more are folded away.
const maxDeltas = 6

// historyLine is one change in words: who, when, which field from what to what.
func (a *App) historyLine(f *views.Frame, c *store.Change) views.HistoryLine {
	l := views.HistoryLine{At: f.StampFull(time.Unix(c.At, 0)), By: c.By, Text: changeWords(f, c)}
	switch c.Op {
	case store.OpMomentAdd:
		v := map[string]string{}
		for _, d := range c.Fields {
			v[d.Name] = d.New
		}
		l.Text += ", " + f.DayClock(v["moment.day"], v["moment.hour"])
		if text := v["moment.text"]; text != "" {
			l.Text += ", " + text
		}
		return l
	case store.OpCRMAdd, store.OpActivityAdd:
		for _, d := range c.Fields {
			switch d.Name {
			case "crm.subject", "activity.text":
				l.Text += ", " + shortValue(f, d.Name, d.New)
			case "activity.kind":
				l.Text += ", " + f.T("activity."+d.New+".low")
			}
		}
		return l
	case store.OpCreate, store.OpMomentDone, store.OpMomentReopen, store.OpErase:
		return l
	}
	for _, d := range c.Fields {
		old, now := "", ""
		if d.Old != "" {
			old = a.valueOf(f, d.Name, d.Old)
		}
		if d.New != "" {
			now = a.valueOf(f, d.Name, d.New)
		}
		l.Fields = append(l.Fields, views.Delta{Label: fieldLabel(f, d.Name), Old: old, New: now})
	}
	switch n := len(l.Fields); {
	case c.Op == store.OpSave && n == 1:
		l.Text = "" // the field says it
	case n > maxDeltas:
		l.Many = f.N("change.fields", n)
	}
	return l
}

// changeWords says what was done; a moment is named by its kind: "terug bellen erbij".
func changeWords(f *views.Frame, c *store.Change) string {
	if c.Kind == "" {
		return f.T("change." + c.Op)
	}
	return f.T("change."+c.Op, f.T("moment."+c.Kind+".low"))
}

// valueOf is a value of a field as a line of history has it.
func (a *App) valueOf(f *views.Frame, name, value string) string {
	return brief(a.valueWhole(f, name, value), maxShort)
}

// valueWhole is a value of a field as people read it: a moment names its user by id, a
// conversion writes a number with the code of its kind in front.
func (a *App) valueWhole(f *views.Frame, name, value string) string {
	switch name {
	case "moment.for", "crm.owner":
		return orDash(a.userName(value))
	case "crm.stage":
		stages, err := a.store.StagesEver(a.ctx)
		if err != nil {
			a.log.Error("read settings", "err", err)
		}
		return stageOf(f, stages, value)
	case "number", "merged":
		if code, n, ok := strings.Cut(value, " "); ok {
			return f.T("kind."+code+".low") + " " + n
		}
	}
	return wholeValue(f, name, value)
}

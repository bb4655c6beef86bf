package handlers

import (
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/views"
)

// How much is told of what others did while a page was open: changes, and the fields
// that one of them names.
const (
	maxNews   = 3
	maxFields = 3
)

// lookAgain answers a fiche as it is now to a page that shows it, with what others did
// since that page was made.
func (a *App) lookAgain(c *fiber.Ctx, v views.FicheShow, card *store.Card) error {
	news, err := a.news(c, v.Frame, card.Fiche.ID, func(x *store.Change) bool { return x.ByID != current(c).ID })
	if err != nil {
		return err
	}
	return a.part(c, views.FicheLook{FicheShow: v, News: news})
}

// ficheNews answers what was done to a fiche since its form was opened, by oneself in
// another window too: the form does not show it.
func (a *App) ficheNews(c *fiber.Ctx, f *views.Frame, card *store.Card) error {
	news, err := a.news(c, f, card.Fiche.ID, func(*store.Change) bool { return true })
	if err != nil {
		return err
	}
	news.Form = true
	return a.part(c, news)
}

// news are the latest changes since the page was made, of those wanted, in words.
func (a *App) news(c *fiber.Ctx, f *views.Frame, id fiche.ID, wanted func(*store.Change) bool) (n views.FicheNews, err error) {
	n.Frame = f
	since, err := strconv.ParseUint(queryOf(c).Get("since"), 10, 64)
	if err != nil {
		return n, nil // it does not say what it shows
	}
	changes, _, err := a.store.History(c.UserContext(), id, "", pageSize)
	for i := range changes {
		switch x := &changes[i]; {
		case uint64(x.Base) < since || !wanted(x):
		case len(n.Lines) == maxNews:
			n.More++
		default:
			n.Lines = append(n.Lines, newsLine(f, x))
			n.Both = n.Both || saves(x)
		}
	}
	return n, err
}

// saves reports whether a change is one of what a form holds.
func saves(c *store.Change) bool { return c.Op == store.OpSave || c.Op == store.OpCRMSave }

// newsLine is a change in a sentence: "Bart wijzigde Telefoon om 10:42".
func newsLine(f *views.Frame, c *store.Change) string {
	who, at := firstWord(c.By), f.Stamp(time.Unix(c.At, 0))
	if !saves(c) || len(c.Fields) == 0 {
		return f.T("news.did", who, at, changeWords(f, c))
	}
	return f.T("news.changed", who, fieldsOf(f, c.Fields), at)
}

func fieldsOf(f *views.Frame, ds []fiche.Delta) string {
	var names []string
	for _, d := range ds[:min(len(ds), maxFields)] {
		names = append(names, fieldLabel(f, d.Name))
	}
	if len(ds) > maxFields {
		return f.N("news.fields", len(ds), strings.Join(names, ", "))
	}
	return strings.Join(names, ", ")
}

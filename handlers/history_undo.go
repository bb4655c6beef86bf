package handlers

import (
	"errors"
	"strings"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/views"
)

// lineUndo is the button that takes back the latest change of a fiche, with the others of
// the same go; nil for who only looks.
func lineUndo(f *views.Frame, self string, c *store.Change, n int, back string) *views.LineUndo {
	if !f.Can(views.RoleWorker) {
		return nil
	}
	u := &views.LineUndo{URL: self + "/history/undo", Change: c.ID, Back: back, Label: f.T("act.undo")}
	if n > 1 {
		u.Label = f.N("history.undo-many", n)
	}
	u.Aria = f.T("history.undo-line", u.Label, changeWords(f, c))
	return u
}

// undoLast takes back the latest change of a fiche.
func (a *App) undoLast(c *fiber.Ctx) error {
	f, undid, err := a.store.UndoLast(c.UserContext(), actor(c), c.Params("id"), formText(c, "change"))
	var invalid *store.Invalid
	switch {
	case errors.Is(err, store.ErrMoved), errors.Is(err, store.ErrMerged), errors.Is(err, store.ErrUndone):
		sayNext(c, "undo-moved")
	case errors.Is(err, store.ErrNoUndo):
		sayNext(c, "undo-never")
	case errors.Is(err, store.ErrLater):
		sayNext(c, "undo-later")
	case errors.As(err, &invalid):
		sayNext(c, "undo-invalid")
	case err != nil:
		return err
	default:
		sayNext(c, "undone-last", f.ID, undid)
	}
	return seeOther(c, undoneBack(&f, formText(c, "back")))
}

// undoneBack is where one was when one undid something: in the history of the box, in that
// of the fiche, or at the fiche.
func undoneBack(f *fiche.Fiche, back string) string {
	switch {
	case back == "/history" || strings.HasPrefix(back, "/history?"):
		return back
	case back == "history":
		return ficheURL(fiche.RefTo(f)) + "/history"
	}
	return ficheURL(fiche.RefTo(f))
}

// flashUndoneLast says that a change was undone, with the undo of that.
func (a *App) flashUndoneLast(c *fiber.Ctx, f *views.Frame, args []string) (*views.Flash, error) {
	if len(args) != 2 {
		return nil, nil
	}
	card, err := a.store.Card(c.UserContext(), args[0])
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	fl := &views.Flash{Text: f.T("flash.undone-last", card.Fiche.Name), About: elsewhere(c, &card.Fiche)}
	change, _, err := a.store.UndoOf(c.UserContext(), args[0])
	if err != nil || change != args[1] {
		return fl, err
	}
	back := ""
	switch path := c.Path(); {
	case path == "/history":
		back = strings.Clone(c.OriginalURL())
	case strings.HasSuffix(path, "/history"):
		back = "history"
	}
	fl.Undo = &views.Action{URL: ficheURL(fiche.RefTo(&card.Fiche)) + "/history/undo", Label: f.T("act.redo"), Icon: "undo", Key: "Ctrl Z", Fields: map[string]string{"change": change, "back": back}}
	return fl, nil
}

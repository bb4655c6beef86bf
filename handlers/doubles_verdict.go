package handlers

import (
	"errors"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/views"
)

// judgeDouble keeps an answer about a pair, or takes it back.
func (a *App) judgeDouble(c *fiber.Ctx) error {
	one, two := store.ReadDouble(c.Params("id"))
	answer := formText(c, "answer")
	err := a.store.Judge(c.UserContext(), actor(c), one, two, answer)
	var invalid *store.Invalid
	switch {
	case errors.As(err, &invalid), errors.Is(err, store.ErrSelf):
		return fiber.ErrBadRequest
	case err != nil:
		return err
	case answer == "":
		sayNext(c, "undone")
	default:
		sayNext(c, "judged", one, two, answer)
	}
	if at := formText(c, "at"); at != "" { // from the page of doubles: on with the pair that comes in its place
		n, _ := strconv.Atoi(at)
		return seeOther(c, doublesURL(formText(c, "view"), n))
	}
	if strings.HasPrefix(back(c), "/doubles/") { // the two side by side
		return seeOther(c, "/doubles")
	}
	return seeOther(c, back(c))
}

// flashJudged says that an answer is kept, and offers to take it back.
func (a *App) flashJudged(c *fiber.Ctx, f *views.Frame, args []string) (*views.Flash, error) {
	if len(args) != 3 {
		return nil, nil
	}
	d, err := a.store.Double(c.UserContext(), args[0], args[1])
	if err != nil || d.Verdict == nil || d.Verdict.Answer != args[2] {
		return nil, nil // gone or taken back in the meantime
	}
	undo := views.Action{URL: "/doubles/" + d.ID() + "/verdict", Fields: map[string]string{"answer": ""}, Label: f.T("act.undo"), Icon: "undo", Key: "Ctrl Z"}
	return &views.Flash{Text: f.T("flash.judged-"+d.Verdict.Answer, named(&d.A), named(&d.B)), Undo: &undo}, nil
}

// named is a fiche by its number and name.
func named(x *fiche.Fiche) string { return strconv.Itoa(x.Number) + " " + x.Name }

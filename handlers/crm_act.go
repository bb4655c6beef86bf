package handlers

import (
	"errors"
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/views"
)

// selectCRM sends a click in the bar of the CRM fiches to the page that does it.
func (a *App) selectCRM(c *fiber.Ctx) error {
	ids, do := formTexts(c, "fiche"), formText(c, "do")
	list := readCRM(parseQuery(formText(c, "list")))
	if do == "report" {
		return a.selectCRMReport(c, ids, list)
	}
	if do == "owner-all" {
		return seeOther(c, ownerURL(nil, true, list))
	}
	if len(ids) == 0 {
		sayNext(c, "pick-one")
		return seeOther(c, list.url())
	}
	if len(ids) > views.MostCRMPicked {
		sayNext(c, "pick-fewer")
		return seeOther(c, list.url())
	}
	if do == "owner" {
		return seeOther(c, ownerURL(ids, false, list))
	}
	if len(ids) > 1 && do != "remove" {
		sayNext(c, "pick-just-one")
		return seeOther(c, list.url())
	}
	if len(ids[0]) > maxID {
		return store.ErrNotFound // no such address
	}
	self := "/crm/" + url.PathEscape(ids[0])
	switch do {
	case "show":
		return seeOther(c, views.WithList(self, list.carried(true)))
	case "log":
		return seeOther(c, self+"/activities/new")
	case "edit":
		return seeOther(c, views.WithList(self+"/edit", list.carried(true)))
	case "remove":
		return seeOther(c, "/crm/removal?"+url.Values{"fiche": ids, "list": {list.encode()}}.Encode())
	}
	return fiber.ErrBadRequest
}

// askCRMRemoval asks before CRM fiches go to the bin.
func (a *App) askCRMRemoval(c *fiber.Ctx) error {
	f, err := a.frame(c)
	if err != nil {
		return err
	}
	query := queryOf(c)
	ids, list := query["fiche"], readCRM(parseQuery(query.Get("list")))
	if len(ids) > maxPicked {
		return fiber.ErrBadRequest
	}
	f.Nav, f.Card, f.Title = "crm", "is-short", f.T("bar.remove")
	v := views.CRMRemoval{Frame: f, Action: "/crm/removal", Cancel: list.url(), Hidden: []views.Hidden{{Name: "list", Value: list.encode()}}}
	for _, id := range ids {
		card, err := a.store.CRMCard(c.UserContext(), id)
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		v.Names = append(v.Names, views.Link{URL: "/crm/" + id, Text: card.CRM.Subject})
		v.Hidden = append(v.Hidden, views.Hidden{Name: "fiche", Value: id})
	}
	if len(v.Names) == 0 {
		return store.ErrNotFound
	}
	return a.page(c, v)
}

// removeCRM puts CRM fiches into the bin.
func (a *App) removeCRM(c *fiber.Ctx) error {
	ids := formTexts(c, "fiche")
	if len(ids) == 0 || len(ids) > maxPicked {
		return fiber.ErrBadRequest
	}
	done, err := forEach(ids, func(id fiche.ID) error {
		_, err := a.store.RemoveCRM(c.UserContext(), actor(c), id)
		return err
	})
	if err != nil {
		return err
	}
	sayNext(c, "crm-removed", done...)
	return seeOther(c, readCRM(parseQuery(formText(c, "list"))).url())
}

// restoreCRMs undoes a removal.
func (a *App) restoreCRMs(c *fiber.Ctx) error {
	ids := formTexts(c, "fiche")
	if len(ids) > maxPicked {
		return fiber.ErrBadRequest
	}
	_, err := forEach(ids, func(id fiche.ID) error {
		_, err := a.store.RestoreCRM(c.UserContext(), actor(c), id)
		return err
	})
	if err != nil {
		return err
	}
	sayNext(c, "undone")
	return seeOther(c, "/crm")
}

// restoreCRM takes a CRM fiche out of the bin.
func (a *App) restoreCRM(c *fiber.Ctx) error {
	x, err := a.store.RestoreCRM(c.UserContext(), actor(c), c.Params("id"))
	if err != nil {
		return err
	}
	sayNext(c, "restored")
	return seeOther(c, "/crm/"+x.ID)
}

// moveCRM brings a CRM fiche into a stage, or ends it: a click on its stages, a card that
// was dragged, or the form of one.
func (a *App) moveCRM(c *fiber.Ctx) error {
	id, stage := c.Params("id"), formText(c, "stage")
	if undone(c) {
		return a.unmoveCRM(c, id)
	}
	o, ok := fiche.ParseOutcome(formText(c, "outcome"))
	reason := strings.TrimSpace(formText(c, "reason"))
	if !ok || stage == "" && o == fiche.Open {
		return fiber.ErrBadRequest
	}
	x, err := a.store.MoveCRM(c.UserContext(), actor(c), id, stage, o, reason)
	var invalid *store.Invalid
	switch {
	case errors.As(err, &invalid) && o == fiche.Lost:
		return a.endingForm(c, id, reason, invalid.Problems)
	case errors.As(err, &invalid):
		return fiber.ErrUnprocessableEntity // a stage that is gone
	case err != nil:
		return err
	}
	sayNext(c, "crm-moved", x.ID)
	return seeOther(c, backToCRM(c, x.ID))
}

// unmoveCRM puts a CRM fiche back where it was before its last move.
func (a *App) unmoveCRM(c *fiber.Ctx, id fiche.ID) error {
	_, err := a.store.UndoMoveCRM(c.UserContext(), actor(c), id)
	if err != nil && !errors.Is(err, store.ErrUndone) {
		return err
	}
	if sayNext(c, "undone"); err != nil {
		sayNext(c, "too-late")
	}
	return seeOther(c, backToCRM(c, id))
}

// backToCRM is the page of CRM fiches that one came from; else that of the one it is about.
func backToCRM(c *fiber.Ctx, id fiche.ID) string {
	to := back(c)
	if path, _, _ := strings.Cut(to, "?"); path != "/crm" && path != "/crm/board" && path != "/crm/"+id {
		return "/crm/" + id
	}
	return to
}

// askEnding asks why a CRM fiche was lost.
func (a *App) askEnding(c *fiber.Ctx) error { return a.endingForm(c, c.Params("id"), "", nil) }

func (a *App) endingForm(c *fiber.Ctx, id fiche.ID, reason string, ps []fiche.Problem) error {
	card, err := a.store.CRMCard(c.UserContext(), id)
	if err != nil {
		return err
	}
	f, err := a.frame(c)
	if err != nil {
		return err
	}
	x := &card.CRM
	f.Nav, f.Card, f.Title = "crm", "is-short", x.Subject
	v := views.CRMEnding{Frame: f, Number: crmNumber(x.Number), Subject: x.Subject, Action: "/crm/" + id + "/stage", Cancel: "/crm/" + id}
	v.Reason = views.Field{Name: "reason", Label: f.T("field.crm.reason"), Value: reason, Required: true, Autofocus: true, MaxLength: 200, Autocomplete: "off", Hint: f.T("crm.reason-hint")}
	if len(ps) == 0 {
		return a.page(c, v)
	}
	v.Reason.Problem = note(f, &ps[0], true)
	v.Summary = views.Problems(f.N("summary.problems", 1), &v.Reason)
	return a.invalid(c, v)
}

// flashCRM says what became of a CRM fiche.
func (a *App) flashCRM(c *fiber.Ctx, f *views.Frame, args []string) (*views.Flash, error) {
	if len(args) != 1 {
		return nil, nil
	}
	card, err := a.store.CRMCard(c.UserContext(), args[0])
	if err != nil || card.CRM.Removed() {
		return nil, nil
	}
	return &views.Flash{
		Text: f.T("flash.crm-made", crmNumber(card.CRM.Number), card.Fiche.Name),
		Undo: &views.Action{URL: "/crm/removal", Fields: map[string]string{"fiche": card.CRM.ID}, Label: f.T("act.undo"), Icon: "undo", Key: "Ctrl Z"},
	}, nil
}

// flashCRMMoved says in which stage a CRM fiche is now, and offers the one before.
func (a *App) flashCRMMoved(c *fiber.Ctx, f *views.Frame, args []string) (*views.Flash, error) {
	if len(args) != 1 {
		return nil, nil
	}
	card, err := a.store.CRMCard(c.UserContext(), args[0])
	if err != nil {
		return nil, nil
	}
	x := &card.CRM
	now := f.T("crm." + x.Outcome.String())
	if x.Outcome == fiche.Open {
		now = stageOf(f, card.Stages, x.Stage)
	}
	return &views.Flash{
		Text: f.T("flash.crm-moved", x.Subject, now),
		Undo: &views.Action{URL: "/crm/" + x.ID + "/stage", Fields: map[string]string{"undo": "yes"}, Label: f.T("act.undo"), Icon: "undo", Key: "Ctrl Z"},
	}, nil
}

// flashCRMRemoved says which CRM fiches went to the bin, with the undo.
func (a *App) flashCRMRemoved(c *fiber.Ctx, f *views.Frame, ids []string) (*views.Flash, error) {
	name := ""
	for _, id := range ids {
		if card, err := a.store.CRMCard(c.UserContext(), id); err == nil {
			name = card.CRM.Subject
		}
	}
	if name == "" {
		return nil, nil
	}
	fl := &views.Flash{Text: f.T("flash.removed", name), Undo: &views.Action{URL: "/crm/restoration", Label: f.T("act.undo"), Icon: "undo", Key: "Ctrl Z", Many: ids}}
	if len(ids) > 1 {
		fl.Text = f.N("flash.crm-removed-n", len(ids))
	}
	return fl, nil
}

package handlers

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/views"
)

// askErasure asks before what lies in the bin is removed for ever, and says what goes with
// it and what stays.
func (a *App) askErasure(c *fiber.Ctx) error {
	f, err := a.frame(c)
	if err != nil {
		return err
	}
	picked := binPicked{queryOf(c)["fiche"], queryOf(c)["crm"]}
	if picked.count() > maxPicked {
		return fiber.ErrBadRequest
	}
	f.Card, f.Title = "is-short", f.T("bin.erase-title")
	v := views.BinRemoval{Frame: f, Ask: views.Ask{
		Icon: "bin", Head: f.T("bin.erase-sure"), Action: "/bin/removal", Do: f.T("bin.erase-do"), Grave: true, Cancel: "/bin", CancelText: f.T("act.cancel"),
	}}
	fiches, err := a.askedFiches(c.UserContext(), &v, picked.fiches)
	if err != nil {
		return err
	}
	if err := a.askedCRM(c.UserContext(), &v, picked.crm); err != nil {
		return err
	}
	if len(v.Names) == 0 {
		return store.ErrNotFound
	}
	if err := a.ficheEffects(c.UserContext(), &v, fiches); err != nil {
		return err
	}
	if n := len(v.Names) - len(fiches); n > 0 {
		v.Ask.Effects = append(v.Ask.Effects, f.Effect("crm", "", f.N("bin.erase-crm", n)), f.Effect("note", "", f.T("bin.erase-notes")))
	}
	v.Ask.Effects = append(v.Ask.Effects, f.Effect("lock", "", f.T("bin.erase-numbers")))
	return a.page(c, v)
}

// askedFiches puts into the question those of the fiches that lie in the bin.
func (a *App) askedFiches(ctx context.Context, v *views.BinRemoval, asked []fiche.ID) (ids []fiche.ID, err error) {
	for _, id := range asked {
		card, err := a.store.Card(ctx, id)
		if errors.Is(err, store.ErrNotFound) || err == nil && card.Fiche.RemovedAt == 0 {
			continue
		}
		if err != nil {
			return nil, err
		}
		v.Names = append(v.Names, v.T("kind."+card.Fiche.Kind.String())+" "+strconv.Itoa(card.Fiche.Number)+" "+card.Fiche.Name)
		v.Ask.Hidden = append(v.Ask.Hidden, views.Hidden{Name: "fiche", Value: id})
		ids = append(ids, id)
	}
	return ids, nil
}

// askedCRM puts into the question those of the CRM fiches that lie in the bin.
func (a *App) askedCRM(ctx context.Context, v *views.BinRemoval, asked []fiche.ID) error {
	for _, id := range asked {
		card, err := a.store.CRMCard(ctx, id)
		if errors.Is(err, store.ErrNotFound) || err == nil && !card.CRM.Removed() {
			continue
		}
		if err != nil {
			return err
		}
		v.Names = append(v.Names, v.T("crm.one")+" "+crmNumber(card.CRM.Number)+" "+card.CRM.Subject)
		v.Ask.Hidden = append(v.Ask.Hidden, views.Hidden{Name: "crm", Value: id})
	}
	return nil
}

// ficheEffects says what goes with fiches.
func (a *App) ficheEffects(ctx context.Context, v *views.BinRemoval, ids []fiche.ID) error {
	if len(ids) == 0 {
		return nil
	}
	f := v.Frame
	with, err := a.store.BackWith(ctx, ids...)
	if err != nil {
		return err
	}
	all := store.OwnedCount{}
	for _, x := range with {
		all.Moments, all.CRM, all.Notes = all.Moments+x.Moments, all.CRM+x.CRM, all.Notes+x.Notes
	}
	v.Ask.Effects = []views.Effect{f.Effect("bin", "", f.N("bin.erase-fiches", len(ids)))}
	if words := withWords(f, all); words != "" {
		v.Ask.Effects = append(v.Ask.Effects, f.Effect("calendar", "", f.T("bin.erase-with", words)))
	}
	v.Ask.Effects = append(v.Ask.Effects, f.Effect("history", "", f.T("bin.erase-history")))
	return nil
}

// eraseFiches removes for ever what lies in the bin.
func (a *App) eraseFiches(c *fiber.Ctx) error {
	picked := binPicked{formTexts(c, "fiche"), formTexts(c, "crm")}
	if picked.count() == 0 || picked.count() > maxPicked {
		return fiber.ErrBadRequest
	}
	n := 0
	erase := func(ids []fiche.ID, one func(context.Context, store.Actor, fiche.ID) error) error {
		for _, id := range ids {
			switch err := one(c.UserContext(), actor(c), id); {
			case err == nil:
				n++
			case !errors.Is(err, store.ErrNotFound) && !errors.Is(err, store.ErrKept): // a colleague was first
				return err
			}
		}
		return nil
	}
	if err := erase(picked.crm, a.store.EraseCRM); err != nil {
		return err
	}
	if err := erase(picked.fiches, a.store.Erase); err != nil {
		return err
	}
	sayNext(c, "erased", strconv.Itoa(n))
	return seeOther(c, "/bin")
}

// flashErased says how many fiches are gone for ever.
func flashErased(_ *App, _ *fiber.Ctx, f *views.Frame, args []string) (*views.Flash, error) {
	n, err := strconv.Atoi(strings.Join(args, ""))
	if err != nil {
		return nil, nil
	}
	return &views.Flash{Text: f.N("flash.erased", n)}, nil
}

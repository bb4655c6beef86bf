package handlers

import (
	"context"
	"errors"
	"net/url"
	"regexp"
	"strconv"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/search"
	"fichebak/views"
)

// crmID is the id of a CRM fiche in an address, where a page of them all may stand.
var crmID = regexp.MustCompile(`^c[0-9a-z]{10,}$`)

// foundCRM are the CRM fiches the search over everything finds.
func (a *App) foundCRM(ctx context.Context, v *views.Search, words []search.Word) error {
	if !v.CRM {
		return nil
	}
	rows, total, err := a.store.FindCRM(ctx, v.Q, maxFound)
	if err != nil || total == 0 {
		return err
	}
	x, err := a.crmWords(ctx, v.Frame)
	if err != nil {
		return err
	}
	v.Deals = views.SearchDeals{Total: total, All: crmState{q: v.Q, sort: "next"}.url()}
	for _, r := range rows {
		hit := views.SearchDeal{URL: "/crm/" + r.CRM.ID, Number: crmNumber(r.CRM.Number), Subject: parts(r.CRM.Subject, words), About: parts(strconv.Itoa(r.Ref.Number)+" "+r.Ref.Name+", "+x.stage(&r.CRM), words)}
		if r.Next != nil {
			hit.When = v.DayClock(r.Next.Day, r.Next.Hour)
		}
		v.Deals.Rows = append(v.Deals.Rows, hit)
	}
	return nil
}

// crmCommandLines are the CRM fiches the box finds.
func (a *App) crmCommandLines(ctx context.Context, v *views.Commands, words []search.Word) (lines []views.Command, err error) {
	if !v.CRM {
		return nil, nil
	}
	rows, _, err := a.store.FindCRM(ctx, v.Q, maxCommandFiches)
	if err != nil {
		return nil, err
	}
	x, err := a.crmWords(ctx, v.Frame)
	for _, r := range rows {
		lines = append(lines, views.Command{URL: "/crm/" + r.CRM.ID, Icon: "crm", Label: parts(r.CRM.Subject, words), Note: parts(strconv.Itoa(r.Ref.Number)+" "+r.Ref.Name+", "+x.stage(&r.CRM), words)})
	}
	return lines, err
}

// addCRMCommands adds what can be done with the CRM fiche whose page one comes from, and
// what can be done with the fiche it belongs to.
func (a *App) addCRMCommands(ctx context.Context, v *views.Commands, words []search.Word) error {
	id := v.Fiche
	card, err := a.store.CRMCard(ctx, id)
	if errors.Is(err, store.ErrNotFound) {
		v.Fiche = ""
		return nil
	}
	if err != nil {
		return err
	}
	c, self := &card.CRM, "/crm/"+id
	list := []command{{url: self, icon: "view", label: v.T("bar.show"), keys: "Enter"}}
	if v.Can(views.RoleWorker) && !c.Removed() {
		list = append(list, command{url: self + "/edit", icon: "edit", label: v.T("bar.edit"), keys: "B"})
		if c.Outcome != fiche.Lost {
			list = append(list, command{url: self + "/ending", icon: "cross", label: v.T("crm.lost") + "…"})
		}
		list = append(list, command{url: "/crm/removal?" + url.Values{"fiche": {id}}.Encode(), icon: "bin", label: v.T("bar.remove"), note: v.T("bar.remove-tip"), keys: "Del"})
	}
	list = append(list, command{url: ficheURL(fiche.RefTo(&card.Fiche)), icon: "firm", label: strconv.Itoa(card.Fiche.Number) + " " + card.Fiche.Name, note: v.T("kind." + card.Fiche.Kind.String())})
	v.Add(v.T("commands.with", crmNumber(c.Number)+" "+c.Subject), match(v.Frame, list, words, maxFound))
	return nil
}

// crmPlaces are the pages of the CRM module.
func crmPlaces(f *views.Frame) (list []command) {
	if !f.CRM {
		return nil
	}
	list = append(list, command{url: "/crm/board", icon: "board", label: f.T("crm.board"), note: f.T("crm.head")})
	if f.Can(views.RoleWorker) {
		list = append(list, command{url: "/crm/new", icon: "new", label: f.T("bar.new.crm")})
	}
	for _, view := range crmChoosable() {
		list = append(list, command{url: "/crm?view=" + view, icon: "funnel", label: f.T("nav.crm"), note: f.T("crm.view." + view)})
	}
	list = append(list, command{url: "/crm/report", icon: "report", label: f.T("bar.report"), note: f.T("crm.head")}, command{url: "/crm/window", icon: "columns", label: f.T("window.head"), note: f.T("crm.head")})
	if f.Can(views.RoleAdmin) {
		list = append(list, command{url: "/stages", icon: "settings", label: f.T("stages.head"), note: f.T("menu.settings")})
	}
	return list
}

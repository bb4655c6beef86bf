package handlers

import (
	"fichebak/store/fiche"
	"fichebak/views"
)

// crmLines are the CRM fiches of a fiche, on its card.
func (a *App) crmLines(f *views.Frame, id fiche.ID) (lines []views.CRMLine, err error) {
	if !f.CRM {
		return nil, nil
	}
	stages, err := a.store.Stages(a.ctx)
	if err != nil {
		return nil, err
	}
	rows, err := a.store.CRMOf(a.ctx, id)
	for _, r := range rows {
		x := &r.CRM
		l := views.CRMLine{URL: "/crm/" + x.ID, Subject: x.Subject, Value: f.Euro(x.Value), Chance: x.ChanceNow(), Ended: x.Outcome != fiche.Open}
		if l.Stage = f.T("crm." + x.Outcome.String()); x.Outcome == fiche.Open {
			l.Stage = stageOf(f, stages, x.Stage)
		}
		lines = append(lines, l)
	}
	return lines, err
}

func stageOf(f *views.Frame, stages []fiche.Stage, id string) string {
	if i := fiche.FindStage(stages, id); i >= 0 {
		return stageName(f, stages[i])
	}
	return id
}

// crmOptions are the open CRM fiches, and the one that is chosen, that an activity of a fiche may belong to.
func (a *App) crmOptions(f *views.Frame, id, chosen fiche.ID, begins bool) (os []views.Option, err error) {
	if !f.CRM {
		return nil, nil
	}
	rows, err := a.store.CRMOf(a.ctx, id)
	for _, r := range rows {
		if r.CRM.Outcome == fiche.Open || r.CRM.ID == chosen {
			os = append(os, views.Option{Value: r.CRM.ID, Label: r.CRM.Subject, Selected: r.CRM.ID == chosen})
		}
	}
	if len(os) == 0 {
		return nil, err
	}
	if begins && len(os) == 1 {
		os[0].Selected = true
	}
	return append([]views.Option{{Label: f.T("quick.no-crm")}}, os...), nil
}

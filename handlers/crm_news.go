package handlers

import (
	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/views"
)

// lookAgainCRM answers a CRM fiche as it is now to a page that shows it, with what others
// did to it since that page was made.
func (a *App) lookAgainCRM(c *fiber.Ctx, v views.CRMShow, card *store.CRMCard) error {
	news, err := a.news(c, v.Frame, card.Fiche.ID, func(x *store.Change) bool {
		return x.ByID != current(c).ID && isAboutCRM(x, card)
	})
	if err != nil {
		return err
	}
	return a.part(c, views.CRMLook{CRMShow: v, News: news})
}

// crmNews answers what was done to a CRM fiche since its form was opened, by oneself in
// another window too.
func (a *App) crmNews(c *fiber.Ctx, f *views.Frame, card *store.CRMCard) error {
	news, err := a.news(c, f, card.Fiche.ID, func(x *store.Change) bool { return isAboutCRM(x, card) })
	if err != nil {
		return err
	}
	news.Form = true
	return a.part(c, news)
}

// isAboutCRM reports whether a change of a fiche is one of this CRM fiche of it, of its
// log or of its next steps.
func isAboutCRM(x *store.Change, card *store.CRMCard) bool {
	if m, ok := card.Steps[x.Moment]; ok && x.Moment != "" {
		return m.CRM == card.CRM.ID
	}
	if x.Part == card.CRM.ID {
		return true
	}
	for i := range card.Activities {
		if x.Part != "" && card.Activities[i].ID == x.Part {
			return true
		}
	}
	return false
}

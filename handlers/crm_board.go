package handlers

import (
	"strconv"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/views"
)

// maxCards is how many CRM fiches a stage of the board shows; more are in the list.
const maxCards = 40

// boardCRM answers the stages side by side, with the open CRM fiches in them.
func (a *App) boardCRM(c *fiber.Ctx) error {
	f, err := a.frame(c)
	if err != nil {
		return err
	}
	s := readCRM(queryOf(c))
	s.board, s.stage, s.page = true, "", 0
	if s.view != store.CRMMine {
		s.view = store.CRMOpen
	}
	f.Nav, f.Title = "crm", f.T("crm.board")
	q := s.query(f.User.ID)
	q.Limit = 0
	p, err := a.store.CRMPage(c.UserContext(), q)
	if err != nil {
		return err
	}
	x, err := a.crmWords(c.UserContext(), f)
	if err != nil {
		return err
	}
	list := s.with(func(s *crmState) { s.board = false })
	v := views.CRMBoard{
		Frame: f, Q: s.q, Action: s.with(func(s *crmState) { s.q = "" }).url(), Hidden: crmHidden(s), Bar: views.CRMBar{Frame: f, On: "board", State: list.carried(true)},
		Total: p.Total, Whole: p.Whole, Summed: crmSum(f, &p), ListURL: list.url(), BoardURL: s.url(), NewURL: "/crm/new", Mine: s.view == store.CRMMine,
		AllURL: s.with(func(s *crmState) { s.view = store.CRMOpen }).url(), MineURL: s.with(func(s *crmState) { s.view = store.CRMMine }).url(),
	}
	for i := range x.stages {
		col := a.boardColumn(f, x.stages, i, p.Rows, x.owners, list.carried(true))
		col.MoreURL = list.with(func(s *crmState) { s.view, s.stage = "", x.stages[i].ID }).url()
		v.Columns = append(v.Columns, col)
	}
	if partial(c) && !queryOf(c).Has("shown") {
		pushURL(c, s.url())
	}
	return a.page(c, v)
}

// boardColumn is one stage of the board.
func (a *App) boardColumn(f *views.Frame, stages []fiche.Stage, at int, rows []*store.CRMRow, names map[fiche.ID]string, state string) views.BoardColumn {
	col := views.BoardColumn{ID: stages[at].ID, Label: stageName(f, stages[at])}
	sum := int64(0)
	for _, r := range rows {
		x := &r.CRM
		if x.Stage != col.ID {
			continue
		}
		sum += x.Value
		if col.Count++; col.Count > maxCards {
			col.More++
			continue
		}
		card := views.BoardCard{
			Frame: f, ID: x.ID, URL: views.WithList("/crm/"+x.ID, state), Subject: x.Subject, Fiche: strconv.Itoa(r.Ref.Number) + " " + r.Ref.Name,
			Value: f.Euro(x.Value), Chance: x.ChanceNow(), Owner: views.Initials(names[x.Owner]), OwnerName: names[x.Owner], Stage: x.Stage, MoveURL: "/crm/" + x.ID + "/stage", State: state,
		}
		for _, s := range stages {
			card.Stages = append(card.Stages, views.Option{Value: s.ID, Label: stageName(f, s), Selected: s.ID == x.Stage})
		}
		if r.Next != nil {
			line := a.line(&store.Dated{Moment: *r.Next, Ref: r.Ref, Late: r.Late})
			card.Next = &line
		}
		col.Cards = append(col.Cards, card)
	}
	col.Value = f.Euro(sum)
	return col
}

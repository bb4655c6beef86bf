package handlers

import (
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/search"
	"fichebak/views"
)

// listStages answers the stages of a sale, in their order.
func (a *App) listStages(c *fiber.Ctx) error {
	v, err := a.stagesView(c)
	if err != nil {
		return err
	}
	query := queryOf(c)
	for i := range v.Rows {
		v.Rows[i].Focus, v.Rows[i].Up = v.Rows[i].ID == query.Get("moved"), query.Get("by") == "up"
	}
	return a.page(c, v)
}

func (a *App) stagesView(c *fiber.Ctx) (v views.Stages, err error) {
	if v.Frame, err = a.frame(c); err != nil {
		return v, err
	}
	v.Title = v.T("stages.head")
	v.New = views.NewStageForm(v.Frame, "", "", "")
	if v.Token, err = a.store.NewToken(); err != nil {
		return v, err
	}
	live, gone, err := a.store.StageCounts(c.UserContext())
	if err != nil {
		return v, err
	}
	for i, s := range live {
		v.Rows = append(v.Rows, views.StageRow{
			Frame: v.Frame, ID: s.ID, Name: stageName(v.Frame, s.Stage), Chance: s.Chance, Place: i + 1, Self: "/stages/" + s.ID, Only: len(live) == 1,
			Count: views.CountLink{N: s.Open, URL: "/crm?" + url.Values{"stage": {s.ID}}.Encode(), Label: v.N("crm.count", s.Open)},
		})
	}
	for _, s := range gone {
		v.Gone = append(v.Gone, views.StageRow{Frame: v.Frame, ID: s.ID, Name: stageName(v.Frame, s), Self: "/stages/" + s.ID, Note: v.T("fiche.by-at", v.Stamp(time.Unix(s.RemovedAt, 0)), s.RemovedBy)})
	}
	return v, nil
}

// openStage is the page of the stages and the row of the one a request is about; none
// when it is gone.
func (a *App) openStage(c *fiber.Ctx) (v views.Stages, row *views.StageRow, err error) {
	if v, err = a.stagesView(c); err != nil {
		return v, nil, err
	}
	for i := range v.Rows {
		if v.Rows[i].ID == c.Params("id") {
			return v, &v.Rows[i], nil
		}
	}
	return v, nil, store.ErrNotFound
}

// readStage reads the form of a stage into form; ok is false when something in it is
// wrong, which then stands at its field. others are the rows of all stages, own the id of
// this one: what those of the program are called, the store does not know.
func readStage(c *fiber.Ctx, f *views.Frame, form *views.StageForm, others []views.StageRow, own string) (name string, chance int, ok bool) {
	form.Name.Value, form.Chance.Value = strings.Join(strings.Fields(formText(c, "name")), " "), strings.TrimSpace(formText(c, "chance"))
	textField(f, &form.Name)
	name = form.Name.Value
	if over := len([]rune(name)) - fiche.MaxStageName; form.Name.Problem == nil && over > 0 {
		form.Name.Problem = &views.Note{Text: f.N("own.long", over)}
	}
	for _, r := range others {
		if form.Name.Problem == nil && r.ID != own && search.Fold(r.Name) == search.Fold(name) {
			form.Name.Problem = &views.Note{Text: f.T("stages.taken")}
		}
	}
	chance, ok = fiche.ParseChance(form.Chance.Value)
	if !ok {
		form.Chance.Problem = &views.Note{Text: f.T("problem.chance", shorten(form.Chance.Value, 40))}
	}
	return name, chance, form.Name.Problem == nil && form.Chance.Problem == nil
}

// stageProblem is why a stage can not have its name; empty when that is not it.
func stageProblem(f *views.Frame, err error) string {
	switch {
	case errors.Is(err, store.ErrNameTaken):
		return f.T("stages.taken")
	case errors.Is(err, store.ErrTooMany):
		return f.T("stages.many", fiche.MaxStages)
	}
	return ""
}

// createStage makes a stage, behind the others.
func (a *App) createStage(c *fiber.Ctx) error {
	v, err := a.stagesView(c)
	if err != nil {
		return err
	}
	name, chance, ok := readStage(c, v.Frame, &v.New, v.Rows, "")
	if !ok {
		return a.invalid(c, v)
	}
	made, err := a.store.AddStage(c.UserContext(), actor(c), formText(c, "token"), name, chance)
	if text := stageProblem(v.Frame, err); text != "" {
		v.New.Name.Problem = &views.Note{Text: text}
		return a.invalid(c, v)
	}
	return a.stageDone(c, err, "/stages", "stage-made", made.ID)
}

// editStage answers the stages with one to be changed.
func (a *App) editStage(c *fiber.Ctx) error {
	v, row, err := a.openStage(c)
	if err != nil {
		return a.stageDone(c, err, "", "")
	}
	openStageForm(row)
	return a.page(c, v)
}

func openStageForm(row *views.StageRow) *views.StageForm {
	form := views.NewStageForm(row.Frame, "edit", row.Name, strconv.Itoa(row.Chance))
	form.Name.Autofocus = true
	row.Edit = &form
	return row.Edit
}

// updateStage gives a stage another name and another chance. One of the program whose
// name stays is called in everybody's own language still.
func (a *App) updateStage(c *fiber.Ctx) error {
	v, row, err := a.openStage(c)
	if err != nil {
		return a.stageDone(c, err, "", "")
	}
	form := openStageForm(row)
	name, chance, ok := readStage(c, v.Frame, form, v.Rows, row.ID)
	if !ok {
		return a.invalid(c, v)
	}
	if fiche.FindStage(fiche.DefaultStages(), row.ID) >= 0 && name == stageName(v.Frame, fiche.Stage{ID: row.ID}) {
		name = ""
	}
	err = a.store.ChangeStage(c.UserContext(), actor(c), row.ID, name, chance)
	if text := stageProblem(v.Frame, err); text != "" {
		form.Name.Problem = &views.Note{Text: text}
		return a.invalid(c, v)
	}
	return a.stageDone(c, err, "/stages", "saved")
}

// moveStage puts a stage a place forward or back.
func (a *App) moveStage(c *fiber.Ctx) error {
	by, places := formText(c, "by"), 1
	if by == "up" {
		places = -1
	}
	id := c.Params("id")
	return a.stageDone(c, a.store.MoveStage(c.UserContext(), actor(c), id, places), "/stages?"+url.Values{"moved": {id}, "by": {by}}.Encode(), "")
}

// askStageRemoval answers the stages with what removing one will do.
func (a *App) askStageRemoval(c *fiber.Ctx) error {
	return a.stageRemoval(c, func(v views.Stages, _ *views.StageRow) error { return a.page(c, v) })
}

// stageRemoval opens the panel of a removal, which answer then answers.
func (a *App) stageRemoval(c *fiber.Ctx, answer func(views.Stages, *views.StageRow) error) error {
	v, row, err := a.openStage(c)
	if err == nil && row.Only {
		return fiber.ErrBadRequest // no page of ours offers it
	}
	if err != nil {
		return a.stageDone(c, err, "", "")
	}
	live, _, err := a.store.StageCounts(c.UserContext())
	if err != nil {
		return err
	}
	choice := views.Field{Name: "into", Kind: "select", Label: v.T("stages.into"), Required: true, Autofocus: true}
	at := 0
	for i, s := range live {
		if s.ID == row.ID {
			at = i
			continue
		}
		choice.Options = append(choice.Options, views.Option{Value: s.ID, Label: stageName(v.Frame, s.Stage)})
	}
	choice.Value = choice.Options[max(at-1, 0)].Value // the one before it, or the one that becomes the first
	n := live[at].Total
	ask := views.Ask{Icon: "bin", Head: v.T("own.removal", row.Name), Action: row.Self + "/removal", Do: v.T("bar.remove"), Grave: true, Cancel: "/stages", CancelText: v.T("act.cancel"), Choice: &choice}
	if n > 0 {
		ask.Effects = append(ask.Effects, v.Effect("copy", v.N("crm.count", n), v.N("stages.move", n)))
	} else {
		ask.Effects = append(ask.Effects, v.Effect("copy", "", v.T("stages.unused")))
	}
	ask.Effects = append(ask.Effects, v.Effect("undo", "", v.T("stages.back")))
	row.Ask = &ask
	return answer(v, row)
}

// removeStage takes a stage away; its CRM fiches stand in the one that was chosen.
func (a *App) removeStage(c *fiber.Ctx) error {
	id := c.Params("id")
	err := a.store.RemoveStage(c.UserContext(), actor(c), id, formText(c, "into"))
	var invalid *store.Invalid
	switch {
	case errors.As(err, &invalid): // it went while one was choosing
		return a.stageRemoval(c, func(v views.Stages, row *views.StageRow) error {
			row.Ask.Choice.Problem = &views.Note{Text: v.T("problem.choice")}
			return a.invalid(c, v)
		})
	case errors.Is(err, store.ErrProtected):
		return fiber.ErrBadRequest
	}
	return a.stageDone(c, err, "/stages", "stage-removed", id)
}

// restoreStage undoes a removal.
func (a *App) restoreStage(c *fiber.Ctx) error {
	v, err := a.stagesView(c)
	if err != nil {
		return err
	}
	id := c.Params("id")
	for _, g := range v.Gone { // what those of the program are called, the store does not know
		if g.ID == id && slices.ContainsFunc(v.Rows, func(r views.StageRow) bool { return search.Fold(r.Name) == search.Fold(g.Name) }) {
			return a.stageDone(c, nil, "/stages", "too-late")
		}
	}
	err = a.store.RestoreStage(c.UserContext(), actor(c), id)
	if errors.Is(err, store.ErrNameTaken) || errors.Is(err, store.ErrTooMany) {
		return a.stageDone(c, nil, "/stages", "too-late")
	}
	return a.stageDone(c, err, "/stages", "undone")
}

// stageDone leads on after a change to the stages; one that is gone is said.
func (a *App) stageDone(c *fiber.Ctx, err error, to, code string, args ...string) error {
	if errors.Is(err, store.ErrNotFound) {
		to, code, args, err = "/stages", "stage-gone", nil, nil
	}
	if err != nil {
		return err
	}
	if code != "" {
		sayNext(c, code, args...)
	}
	return seeOther(c, to)
}

// flashStage says what was done with a stage; one that was removed can come back.
func flashStage(code string) func(*App, *fiber.Ctx, *views.Frame, []string) (*views.Flash, error) {
	return func(a *App, c *fiber.Ctx, f *views.Frame, ids []string) (*views.Flash, error) {
		ever, err := a.store.StagesEver(c.UserContext())
		id := strings.Join(ids, "")
		i := fiche.FindStage(ever, id)
		if err != nil || i < 0 || !f.Can(views.RoleAdmin) {
			return nil, err
		}
		fl := &views.Flash{Text: f.T("flash."+code, stageName(f, ever[i]))}
		if code == "stage-removed" {
			fl.Text = f.T("flash."+code, stageName(f, ever[i]), stageOf(f, ever, ever[i].Into))
			fl.Undo = &views.Action{URL: "/stages/" + id + "/restoration", Label: f.T("act.undo"), Icon: "undo", Key: "Ctrl Z"}
		}
		return fl, nil
	}
}

package handlers

import (
	"errors"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/views"
)

// ownField is an own field as pages have it.
func ownField(x *fiche.Extra) views.OwnField {
	v := views.OwnField{Name: x.Field(), Label: x.Name, Type: x.Type, Live: x.Live()}
	for _, k := range x.Kinds {
		v.Kinds = append(v.Kinds, k.String())
	}
	return v
}

// listFields answers the own fields of the box, in their order.
func (a *App) listFields(c *fiber.Ctx) error {
	v, err := a.fieldsView(c)
	if err != nil {
		return err
	}
	query := queryOf(c)
	for i := range v.Rows {
		v.Rows[i].Focus, v.Rows[i].Up = v.Rows[i].ID == query.Get("moved"), query.Get("by") == "up"
	}
	return a.page(c, v)
}

func (a *App) fieldsView(c *fiber.Ctx) (v views.OwnFields, err error) {
	if v.Frame, err = a.frame(c); err != nil {
		return v, err
	}
	v.Title = v.T("own.head")
	if v.Token, err = a.store.NewToken(); err != nil {
		return v, err
	}
	list, err := a.store.Extras(c.UserContext())
	for i := range list {
		x := &list[i]
		row := views.OwnRow{Frame: v.Frame, ID: x.ID, Name: x.Name, Type: x.Type, TypeName: v.T("own." + x.Type), Place: i + 1, Kinds: kindBoxes(v.Frame, x.Kinds), Count: x.Count, Self: "/fields/" + x.ID}
		if x.Live() {
			v.Rows = append(v.Rows, row)
		} else {
			v.Gone = append(v.Gone, row)
		}
	}
	v.New = fieldForm(v.Frame, "", fiche.ExtraText, fiche.Kinds[:2])
	for _, t := range fiche.ExtraTypes {
		v.New.Types = append(v.New.Types, views.OwnType{Value: t, Label: v.T("own." + t), Icon: views.OwnIcon(t)})
	}
	return v, err
}

// kindBoxes are the kinds of fiches, with those that are meant.
func kindBoxes(f *views.Frame, kinds []fiche.Kind) (boxes []views.Option) {
	for _, k := range fiche.Kinds {
		boxes = append(boxes, views.Option{Value: k.String(), Label: f.T("nav." + k.Plural()), Selected: slices.Contains(kinds, k)})
	}
	return boxes
}

func fieldForm(f *views.Frame, name, kind string, kinds []fiche.Kind) views.OwnForm {
	return views.OwnForm{Frame: f, Name: views.Field{Name: "name", Label: f.T("manage.name"), Value: name, Required: true, MaxLength: 60, Autocomplete: "off"}, Type: kind, Kinds: kindBoxes(f, kinds)}
}

// maxFieldName is how long the name of an own field may be: it is a label, and a title.
const maxFieldName = 60

// readField reads the form of an own field into form; ok is false when something in it
// is wrong, which then stands at its field.
func readField(c *fiber.Ctx, f *views.Frame, form *views.OwnForm) (kinds []fiche.Kind, ok bool) {
	form.Name.Value = strings.Join(strings.Fields(formText(c, "name")), " ")
	textField(f, &form.Name)
	if over := len([]rune(form.Name.Value)) - maxFieldName; form.Name.Problem == nil && over > 0 {
		form.Name.Problem = &views.Note{Text: f.N("own.long", over)}
	}
	for _, name := range formTexts(c, "kind") {
		if k, known := fiche.ParseKind(name); known && !slices.Contains(kinds, k) {
			kinds = append(kinds, k)
		}
	}
	slices.Sort(kinds)
	form.Kinds = kindBoxes(f, kinds)
	if len(kinds) == 0 {
		form.Wrong = &views.Note{Text: f.T("own.no-kind")}
	}
	return kinds, form.Name.Problem == nil && form.Wrong == nil
}

// fieldProblem is why an own field can not have its name; empty when that is not it.
func fieldProblem(f *views.Frame, err error) string {
	switch {
	case errors.Is(err, store.ErrNameTaken):
		return f.T("own.taken")
	case errors.Is(err, store.ErrTooMany):
		return f.T("own.many", fiche.MaxExtras)
	}
	return ""
}

// createField makes an own field.
func (a *App) createField(c *fiber.Ctx) error {
	v, err := a.fieldsView(c)
	if err != nil {
		return err
	}
	kinds, ok := readField(c, v.Frame, &v.New)
	if v.New.Type = formText(c, "type"); !slices.Contains(fiche.ExtraTypes, v.New.Type) {
		return fiber.ErrBadRequest // no form of ours says this
	}
	if !ok {
		return a.invalid(c, v)
	}
	made, err := a.store.AddExtra(c.UserContext(), actor(c), formText(c, "token"), fiche.Extra{Name: v.New.Name.Value, Type: v.New.Type, Kinds: kinds})
	if text := fieldProblem(v.Frame, err); text != "" {
		v.New.Name.Problem = &views.Note{Text: text}
		return a.invalid(c, v)
	}
	return a.fieldDone(c, err, "/fields", "field-made", made.ID)
}

// openField is the page of the own fields and the row of the one a request is about;
// none when it is gone.
func (a *App) openField(c *fiber.Ctx) (v views.OwnFields, row *views.OwnRow, err error) {
	if v, err = a.fieldsView(c); err != nil {
		return v, nil, err
	}
	for i := range v.Rows {
		if v.Rows[i].ID == c.Params("id") {
			return v, &v.Rows[i], nil
		}
	}
	return v, nil, store.ErrNotFound
}

// editField answers the own fields with one to be changed.
func (a *App) editField(c *fiber.Ctx) error {
	v, row, err := a.openField(c)
	if err != nil {
		return a.fieldDone(c, err, "", "")
	}
	openForm(v.Frame, row)
	return a.page(c, v)
}

// updateField gives an own field another name and other kinds; its type stays.
func (a *App) updateField(c *fiber.Ctx) error {
	v, row, err := a.openField(c)
	if err != nil {
		return a.fieldDone(c, err, "", "")
	}
	form := openForm(v.Frame, row)
	kinds, ok := readField(c, v.Frame, form)
	if !ok {
		return a.invalid(c, v)
	}
	err = a.store.ChangeExtra(c.UserContext(), actor(c), row.ID, form.Name.Value, kinds)
	if text := fieldProblem(v.Frame, err); text != "" {
		form.Name.Problem = &views.Note{Text: text}
		return a.invalid(c, v)
	}
	return a.fieldDone(c, err, "/fields", "saved")
}

// openForm opens the form of a row.
func openForm(f *views.Frame, row *views.OwnRow) *views.OwnForm {
	form := fieldForm(f, row.Name, row.Type, nil)
	form.Name.ID, form.Name.Autofocus, form.Kinds = "edit-name", true, row.Kinds
	row.Edit = &form
	return row.Edit
}

// moveField puts an own field a place forward or back.
func (a *App) moveField(c *fiber.Ctx) error {
	by, places := formText(c, "by"), 1
	if by == "up" {
		places = -1
	}
	id := c.Params("id")
	return a.fieldDone(c, a.store.MoveExtra(c.UserContext(), actor(c), id, places), "/fields?moved="+id+"&by="+by, "")
}

// askFieldRemoval answers the own fields with what removing one will do.
func (a *App) askFieldRemoval(c *fiber.Ctx) error {
	v, row, err := a.openField(c)
	if err != nil {
		return a.fieldDone(c, err, "", "")
	}
	row.Ask = &views.Ask{Icon: "bin", Head: v.T("own.removal", row.Name), Action: row.Self + "/removal", Do: v.T("bar.remove"), Grave: true, Cancel: "/fields", CancelText: v.T("act.cancel")}
	if row.Count > 0 {
		row.Ask.Effects = append(row.Ask.Effects, v.Effect("copy", v.N("manage.fiches", row.Count), v.N("own.keeps", row.Count)))
	} else {
		row.Ask.Effects = append(row.Ask.Effects, v.Effect("copy", "", v.T("own.unused")))
	}
	row.Ask.Effects = append(row.Ask.Effects, v.Effect("undo", "", v.T("own.back")))
	return a.page(c, v)
}

// removeField takes an own field away; what fiches hold in it stays.
func (a *App) removeField(c *fiber.Ctx) error {
	id := c.Params("id")
	return a.fieldDone(c, a.store.RemoveExtra(c.UserContext(), actor(c), id), "/fields", "field-removed", id)
}

// restoreField undoes a removal.
func (a *App) restoreField(c *fiber.Ctx) error {
	err := a.store.RestoreExtra(c.UserContext(), actor(c), c.Params("id"))
	if errors.Is(err, store.ErrNameTaken) || errors.Is(err, store.ErrTooMany) {
		return a.fieldDone(c, nil, "/fields", "too-late")
	}
	return a.fieldDone(c, err, "/fields", "undone")
}

// fieldDone leads on after a change to the own fields; one that is gone is said.
func (a *App) fieldDone(c *fiber.Ctx, err error, to, code string, args ...string) error {
	if errors.Is(err, store.ErrNotFound) {
		to, code, args, err = "/fields", "field-gone", nil, nil
	}
	if err != nil {
		return err
	}
	a.hub.wake() // what pages know of the own fields is stale already
	if code != "" {
		sayNext(c, code, args...)
	}
	return seeOther(c, to)
}

// flashField says what was done with an own field; one that was removed can come back.
func flashField(code string) func(*App, *fiber.Ctx, *views.Frame, []string) (*views.Flash, error) {
	return func(_ *App, _ *fiber.Ctx, f *views.Frame, ids []string) (*views.Flash, error) {
		id := strings.Join(ids, "")
		x, ok := f.OwnNamed(fiche.ExtraName(id))
		if !ok || !f.Can(views.RoleAdmin) {
			return nil, nil
		}
		fl := &views.Flash{Text: f.T("flash."+code, x.Label)}
		if code == "field-removed" {
			fl.Undo = &views.Action{URL: "/fields/" + id + "/restoration", Label: f.T("act.undo"), Icon: "undo", Key: "Ctrl Z"}
		}
		return fl, nil
	}
}

package handlers

import (
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/transfer"
	"fichebak/views"
)

// samplesOf are the first cells of a column that say something.
func samplesOf(rows []transfer.Row, n int) (cells []string) {
	for _, row := range rows {
		if n < len(row.Cells) && strings.TrimSpace(row.Cells[n]) != "" && len(cells) < 3 {
			cells = append(cells, shorten(row.Cells[n], 40))
		}
	}
	return cells
}

// kindField is the choice of a drawer.
func kindField(f *views.Frame, kind fiche.Kind) views.Field {
	field := views.Field{Name: "kind", Kind: "radio", Label: f.T("import.kind"), Value: kind.String()}
	for _, k := range fiche.Kinds {
		field.Options = append(field.Options, views.Option{Value: k.String(), Label: f.T("nav." + k.Plural())})
	}
	return field
}

func shapeFields(f *views.Frame, i *store.Import) []views.Field {
	comma := views.Field{Name: "comma", Kind: "select", Label: f.T("import.comma-field"), Value: i.Comma}
	for _, r := range transfer.Commas {
		label := string(r)
		if r == '\t' {
			label = f.T("import.tab")
		}
		comma.Options = append(comma.Options, views.Option{Value: string(r), Label: label})
	}
	letters := views.Field{Name: "encoding", Kind: "select", Label: f.T("import.encoding"), Value: i.Encoding, Hint: f.T("import.encoding-hint")}
	for _, e := range transfer.Encodings {
		letters.Options = append(letters.Options, views.Option{Value: string(e), Label: f.T("encoding." + string(e))})
	}
	return []views.Field{comma, letters}
}

func sheetField(f *views.Frame, sheet string, sheets []string) views.Field {
	field := views.Field{Name: "sheet", Kind: "select", Label: f.T("import.sheet"), Value: sheet}
	for _, s := range sheets {
		field.Options = append(field.Options, views.Option{Value: s, Label: s})
	}
	return field
}

// targetOptions are all that a column can be, and what one is that is seldom asked for:
// the town of a sixth address.
func targetOptions(f *views.Frame, used []string) []views.Option {
	options := []views.Option{{Label: f.T("import.pass-over")}}
	targets := transfer.Targets()
	for _, x := range f.Own {
		if x.Live {
			targets = append(targets, x.Name)
		}
	}
	for _, t := range used {
		if t != "" && !slices.Contains(targets, t) {
			targets = append(targets, t)
		}
	}
	for _, t := range targets {
		options = append(options, views.Option{Value: t, Label: columnTitle(f, t)})
	}
	return options
}

// knownTarget reports whether a column can be this.
func (a *App) knownTarget(c *fiber.Ctx, field string) bool {
	if _, own := fiche.ExtraID(field); !own {
		return field == "" || transfer.KnownTarget(field)
	}
	own, err := a.store.OwnColumns(c.UserContext())
	return err == nil && slices.ContainsFunc(own, func(o transfer.Own) bool { return o.Field == field })
}

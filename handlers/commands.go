package handlers

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/search"
	"fichebak/views"
)

// How much the box shows of each kind of thing.
const (
	maxCommandPlaces = 6
	maxCommandFiches = 4 // of a kind
)

// commands answers the box that finds what can be done, places and fiches. What is
// found is at once where a colleague would look: a list with a cursor in it.
func (a *App) commands(c *fiber.Ctx) error {
	f, err := a.frame(c)
	if err != nil {
		return err
	}
	query := queryOf(c)
	v := views.Commands{Frame: f, Q: shorten(query.Get("q"), maxQuery), Fiche: shorten(query.Get("fiche"), maxID), Box: query.Get("box")}
	if v.Fiche == "" && !query.Has("fiche") {
		v.Fiche = ficheOf(pathOf(helpFrom(c)))
	}
	f.Title, f.Card = f.T("menu.commands"), "is-short"
	words := search.Words(v.Q)
	add := a.addFicheCommands
	if f.CRM && strings.HasPrefix(v.Fiche, "c") {
		add = a.addCRMCommands
	}
	if err := add(c.UserContext(), &v, words); err != nil {
		return err
	}
	if err := a.addFoundCommands(c.UserContext(), &v, words); err != nil {
		return err
	}
	return a.page(c, v)
}

// ficheOf is the fiche, or the CRM fiche, a page is about; empty when it is about none.
func ficheOf(path string) string {
	parts := strings.Split(strings.Trim(path, "/"), "/")
	if len(parts) < 2 || len(parts[1]) > maxID {
		return ""
	}
	if parts[0] == "crm" && crmID.MatchString(parts[1]) {
		return parts[1]
	}
	if !strings.HasPrefix(parts[1], "f") {
		return ""
	}
	for _, k := range fiche.Kinds {
		if parts[0] == k.Plural() {
			return parts[1]
		}
	}
	return ""
}

// command is a line of the box, before it is known to be one that is looked for.
type command struct {
	url, icon, label, note, keys string
	tel                          string // a number to call, with its +
	post                         bool
}

// match keeps the commands that have all words, and marks them.
func match(f *views.Frame, list []command, words []search.Word, limit int) (lines []views.Command) {
	seen := map[string]bool{}
	for _, x := range list {
		if len(lines) == limit {
			break
		}
		if seen[x.url] || !hasWords(x.label+" "+x.note, words) {
			continue
		}
		seen[x.url] = true
		line := views.Command{URL: x.url, Tel: x.tel, Icon: x.icon, Label: parts(x.label, words), Note: parts(x.note, words), Post: x.post}
		if f.User.Keys { // all of these are for who is not typing
			line.Keys = strings.Fields(x.keys)
		}
		lines = append(lines, line)
	}
	return lines
}

func hasWords(text string, words []search.Word) bool {
	for _, w := range words {
		if len(search.Marks(text, []search.Word{w})) == 0 {
			return false
		}
	}
	return true
}

// addFicheCommands adds what can be done with the fiche that is chosen.
func (a *App) addFicheCommands(ctx context.Context, v *views.Commands, words []search.Word) error {
	if v.Fiche == "" {
		return nil
	}
	card, err := a.store.Card(ctx, v.Fiche)
	if errors.Is(err, store.ErrNotFound) {
		v.Fiche = ""
		return nil
	}
	if err != nil {
		return err
	}
	x := &card.Fiche
	head := v.T("commands.with", strconv.Itoa(x.Number)+" "+x.Name)
	v.Add(head, match(v.Frame, ficheCommands(v.Frame, &card), words, maxFound))
	return nil
}

// addFoundCommands adds fiches that were open a moment ago while nothing is typed;
// then places, and the fiches that are found.
func (a *App) addFoundCommands(ctx context.Context, v *views.Commands, words []search.Word) error {
	if len(words) == 0 {
		lines, err := a.recentCommands(ctx, v)
		if err != nil {
			return err
		}
		v.Add(v.T("commands.recent"), lines)
		v.Add(v.T("commands.go"), match(v.Frame, places(v.Frame), nil, maxCommandPlaces))
		return nil
	}
	all, err := a.savedPlaces(ctx, v.Frame)
	if err != nil {
		return err
	}
	v.Add(v.T("commands.go"), match(v.Frame, append(all, places(v.Frame)...), words, maxCommandPlaces))
	var lines []views.Command
	for _, k := range fiche.Kinds {
		page, err := a.store.List(ctx, store.Query{Kind: k, Text: v.Q, View: store.ViewAll, Sort: "name", Limit: maxCommandFiches})
		if err != nil {
			return err
		}
		for i := range page.Rows {
			lines = append(lines, ficheLine(v.Frame, &page.Rows[i], words))
		}
	}
	v.Add(v.T("menu.fiches"), lines)
	if lines, err = a.crmCommandLines(ctx, v, words); err != nil {
		return err
	}
	v.Add(v.T("crm.head"), lines)
	return nil
}

// ficheLine is a fiche that was found.
func ficheLine(f *views.Frame, r *store.Row, words []search.Word) views.Command {
	x := &r.Fiche
	line := views.Command{URL: ficheURL(fiche.RefTo(x)), Icon: "firm", Label: parts(strconv.Itoa(x.Number)+" "+x.Name, words)}
	if x.Person {
		line.Icon = "person"
	}
	about := f.T("kind." + x.Kind.String())
	if town := x.Town(); town != "" {
		about += ", " + town
	}
	line.Note = parts(about, words)
	if len(words) > 0 && !hasWords(x.Name+" "+strconv.Itoa(x.Number), words) {
		line.Note = append(hits(f, r, words), views.Part{Text: ", " + f.T("kind."+x.Kind.String()+".low")})
	}
	return line
}

package handlers

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"sync"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/phone"
	"fichebak/views"
)

// ficheCommands are all that can be done with a fiche, the likely first.
func ficheCommands(f *views.Frame, card *store.Card) (list []command) {
	x := &card.Fiche
	self := ficheURL(fiche.RefTo(x))
	show := command{url: self, icon: "view", label: f.T("bar.show"), keys: "Enter"}
	if x.Removed() {
		return []command{show, {url: self + "/history", icon: "history", label: f.T("menu.history")}}
	}
	worker := f.Can(views.RoleWorker)
	if worker {
		list = append(list, momentCommands(f, card, self)...)
	}
	for _, number := range []string{x.Phone, x.Mobile} {
		if tel := phone.URI(number); tel != "" {
			list = append(list, command{url: "tel:" + tel, tel: tel, icon: "phone", label: f.T("commands.call", phone.Format(number)), note: f.T("commands.call-note")})
		}
	}
	if x.Email != "" {
		list = append(list, command{url: "mailto:" + x.Email, icon: "mail", label: f.T("commands.mail", x.Email)})
	}
	list = append(list, show)
	if worker {
		list = append(list,
			command{url: self + "/edit", icon: "edit", label: f.T("bar.edit"), keys: "B"},
			command{url: self + "/moments/new", icon: "calendar", label: f.T("fiche.add-moment")},
			command{url: self + "/activities/new", icon: "note", label: f.T("bar.log"), note: f.T("bar.log-tip"), keys: "L"})
		if f.CRM {
			list = append(list, command{url: self + "/crm/new", icon: "crm", label: f.T("bar.crm"), keys: "C"})
		}
		if x.Kind == fiche.Prospect {
			list = append(list, command{url: self + "/conversion", icon: "convert", label: f.T("bar.convert"), keys: "K", post: true})
		}
	}
	list = append(list, command{url: self + "/history", icon: "history", label: f.T("menu.history")})
	if worker {
		list = append(list, command{url: "/" + x.Kind.Plural() + "/removal?" + url.Values{"fiche": {x.ID}}.Encode(), icon: "bin", label: f.T("bar.remove"), note: f.T("bar.remove-tip"), keys: "Del"})
	}
	return list
}

// momentCommands deal with what comes next on a fiche.
func momentCommands(f *views.Frame, card *store.Card, self string) []command {
	at := slices.IndexFunc(card.Moments, func(m fiche.Moment) bool { return m.Open() })
	if at < 0 {
		return nil
	}
	m := &card.Moments[at]
	kind, when := f.T("moment."+m.Kind.String()), f.DayClock(m.Day, m.Hour)
	return []command{
		{url: "/reminders/" + dueID(m) + "/done", icon: "check", label: f.T("act.done-for", kind), note: when, post: true},
		{url: self + "/moments/" + url.PathEscape(m.ID), icon: "move", label: f.T("act.move-for", kind), note: when},
	}
}

// places are where one can go; only those the user may.
func places(f *views.Frame) (list []command) {
	for _, d := range f.Drawers() {
		list = append(list, command{url: d.URL, icon: "menu", label: d.Label, keys: "G " + f.DrawerKey(d)})
	}
	if f.Can(views.RoleWorker) {
		for _, k := range fiche.Kinds {
			list = append(list, command{url: "/" + k.Plural() + "/new", icon: "new", label: f.T("bar.new." + k.String())})
		}
	}
	list = append(list, command{url: "/search", icon: "search", label: f.T("search.all"), keys: "/"})
	for _, part := range f.Menu() {
		for _, m := range part.Items {
			list = append(list, command{url: m.URL, icon: m.Icon, label: m.Label, keys: m.Key})
		}
	}
	for _, m := range f.Account() {
		list = append(list, command{url: m.URL, icon: m.Icon, label: m.Label})
	}
	for _, k := range fiche.Kinds {
		for _, view := range store.Views[1:] {
			list = append(list, command{url: "/" + k.Plural() + "?view=" + string(view), icon: "funnel", label: f.T("nav." + k.Plural()), note: f.T("view." + string(view))})
		}
	}
	list = append(list, crmPlaces(f)...)
	for _, t := range f.HelpTopics() {
		list = append(list, command{url: t.URL, icon: "help", label: t.Text})
	}
	return list
}

// savedPlaces are the views a user has saved, or was given.
func (a *App) savedPlaces(ctx context.Context, f *views.Frame) (list []command, err error) {
	kinds := fiche.Kinds[:]
	if f.CRM {
		kinds = append(slices.Clone(kinds), store.CRMList)
	}
	for _, k := range kinds {
		kept, err := a.store.Saved(ctx, f.User.ID, k)
		if err != nil {
			return nil, err
		}
		for i := range kept {
			list = append(list, command{url: savedURL(&kept[i].Saved), icon: "view-saved", label: kept[i].Name, note: f.T("nav."+listNav(k)) + ", " + f.Number(kept[i].Count)})
		}
	}
	return list, nil
}

// maxRecent is how many fiches are remembered as open a moment ago.
const maxRecent = 6

// recent are the fiches each user has looked at last. Only this process remembers them:
// who looks at what is nobody's business afterwards.
type recent struct {
	mu  sync.Mutex
	ids map[string][]fiche.ID // by user, the last first
}

// saw puts a fiche first.
func (r *recent) saw(user string, id fiche.ID) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.ids == nil {
		r.ids = map[string][]fiche.ID{}
	}
	list := slices.DeleteFunc(slices.Clone(r.ids[user]), func(x fiche.ID) bool { return x == id })
	list = append([]fiche.ID{id}, list...)
	r.ids[user] = list[:min(len(list), maxRecent)]
}

func (r *recent) of(user string) []fiche.ID {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.ids[user])
}

// recentCommands are the fiches that were open last, but the one that is.
func (a *App) recentCommands(ctx context.Context, v *views.Commands) (lines []views.Command, err error) {
	for _, id := range a.recent.of(v.User.ID) {
		card, err := a.store.Card(ctx, id)
		switch {
		case errors.Is(err, store.ErrNotFound):
			continue
		case err != nil:
			return nil, err
		case id == v.Fiche || card.Fiche.Removed():
			continue
		}
		lines = append(lines, ficheLine(v.Frame, &store.Row{Fiche: card.Fiche}, nil))
	}
	return lines, nil
}

package handlers

import (
	"net/url"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/views"
)

// flashCookie carries what was done over the redirect to the page that says so: a
// code and ids, never a name.
const flashCookie = "flash"

// flashSep stands between a code and ids; it is one byte in a cookie too.
const flashSep = "."

// sayNext has the next page of this browser say something; args are ids.
func sayNext(c *fiber.Ctx, code string, args ...string) {
	c.Cookie(&fiber.Cookie{Name: flashCookie, Value: url.QueryEscape(strings.Join(append([]string{code}, args...), flashSep)), Path: "/", HTTPOnly: true, SameSite: fiber.CookieSameSiteLaxMode, MaxAge: 60})
}

// flashes make the text of each code; args are those of sayNext.
var flashes = map[string]func(a *App, c *fiber.Ctx, f *views.Frame, args []string) (*views.Flash, error){
	"saved":          plainFlash("flash.saved"),
	"saved-alike":    (*App).flashSavedAlike,
	"judged":         (*App).flashJudged,
	"merged":         (*App).flashMerged,
	"unmerged":       (*App).flashUnmerged,
	"was-merged":     (*App).flashWasMerged,
	"merge-bin":      plainProblem("flash.merge-bin"),
	"undo-later":     plainProblem("flash.undo-later"),
	"converted":      (*App).flashConverted,
	"trial":          plainFlash("flash.trial"),
	"undone":         plainFlash("flash.undone"),
	"undone-last":    (*App).flashUndoneLast,
	"undo-moved":     plainProblem("flash.undo-moved"),
	"undo-never":     plainProblem("flash.undo-never"),
	"undo-invalid":   plainProblem("flash.undo-invalid"),
	"too-late":       plainProblem("flash.too-late"),
	"in-bin":         plainProblem("flash.in-bin"),
	"was-done":       plainProblem("flash.was-done"),
	"pick-one":       plainProblem("flash.pick-one"),
	"erased":         flashErased,
	"pick-fewer":     plainProblem("flash.pick-fewer"),
	"job-too-late":   plainProblem("flash.job-too-late"),
	"pick-two":       plainProblem("flash.pick-two"),
	"pick-just-one":  plainProblem("flash.pick-just-one"),
	"report-many":    plainProblem("flash.report-many"),
	"restored":       plainFlash("flash.restored"),
	"moment-done":    flashMoment("done"),
	"moment-seen":    flashMoment("seen"),
	"moment-later":   flashMoment("later"),
	"moment-moved":   (*App).flashMoved,
	"later-past":     plainProblem("flash.later-past"),
	"hour-skipped":   flashHourSkipped,
	"examples-gone":  flashExamplesGone,
	"unbinned":       (*App).flashUnbinned,
	"was-converted":  (*App).flashWasConverted,
	"field-removed":  flashField("field-removed"),
	"field-made":     flashField("field-made"),
	"stage-removed":  flashStage("stage-removed"),
	"stage-made":     flashStage("stage-made"),
	"stage-gone":     plainProblem("flash.stage-gone"),
	"field-gone":     plainProblem("flash.field-gone"),
	"view-saved":     flashView("view-saved"),
	"view-removed":   flashView("view-removed"),
	"view-gone":      plainProblem("flash.view-gone"),
	"window-saved":   flashWindow("window-saved"),
	"window-reset":   flashWindow("window-reset"),
	"settings":       (*App).flashSettings,
	"password":       plainFlash("flash.password"),
	"session-ended":  plainFlash("flash.session-ended"),
	"sessions-ended": plainFlash("flash.sessions-ended"),
	"logged":         (*App).flashLogged,
	"unlogged":       (*App).flashUnlogged,
	"crm-made":       (*App).flashCRM,
	"crm-moved":      (*App).flashCRMMoved,
	"crm-removed":    (*App).flashCRMRemoved,
	"user-made":      flashUser("user-made"),
	"user-in":        flashUser("user-in"),
	"user-out":       flashUser("user-out"),
	"group-gone":     plainProblem("flash.group-gone"),
	"source-gone":    plainProblem("flash.source-gone"),
	"import-gone":    plainProblem("flash.import-gone"),
	"import-unread":  plainProblem("flash.import-unread"),
	"import-dropped": plainFlash("flash.import-dropped"),
	"group-made":     flashGroup("group-made", 1),
	"group-removed":  flashGroup("group-removed", 1),
	"group-merged":   flashGroup("group-merged", 2),
	"removed": func(a *App, c *fiber.Ctx, f *views.Frame, ids []string) (*views.Flash, error) {
		return a.flashRemoved(c, f, ids, "removed", "restore")
	},
	"made-inactive": func(a *App, c *fiber.Ctx, f *views.Frame, ids []string) (*views.Flash, error) {
		return a.flashRemoved(c, f, ids, "made-inactive", "active")
	},
}

func plainFlash(key string) func(*App, *fiber.Ctx, *views.Frame, []string) (*views.Flash, error) {
	return func(_ *App, _ *fiber.Ctx, f *views.Frame, _ []string) (*views.Flash, error) {
		return &views.Flash{Text: f.T(key)}, nil
	}
}

func plainProblem(key string) func(*App, *fiber.Ctx, *views.Frame, []string) (*views.Flash, error) {
	return func(_ *App, _ *fiber.Ctx, f *views.Frame, _ []string) (*views.Flash, error) {
		return &views.Flash{Text: f.T(key), Problem: true}, nil
	}
}

// flash reads what the page before wanted said, once.
func (a *App) flash(c *fiber.Ctx, f *views.Frame) (*views.Flash, error) {
	raw := c.Cookies(flashCookie)
	if raw == "" || partial(c) {
		return nil, nil
	}
	c.Cookie(&fiber.Cookie{Name: flashCookie, Path: "/", MaxAge: -1, Expires: time.Unix(1, 0)})
	text, err := url.QueryUnescape(raw)
	if err != nil {
		return nil, nil
	}
	parts := strings.Split(text, flashSep)
	make, ok := flashes[parts[0]]
	if !ok {
		return nil, nil
	}
	return make(a, c, f, parts[1:])
}

// morning is the list of the day, on a user's first page of the day.
func (a *App) morning(c *fiber.Ctx, u *store.User, d *day) (*views.Morning, error) {
	if d.settings.RemindOff || c.Method() != fiber.MethodGet || partial(c) {
		return nil, nil
	}
	show, err := a.store.ListOfTheDay(c.UserContext(), *u)
	if err != nil || !show {
		return nil, err
	}
	wanted := func(x store.Dated) bool {
		return x.Moment.Open() && !(d.settings.CallBacksOff && x.Moment.Kind == fiche.CallBack)
	}
	m := &views.Morning{}
	for _, x := range d.overdue {
		if wanted(x) {
			m.Late = append(m.Late, a.line(&x))
		}
	}
	if m.LateAll = d.late; d.settings.CallBacksOff {
		m.LateAll = len(m.Late)
	}
	for _, x := range ofDay(d.moments) {
		if wanted(x) {
			m.Today = append(m.Today, a.line(&x))
		}
	}
	if len(m.Late)+len(m.Today) == 0 {
		return nil, nil
	}
	return m, nil
}

// elsewhere is a link to a fiche that a flash names, on a page that is not its own.
func elsewhere(c *fiber.Ctx, x *fiche.Fiche) *views.Link {
	url := ficheURL(fiche.RefTo(x))
	if c.Path() == url {
		return nil
	}
	return &views.Link{URL: url, Text: x.Name}
}

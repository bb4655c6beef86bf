package handlers

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/phone"
	"fichebak/views"
	"fichebak/views/locale"
)

// How much of what is due the tray shows, and of the day the time edge draws.
const (
	maxTray    = 15
	maxMarks   = 100
	maxOverdue = 6
)

// A reminder is called new, and stands as a card on pages whose tray is shut, for so
// long.
const (
	isNew    = 2 * time.Minute
	isRecent = time.Hour
)

// day is what every page of a user shows of the day: the time edge and the tray. It
// is worked out once for all the user's pages and streams, until something changes
// or the minute is over.
type day struct {
	settings store.Settings
	moments  []store.Dated // of today
	overdue  []store.Dated // the latest that are late, of days before
	late     int
	due      []store.Reminder
	dueAll   int
	next     *store.Dated
	jobs     jobs
	own      []store.ExtraCount

	once sync.Once
	live *liveState
	err  error
}

// errNotRendered stands when rendering ended in a panic.
var errNotRendered = errors.New("live parts not rendered")

// liveState is what the stream sends of the day, rendered once.
func (d *day) liveState(render func() (*liveState, error)) (*liveState, error) {
	d.once.Do(func() {
		d.err = errNotRendered
		d.live, d.err = render()
	})
	return d.live, d.err
}

// days keeps the day of each user for the present minute, state of the box and
// generation of the hub.
type days struct {
	mu     sync.Mutex
	gen    dayGen
	byUser map[string]*day
}

// dayGen is when a day was worked out: another one is stale. The hub's generation alone
// comes a moment after the commit, and who wrote would read the day before it.
type dayGen struct {
	minute   int64
	at, wake uint64
}

// day answers the day of a user. The key has what changes how it is rendered.
func (a *App) day(ctx context.Context, u *store.User) (*day, error) {
	gen := dayGen{minute: a.now().Unix() / 60, at: a.store.At(), wake: a.hub.generation()}
	key := u.ID + u.Language + u.Role.String()
	a.days.mu.Lock()
	if a.days.gen != gen || a.days.byUser == nil {
		a.days.gen, a.days.byUser = gen, map[string]*day{}
	}
	d := a.days.byUser[key]
	a.days.mu.Unlock()
	if d != nil {
		return d, nil
	}
	d, err := a.readDay(ctx, u.ID)
	if err != nil {
		return nil, err
	}
	a.days.mu.Lock()
	defer a.days.mu.Unlock()
	if a.days.gen == gen {
		if first := a.days.byUser[key]; first != nil {
			return first, nil
		}
		a.days.byUser[key] = d
	}
	return d, nil
}

func (a *App) readDay(ctx context.Context, user string) (*day, error) {
	d := &day{}
	var err error
	if d.settings, err = a.store.Settings(ctx); err != nil {
		return nil, err
	}
	now := a.wall()
	today, tomorrow := now.Format(time.DateOnly), now.AddDate(0, 0, 1).Format(time.DateOnly)
	if d.moments, err = a.store.Between(ctx, user, today, tomorrow, maxMarks); err != nil {
		return nil, err
	}
	if d.overdue, d.late, err = a.store.Late(ctx, user, maxOverdue); err != nil {
		return nil, err
	}
	if d.due, d.dueAll, err = a.store.Due(ctx, user, maxTray); err != nil {
		return nil, err
	}
	if d.jobs, err = a.readJobs(ctx, user); err != nil {
		return nil, err
	}
	if d.own, err = a.store.Extras(ctx); err != nil {
		return nil, err
	}
	d.next, err = a.store.NextOpen(ctx, user)
	return d, err
}

// wall is the clock of the shop.
func (a *App) wall() time.Time { return a.now().In(a.store.Location()) }

// frame is what every page of who asks knows.
func (a *App) frame(c *fiber.Ctx) (*views.Frame, error) {
	u := current(c)
	if u == nil {
		return a.bareFrame(c), nil
	}
	d, err := a.day(c.UserContext(), u)
	if err != nil {
		return nil, err
	}
	f := a.frameOf(u, d)
	if ready, err := a.rendered(u, d); err == nil {
		f.Ready = &views.Ready{Rim: ready.now, Tray: ready.tray}
	}
	f.Path = c.Path()
	f.Upto, _ = c.Locals(localAt).(uint64)
	f.Flash, err = a.flash(c, f)
	if err != nil {
		return nil, err
	}
	f.Morning, err = a.morning(c, u, d)
	return f, err
}

// frameOf is the frame of a user's page, but for what the request says.
func (a *App) frameOf(u *store.User, d *day) *views.Frame {
	f := views.NewFrame(u.Language, a.wall())
	f.Theme, f.Company = u.Theme, d.settings.Company
	f.User = &views.User{ID: u.ID, Name: u.Name, Initials: views.Initials(u.Name), Role: u.Role.String(), Keys: !u.KeysOff, KeysOut: u.KeysOut, Sound: u.Sound}
	for i := range d.own {
		f.Own = append(f.Own, ownField(&d.own[i].Extra))
	}
	f.CRM = d.settings.CRMOn
	f.Rim = rim(f, d)
	f.Tray = tray(f, d)
	f.Late = a.schedulerLate()
	f.Job = a.jobBar(f, d.jobs)
	return f
}

// bareFrame is the frame of a page for who is not signed in.
func (a *App) bareFrame(c *fiber.Ctx) *views.Frame {
	set, err := a.store.Settings(a.ctx)
	if err != nil {
		a.log.Error("read settings", "err", err)
	}
	f := views.NewFrame(locale.Match(c.Get(fiber.HeaderAcceptLanguage), set.Language), a.wall())
	f.Company, f.Path = set.Company, c.Path()
	return f
}

// schedulerMissing is how long the scheduler may be silent before every page says so.
const schedulerMissing = 3 * time.Minute

// schedulerLate tells when the scheduler, which runs each minute, has not been seen.
// Real minutes count, not those that a clock jumped or a computer slept.
func (a *App) schedulerLate() *views.Late {
	last := *a.tick.Load()
	silent := a.now().Sub(last)
	if silent < schedulerMissing {
		return nil
	}
	return &views.Late{Minutes: int(silent / time.Minute), Last: last.In(a.store.Location()).Format("15:04")}
}

func rim(f *views.Frame, d *day) *views.Rim {
	r := &views.Rim{Day: f.Now.Format(time.DateOnly), Clock: f.Now.Format("15:04"), Late: d.late}
	for i := range d.moments {
		if m := &d.moments[i]; m.Moment.Kind.Reminds() {
			r.Marks = append(r.Marks, mark(m))
		}
	}
	for i := len(d.overdue) - 1; i >= 0; i-- {
		if d.overdue[i].Moment.Day < r.Day {
			r.Overdue = append(r.Overdue, mark(&d.overdue[i]))
		}
	}
	if d.next != nil {
		m := mark(d.next)
		r.Next = &m
	}
	return r
}

func mark(m *store.Dated) views.Mark {
	return views.Mark{Kind: m.Moment.Kind.String(), Day: m.Moment.Day, Clock: m.Moment.Hour, Until: m.Moment.Until, Name: m.Ref.Name, URL: ficheURL(&m.Ref), Done: m.Moment.Done(), Late: m.Late}
}

func tray(f *views.Frame, d *day) *views.Tray {
	t := &views.Tray{More: d.dueAll - len(d.due)}
	for i := range d.due {
		r, m := &d.due[i], &d.due[i].Moment
		if m.Fiche == store.TrialID {
			t.Entries = append(t.Entries, trialEntry(f, r))
			continue
		}
		t.Entries = append(t.Entries, views.Entry{
			Moment: dueID(m), Key: r.Key(), Kind: m.Kind.String(), Day: m.Day, Clock: m.Hour, Until: m.Until, Text: m.Text,
			Name: r.Ref.Name, URL: ficheURL(&r.Ref), Number: strconv.Itoa(r.Ref.Number), Phone: phone.Format(r.Phone), Tel: phone.URI(r.Phone),
			Late: r.Late, New: f.Now.Sub(r.At) < isNew, Recent: f.Now.Sub(r.At) < isRecent,
		})
	}
	return t
}

// dueID names a moment in an address together with its fiche.
func dueID(m *fiche.Moment) string { return m.Fiche + "-" + m.ID }

// readDue takes a dueID apart.
func readDue(s string) (id, moment fiche.ID) {
	id, moment, _ = strings.Cut(s, "-")
	return id, moment
}

// ficheURL is the address of a fiche.
func ficheURL(r *fiche.Ref) string { return "/" + r.Kind.Plural() + "/" + r.ID }

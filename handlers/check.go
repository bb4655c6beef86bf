package handlers

import (
	"net"
	"net/url"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/views"
)

// How much the page says of what comes and of the user's browsers.
const (
	maxComing   = 4
	maxBrowsers = 8
)

// checkReminders answers whether this user is reminded in this browser: what the
// server knows of it; a script adds what only the browser knows.
func (a *App) checkReminders(c *fiber.Ctx) error {
	f, err := a.frame(c)
	if err != nil {
		return err
	}
	f.Title = f.T("menu.check")
	u := current(c)
	set, err := a.store.Settings(c.UserContext())
	if err != nil {
		return err
	}
	round := a.tick.Load().In(a.store.Location())
	v := views.Check{
		Frame: f, Browser: browserName(f, c.Get(fiber.HeaderUserAgent)), Host: c.BaseURL(), Secure: mayNotify(c.BaseURL()), Local: localURL(c.BaseURL()),
		Off: set.RemindOff, Round: round.Format("15:04:05"), RoundAgo: max(0, int(a.now().Sub(round)/time.Second)), Late: f.Late != nil,
		Zone: a.store.Location().String(),
	}
	if f.Can(views.RoleAdmin) {
		v.SettingAt = "/settings"
	}
	coming, err := a.store.Coming(c.UserContext(), u.ID, maxComing)
	if err != nil {
		return err
	}
	for i := range coming {
		r := &coming[i]
		at := r.At.In(a.store.Location())
		v.Coming = append(v.Coming, views.Coming{Day: at.Format(time.DateOnly), Clock: at.Format("15:04"), Line: a.line(&store.Dated{Moment: r.Moment, Ref: r.Ref, Phone: r.Phone, Late: r.Late})})
	}
	session, _ := c.Locals(localSession).(string)
	_, v.Streams = a.hub.count(session)
	v.Browsers, err = a.browsers(c, f, u, session)
	if err != nil {
		return err
	}
	return a.page(c, v)
}

// browsers are those in which a user is signed in, this one first.
func (a *App) browsers(c *fiber.Ctx, f *views.Frame, u *store.User, session string) (bs []views.Browser, err error) {
	list, err := a.store.Sessions(c.UserContext(), u.ID)
	if err != nil {
		return nil, err
	}
	for _, s := range list {
		_, live := a.hub.count(s.Hash)
		b := views.Browser{Name: browserName(f, s.Agent), Seen: f.Stamp(time.Unix(s.Seen, 0)), Here: s.Hash == session, Live: live > 0}
		if b.Here {
			bs = append([]views.Browser{b}, bs...)
		} else {
			bs = append(bs, b)
		}
	}
	return bs[:min(len(bs), maxBrowsers)], nil
}

// tryReminder sends this user a real reminder. It is answered before it arrives: that
// is the stream's work, as with any other.
func (a *App) tryReminder(c *fiber.Ctx) error {
	r, err := a.store.Try(c.UserContext(), actor(c))
	if err != nil {
		return err
	}
	if !partial(c) {
		a.hub.wake() // the page that follows has it already
		sayNext(c, "trial")
		return seeOther(c, "/reminders/check")
	}
	f, err := a.frame(c)
	if err != nil {
		return err
	}
	return a.page(c, views.Trial{Frame: f, Key: r.Key(), Clock: f.Now.Format("15:04:05")})
}

// mayNotify reports whether browsers show notifications for an address: with TLS, or
// on the computer itself.
func mayNotify(base string) bool {
	u, err := url.Parse(base)
	if err != nil {
		return false
	}
	host := u.Hostname()
	ip := net.ParseIP(host)
	return u.Scheme == "https" || host == "localhost" || strings.HasSuffix(host, ".localhost") || (ip != nil && ip.IsLoopback())
}

// localURL is the address of the program on its own computer.
func localURL(base string) string {
	u, err := url.Parse(base)
	if err != nil || u.Port() == "" {
		return "http://localhost"
	}
	return "http://localhost:" + u.Port()
}

// trialEntry is a trial reminder as the tray shows it.
func trialEntry(f *views.Frame, r *store.Reminder) views.Entry {
	return views.Entry{
		Moment: dueID(&r.Moment), Key: r.Key(), Kind: "trial", Day: r.Moment.Day, Clock: r.Moment.Hour,
		Name: f.T("check.trial.name"), URL: "/reminders/check", Text: f.T("check.trial.text"), New: f.Now.Sub(r.At) < isNew, Recent: f.Now.Sub(r.At) < isRecent,
	}
}

// agents and systems are told by these words of what a browser says of itself; the
// first that fits counts, since each says the names of others too.
var (
	agents  = [][2]string{{"Edg", "Edge"}, {"OPR/", "Opera"}, {"SamsungBrowser/", "Samsung Internet"}, {"Firefox/", "Firefox"}, {"FxiOS/", "Firefox"}, {"CriOS/", "Chrome"}, {"Chrome/", "Chrome"}, {"Safari/", "Safari"}}
	systems = [][2]string{{"Android", "Android"}, {"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Windows", "Windows"}, {"CrOS", "ChromeOS"}, {"Mac OS X", "macOS"}, {"Linux", "Linux"}}
)

// browserName is a browser in words: Firefox on Windows.
func browserName(f *views.Frame, agent string) string {
	find := func(list [][2]string) string {
		for _, x := range list {
			if strings.Contains(agent, x[0]) {
				return x[1]
			}
		}
		return ""
	}
	name, system := find(agents), find(systems)
	switch {
	case name == "":
		return f.T("value.unknown")
	case system == "":
		return name
	}
	return f.T("check.browser-on", name, system)
}

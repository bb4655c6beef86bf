package handlers

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/password"
	"fichebak/views"
)

// account answers the user's own page.
func (a *App) account(c *fiber.Ctx) error {
	v, err := a.accountView(c)
	if err != nil {
		return err
	}
	return a.page(c, v)
}

func (a *App) accountView(c *fiber.Ctx) (v views.Account, err error) {
	f, err := a.frame(c)
	if err != nil {
		return v, err
	}
	u := current(c)
	v = views.NewAccount(f, u.Name, u.Language, u.Theme)
	v.Since = f.T("account.since", f.DateLong(time.Unix(u.CreatedAt, 0).In(a.store.Location()).Format(time.DateOnly)))
	list, err := a.store.Sessions(c.UserContext(), u.ID)
	if err != nil {
		return v, err
	}
	here, _ := c.Locals(localSession).(string)
	for i := range list {
		r := a.sessionRow(f, &list[i], here)
		if r.Here {
			v.Sessions = slices.Insert(v.Sessions, 0, r)
		} else {
			v.Sessions = append(v.Sessions, r)
		}
	}
	return v, nil
}

// mobiles are the systems of telephones and tablets.
var mobiles = []string{"Android", "iPhone", "iPad"}

func (a *App) sessionRow(f *views.Frame, s *store.Session, here string) views.SessionRow {
	r := views.SessionRow{Frame: f, ID: s.Hash, Name: browserName(f, s.Agent), Seen: f.Stamp(time.Unix(s.Seen, 0)), Icon: "screen", Here: s.Hash == here}
	if _, open := a.hub.count(s.Hash); open > 0 || r.Here {
		r.Seen = f.T("time.now")
	}
	if slices.ContainsFunc(mobiles, func(m string) bool { return strings.Contains(s.Agent, m) }) {
		r.Icon = "mobile"
	}
	return r
}

// updateAccount saves a user's own name, language and look.
func (a *App) updateAccount(c *fiber.Ctx) error {
	v, err := a.accountView(c)
	if err != nil {
		return err
	}
	v.Name.Value, v.Language.Value = strings.TrimSpace(formText(c, "name")), formText(c, "language")
	look, keys, sound := formText(c, "look"), formText(c, "keys") != "", formText(c, "sound") != ""
	for i := range v.Look.Options {
		v.Look.Options[i].Selected = v.Look.Options[i].Value == look
	}
	v.KeysOn.Checked, v.SoundOn.Checked = keys, sound
	for i := range v.KeyGroups {
		v.KeyGroups[i].Checked = formText(c, v.KeyGroups[i].Name) != ""
	}
	textField(v.Frame, &v.Name)
	languageField(v.Frame, &v.Language)
	if !slices.Contains(views.Looks[:], look) {
		v.Look.Problem = &views.Note{Text: v.T("problem.choice")}
	}
	v.Unsaved = true // until it is
	if v.Check(&v.Name, &v.Language, &v.Look) {
		return a.invalid(c, v)
	}
	u := current(c)
	session, _ := c.Locals(localSession).(string)
	_, err = a.store.ChangeUser(c.UserContext(), u.Actor(), u.ID, session, func(u *store.User) {
		u.Name, u.Language, u.Theme, u.KeysOff, u.KeysOut, u.Sound = v.Name.Value, v.Language.Value, look, !keys, v.KeysOut(), sound
	})
	if errors.Is(err, store.ErrNameTaken) {
		v.Name.Problem = &views.Note{Text: v.T("users.taken")}
		v.Check(&v.Name)
		return a.invalid(c, v)
	}
	if err != nil {
		return err
	}
	a.hub.wake() // pages and streams in the other language, at once
	sayNext(c, "saved")
	return seeOther(c, "/account")
}

// updatePassword changes one's own password, the old one having been typed. All
// sessions end, and this browser goes on in a new one.
func (a *App) updatePassword(c *fiber.Ctx) error {
	v, err := a.accountView(c)
	if err != nil {
		return err
	}
	u := current(c)
	if wait := a.tries.wait(c.IP(), u.Name); wait > 0 {
		c.Set(fiber.HeaderRetryAfter, strconv.Itoa(int(wait/time.Second)+1))
		v.Old.Problem = &views.Note{Text: v.T("sign-in.too-many")}
		v.Check(&v.Old)
		return a.render(c, fiber.StatusTooManyRequests, v)
	}
	old, pass := formText(c, "password.old"), formText(c, "password.new")
	if !a.passwordIs(old, u) {
		a.tries.failed(c.IP(), u.Name)
		v.Old.Problem = &views.Note{Text: v.T("account.old-wrong")}
	}
	checkPassword(v.Frame, &v.New, pass)
	if v.Check(&v.Old, &v.New) {
		return a.invalid(c, v)
	}
	a.tries.worked(c.IP(), u.Name)
	hash := a.hash(pass)
	changed, err := a.store.ChangeUser(c.UserContext(), u.Actor(), u.ID, "", func(u *store.User) { u.Password = hash })
	if err != nil {
		return err
	}
	if err := a.signIn(c, changed); err != nil {
		return err
	}
	sayNext(c, "password")
	return seeOther(c, "/account")
}

// passwordIs checks a user's password, two at a time.
func (a *App) passwordIs(pass string, u *store.User) bool {
	a.hasher <- struct{}{}
	defer func() { <-a.hasher }()
	return len(pass) <= password.MaxLength && password.Check(pass, u.Password)
}

// endSessions signs a user out in one other browser, or in all others.
func (a *App) endSessions(c *fiber.Ctx) error {
	u := current(c)
	here, _ := c.Locals(localSession).(string)
	if formText(c, "all") != "" {
		if err := a.store.EndSessions(c.UserContext(), u.Actor(), u.ID, here); err != nil {
			return err
		}
		sayNext(c, "sessions-ended")
		return seeOther(c, "/account")
	}
	err := a.store.EndSession(c.UserContext(), u.Actor(), u.ID, formText(c, "session"))
	if err != nil && !errors.Is(err, store.ErrNotFound) { // it had ended by itself
		return err
	}
	sayNext(c, "session-ended")
	return seeOther(c, "/account")
}

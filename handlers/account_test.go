package handlers

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"fichebak/store"
)

func TestTheAccountPageChangesLanguageAndLook(t *testing.T) {
	l := serveLive(t)
	sofie := l.browser(t, "Sofie", store.Reader)
	page := sofie.get("/account", 200)
	has(t, page, "lezer", "sinds woensdag 21 oktober 2026", `name="keys" value="yes" aria-describedby="keys-hint" checked`, "deze browser")
	hasNot(t, page, "/settings", "data-theme")
	sofie.post("/account", url.Values{"name": {"Sofie Jacobs"}, "language": {"fr"}, "look": {"dark"}, "sound": {"yes"}}, 303)
	page = sofie.get("/account", 200)
	has(t, page, `<html lang="fr-BE" data-theme="dark">`, `data-keys="off" data-sound="on"`, "Sofie Jacobs", "Enregistr")
	sofie.post("/account", url.Values{"name": {"Sofie Jacobs"}, "language": {"nl"}, "look": {""}, "keys": {"yes"}}, 303)
	page = sofie.get("/", 200)
	has(t, page, `<html lang="nl-BE">`, `data-keys="on" data-sound="off"`)
	if u := l.userNamed(t, "Sofie Jacobs"); u.Role != store.Reader {
		t.Errorf("the role is %s", u.Role)
	}
}

func TestAnAccountThatCanNotBeIsSaidAtTheField(t *testing.T) {
	l := serveLive(t)
	l.browser(t, "Kim", store.Admin)
	sofie := l.browser(t, "Sofie", store.Reader)
	for want, form := range map[string]url.Values{
		"name-problem":     {"name": {"kim"}, "language": {"nl"}, "look": {"dark"}},
		"language-problem": {"name": {"Sofie"}, "language": {"xx"}, "look": {"dark"}},
		"look-problem":     {"name": {"Sofie"}, "language": {"nl"}, "look": {"pink"}},
	} {
		r, page := sofie.send("POST", "/account", form)
		if r.StatusCode != 422 {
			t.Errorf("%s: %s", want, r.Status)
		}
		has(t, page, want, `data-guard="changed"`)
	}
}

func TestANewPasswordAsksTheOldAndEndsTheOtherSessions(t *testing.T) {
	l := serveLive(t)
	sofie := l.browser(t, "Sofie", store.Reader)
	phone := l.stranger(t)
	if !phone.signIn("Sofie", "geheim geheim") {
		t.Fatal("not signed in")
	}
	r, page := sofie.send("POST", "/account/password", url.Values{"password.old": {"mis mis mis"}, "password.new": {"kort"}})
	if r.StatusCode != 422 {
		t.Errorf("a wrong one: %s", r.Status)
	}
	has(t, page, "Dit is niet uw wachtwoord.", "Minstens 10 tekens.")
	hasNot(t, page, "mis mis mis")
	was := sofie.cookie.Value
	sofie.post("/account/password", url.Values{"password.old": {"geheim geheim"}, "password.new": {"een nieuw geheim"}}, 303)
	if now := sofie.kept[cookieName]; now == nil || now.Value == was {
		t.Error("the session goes on under the old secret")
	}
	has(t, sofie.get("/account", 200), "Uw wachtwoord is gewijzigd.")
	phone.get("/", 303)
	thief := l.stranger(t)
	thief.kept[cookieName] = sofie.cookie // a copy of the old cookie
	thief.get("/", 303)
	if l.stranger(t).signIn("Sofie", "geheim geheim") || !l.stranger(t).signIn("Sofie", "een nieuw geheim") {
		t.Error("the password is not the new one")
	}
}

// Who finds an open browser can not try passwords for ever.
func TestTriesOfTheOldPasswordAreBounded(t *testing.T) {
	l := serveLive(t)
	sofie := l.browser(t, "Sofie", store.Reader)
	for range freeTries {
		sofie.post("/account/password", url.Values{"password.old": {"mis mis mis"}, "password.new": {"een nieuw geheim"}}, 422)
	}
	r, page := sofie.send("POST", "/account/password", url.Values{"password.old": {"geheim geheim"}, "password.new": {"een nieuw geheim"}})
	if r.StatusCode != 429 || r.Header.Get("Retry-After") == "" {
		t.Errorf("the sixth: %s", r.Status)
	}
	has(t, page, "Te veel pogingen.")
	l.Clock.Add(6 * time.Minute)
	sofie.post("/account/password", url.Values{"password.old": {"geheim geheim"}, "password.new": {"een nieuw geheim"}}, 303)
}

func TestSessionsAreListedByDeviceAndEnded(t *testing.T) {
	l := serveLive(t)
	sofie, kim := l.browser(t, "Sofie", store.Reader), l.browser(t, "Kim", store.Admin)
	phone, desk := l.stranger(t), l.stranger(t)
	for _, v := range []*visitor{phone, desk} {
		if !v.signIn("Sofie", "geheim geheim") {
			t.Fatal("not signed in")
		}
	}
	page := sofie.get("/account", 200)
	if n := strings.Count(page, `name="session" value="`); n != 2 || strings.Count(page, "Chrome op Linux") != 5 {
		t.Fatalf("%d others on the page", n)
	}
	// another's session is none of hers
	sofie.post("/account/sessions/removal", url.Values{"session": {hashOf(kim.cookie.Value)}}, 303)
	kim.get("/", 200)
	sofie.post("/account/sessions/removal", url.Values{"session": {hashOf(phone.cookie.Value)}}, 303)
	has(t, sofie.get("/account", 200), "Daar bent u nu afgemeld.")
	phone.get("/", 303)
	desk.get("/", 200)
	sofie.post("/account/sessions/removal", url.Values{"all": {"others"}}, 303)
	has(t, sofie.get("/account", 200), "Overal elders bent u nu afgemeld.")
	desk.get("/", 303)
	sofie.get("/", 200)
}

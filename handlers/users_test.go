package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"fichebak/store"
)

// signIn signs somebody in who has an account; ok is false when that is refused.
func (v *visitor) signIn(name, pass string) (ok bool) {
	v.t.Helper()
	r, _ := v.send("POST", "/session", url.Values{"session.name": {name}, "session.password": {pass}})
	v.cookie = v.kept[cookieName]
	return r.StatusCode == http.StatusSeeOther
}

func (l *liveBox) userNamed(t *testing.T, name string) store.User {
	t.Helper()
	u, err := l.UserNamed(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func TestAUserIsAddedWithATypedPassword(t *testing.T) {
	l := serveLive(t)
	kim := l.browser(t, "Kim", store.Admin)
	page := kim.get("/users", 200)
	has(t, page, "dat bent u", `href="/users" aria-current="page"`)
	form := url.Values{"token": {tokenOf(page)}, "name": {" Tine Maes "}, "role": {"worker"}, "language": {"fr"}, "password": {"een lang wachtwoord"}}
	if to := kim.post("/users", form, 303); to != "/users" {
		t.Errorf("leads to %s", to)
	}
	has(t, kim.get("/users", 200), "Tine Maes is toegevoegd.", "nog niet", "Frans")
	kim.post("/users", form, 303) // sent again
	if users, err := l.Users(t.Context()); err != nil || len(users) != 2 {
		t.Errorf("%d users, %v", len(users), err)
	}
	tine := l.stranger(t)
	if !tine.signIn("tine maes", "een lang wachtwoord") {
		t.Fatal("the new user can not sign in")
	}
	has(t, tine.get("/", 200), `<html lang="fr-BE"`)
	tine.get("/users", 403)
}

func TestAMadePasswordIsShownOnce(t *testing.T) {
	l := serveLive(t)
	kim := l.browser(t, "Kim", store.Admin)
	_, page := kim.send("POST", "/users", url.Values{"name": {"Tine"}, "role": {"reader"}, "language": {"nl"}})
	has(t, page, "Tine kan aanmelden met dit wachtwoord", "Staat alleen nu hier.")
	pass := between(page, `name="made" type="text" value="`, `"`)
	if len(pass) < 14 || strings.Contains(kim.get("/users", 200), pass) {
		t.Fatalf("the password %q", pass)
	}
	if !l.stranger(t).signIn("Tine", pass) {
		t.Error("it is not Tine's password")
	}
	has(t, kim.get("/users/"+l.userNamed(t, "Tine").ID+"/password", 200), "Wordt meteen overal afgemeld.")
	_, page = kim.send("POST", "/users/"+l.userNamed(t, "Tine").ID+"/password", url.Values{"password": {""}})
	again := between(page, `name="made" type="text" value="`, `"`)
	if again == "" || again == pass || !l.stranger(t).signIn("Tine", again) || l.stranger(t).signIn("Tine", pass) {
		t.Errorf("a new password: %q after %q", again, pass)
	}
}

func TestAUserThatCanNotBeIsSaidAtTheField(t *testing.T) {
	l := serveLive(t)
	kim := l.browser(t, "Kim", store.Admin)
	good := url.Values{"name": {"Tine"}, "role": {"worker"}, "language": {"nl"}, "password": {"een lang wachtwoord"}}
	for field, bad := range map[string][2]string{
		"name": {"KÍM", "Iemand anders heeft deze naam al."}, "role": {"boss", "Kies een van de mogelijkheden."}, "language": {"xx", "Kies een van de mogelijkheden."}, "password": {"kort", "Minstens 10 tekens."},
	} {
		form := url.Values{}
		for k, v := range good {
			form[k] = v
		}
		form.Set(field, bad[0])
		r, page := kim.send("POST", "/users", form)
		if r.StatusCode != 422 {
			t.Errorf("%s: %s", field, r.Status)
		}
		has(t, page, bad[1], `id="`+field+`-problem"`)
		hasNot(t, page, "een lang wachtwoord")
	}
	_, page := kim.send("POST", "/users", url.Values{"name": {""}, "role": {"worker"}, "language": {"nl"}})
	has(t, page, "Vul dit in.")
}

func TestARoleIsChangedAndHoldsAtOnce(t *testing.T) {
	l := serveLive(t)
	kim, bart := l.browser(t, "Kim", store.Admin), l.browser(t, "Bart", store.Reader)
	bart.get("/prospects/new", 403)
	has(t, kim.get("/users/"+bart.user.ID+"/edit", 200), `<option value="reader" selected>lezer</option>`)
	kim.post("/users/"+bart.user.ID, url.Values{"name": {"Bart Dhondt"}, "role": {"worker"}, "language": {"nl"}}, 303)
	has(t, kim.get("/users", 200), "Bewaard.", "Bart Dhondt")
	bart.get("/prospects/new", 200)
	r, page := kim.send("POST", "/users/"+bart.user.ID, url.Values{"name": {"kim"}, "role": {"worker"}, "language": {"nl"}})
	if r.StatusCode != 422 {
		t.Errorf("a name twice: %s", r.Status)
	}
	has(t, page, "Iemand anders heeft deze naam al.", `id="edit-name-problem"`, `value="kim"`)
	kim.post("/users/unobody", url.Values{"name": {"x"}, "role": {"worker"}, "language": {"nl"}}, 404)
}

func TestTwoAdminsWhoChangeOneUserLoseNothing(t *testing.T) {
	l := serveLive(t)
	kim, nele, bart := l.browser(t, "Kim", store.Admin), l.browser(t, "Nele", store.Admin), l.browser(t, "Bart", store.Worker)
	form := url.Values{"name": {"Bart Dhondt"}, "role": {"worker"}, "language": {"nl"}}
	for _, name := range []string{"name", "role", "language"} {
		form.Set("was."+name, between(kim.get("/users/"+bart.user.ID+"/edit", 200), `name="was.`+name+`" value="`, `"`))
	}
	nele.post("/users/"+bart.user.ID, url.Values{"name": {"Bart"}, "role": {"reader"}, "language": {"fr"}}, 303)
	kim.post("/users/"+bart.user.ID, form, 303)
	if u := l.userNamed(t, "Bart Dhondt"); u.Role != store.Reader || u.Language != "fr" {
		t.Errorf("Kim's form took back what Nele changed: %s, %s", u.Role, u.Language)
	}
}

func TestTheLastBeheerderCanNotBeDegradedOrDisabled(t *testing.T) {
	l := serveLive(t)
	kim, nele := l.browser(t, "Kim", store.Admin), l.browser(t, "Nele", store.Admin)
	down := url.Values{"name": {"Kim"}, "role": {"reader"}, "language": {"nl"}}
	kim.post("/users/"+nele.user.ID, url.Values{"name": {"Nele"}, "role": {"worker"}, "language": {"nl"}}, 303)
	r, page := kim.send("POST", "/users/"+kim.user.ID, down)
	if r.StatusCode != 422 {
		t.Errorf("degraded: %s", r.Status)
	}
	has(t, page, "Dit is de laatste beheerder. Maak eerst iemand anders beheerder.", `id="edit-role-problem"`, `<option value="reader" selected>`)
	r, page = kim.send("POST", "/users/"+kim.user.ID+"/access", nil)
	if r.StatusCode != 422 {
		t.Errorf("disabled: %s", r.Status)
	}
	has(t, page, "Dit bent u. Een andere beheerder kan u uitschakelen.")
	// with another there, one may step down, and is no longer on the page
	kim.post("/users/"+nele.user.ID, url.Values{"name": {"Nele"}, "role": {"admin"}, "language": {"nl"}}, 303)
	if to := kim.post("/users/"+kim.user.ID, down, 303); to != "/" {
		t.Errorf("who steps down goes to %s", to)
	}
	kim.get("/users", 403)
}

func TestADisabledUsersSessionsAndStreamsEndAtOnce(t *testing.T) {
	l := serveLive(t)
	kim, bart := l.browser(t, "Kim", store.Admin), l.browser(t, "Bart", store.Worker)
	frames := l.frames(t, bart.cookie, "b1")
	next(t, frames, "the first state")
	has(t, kim.get("/users", 200), "nu") // Bart's stream is open
	has(t, kim.get("/users/"+bart.user.ID+"/access", 200), "Wordt meteen overal afgemeld.", "De naam blijft in de geschiedenis staan.")
	kim.post("/users/"+bart.user.ID+"/access", nil, 303)
	has(t, kim.get("/users", 200), "Bart is uitgeschakeld en overal afgemeld.", "Weer toelaten")
	await(t, frames, "the end of the stream", "event: bye")
	bart.get("/", 303)
	if l.stranger(t).signIn("Bart", "geheim geheim") {
		t.Error("a disabled user signs in")
	}
	kim.post("/users/"+bart.user.ID+"/access", url.Values{"on": {"yes"}}, 303)
	has(t, kim.get("/users", 200), "Bart mag weer aanmelden.")
	bart.get("/", 303) // the old session stays ended
	if !l.stranger(t).signIn("Bart", "geheim geheim") {
		t.Error("one who is let in again does not sign in")
	}
}

func TestOnlyAdminsSeeUsers(t *testing.T) {
	l := serveLive(t)
	for name, role := range map[string]store.Role{"Sofie": store.Reader, "Bart": store.Worker} {
		v := l.browser(t, name, role)
		for _, path := range []string{"/users", "/users/" + v.user.ID + "/edit", "/users/" + v.user.ID + "/password", "/users/" + v.user.ID + "/access"} {
			v.get(path, 403)
		}
		for _, path := range []string{"/users", "/users/" + v.user.ID, "/users/" + v.user.ID + "/password", "/users/" + v.user.ID + "/access"} {
			v.post(path, url.Values{"role": {"admin"}, "name": {name}, "language": {"nl"}}, 403)
		}
		if u := l.userNamed(t, name); u.Role != role {
			t.Errorf("%s is %s now", name, u.Role)
		}
	}
}

func TestWhenAUserWasSeenLastIsTold(t *testing.T) {
	l := serveLive(t)
	l.browser(t, "Bart", store.Worker)
	l.Clock.Add(3 * time.Hour)
	kim := l.browser(t, "Kim", store.Admin)
	page := kim.get("/users", 200)
	bart := between(page, `id="user-`+l.userNamed(t, "Bart").ID, "</tr>")
	has(t, bart, "<td>10:42</td>", `<td class="number">1</td>`)
}

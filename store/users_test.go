package store_test

import (
	"errors"
	"fmt"
	"testing"

	"fichebak/store"
	"fichebak/store/storetest"
)

// member makes a user.
func member(t *testing.T, b *storetest.Box, name string, role store.Role) store.User {
	t.Helper()
	u, err := b.AddUser(t.Context(), storetest.Kim, store.User{Name: name, Role: role, Password: "hash", Language: "nl"})
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func TestTheLastAdminStaysOne(t *testing.T) {
	b := storetest.Open(t)
	ctx := t.Context()
	kim, nele := member(t, b, "Kim", store.Admin), member(t, b, "Nele", store.Admin)
	if _, err := b.ChangeUser(ctx, nele.Actor(), kim.ID, "", func(u *store.User) { u.Role = store.Reader }); err != nil {
		t.Fatal(err)
	}
	for what, change := range map[string]func(*store.User){
		"degraded": func(u *store.User) { u.Role = store.Worker }, "disabled": func(u *store.User) { u.Disabled = true },
	} {
		if _, err := b.ChangeUser(ctx, kim.Actor(), nele.ID, "", change); !errors.Is(err, store.ErrLastAdmin) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if u, err := b.User(ctx, nele.ID); err != nil || u.Role != store.Admin || u.Disabled {
		t.Errorf("the last admin is %v, %v", u, err)
	}
}

// A box can come to have no admin who can sign in, by an import; its others still
// choose their language.
func TestWithoutAnyAdminTheOthersStillChangeWhatIsTheirs(t *testing.T) {
	b := storetest.Open(t)
	u := member(t, b, "Sofie", store.Reader)
	if _, err := b.ChangeUser(t.Context(), u.Actor(), u.ID, "", func(u *store.User) { u.Language = "fr" }); err != nil {
		t.Error(err)
	}
}

func TestANewPasswordEndsEverySessionButOne(t *testing.T) {
	b := storetest.Open(t)
	ctx := t.Context()
	u, other := member(t, b, "Kim", store.Admin), member(t, b, "Bart", store.Worker)
	for i := range 205 { // more than one transaction ends
		if err := b.SignIn(ctx, u, fmt.Sprint("kim", i), "agent"); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.SignIn(ctx, other, "bart", "agent"); err != nil {
		t.Fatal(err)
	}
	if _, err := b.ChangeUser(ctx, u.Actor(), u.ID, "kim7", func(u *store.User) { u.Password = "other" }); err != nil {
		t.Fatal(err)
	}
	all, err := b.AllSessions(ctx)
	if err != nil || len(all[u.ID]) != 1 || all[u.ID][0].Hash != "kim7" || len(all[other.ID]) != 1 {
		t.Errorf("left: %v, %v", all, err)
	}
}

func TestNobodyEndsTheSessionOfAnother(t *testing.T) {
	b := storetest.Open(t)
	ctx := t.Context()
	kim, bart := member(t, b, "Kim", store.Admin), member(t, b, "Bart", store.Worker)
	for u, hash := range map[*store.User]string{&kim: "kim", &bart: "bart"} {
		if err := b.SignIn(ctx, *u, hash, ""); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.EndSession(ctx, bart.Actor(), bart.ID, "kim"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("Bart ends Kim's session: %v", err)
	}
	if err := b.EndSession(ctx, bart.Actor(), bart.ID, "bart"); err != nil {
		t.Error(err)
	}
	if _, _, err := b.SignedIn(ctx, "kim"); err != nil {
		t.Errorf("Kim is signed out: %v", err)
	}
	if _, _, err := b.SignedIn(ctx, "bart"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("Bart is signed in: %v", err)
	}
}

func TestAUserSentTwiceIsMadeOnce(t *testing.T) {
	b := storetest.Open(t)
	token, err := b.NewToken()
	if err != nil {
		t.Fatal(err)
	}
	u, again, err := b.AddUserOnce(t.Context(), storetest.Kim, token, store.User{Name: "Tine", Role: store.Worker})
	if err != nil || again {
		t.Fatal(again, err)
	}
	if v, again, err := b.AddUserOnce(t.Context(), storetest.Kim, token, store.User{Name: "Tine", Role: store.Worker}); err != nil || !again || v.ID != u.ID {
		t.Errorf("sent again: %v %v %v", v, again, err)
	}
	if _, _, err := b.AddUserOnce(t.Context(), storetest.Kim, "", store.User{Name: "tine"}); !errors.Is(err, store.ErrNameTaken) {
		t.Errorf("a name twice: %v", err)
	}
}

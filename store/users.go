package store

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"fichebak/store/fiche"
	"fichebak/store/search"
)

// Role is what a user may do; a greater one may do all that a lesser one may.
type Role uint8

// The roles, the least first.
const (
	Reader Role = iota + 1 // lezer: looks only
	Worker                 // medewerker: works with fiches
	Admin                  // beheerder: users, settings, and all the others may do
)

// Roles are all roles, the least first.
var Roles = [...]Role{Reader, Worker, Admin}

// String is the role's code: reader, worker or admin.
func (r Role) String() string {
	switch r {
	case Reader:
		return "reader"
	case Worker:
		return "worker"
	case Admin:
		return "admin"
	}
	return "none"
}

// ParseRole reads a role's code.
func ParseRole(s string) (Role, bool) {
	for _, r := range Roles {
		if s == r.String() {
			return r, true
		}
	}
	return 0, false
}

// User is somebody who signs in.
type User struct {
	ID        fiche.ID `cbor:"1,keyasint" json:"id"`
	Name      string   `cbor:"2,keyasint" json:"name"`
	Role      Role     `cbor:"3,keyasint" json:"role"`
	Password  string   `cbor:"4,keyasint" json:"password"` // PHC string of argon2id
	Language  string   `cbor:"5,keyasint,omitempty" json:"language,omitempty"`
	Theme     string   `cbor:"6,keyasint,omitempty" json:"theme,omitempty"` // light, dark, or empty: as the computer
	KeysOff   bool     `cbor:"7,keyasint,omitempty" json:"keys_off,omitempty"`
	BesideOff bool     `cbor:"8,keyasint,omitempty" json:"beside_off,omitempty"` // fiche not beside the list on wide screens
	Sound     bool     `cbor:"9,keyasint,omitempty" json:"sound,omitempty"`
	Disabled  bool     `cbor:"10,keyasint,omitempty" json:"disabled,omitempty"`
	CreatedAt int64    `cbor:"11,keyasint" json:"created_at"`
	ListDay   string   `cbor:"12,keyasint,omitempty" json:"list_day,omitempty"` // day on which the list of the day was shown last
	SignedIn  int64    `cbor:"13,keyasint,omitempty" json:"signed_in,omitempty"`
	KeysOut   string   `cbor:"15,keyasint,omitempty" json:"keys_out,omitempty"` // groups of shortcuts that are off, beside the letters: control alt list
	Trial     int64    `cbor:"14,keyasint,omitempty" json:"trial,omitempty"`    // unix seconds: when a trial reminder comes due; 0 for none
}

// admin reports whether the user can sign in and change users.
func (u User) admin() bool { return u.Role == Admin && !u.Disabled }

// Actor is the user as the one who does something.
func (u User) Actor() Actor { return Actor{u.ID, u.Name} }

// ErrLastAdmin refuses to leave a box without anybody who may change its users.
var ErrLastAdmin = errors.New("last admin")

// HasUsers reports whether anybody can sign in yet.
func (s *Store) HasUsers(ctx context.Context) (some bool, err error) {
	users, err := s.Users(ctx)
	return len(users) > 0, err
}

// Users returns all users by name, the disabled ones last.
func (s *Store) Users(ctx context.Context) (users []User, err error) {
	err = s.view(ctx, func(t *tx) error {
		users, err = t.users()
		return err
	})
	slices.SortFunc(users, func(a, b User) int {
		if a.Disabled != b.Disabled {
			if a.Disabled {
				return 1
			}
			return -1
		}
		return strings.Compare(search.SortKey(a.Name), search.SortKey(b.Name))
	})
	return users, err
}

func (t *tx) users() (users []User, err error) {
	err = each(t, []byte("u/"), false, func(_ []byte, u User) error {
		users = append(users, u)
		return nil
	})
	return users, err
}

// User returns the user with this id.
func (s *Store) User(ctx context.Context, id fiche.ID) (u User, err error) {
	err = s.view(ctx, func(t *tx) error {
		u, err = get[User](t, userKey(id))
		return err
	})
	return u, err
}

// UserNamed returns the user with this name, case and accents ignored.
func (s *Store) UserNamed(ctx context.Context, name string) (u User, err error) {
	err = s.view(ctx, func(t *tx) error {
		id, err := get[fiche.ID](t, userNameKey(search.Fold(strings.TrimSpace(name))))
		if err != nil {
			return err
		}
		u, err = get[User](t, userKey(id))
		return err
	})
	return u, err
}

// FirstRun makes the first user, an admin, and the box's settings. ErrNotEmpty
// when there is a user already: whoever comes second has lost.
func (s *Store) FirstRun(ctx context.Context, u User, company string) (User, error) {
	err := s.update(ctx, Actor{Name: u.Name}, func(t *tx) error {
		users, err := t.users()
		if err != nil {
			return err
		}
		if len(users) > 0 {
			return ErrNotEmpty
		}
		u.Role = Admin
		if err := t.addUser(&u); err != nil {
			return err
		}
		return t.changeSettings(func(set *Settings) { set.Company, set.Language = company, u.Language })
	})
	return u, err
}

// AddUser makes a user. ErrNameTaken when one has that name.
func (s *Store) AddUser(ctx context.Context, by Actor, u User) (User, error) {
	u, _, err := s.AddUserOnce(ctx, by, "", u)
	return u, err
}

// AddUserOnce is AddUser for a form with a token: sent again it answers the user that
// was made the first time, and again is true.
func (s *Store) AddUserOnce(ctx context.Context, by Actor, token string, u User) (made User, again bool, err error) {
	err = s.update(ctx, by, func(t *tx) error {
		made = u
		first, done, err := t.once(token)
		if again = done; err != nil || done {
			if err == nil {
				made, err = get[User](t, userKey(first))
			}
			return err
		}
		if err := t.addUser(&made); err != nil {
			return err
		}
		return t.keep(token, made.ID)
	})
	return made, again, err
}

func (t *tx) addUser(u *User) error {
	u.Name = strings.TrimSpace(u.Name)
	key := userNameKey(search.Fold(u.Name))
	if _, taken, err := find[fiche.ID](t, key); err != nil || taken {
		if err == nil {
			err = ErrNameTaken
		}
		return err
	}
	id, err := t.newID('u')
	if err != nil {
		return err
	}
	u.ID, u.CreatedAt = id, t.now.Unix()
	if err := put(t, key, id); err != nil {
		return err
	}
	return put(t, userKey(id), *u)
}

// ChangeUser changes a user by fn. A new name must be free (ErrNameTaken), and the
// last admin who can sign in stays one (ErrLastAdmin). A user who is disabled
// or has a new password is signed out everywhere but in the session keep.
func (s *Store) ChangeUser(ctx context.Context, by Actor, id fiche.ID, keep string, fn func(*User)) (u User, err error) {
	var more bool
	err = s.update(ctx, by, func(t *tx) error {
		old, err := get[User](t, userKey(id))
		if err != nil {
			return err
		}
		u = old
		fn(&u)
		u.Name = strings.TrimSpace(u.Name)
		if err := t.renameUser(old, u); err != nil {
			return err
		}
		if err := put(t, userKey(id), u); err != nil {
			return err
		}
		if old.admin() && !u.admin() {
			if err := t.someAdmin(); err != nil {
				return err
			}
		}
		if more = u.Disabled || u.Password != old.Password; more {
			more, err = t.endSessions(id, keep)
		}
		return err
	})
	if err == nil && more {
		err = s.EndSessions(ctx, by, id, keep)
	}
	return u, err
}

func (t *tx) renameUser(old, u User) error {
	was, is := userNameKey(search.Fold(old.Name)), userNameKey(search.Fold(u.Name))
	if string(was) == string(is) {
		return nil
	}
	if _, taken, err := find[fiche.ID](t, is); err != nil || taken {
		if err == nil {
			err = ErrNameTaken
		}
		return err
	}
	if err := t.rw.Delete(was); err != nil {
		return err
	}
	return put(t, is, u.ID)
}

func (t *tx) someAdmin() error {
	users, err := t.users()
	if err != nil {
		return err
	}
	for _, u := range users {
		if u.admin() {
			return nil
		}
	}
	return ErrLastAdmin
}

// ListOfTheDay reports whether by is to be shown the list of the day now, and
// notes that it was: once a day for each user.
func (s *Store) ListOfTheDay(ctx context.Context, u User) (show bool, err error) {
	today := s.now().In(s.zone).Format(time.DateOnly)
	if u.ListDay == today {
		return false, nil
	}
	err = s.update(ctx, u.Actor(), func(t *tx) error {
		show = false
		u, err := get[User](t, userKey(u.ID))
		if err != nil || u.ListDay == today {
			return err
		}
		show, u.ListDay = true, today
		return put(t, userKey(u.ID), u)
	})
	return show, err
}

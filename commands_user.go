package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/password"
	"fichebak/views/locale"
)

// userTask is what is to happen to an account. The password was hashed before: it
// does not go over the socket.
type userTask struct {
	Do       string `json:"do,omitempty"` // the second word of the command
	Name     string `json:"name,omitempty"`
	Role     string `json:"role,omitempty"`
	Language string `json:"language,omitempty"`
	Password string `json:"password,omitempty"` // PHC string
}

func userAdd(ctx context.Context, args []string, p process) error {
	t := userTask{Do: "add"}
	var generate bool
	c, rest, err := parseWords("user add", args, p, func(fs *flag.FlagSet) {
		fs.StringVar(&t.Role, "role", "", "")
		fs.StringVar(&t.Language, "language", "", "")
		fs.BoolVar(&generate, "generate", false, "")
	}, "NAME")
	if err != nil {
		return err
	}
	if _, ok := store.ParseRole(t.Role); !ok && t.Role != "" {
		return usageError{fmt.Sprintf("-role %s: it is admin, worker or reader", t.Role)}
	}
	if !locale.Known(t.Language) && t.Language != "" {
		return usageError{fmt.Sprintf("-language %s: it is %s", t.Language, languages())}
	}
	t.Name = strings.TrimSpace(rest[0])
	if t.Name == "" || fiche.CheckText("name", t.Name, false) != nil {
		return usageError{"NAME is one line, not empty and not too long"}
	}
	return withPassword(ctx, c, p, t, generate)
}

func languages() string {
	var codes []string
	for _, l := range locale.Languages {
		codes = append(codes, l.Code)
	}
	return strings.Join(codes, " or ")
}

func userPasswd(ctx context.Context, args []string, p process) error {
	var generate bool
	c, rest, err := parseExisting("user passwd", args, p, func(fs *flag.FlagSet) { fs.BoolVar(&generate, "generate", false, "") }, "NAME")
	if err != nil {
		return err
	}
	return withPassword(ctx, c, p, userTask{Do: "passwd", Name: rest[0]}, generate)
}

// withPassword asks for a password, or makes one up, which is printed once when the
// task is done.
func withPassword(ctx context.Context, c config, p process, t userTask, generate bool) error {
	pass, made, err := askPassword(ctx, p, generate)
	if err != nil {
		return err
	}
	t.Password = password.Hash(pass)
	if err := onBox(ctx, c, p, task{Do: doUser, User: t}); err != nil || !made {
		return err
	}
	_, err = fmt.Fprintf(p.stdout, "Password, shown this once: %s\n", pass)
	return err
}

func userList(ctx context.Context, args []string, p process) error {
	return userCommand(ctx, "list", args, p)
}

func userDisable(ctx context.Context, args []string, p process) error {
	return userCommand(ctx, "disable", args, p, "NAME")
}

func userEnable(ctx context.Context, args []string, p process) error {
	return userCommand(ctx, "enable", args, p, "NAME")
}

func userCommand(ctx context.Context, do string, args []string, p process, wants ...string) error {
	c, rest, err := parseExisting("user "+do, args, p, nil, wants...)
	if err != nil {
		return err
	}
	return onBox(ctx, c, p, task{Do: doUser, User: userTask{Do: do, Name: strings.Join(rest, "")}})
}

// user does the task of an account on the box.
func (b *box) user(ctx context.Context, t userTask, out io.Writer) error {
	switch t.Do {
	case "add":
		return b.addUser(ctx, t, out)
	case "list":
		return b.listUsers(ctx, out)
	case "passwd":
		return b.changeUser(ctx, t, out, "has a new password, and is signed out everywhere", func(u *store.User) { u.Password = t.Password })
	case "disable":
		return b.changeUser(ctx, t, out, "can not sign in any more", func(u *store.User) { u.Disabled = true })
	case "enable":
		return b.changeUser(ctx, t, out, "can sign in again", func(u *store.User) { u.Disabled = false })
	}
	return fmt.Errorf("the running server, version %s, does not know \"user %s\"", version, t.Do)
}

// addUser makes an account. The first is an admin: a box without one could never get
// another.
func (b *box) addUser(ctx context.Context, t userTask, out io.Writer) error {
	some, err := b.HasUsers(ctx)
	if err != nil {
		return err
	}
	set, err := b.Settings(ctx)
	if err != nil {
		return err
	}
	u := store.User{Name: t.Name, Password: t.Password, Language: t.Language}
	if u.Language == "" {
		u.Language = set.Language
	}
	role, chosen := store.ParseRole(t.Role)
	switch {
	case !some && chosen && role != store.Admin:
		return errors.New("the first account is that of an admin: leave -role away")
	case !some:
		u, err = b.FirstRun(ctx, u, set.Company)
	default:
		if u.Role = store.Worker; chosen {
			u.Role = role
		}
		u, err = b.AddUser(ctx, store.Actor{}, u)
	}
	if err != nil {
		return userError(err, t.Name)
	}
	_, err = fmt.Fprintf(out, "%s can sign in, as %s\n", u.Name, u.Role)
	return err
}

func (b *box) changeUser(ctx context.Context, t userTask, out io.Writer, said string, fn func(*store.User)) error {
	u, err := b.UserNamed(ctx, t.Name)
	if err == nil {
		u, err = b.ChangeUser(ctx, store.Actor{}, u.ID, "", fn)
	}
	if err != nil {
		return userError(err, t.Name)
	}
	_, err = fmt.Fprintf(out, "%s %s\n", u.Name, said)
	return err
}

// userError says in words what is wrong with a task of an account.
func userError(err error, name string) error {
	switch {
	case errors.Is(err, store.ErrNotFound):
		return fmt.Errorf("there is no user %q: fichebak user list tells who there are", name)
	case errors.Is(err, store.ErrNameTaken):
		return fmt.Errorf("there is a user %q already", name)
	case errors.Is(err, store.ErrLastAdmin):
		return fmt.Errorf("%q is the last admin who can sign in: make another one first", name)
	}
	return err
}

func (b *box) listUsers(ctx context.Context, out io.Writer) error {
	users, err := b.Users(ctx)
	if err != nil {
		return err
	}
	t := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "NAME\tROLE\tLANGUAGE\tSIGNED IN LAST\t")
	for _, u := range users {
		last, state := "never", ""
		if u.SignedIn != 0 {
			last = time.Unix(u.SignedIn, 0).In(b.Location()).Format("2006-01-02 15:04")
		}
		if u.Disabled {
			state = "disabled"
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\n", u.Name, u.Role, u.Language, last, state)
	}
	return t.Flush()
}

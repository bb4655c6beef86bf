package views

// Users is the page of who may sign in.
type Users struct {
	*Frame
	Token    string
	Name     Field
	Role     Field
	Language Field
	Password Field
	Summary  *Summary
	Rows     []UserRow
}

// Page is the page's template.
func (Users) Page() string { return "users/index" }

// Part is the same.
func (Users) Part() string { return "users/index" }

// NewUsers is the page with the empty form of a new user.
func NewUsers(f *Frame, token string) Users {
	f.Title = f.T("menu.users")
	language := Field{Name: "language", Kind: "select", Label: f.T("first-run.language"), Value: f.Lang, Options: Languages()}
	return Users{
		Frame: f, Token: token, Language: language, Role: f.RoleField(RoleWorker), Password: f.GivenPassword(),
		Name: Field{Name: "name", Label: f.T("manage.name"), Required: true, MaxLength: 200, Autocomplete: "off"},
	}
}

// RoleField is the choice of a role.
func (f *Frame) RoleField(role string) Field {
	field := Field{Name: "role", Kind: "select", Label: f.T("users.role"), Value: role}
	for _, r := range []string{RoleReader, RoleWorker, RoleAdmin} {
		field.Options = append(field.Options, Option{Value: r, Label: f.T("role." + r)})
	}
	return field
}

// GivenPassword is the password an admin gives to another; left empty, one is made.
func (f *Frame) GivenPassword() Field {
	return Field{Name: "password", Label: f.T("first-run.password"), MaxLength: 200, Autocomplete: "off", Hint: f.T("users.password-hint", MinPassword)}
}

// Check fills the summary once the problems are at their fields; it reports whether
// anything blocks.
func (v *Users) Check() bool {
	v.Summary = Problems(v.T("summary.not-saved"), &v.Name, &v.Role, &v.Language, &v.Password)
	return v.Summary != nil
}

// UserRow is somebody who may sign in. At most one thing is asked under it.
type UserRow struct {
	*Frame
	ID, Name, Initials string
	Role               string
	Lang               string // in words
	Seen               string
	Sessions           int
	Self, Disabled     bool
	Edit               *UserEdit
	Ask                *Ask
	Secret             *Secret
}

// UserEdit is what is changed of a user.
type UserEdit struct {
	Name, Role, Language Field
	Was                  []Hidden // what the form was opened on
}

// Secret is a password that was made, shown this once.
type Secret struct {
	Head     string
	Password Field
}

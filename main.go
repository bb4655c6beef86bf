// Command fichebak keeps prospects, customers and suppliers on fiches, and sees to
// it that nobody forgets an appointment. One binary, one data file; everybody on the
// network opens it in a browser.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"
	_ "time/tzdata" // Windows and slim containers have no time zones

	"fichebak/store"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], process{env: os.Getenv, stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, now: time.Now})
	stop()
	os.Exit(code)
}

// process is what a run of the program has of its surroundings; tests give their own.
type process struct {
	env            func(string) string
	stdin          io.Reader
	stdout, stderr io.Writer
	now            func() time.Time
	// started, when set, is given the scheduler's round once the server listens.
	started func(tick func(time.Time))
}

// command is a sub-command, of one word or two: it answers the error to print, or nil.
type command struct {
	name, args, what string
	run              func(ctx context.Context, args []string, p process) error
}

// version is set by the linker.
var version = "dev"

// commands are all sub-commands, the default first.
func commands() []command {
	return []command{
		{"serve", "", "run the server (the default)", serve},
		{"check", "", "prove that the data file is sound", check},
		{"backup", "FILE", "write a copy of the data file, and check the copy", backup},
		{"restore", "FILE", "check a copy and put it in place of the data file, which is kept aside; not while serving", restore},
		{"export", "", "write everything as JSON lines to standard output", export},
		{"import", "FILE", "fill an empty box from an export: all of it or nothing; not while serving", importFile},
		{"user add", "NAME [-role ROLE] [-language CODE] [-generate]", "make an account; roles are admin, worker, reader", userAdd},
		{"user passwd", "NAME [-generate]", "give a user a new password, and sign them out everywhere", userPasswd},
		{"user list", "", "list the accounts", userList},
		{"user disable", "NAME", "shut an account; what its user did stays", userDisable},
		{"user enable", "NAME", "open an account again", userEnable},
		{"demo", "[-n N] [-seed S]", "fill a box without fiches with N invented ones (1000), the same for the same S (1); not while serving", demo},
		{"health", "[URL]", "ask a server, the one of these settings or at URL, whether it is well", health},
		{"version", "", "print the version", printVersion},
	}
}

// Exit codes.
const (
	exitOK     = 0
	exitFailed = 1
	exitUsage  = 2
)

// usageError is a mistake on the command line.
type usageError struct{ text string }

func (e usageError) Error() string { return e.text }

// errHelp is what a command answers that was asked for help.
var errHelp = errors.New("help wanted")

// run is the program without the process around it.
func run(ctx context.Context, args []string, p process) int {
	cmd, rest, ok := find(args)
	if !ok {
		fmt.Fprintf(p.stderr, "fichebak: no command %q\n\n", strings.Join(args, " "))
		usage(p.stderr)
		return exitUsage
	}
	err := cmd.run(ctx, rest, p)
	var wrong usageError
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, errHelp):
		usage(p.stdout)
		return exitOK
	case errors.As(err, &wrong):
		fmt.Fprintf(p.stderr, "fichebak %s: %s\n(fichebak -h tells more)\n", cmd.name, wrong.text)
		return exitUsage
	}
	fmt.Fprintf(p.stderr, "fichebak %s: %v\n", cmd.name, explain(err))
	return exitFailed
}

// find answers the command a line begins with, and what follows it; the default when
// it begins with a setting, or with nothing.
func find(args []string) (cmd command, rest []string, ok bool) {
	all := commands()
	if len(args) == 0 || strings.HasPrefix(args[0], "-") {
		return all[0], args, true
	}
	for _, c := range all {
		words := strings.Fields(c.name)
		if len(args) >= len(words) && strings.Join(args[:len(words)], " ") == c.name {
			return c, args[len(words):], true
		}
	}
	if args[0] == "help" || slices.ContainsFunc(args, func(a string) bool { return a == "-h" || a == "-help" || a == "--help" }) {
		return command{name: "help", run: func(context.Context, []string, process) error { return errHelp }}, nil, true
	}
	return command{}, nil, false
}

func printVersion(_ context.Context, args []string, p process) error {
	if _, _, err := parseWords("version", args, p, nil); err != nil {
		return err
	}
	_, err := fmt.Fprintf(p.stdout, "fichebak %s (data schema %d, %s, %s/%s)\n", version, store.Schema(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}

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
	"syscall"
	"time"
	_ "time/tzdata" // Windows and slim containers have no time zones
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

// command is a sub-command: it answers the error to print, or nil.
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

// run is the program without the process around it.
func run(ctx context.Context, args []string, p process) int {
	all := commands()
	cmd := all[0]
	if len(args) > 0 && args[0] != "" && args[0][0] != '-' {
		found := false
		for _, c := range all {
			if c.name == args[0] {
				cmd, args, found = c, args[1:], true
				break
			}
		}
		if !found {
			fmt.Fprintf(p.stderr, "fichebak: no command %q\n\n", args[0])
			usage(p.stderr)
			return exitUsage
		}
	}
	err := cmd.run(ctx, args, p)
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

func printVersion(_ context.Context, _ []string, p process) error {
	_, err := fmt.Fprintln(p.stdout, "fichebak", version)
	return err
}

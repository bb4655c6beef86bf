package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"syscall"
	"text/tabwriter"

	"fichebak/store"
	"fichebak/store/kv"
)

// usage prints commands and settings.
func usage(w io.Writer) {
	fmt.Fprint(w, "Fichebak keeps prospects, customers and suppliers on fiches and reminds of appointments.\n\nUse: fichebak [COMMAND] [-SETTING VALUE]\n\nCommands:\n")
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, c := range commands() {
		fmt.Fprintf(t, "  %s\t%s\n", c.line(), c.what)
	}
	t.Flush()
	fmt.Fprint(w, "\nSettings (a flag beats the environment):\n")
	for _, s := range settings() {
		fmt.Fprintf(t, "  -%s\t%s\t%s\n", s.flag, s.env, s.describe())
	}
	t.Flush()
	fmt.Fprint(w, "\nserve takes all of them, health -listen and -cert, the other commands -data. Those\n"+
		"without \"not while serving\" work while the server runs. A password is asked for on a\n"+
		"terminal, read as a line of standard input otherwise, and made up and printed when it\n"+
		"is empty or with -generate.\n")
}

// line is the command as one types it.
func (c command) line() string { return strings.TrimSpace(c.name + " " + c.args) }

func (s setting) describe() string {
	if s.value == "" {
		return s.what
	}
	return fmt.Sprintf("%s (default: %s)", s.what, s.value)
}

// commandsTable is the README's table of commands.
func commandsTable() string {
	var b strings.Builder
	b.WriteString("| command | what it does |\n|---|---|\n")
	for _, c := range commands() {
		fmt.Fprintf(&b, "| `fichebak %s` | %s |\n", c.line(), c.what)
	}
	return b.String()
}

// settingsTable is the README's table of settings.
func settingsTable() string {
	var b strings.Builder
	b.WriteString("| setting | in the environment | default | what it is | of |\n|---|---|---|---|---|\n")
	for _, s := range settings() {
		fmt.Fprintf(&b, "| `-%s` | `%s` | %s | %s | %s |\n", s.flag, s.env, s.value, s.what, strings.ReplaceAll(s.of, " ", ", "))
	}
	return b.String()
}

// explain turns an error into a sentence for who started the program.
func explain(err error) string {
	text := err.Error()
	switch {
	case errors.Is(err, context.Canceled):
		return "stopped before it had finished"
	case errors.Is(err, kv.ErrLocked):
		return text + ": Fichebak is already running with this file; stop it first, or open its address in a browser"
	case errors.Is(err, store.ErrNewer):
		return text + ": this program is older than its data; install the newer version again, or restore a copy made before the upgrade"
	case errors.Is(err, store.ErrNotEmpty):
		return text + ": name a new file with -data"
	case errors.Is(err, kv.ErrForeign):
		return text + ": name another file; what fichebak export wrote is read by fichebak import"
	case errors.Is(err, kv.ErrDamaged):
		return text + "\nPut the latest copy in its place with fichebak restore FILE; the damaged file is kept aside."
	case errors.Is(err, syscall.EADDRINUSE):
		return text + ": another program, or Fichebak itself, is listening there; choose another with -listen"
	}
	return text
}

package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"fichebak/store"
	"fichebak/store/kv"
)

// config is what a run is told on the command line or in the environment.
type config struct {
	listen, data string
	lan, demo    bool
	cert, key    string
	proxies      string
	templates    string
}

// setting is one flag with its twin in the environment.
type setting struct {
	flag, env, value, what string
	only                   string // the command it is for; empty: see describe
	bind                   func(fs *flag.FlagSet, c *config, def string) error
}

// settings are all settings; the text of -h and the README's table are made of them.
func settings() []setting {
	str := func(name string, at func(*config) *string) func(*flag.FlagSet, *config, string) error {
		return func(fs *flag.FlagSet, c *config, def string) error {
			fs.StringVar(at(c), name, def, "")
			return nil
		}
	}
	yes := func(name string, at func(*config) *bool) func(*flag.FlagSet, *config, string) error {
		return func(fs *flag.FlagSet, c *config, def string) error {
			fs.BoolVar(at(c), name, def == "1" || def == "true", "")
			return nil
		}
	}
	return []setting{
		{"listen", "FICHEBAK_LISTEN", "127.0.0.1:8080", "address to listen on", "serve", str("listen", func(c *config) *string { return &c.listen })},
		{"data", "FICHEBAK_DATA", defaultData, "data file", "", str("data", func(c *config) *string { return &c.data })},
		{"lan", "FICHEBAK_LAN", "", "listen on all addresses and print them", "serve", yes("lan", func(c *config) *bool { return &c.lan })},
		{"demo", "FICHEBAK_DEMO", "", "a temporary box with example data, gone at stop", "serve", yes("demo", func(c *config) *bool { return &c.demo })},
		{"cert", "FICHEBAK_CERT", "", "TLS certificate (PEM)", "serve", str("cert", func(c *config) *string { return &c.cert })},
		{"key", "FICHEBAK_KEY", "", "TLS key (PEM)", "serve", str("key", func(c *config) *string { return &c.key })},
		{"proxies", "FICHEBAK_PROXIES", "", "addresses of proxies to trust, with commas", "serve", str("proxies", func(c *config) *string { return &c.proxies })},
		{"templates", "FICHEBAK_TEMPLATES", "", "folder to read templates from at each request, for work on them", "serve", str("templates", func(c *config) *string { return &c.templates })},
	}
}

// defaultData stands in the help for the file in the user's own configuration folder.
const defaultData = "fichebak/fichebak.db in the user's configuration folder"

var errHelp = errors.New("help wanted")

// parse reads the flags of a command: a flag beats the environment, which beats the
// default. It answers what is left on the line.
func parse(name string, args []string, p process, more func(*flag.FlagSet, *config)) (config, []string, error) {
	var c config
	fs := flag.NewFlagSet(name, flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	for _, s := range settings() {
		if s.only != "" && s.only != name {
			continue
		}
		def := s.value
		if e := p.env(s.env); e != "" {
			def = e
		}
		if err := s.bind(fs, &c, def); err != nil {
			return c, nil, err
		}
	}
	if more != nil {
		more(fs, &c)
	}
	// flags may stand before and after what they are for
	var rest []string
	for {
		err := fs.Parse(args)
		if errors.Is(err, flag.ErrHelp) {
			return c, nil, errHelp
		}
		if err != nil {
			return c, nil, usageError{err.Error()}
		}
		if fs.NArg() == 0 {
			break
		}
		rest = append(rest, fs.Arg(0))
		args = fs.Args()[1:]
	}
	if c.data == defaultData {
		dir, err := os.UserConfigDir()
		if err != nil {
			return c, nil, usageError{"no configuration folder is known here: name a data file with -data"}
		}
		c.data = filepath.Join(dir, "fichebak", "fichebak.db")
	}
	return c, rest, nil
}

// usage prints commands and settings.
func usage(w io.Writer) {
	fmt.Fprint(w, "Fichebak keeps prospects, customers and suppliers on fiches and reminds of appointments.\n\nUse: fichebak [COMMAND] [-SETTING VALUE]\n\nCommands:\n")
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, c := range commands() {
		fmt.Fprintf(t, "  %s\t%s\n", strings.TrimSpace(c.name+" "+c.args), c.what)
	}
	t.Flush()
	fmt.Fprint(w, "\nSettings (a flag beats the environment):\n")
	for _, s := range settings() {
		fmt.Fprintf(t, "  -%s\t%s\t%s\n", s.flag, s.env, s.describe())
	}
	t.Flush()
	fmt.Fprint(w, "\nserve takes all of them; the other commands take -data.\n")
}

func (s setting) describe() string {
	if s.value == "" {
		return s.what
	}
	return fmt.Sprintf("%s (default: %s)", s.what, s.value)
}

// explain turns an error into a sentence for who started the program.
func explain(err error) string {
	switch {
	case errors.Is(err, kv.ErrLocked):
		return err.Error() + ": Fichebak is already running with this file; stop it first, or open its address in a browser"
	case errors.Is(err, store.ErrNewer):
		return err.Error() + ": this program is older than its data; install the newer version again, or restore a copy made before the upgrade"
	case errors.Is(err, store.ErrNotEmpty):
		return "the box is not empty: name a new file with -data"
	}
	return err.Error()
}

package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
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
	of                     string // the commands that take it, by their first word
	bind                   binder
}

// settings are all settings; the text of -h and the README's table are made of them.
func settings() []setting {
	return []setting{
		{"listen", "FICHEBAK_LISTEN", "127.0.0.1:8080", "address to listen on", "serve health", text(func(c *config) *string { return &c.listen })},
		{"data", "FICHEBAK_DATA", defaultData, "data file", "serve check backup restore export import user demo", text(func(c *config) *string { return &c.data })},
		{"lan", "FICHEBAK_LAN", "", "listen on all addresses, and print them", "serve", yes(func(c *config) *bool { return &c.lan })},
		{"demo", "FICHEBAK_DEMO", "", "a temporary box with example data and an account, which is printed; gone at stop", "serve", yes(func(c *config) *bool { return &c.demo })},
		{"cert", "FICHEBAK_CERT", "", "TLS certificate (PEM)", "serve health", text(func(c *config) *string { return &c.cert })},
		{"key", "FICHEBAK_KEY", "", "TLS key (PEM)", "serve", text(func(c *config) *string { return &c.key })},
		{"proxies", "FICHEBAK_PROXIES", "", "addresses of proxies to trust, with commas", "serve", text(func(c *config) *string { return &c.proxies })},
		{"templates", "FICHEBAK_TEMPLATES", "", "folder to read templates from at each request, for work on them", "serve", text(func(c *config) *string { return &c.templates })},
	}
}

type binder func(fs *flag.FlagSet, c *config, name, def string) error

func text(at func(*config) *string) binder {
	return func(fs *flag.FlagSet, c *config, name, def string) error {
		fs.StringVar(at(c), name, def, "")
		return nil
	}
}

func yes(at func(*config) *bool) binder {
	return func(fs *flag.FlagSet, c *config, name, def string) error {
		v, err := strconv.ParseBool(def)
		if def != "" && err != nil {
			return fmt.Errorf("%q is neither true nor false", def)
		}
		fs.BoolVar(at(c), name, v, "")
		return nil
	}
}

// takes tells whether a command has a setting.
func (s setting) takes(command string) bool {
	first, _, _ := strings.Cut(command, " ")
	return slices.Contains(strings.Fields(s.of), first)
}

// defaultData stands in the help for the file in the user's own configuration folder.
const defaultData = "fichebak/fichebak.db in the user's configuration folder"

// parse reads the flags of a command: a flag beats the environment, which beats the
// default. It answers what is left on the line.
func parse(name string, args []string, p process, more func(*flag.FlagSet)) (config, []string, error) {
	var c config
	fs := flag.NewFlagSet(name, flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	for _, s := range settings() {
		if !s.takes(name) {
			continue
		}
		def := s.value
		if e := p.env(s.env); e != "" {
			def = e
		}
		if err := s.bind(fs, &c, s.flag, def); err != nil {
			return c, nil, usageError{s.env + ": " + err.Error()}
		}
	}
	if more != nil {
		more(fs)
	}
	rest, err := flagsAnywhere(fs, args)
	if err != nil {
		return c, nil, err
	}
	fs.Visit(func(f *flag.Flag) {
		if f.Name == "data" && c.demo {
			err = usageError{"-demo has a file of its own: leave -data away"}
		}
	})
	if err != nil {
		return c, nil, err
	}
	if c.data == defaultData && !c.demo {
		dir, err := os.UserConfigDir()
		if err != nil {
			return c, nil, usageError{"no configuration folder is known here: name a data file with -data"}
		}
		c.data = filepath.Join(dir, "fichebak", "fichebak.db")
	}
	return c, rest, c.check()
}

// flagsAnywhere reads flags before and after what they are for.
func flagsAnywhere(fs *flag.FlagSet, args []string) (rest []string, err error) {
	for {
		err := fs.Parse(args)
		if errors.Is(err, flag.ErrHelp) {
			return nil, errHelp
		}
		if err != nil {
			return nil, usageError{err.Error()}
		}
		if fs.NArg() == 0 {
			return rest, nil
		}
		rest = append(rest, fs.Arg(0))
		args = fs.Args()[1:]
	}
}

// check says which settings can not be meant, before anything is opened.
func (c config) check() error {
	if c.key != "" && c.cert == "" {
		return usageError{"-key needs -cert"}
	}
	for _, a := range split(c.proxies) {
		if _, err := netip.ParseAddr(a); err == nil {
			continue
		}
		if _, err := netip.ParsePrefix(a); err != nil {
			return usageError{fmt.Sprintf("-proxies %s: neither an address nor a range like 10.0.0.0/8", a)}
		}
	}
	if c.templates != "" {
		if info, err := os.Stat(c.templates); err != nil || !info.IsDir() {
			return usageError{fmt.Sprintf("-templates %s: no such folder", c.templates)}
		}
	}
	return nil
}

// parseWords reads a command that has these words behind its flags.
func parseWords(name string, args []string, p process, more func(*flag.FlagSet), names ...string) (config, []string, error) {
	c, rest, err := parse(name, args, p, more)
	if err == nil {
		err = words(rest, names...)
	}
	return c, rest, err
}

// parseExisting reads a command that needs a data file that is there already.
func parseExisting(name string, args []string, p process, more func(*flag.FlagSet), names ...string) (config, []string, error) {
	c, rest, err := parseWords(name, args, p, more, names...)
	if err == nil {
		err = exists(c.data)
	}
	return c, rest, err
}

// words sees to it that a line has just what a command wants behind its flags.
func words(rest []string, names ...string) error {
	if len(rest) < len(names) {
		return usageError{names[len(rest)] + " is missing"}
	}
	if len(rest) > len(names) {
		return usageError{"too many words: " + strings.Join(rest[len(names):], " ")}
	}
	return nil
}

func split(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' })
}

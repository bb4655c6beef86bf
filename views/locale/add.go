//go:build ignore

// Command add puts a message into every catalog, sorted, one a line. It is run by `make string`:
//
//	go run views/locale/add.go -key fiche.vat -nl "Btw-nummer" -fr "Numéro de TVA" -en "VAT number" -de "MwSt.-Nummer"
//	go run views/locale/add.go -key fiche.count -nl "%d fiche|%d fiches" -fr … -en "%d card|%d cards" -de … -plural
//	go run views/locale/add.go -tidy        sorts the catalogs again, after a merge
//	go run views/locale/add.go -drop -key fiche.vat
//	go run views/locale/add.go -from FILE   adds lines "key<TAB>nl<TAB>fr<TAB>en<TAB>de"; a key ending in # has plural forms
//
// A lock file keeps runs apart that begin at the same time.
package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

const last = "~"

var languages = []string{"nl", "fr", "en", "de"}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "add:", err)
		os.Exit(1)
	}
}

func run() error {
	dir := flag.String("dir", "views/locale", "folder of the catalogs")
	key := flag.String("key", "", "the message's key")
	plural := flag.Bool("plural", false, "texts are plural forms, one|other or one|many|other")
	drop := flag.Bool("drop", false, "take the key out of every catalog")
	tidy := flag.Bool("tidy", false, "only sort")
	from := flag.String("from", "", "file of messages, fields divided by tabs")
	texts := make([]*string, len(languages))
	for i, language := range languages {
		texts[i] = flag.String(language, "", "text in this language")
	}
	flag.Parse()
	unlock, err := lock(filepath.Join(*dir, ".lock"))
	if err != nil {
		return err
	}
	defer unlock()
	var rows [][]string
	switch {
	case *tidy:
	case *from != "":
		body, err := os.ReadFile(*from)
		if err != nil {
			return err
		}
		if rows, err = table(string(body)); err != nil {
			return err
		}
	case *key == "":
		return fmt.Errorf("-key is missing")
	case *drop:
		rows = [][]string{{*key}}
	default:
		row := []string{*key}
		if *plural {
			row[0] += "#"
		}
		for _, text := range texts {
			row = append(row, *text)
		}
		rows = [][]string{row}
	}
	return update(*dir, rows, *drop)
}

// table reads lines of key, nl, fr, en, de.
func table(body string) ([][]string, error) {
	var rows [][]string
	for i, line := range strings.Split(body, "\n") {
		if strings.TrimSpace(line) == "" {
			continue
		}
		row := strings.Split(line, "\t")
		if len(row) != 1+len(languages) {
			return nil, fmt.Errorf("line %d: %d fields, want key and %d texts", i+1, len(row), len(languages))
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// update changes all catalogs or, when a text is missing, none.
func update(dir string, rows [][]string, drop bool) error {
	for _, row := range rows {
		for i, language := range languages {
			if !drop && row[i+1] == "" {
				return fmt.Errorf("%s: no text in %s", row[0], language)
			}
		}
	}
	for i, language := range languages {
		file := filepath.Join(dir, language+".json")
		entries, err := read(file)
		if err != nil {
			return err
		}
		for _, row := range rows {
			key, plural := strings.CutSuffix(row[0], "#")
			if drop {
				delete(entries, key)
				continue
			}
			if entries[key], err = entry(row[i+1], plural); err != nil {
				return fmt.Errorf("%s: %w", key, err)
			}
		}
		if err := write(file, entries); err != nil {
			return err
		}
	}
	return nil
}

func entry(text string, plural bool) (string, error) {
	if !plural {
		return quote(text), nil
	}
	names := map[int][]string{2: {"one", "other"}, 3: {"one", "many", "other"}}
	forms := strings.Split(text, "|")
	if names[len(forms)] == nil {
		return "", fmt.Errorf("plural forms are one|other or one|many|other")
	}
	var parts []string
	for i, name := range names[len(forms)] {
		parts = append(parts, quote(name)+": "+quote(forms[i]))
	}
	return "{" + strings.Join(parts, ", ") + "}", nil
}

// read takes the lines as they are; a key that stands twice with two texts is the caller's to settle.
func read(file string) (map[string]string, error) {
	body, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	entries := map[string]string{}
	for i, line := range strings.Split(string(body), "\n") {
		line = strings.TrimSuffix(strings.TrimSpace(line), ",")
		if line == "" || line == "{" || line == "}" {
			continue
		}
		var one map[string]json.RawMessage
		if err := json.Unmarshal([]byte("{"+line+"}"), &one); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", file, i+1, err)
		}
		for key, value := range one {
			if had, ok := entries[key]; ok && had != string(value) {
				return nil, fmt.Errorf("%s:%d: %s stands twice with two texts", file, i+1, key)
			}
			entries[key] = string(value)
		}
	}
	return entries, nil
}

func write(file string, entries map[string]string) error {
	entries[last] = `""`
	keys := make([]string, 0, len(entries))
	for key := range entries {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	var b strings.Builder
	for i, key := range keys {
		end := ",\n"
		if i == len(keys)-1 {
			end = "\n"
		}
		b.WriteString("  " + quote(key) + ": " + entries[key] + end)
	}
	next := file + ".new"
	if err := os.WriteFile(next, []byte("{\n"+b.String()+"}\n"), 0o644); err != nil {
		return err
	}
	return os.Rename(next, file)
}

// quote writes JSON without the escapes that are for HTML only.
func quote(s string) string {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(s) // a string can always be written
	return strings.TrimSuffix(b.String(), "\n")
}

func lock(file string) (func(), error) {
	f, err := os.OpenFile(file, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX); err != nil {
		return nil, err
	}
	return func() { _ = f.Close() }, nil
}

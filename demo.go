package main

import (
	"context"
	"crypto/rand"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"

	"fichebak/store"
	"fichebak/store/password"
	"fichebak/views/locale"
)

// demo fills a box without fiches with invented ones.
func demo(ctx context.Context, args []string, p process) error {
	var n int
	var seed uint64
	c, _, err := parseWords("demo", args, p, func(fs *flag.FlagSet) {
		fs.IntVar(&n, "n", 1000, "")
		fs.Uint64Var(&seed, "seed", 1, "")
	})
	if err != nil {
		return err
	}
	if n < 1 {
		return usageError{fmt.Sprintf("-n %d: at least one", n)}
	}
	err = rewrite(ctx, c.data, p, func(s *store.Store) error { return s.Generate(ctx, store.Actor{Name: "demo"}, n, seed) })
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(p.stdout, "%s: %d invented fiches\n", c.data, n)
	return err
}

// importFile fills an empty box from an export.
func importFile(ctx context.Context, args []string, p process) error {
	c, rest, err := parseWords("import", args, p, nil, "FILE")
	if err != nil {
		return err
	}
	in, err := os.Open(rest[0])
	if err != nil {
		return err
	}
	defer in.Close()
	var records, fiches int
	err = rewrite(ctx, c.data, p, func(s *store.Store) (err error) {
		if records, err = s.Import(ctx, in); err != nil {
			return fmt.Errorf("%s: %w", rest[0], err)
		}
		fiches = s.Len()
		return nil
	})
	if errors.Is(err, store.ErrNotEmpty) {
		return store.ErrNotEmpty // whatever the export holds
	}
	if err != nil {
		return fmt.Errorf("%w (nothing was imported)", err)
	}
	_, err = fmt.Fprintf(p.stdout, "%s: %d fiches, %d records in all\n", c.data, fiches, records)
	return err
}

// demoName is the account of a temporary box.
const demoName = "Demo"

// demoBox makes a temporary box with example data and an account; gone removes it.
func demoBox(ctx context.Context, p process, log *slog.Logger) (b *box, pass string, gone func(), err error) {
	dir, err := os.MkdirTemp("", "fichebak-demo-")
	if err != nil {
		return nil, "", nil, err
	}
	gone = func() {
		if err := os.RemoveAll(dir); err != nil {
			log.Error("remove the temporary box", "err", err)
		}
	}
	b, err = openBox(ctx, filepath.Join(dir, "demo.db"), p, log)
	if err != nil {
		gone()
		return nil, "", nil, err
	}
	lang := locale.Match(strings.ReplaceAll(before(p.env("LANG"), "."), "_", "-"), "nl")
	pass = newPassword()
	u, err := b.FirstRun(ctx, store.User{Name: demoName, Password: password.Hash(pass), Language: lang}, "Fichebak")
	if err == nil {
		err = b.AddExamples(ctx, u.Actor(), lang)
	}
	if err != nil {
		_ = b.Close() // it is removed with all that is in it
		gone()
		return nil, "", nil, err
	}
	return b, pass, gone, nil
}

func before(s, sep string) string {
	s, _, _ = strings.Cut(s, sep)
	return s
}

// newPassword makes up a password of eighty bits that can be read out aloud.
func newPassword() string {
	t := strings.ToLower(rand.Text()[:16])
	return t[:4] + "-" + t[4:8] + "-" + t[8:12] + "-" + t[12:]
}

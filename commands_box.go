package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"

	"fichebak/store"
	"fichebak/store/kv"
)

// What can be asked of an open box.
const (
	doWhere    = "where"
	doCheck    = "check"
	doRecords  = "check records" // of a file whose pages were proved sound
	doSnapshot = "snapshot"
	doExport   = "export"
	doUser     = "user"
)

// task is what a sub-command wants of an open box, here or in the process that serves
// it. What it is to print goes to the writer of perform.
type task struct {
	Do   string   `json:"do"`
	User userTask `json:"user"`
}

func (b *box) perform(ctx context.Context, t task, out io.Writer) error {
	switch t.Do {
	case doWhere:
		for _, u := range b.urls {
			fmt.Fprintln(out, u)
		}
		return nil
	case doCheck:
		if err := b.file.Check(ctx); err != nil {
			return err
		}
		return b.checkRecords(ctx, out)
	case doRecords:
		return b.checkRecords(ctx, out)
	case doSnapshot:
		return b.file.Snapshot(ctx, out)
	case doExport:
		return b.Export(ctx, out)
	case doUser:
		return b.user(ctx, t.User, out)
	}
	return fmt.Errorf("the running server, version %s, does not know %q", version, t.Do)
}

// check proves that the data file is sound: its pages, its records, and all that is
// derived from them.
func check(ctx context.Context, args []string, p process) error {
	c, _, err := parseExisting("check", args, p, nil)
	if err != nil {
		return err
	}
	return onBox(ctx, c, p, task{Do: doCheck})
}

func (b *box) checkRecords(ctx context.Context, out io.Writer) error {
	faults, err := b.Check(ctx)
	if err != nil {
		return err
	}
	for _, f := range faults {
		fmt.Fprintln(out, f)
	}
	if len(faults) > 0 {
		return fmt.Errorf("%w: what the records say does not agree: %d faults", kv.ErrDamaged, len(faults))
	}
	users, err := b.Users(ctx)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "%s is sound: %d fiches, %d users, schema %d\n", b.path, b.Len(), len(users), store.Schema())
	return err
}

// export writes everything as JSON lines.
func export(ctx context.Context, args []string, p process) error {
	c, _, err := parseExisting("export", args, p, nil)
	if err != nil {
		return err
	}
	return onBox(ctx, c, p, task{Do: doExport})
}

// backup writes a copy of the data file. It gets its name when it is whole and was
// checked, and never that of a file that is there.
func backup(ctx context.Context, args []string, p process) error {
	c, rest, err := parseExisting("backup", args, p, nil, "FILE")
	if err != nil {
		return err
	}
	name := rest[0]
	if _, err := os.Lstat(name); err == nil {
		return fmt.Errorf("%s is there already, and a copy never takes the place of another: choose another name", name)
	}
	copied, err := writeBeside(name, func(w io.Writer) error {
		to := p
		to.stdout = w
		return onBox(ctx, c, to, task{Do: doSnapshot})
	})
	if err != nil {
		return err
	}
	defer os.Remove(copied)
	said, err := checkCopy(ctx, copied, p)
	if err != nil {
		return fmt.Errorf("the copy is not good, and was not kept: %w", err)
	}
	if err := place(copied, name); err != nil {
		return err
	}
	_, err = fmt.Fprintf(p.stdout, "%s: %s\n", name, said)
	return err
}

// checkCopy opens a copy by itself, brings it to the present schema, proves it sound
// and says what is in it.
func checkCopy(ctx context.Context, path string, p process) (said string, err error) {
	file, err := openFile(path)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	if err := file.Check(ctx); err != nil {
		return "", err
	}
	s, err := store.Open(ctx, file, store.Options{Now: p.now, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return "", err
	}
	faults, err := s.Check(ctx)
	if err == nil && len(faults) > 0 {
		err = fmt.Errorf("%w: %s (%d faults)", kv.ErrDamaged, faults[0], len(faults))
	}
	users, uerr := s.Users(ctx)
	return fmt.Sprintf("%d fiches, %d users, checked", s.Len(), len(users)), errors.Join(err, uerr)
}

// restore checks a copy and puts it in place of the data file. The copy itself stays
// as it is, and what was there is kept aside.
func restore(ctx context.Context, args []string, p process) error {
	c, rest, err := parseWords("restore", args, p, nil, "FILE")
	if err != nil {
		return err
	}
	if err := apart(rest[0], c.data); err != nil {
		return err
	}
	held, err := holdFile(c.data)
	if err != nil {
		return err
	}
	defer held.close()
	copied, err := copyBeside(rest[0], c.data)
	if err != nil {
		return err
	}
	defer os.Remove(copied)
	said, err := checkCopy(ctx, copied, p)
	if err != nil {
		return fmt.Errorf("%s is not put in place: %w", rest[0], err)
	}
	if held.there {
		kept, err := keep(c.data, c.data+".before-restore-"+p.now().Format("2006-01-02-150405"))
		if err != nil {
			return err
		}
		fmt.Fprintf(p.stdout, "The data as it was: %s\n", kept)
	}
	if err := held.replace(copied); err != nil {
		return err
	}
	_, err = fmt.Fprintf(p.stdout, "%s: %s\n", c.data, said)
	return err
}

// apart refuses a copy that is the data file itself.
func apart(file, data string) error {
	a, err := os.Stat(file)
	if err != nil {
		return err
	}
	if b, err := os.Stat(data); err == nil && os.SameFile(a, b) {
		return usageError{file + " is the data file itself"}
	}
	return nil
}

func copyBeside(file, name string) (string, error) {
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return "", err
	}
	from, err := os.Open(file)
	if err != nil {
		return "", err
	}
	defer from.Close()
	return writeBeside(name, func(w io.Writer) error {
		_, err := io.Copy(w, from)
		return err
	})
}

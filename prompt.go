package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"unicode/utf8"

	"fichebak/store/password"
)

// askPassword reads a password: from a terminal twice and unseen, otherwise a line of
// standard input. An empty one is made up, and so is one with generate; made tells.
func askPassword(ctx context.Context, p process, generate bool) (pass string, made bool, err error) {
	if generate {
		return newPassword(), true, nil
	}
	in := bufio.NewReader(p.stdin)
	terminal := onTerminal(p.stdin)
	if terminal {
		defer hush(p.stdin.(*os.File))()
		fmt.Fprint(p.stderr, "Password (empty: one is made up): ")
	}
	line := func() (string, error) {
		text, err := readLine(ctx, in)
		if terminal {
			fmt.Fprintln(p.stderr) // what was typed is not seen, its end neither
		}
		return text, err
	}
	if pass, err = line(); err != nil {
		return "", false, err
	}
	if pass == "" {
		return newPassword(), true, nil
	}
	if terminal {
		fmt.Fprint(p.stderr, "Again: ")
		again, err := line()
		if err != nil {
			return "", false, err
		}
		if again != pass {
			return "", false, errors.New("that was not the same password twice")
		}
	}
	switch {
	case utf8.RuneCountInString(pass) < password.MinLength:
		return "", false, fmt.Errorf("a password has at least %d characters", password.MinLength)
	case len(pass) > password.MaxLength:
		return "", false, fmt.Errorf("a password has at most %d bytes", password.MaxLength)
	}
	return pass, false, nil
}

// readLine reads a line, or what there is of one, until ctx ends.
func readLine(ctx context.Context, in *bufio.Reader) (string, error) {
	type line struct {
		text string
		err  error
	}
	read := make(chan line, 1)
	go func() {
		text, err := in.ReadString('\n')
		if errors.Is(err, io.EOF) {
			err = nil
		}
		read <- line{strings.TrimRight(text, "\r\n"), err}
	}()
	select {
	case l := <-read:
		return l.text, l.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// onTerminal tells whether somebody sits at the other end.
func onTerminal(v any) bool {
	f, ok := v.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// hush has a terminal not show what is typed, where there is stty to ask for it.
func hush(terminal *os.File) (speak func()) {
	stty := func(arg string) error {
		cmd := exec.Command("stty", arg)
		cmd.Stdin = terminal
		return cmd.Run()
	}
	if stty("-echo") != nil {
		return func() {}
	}
	return func() { _ = stty("echo") } // the terminal may be gone by then
}

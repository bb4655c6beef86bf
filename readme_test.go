package main

import (
	"os"
	"strings"
	"testing"
)

// updateReadme, set to anything, has the tables of the README written anew:
// FICHEBAK_UPDATE=1 go test -run Readme .
const updateReadme = "FICHEBAK_UPDATE"

func TestTheReadmeTellsTheCommands(t *testing.T) { tells(t, "commands", commandsTable()) }
func TestTheReadmeTellsTheSettings(t *testing.T) { tells(t, "settings", settingsTable()) }

// tells compares what stands in the README between <!-- name --> and <!-- /name -->.
func tells(t *testing.T, name, want string) {
	t.Helper()
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	head, rest, ok := strings.Cut(string(readme), "<!-- "+name+" -->\n")
	got, tail, closed := strings.Cut(rest, "<!-- /"+name+" -->")
	if !ok || !closed {
		t.Fatalf("the README has no <!-- %s --> … <!-- /%s -->", name, name)
	}
	if got == want {
		return
	}
	if os.Getenv(updateReadme) == "" {
		t.Errorf("the README's table of %s is not what the program says; %s=1 go test -run Readme . writes it:\n%s", name, updateReadme, want)
		return
	}
	text := head + "<!-- " + name + " -->\n" + want + "<!-- /" + name + " -->" + tail
	if err := os.WriteFile("README.md", []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

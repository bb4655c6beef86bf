package main

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTheHelpListsEveryCommandAndEverySetting(t *testing.T) {
	for _, args := range [][]string{{"-h"}, {"help"}, {"serve", "-h"}, {"check", "-h"}, {"user", "-h"}, {"user", "add", "--help"}, {"version", "-h"}} {
		help := fichebak(t, args...).must(t)
		for _, c := range commands() {
			if !strings.Contains(help, "\n  "+c.line()+"  ") || !strings.Contains(help, c.what) {
				t.Errorf("%v: the help does not have command %s", args, c.name)
			}
		}
		for _, s := range settings() {
			if !strings.Contains(help, "\n  -"+s.flag+" ") || !strings.Contains(help, s.env) || !strings.Contains(help, s.describe()) {
				t.Errorf("%v: the help does not have setting %s", args, s.flag)
			}
			if s.env != "FICHEBAK_"+strings.ToUpper(s.flag) {
				t.Errorf("the twin of -%s is %s", s.flag, s.env)
			}
		}
	}
}

func TestAMistakeOnTheLineIsSaidAndEndsWithTwo(t *testing.T) {
	data := boxOf(t, "1")
	for _, c := range []struct {
		line string
		says string
	}{
		{"opslaan", `no command "opslaan"`},
		{"user", `no command "user"`},
		{"user remove Kim", `no command "user remove Kim"`},
		{"-port 80", "not defined: -port"},
		{"serve nu", "too many words: nu"},
		{"check -listen :80", "not defined: -listen"},
		{"backup", "FILE is missing"},
		{"restore", "FILE is missing"},
		{"import", "FILE is missing"},
		{"import a b", "too many words: b"},
		{"restore " + data + " -data " + data, "is the data file itself"},
		{"user add", "NAME is missing"},
		{"user add Els -role baas -data " + data, "-role baas: it is admin, worker or reader"},
		{"user add Els -language xx -data " + data, "-language xx: it is nl or fr"},
		{"demo -n 0 -data " + data, "-n 0: at least one"},
		{"demo -n veel", "invalid value"},
		{"health kassa", "kassa: an address begins with http:// or https://"},
		{"health a b", "too many words"},
		{"version 2", "too many words: 2"},
		{"-listen 8080 -data " + data, "-listen 8080: it is an address and a port, like 127.0.0.1:8080"},
		{"-key k.pem -data " + data, "-key needs -cert"},
		{"-proxies 10.0.0 -data " + data, "-proxies 10.0.0: neither an address nor a range"},
		{"-templates /nergens -data " + data, "-templates /nergens: no such folder"},
		{"-demo -data " + data, "-demo has a file of its own"},
	} {
		fichebak(t, strings.Fields(c.line)...).refused(t, exitUsage, c.says)
	}
	fichebak(t, "user", "add", "Els\nDe Smet", "-data", data).refused(t, exitUsage, "NAME is one line")
	fichebak(t, "user", "add", " ", "-data", data).refused(t, exitUsage, "NAME is one line")
}

func TestWhatFailsIsSaidAndEndsWithOne(t *testing.T) {
	data, none := boxOf(t, "1"), newData(t)
	for _, c := range []struct {
		line string
		says string
	}{
		{"check -data " + none, "there is no data file " + none},
		{"export -data " + none, "there is no data file"},
		{"backup " + none + "2 -data " + none, "there is no data file"},
		{"user list -data " + none, "there is no data file"},
		{"user passwd Kim -data " + none, "there is no data file"},
		{"restore " + none + " -data " + data, "no such file"},
		{"import " + none + " -data " + data, "no such file"},
		{"demo -data " + data, "box is not empty: name a new file with -data"},
		{"user passwd Els -data " + data, `there is no user "Els"`},
		{"user disable Els -data " + data, `there is no user "Els"`},
		{"-cert /nergens.pem -data " + data, "read the certificate (-cert /nergens.pem"},
		{"-cert main.go -data " + data, "read the certificate (-cert main.go"},
		{"-listen 192.0.2.1:80 -data " + data, "listen on 192.0.2.1:80"},
	} {
		fichebak(t, strings.Fields(c.line)...).refused(t, exitFailed, c.says)
	}
	if _, err := os.Stat(none); err == nil {
		t.Error("a command made a data file by itself")
	}
	fichebak(t, "user", "add", "kim peeters", "-data", data).refused(t, exitFailed, `there is a user "kim peeters" already`)
	fichebak(t, "user", "disable", "Kim Peeters", "-data", data).refused(t, exitFailed, "is the last admin who can sign in")
}

func TestAFlagBeatsTheEnvironmentWhichBeatsTheDefault(t *testing.T) {
	one, two := boxOf(t, "1"), boxOf(t, "2")
	p := surroundings()
	p.env = func(name string) string { return map[string]string{"FICHEBAK_DATA": two}[name] }
	if out := fichebakIn(t, p, "check").must(t); !strings.Contains(out, "2 fiches") {
		t.Errorf("the environment does not count: %s", out)
	}
	if out := fichebakIn(t, p, "check", "-data", one).must(t); !strings.Contains(out, "1 fiches") {
		t.Errorf("the flag does not beat the environment: %s", out)
	}
	home := t.TempDir()
	t.Setenv("XDG_CONFIG_HOME", home)
	t.Setenv("HOME", home)
	t.Setenv("AppData", home)
	fichebak(t, "demo", "-n", "3").must(t)
	dir, err := os.UserConfigDir()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "fichebak", "fichebak.db")); err != nil {
		t.Errorf("the default is another: %v", err)
	}
	p.env = func(name string) string { return map[string]string{"FICHEBAK_LAN": "soms"}[name] }
	fichebakIn(t, p, "-data", one).refused(t, exitUsage, `FICHEBAK_LAN: "soms" is neither true nor false`)
	for _, s := range settings() {
		everySettingHasItsTwin(t, s)
	}
}

func everySettingHasItsTwin(t *testing.T, s setting) {
	t.Helper()
	said := map[string]string{"lan": "1", "demo": "true", "listen": "127.0.0.1:81", "proxies": "10.0.0.1", "templates": t.TempDir()}[s.flag]
	if said == "" {
		said = "somewhere"
	}
	env := map[string]string{}
	if s.flag == "key" {
		env["FICHEBAK_CERT"] = "c.pem"
	}
	p := surroundings()
	p.env = func(name string) string { return env[name] }
	plain, _, err := parse("serve", nil, p, nil)
	if err != nil {
		t.Fatal(err)
	}
	fromFlag, _, err := parse("serve", []string{"-" + s.flag + "=" + said}, p, nil)
	if err != nil {
		t.Fatal(err)
	}
	env[s.env] = said
	fromEnv, _, err := parse("serve", nil, p, nil)
	if err != nil {
		t.Fatal(err)
	}
	if fromEnv != fromFlag || plain == fromFlag {
		t.Errorf("-%s gives %+v, %s gives %+v, neither %+v", s.flag, fromFlag, s.env, fromEnv, plain)
	}
}

func TestTheVersionIsPrinted(t *testing.T) {
	if out := fichebak(t, "version").must(t); !strings.HasPrefix(out, "fichebak dev (data schema ") {
		t.Errorf("%q", out)
	}
}

func TestHealthAsksTheServerOfTheseSettings(t *testing.T) {
	s := serveHere(t, "-data", newData(t))
	address := strings.TrimPrefix(s.url, "http://")
	for _, args := range [][]string{{"health", "-listen", address}, {"health", s.url}, {"health", s.url + "/health"}} {
		if out := fichebak(t, args...).must(t); out != "ok dev\n" {
			t.Errorf("%v: %q", args, out)
		}
	}
	fichebak(t, "health", s.url+"/nergens").refused(t, exitFailed, "404")
	s.stop()
	fichebak(t, "health", "-listen", address).refused(t, exitFailed, "refused")
	if r, err := http.Get(s.url); err == nil {
		r.Body.Close()
		t.Error("it still answers")
	}
}

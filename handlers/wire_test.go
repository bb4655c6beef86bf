package handlers

import (
	"io"
	"net"
	"runtime"
	"strings"
	"testing"
	"time"

	"fichebak/store"
)

// raw sends bytes as they are and answers everything that comes back.
func (l *liveBox) raw(t *testing.T, bytes string) string {
	t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(l.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(10 * time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(conn, bytes); err != nil {
		t.Fatal(err)
	}
	answer, err := io.ReadAll(conn)
	if err != nil && len(answer) == 0 {
		t.Fatalf("%.60q: %v", bytes, err)
	}
	return string(answer)
}

// What no browser sends is refused with a status, never with silence, and never ends
// the program.
func TestRubbishOnTheWireIsRefusedAndHarmsNothing(t *testing.T) {
	l := serveLive(t)
	cookie := "Cookie: " + cookieName + "=" + l.seat(t, store.User{Name: "Kim", Role: store.Worker}).cookie.Value + "\r\n"
	const end, host = "Connection: close\r\n\r\n", "Host: x\r\n"
	for _, x := range []struct{ name, send, begins, has string }{
		{"no request at all", "rommel\r\n\r\n", "HTTP/1.1 400", ""},
		{"no host", "GET / HTTP/1.1\r\n" + end, "HTTP/1.1 400", ""},
		{"a wrong escape in the address", "GET /prospects/%zz HTTP/1.1\r\n" + host + cookie + end, "HTTP/1.1 404", "Deze pagina is er niet"},
		{"bytes that are no text in a cookie", "GET / HTTP/1.1\r\n" + host + "Cookie: session=\xff\xfe\r\n" + end, "HTTP/1.1 303", ""},
		{"headers without end", "GET / HTTP/1.1\r\n" + host + "X: " + strings.Repeat("x", 20<<10) + "\r\n" + end, "HTTP/1.1 431", "Content-Security-Policy: default-src 'none'"},
		{"a body that is too large to read", "POST /prospects HTTP/1.1\r\n" + host + cookie + "Content-Length: 80000000\r\n" + end, "HTTP/1.1 413", "Dat is te groot"},
		{"a length that is no number", "POST /prospects HTTP/1.1\r\n" + host + cookie + "Content-Length: veel\r\n" + end, "HTTP/1.1 400", ""},
		{"two lengths", "POST /prospects HTTP/1.1\r\n" + host + cookie + "Content-Length: 4\r\nContent-Length: 40\r\n" + end + "a=bc", "HTTP/1.1 400", ""},
		{"wrong escapes in a form", "POST /prospects HTTP/1.1\r\n" + host + cookie + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 14\r\n" + end + "name=%zz&%=%&=", "HTTP/1.1 303", "Location: /prospects/f"},
		{"a form in parts without an end", "POST /prospects HTTP/1.1\r\n" + host + cookie + "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 20\r\n" + end + "--x\r\nContent-Dispositi", "HTTP/1.1 4", ""},
		{"a form that is JSON", "POST /prospects HTTP/1.1\r\n" + host + cookie + "Content-Type: application/json\r\nContent-Length: 12\r\n" + end + `{"name":"x"}`, "HTTP/1.1 422", "Vul dit in."},
	} {
		answer := l.raw(t, x.send)
		if !strings.HasPrefix(answer, x.begins) || !strings.Contains(answer, x.has) {
			t.Errorf("%s is answered with %.300q", x.name, answer)
		}
		if n := strings.Count(answer, "HTTP/1.1 "); n != 1 {
			t.Errorf("%s has %d answers", x.name, n)
		}
	}
	if r, _ := l.stranger(t).send("GET", "/health", nil); r.StatusCode != 200 {
		t.Errorf("afterwards the program is not well: %s", r.Status)
	}
}

// A name nobody has costs what a wrong password costs, so that nobody learns which names
// there are. Time says nothing on a busy machine; the memory a hash takes does.
func TestAnUnknownNameCostsWhatAWrongPasswordCosts(t *testing.T) {
	l := serveLive(t)
	l.seat(t, store.User{Name: "Kim", Role: store.Worker})
	v := l.stranger(t)
	const oneHash = 19 << 20
	for _, name := range []string{"Kim", "Niemand", ""} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		v.post("/session", map[string][]string{"session.name": {name}, "session.password": {"verkeerd"}}, 422)
		runtime.ReadMemStats(&after)
		if took := after.TotalAlloc - before.TotalAlloc; took < oneHash || took > 2*oneHash {
			t.Errorf("a wrong password of %q took %d bytes, one hash is %d", name, took, oneHash)
		}
	}
}

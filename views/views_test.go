package views

import (
	"testing"
)

func testAssets(name string) string { return "/static/0123456789/" + name }

func testEngine(t testing.TB) *Engine {
	t.Helper()
	e, err := New(testAssets)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestEveryTemplateParses(t *testing.T) {
	if names := testEngine(t).names(); len(names) < 25 {
		t.Errorf("only %d templates: %v", len(names), names)
	}
}

package paper

import (
	"crypto/sha512"
	"encoding/base64"
	"os"
	"strings"
	"testing"
)

func TestTheFontsAreThoseOfTheirPackage(t *testing.T) {
	vendor, err := os.ReadFile("fonts/VENDOR.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range fontFiles {
		ttf, err := fonts.ReadFile(f.file)
		if err != nil {
			t.Fatal(err)
		}
		sum := sha512.Sum384(ttf)
		name := strings.TrimPrefix(f.file, "fonts/")
		found := false
		for line := range strings.Lines(string(vendor)) {
			found = found || strings.Contains(line, "| "+name+" |") && strings.Contains(line, base64.StdEncoding.EncodeToString(sum[:])) && strings.Contains(line, "LICENSE-NotoSans.txt")
		}
		if !found {
			t.Errorf("%s is not as VENDOR.md has it", name)
		}
	}
	if text, err := os.ReadFile("fonts/LICENSE-NotoSans.txt"); err != nil || !strings.Contains(string(text), "SIL Open Font License, Version 1.1") {
		t.Errorf("the licence of the fonts: %v", err)
	}
}

package password

import (
	"strings"
	"testing"
)

func TestAPasswordFitsItsOwnHashOnly(t *testing.T) {
	h := Hash("een goed wachtwoord")
	if !strings.HasPrefix(h, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("hash %q is not a PHC string with our parameters", h)
	}
	if !Check("een goed wachtwoord", h) {
		t.Error("the right password is refused")
	}
	for _, wrong := range []string{"", "een goed wachtwoor", "Een goed wachtwoord", "een goed wachtwoord "} {
		if Check(wrong, h) {
			t.Errorf("%q is let in", wrong)
		}
	}
}

func TestTwoHashesOfOnePasswordDiffer(t *testing.T) {
	if one, two := Hash("zelfde"), Hash("zelfde"); one == two {
		t.Error("two hashes are equal: there is no salt")
	}
}

func TestABrokenHashLetsNobodyIn(t *testing.T) {
	good := Hash("x")
	for _, bad := range []string{"", "$", "plain", "$argon2id$v=19$m=19456,t=2,p=1$$", strings.Replace(good, "argon2id", "argon2i", 1),
		strings.Replace(good, "m=19456", "m=4294967295", 1), strings.Replace(good, "p=1", "p=0", 1), good[:len(good)-44]} {
		if Check("x", bad) || Check("", bad) {
			t.Errorf("%q lets in", bad)
		}
	}
}

func TestWhatNobodyHasIsShapedLikeAHash(t *testing.T) {
	shape := func(phc string) string {
		return phc[:strings.LastIndexByte(phc[:strings.LastIndexByte(phc, '$')], '$')]
	}
	if h := Hash("x"); len(decoy) != len(h) || shape(decoy) != shape(h) {
		t.Errorf("the decoy is %s, a hash is %s", decoy, h)
	}
}

// Package password hashes and checks passwords with argon2id (RFC 9106). It knows
// nothing of users.
//
// Caveat: each hash takes 19 MiB and some tens of milliseconds of a core; callers
// bound how many run at once.
package password

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"
)

// The parameters OWASP's password storage cheat sheet names first for argon2id.
const (
	memory  = 19 << 10 // KiB
	passes  = 2
	threads = 1
	keyLen  = 32
	saltLen = 16
)

// MinLength is the fewest characters a password may have.
const MinLength = 10

// MaxLength bounds what is hashed, in bytes.
const MaxLength = 1024

var b64 = base64.RawStdEncoding

// Hash returns a password's PHC string, with a salt of its own.
func Hash(password string) string {
	salt := make([]byte, saltLen)
	_, _ = rand.Read(salt) // never fails, by its documentation
	key := argon2.IDKey([]byte(password), salt, passes, memory, threads, keyLen)
	return phc(salt, key)
}

// phc writes a hash as the string format of the Password Hashing Competition does.
func phc(salt, key []byte) string {
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, memory, passes, threads, b64.EncodeToString(salt), b64.EncodeToString(key))
}

// Check reports whether a password belongs to a PHC string, in a time that does not
// tell how much of it is right.
func Check(password, phc string) bool {
	parts := strings.Split(phc, "$")
	if len(parts) != 6 || parts[1] != "argon2id" {
		return false
	}
	var version, m, t, p uint32
	if _, err := fmt.Sscanf(parts[2], "v=%d", &version); err != nil || version != argon2.Version {
		return false
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &m, &t, &p); err != nil || m > 1<<20 || t > 100 || p == 0 || p > 64 || t == 0 {
		return false
	}
	salt, err := b64.DecodeString(parts[4])
	if err != nil {
		return false
	}
	want, err := b64.DecodeString(parts[5])
	if err != nil || len(want) == 0 {
		return false
	}
	got := argon2.IDKey([]byte(password), salt, t, m, uint8(p), uint32(len(want)))
	return subtle.ConstantTimeCompare(got, want) == 1
}

// decoy is shaped like a hash, and is that of nothing: checking against it costs what
// checking a user's costs, and making it does not hold up every start.
var decoy = phc([]byte(rand.Text())[:saltLen], []byte(rand.Text() + rand.Text())[:keyLen])

// CheckNobody takes as long as Check, for a name that does not exist.
func CheckNobody(password string) { Check(password, decoy) }

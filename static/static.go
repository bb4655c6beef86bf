// Package static holds everything the browser fetches besides pages: the style sheet, pictures and scripts.
// It knows nothing of HTTP frameworks and nothing else of ours. All files share one hash in their address, so
// relative links between them keep working and every answer to the current hash may be kept for ever.
package static

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
)

//go:embed css img js vendor
var files embed.FS

// Prefix begins the address of every file.
const Prefix = "/static/"

// hashLen is the number of hex digits of the tree's hash that stand in an address.
const hashLen = 10

// contentTypes names the types we ship; a test fails on a file of another kind.
var contentTypes = map[string]string{
	".css": "text/css; charset=utf-8",
	".js":  "text/javascript; charset=utf-8",
	".svg": "image/svg+xml",
	".png": "image/png",
	".txt": "text/plain; charset=utf-8",
	".md":  "text/markdown; charset=utf-8",
	".ogg": "audio/ogg",
	".wav": "audio/wav",
}

var (
	bodies = load(files)
	hash   = treeHash(bodies)
)

// Hash is the part of the address that changes when any file does.
func Hash() string { return hash }

// Path answers the address of a file: Path("css/app.css") is "/static/<hash>/css/app.css".
func Path(name string) string { return Prefix + hash + "/" + name }

// Lookup answers the file at an address. It is immutable when the address bears the current hash; a page that was
// loaded before an upgrade gets the same bytes, not to be kept.
func Lookup(address string) (body []byte, contentType string, immutable, ok bool) {
	rest, found := strings.CutPrefix(address, Prefix)
	if !found {
		return nil, "", false, false
	}
	asked, name, _ := strings.Cut(rest, "/")
	if body, ok = bodies[name]; !ok || len(asked) != hashLen {
		return nil, "", false, false
	}
	return body, contentTypes[path.Ext(name)], asked == hash, true
}

// load reads the tree once; Lookup then only looks into a map, so no path can lead out of it.
func load(tree fs.FS) map[string][]byte {
	found := make(map[string][]byte)
	err := fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		body, err := fs.ReadFile(tree, name)
		found[name] = body
		return err
	})
	if err != nil {
		panic("static: embedded tree cannot be read: " + err.Error())
	}
	return found
}

// treeHash covers names as well as contents, so that a renamed file changes it too.
func treeHash(tree map[string][]byte) string {
	sum := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(tree)) {
		content := sha256.Sum256(tree[name])
		sum.Write([]byte(name))
		sum.Write([]byte{0})
		sum.Write(content[:])
	}
	return hex.EncodeToString(sum.Sum(nil))[:hashLen]
}

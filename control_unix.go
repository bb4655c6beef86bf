//go:build unix

package main

import (
	"io/fs"
	"os"
	"syscall"
)

// closed has files that are made until open is called be for their owner alone.
func closed() (open func()) {
	old := syscall.Umask(0o077)
	return func() { syscall.Umask(old) }
}

// ours tells whether a folder belongs to who runs this and lets nobody else in.
func ours(info fs.FileInfo) bool {
	st, ok := info.Sys().(*syscall.Stat_t)
	return ok && info.IsDir() && info.Mode().Perm()&0o077 == 0 && int(st.Uid) == os.Getuid()
}

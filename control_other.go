//go:build !unix

package main

import "io/fs"

// closed does nothing: the user's temporary folder is the user's own.
func closed() (open func()) { return func() {} }

// ours tells whether it is a folder.
func ours(info fs.FileInfo) bool { return info.IsDir() }

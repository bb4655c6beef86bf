package main

import (
	"crypto/tls"
	"fmt"
	"net"
)

// listen opens the address, with TLS when there is a certificate.
func listen(c config) (net.Listener, error) {
	_, port, err := net.SplitHostPort(c.listen)
	if err != nil {
		return nil, usageError{fmt.Sprintf("-listen %s: it is an address and a port, like 127.0.0.1:8080", c.listen)}
	}
	addr := c.listen
	if c.lan {
		addr = ":" + port
	}
	secure, err := certificate(c)
	if err != nil {
		return nil, err
	}
	ln, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("listen on %s: %w", addr, err)
	}
	if secure != nil {
		return tls.NewListener(ln, secure), nil
	}
	return ln, nil
}

// certificate reads the TLS certificate; nil when there is none.
func certificate(c config) (*tls.Config, error) {
	if c.cert == "" {
		return nil, nil
	}
	key := c.key
	if key == "" {
		key = c.cert // both may stand in one file
	}
	pair, err := tls.LoadX509KeyPair(c.cert, key)
	if err != nil {
		return nil, fmt.Errorf("read the certificate (-cert %s, -key %s): %w", c.cert, c.key, err)
	}
	return &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12}, nil
}

// urls are those under which the listener can be reached.
func (c config) urls(ln net.Listener) (list []string) {
	scheme := "http://"
	if c.cert != "" {
		scheme = "https://"
	}
	for _, a := range addresses(ln) {
		list = append(list, scheme+a+"/")
	}
	return list
}

func addresses(ln net.Listener) []string {
	a, ok := ln.Addr().(*net.TCPAddr)
	if !ok || !a.IP.IsUnspecified() {
		return []string{ln.Addr().String()}
	}
	port := fmt.Sprint(a.Port)
	list := []string{net.JoinHostPort("localhost", port)}
	all, err := net.InterfaceAddrs()
	if err != nil {
		return list
	}
	for _, x := range all {
		if n, ok := x.(*net.IPNet); ok && n.IP.IsGlobalUnicast() {
			list = append(list, net.JoinHostPort(n.IP.String(), port))
		}
	}
	return list
}

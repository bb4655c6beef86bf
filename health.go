package main

import (
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"
)

// healthWait is how long a server may take to say that it is well.
const healthWait = 5 * time.Second

// health asks a server whether it is well, for what watches over it.
func health(ctx context.Context, args []string, p process) error {
	c, rest, err := parse("health", args, p, nil)
	if err != nil {
		return err
	}
	own := len(rest) == 0
	if own {
		rest = []string{c.ownURL()}
	} else if err := words(rest, "URL"); err != nil {
		return err
	}
	u, err := url.Parse(rest[0])
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return usageError{fmt.Sprintf("%s: an address begins with http:// or https://", rest[0])}
	}
	if u.Path == "" || u.Path == "/" {
		u.Path = "/health"
	}
	ctx, end := context.WithTimeout(ctx, healthWait)
	defer end()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), http.NoBody)
	if err != nil {
		return err
	}
	t := &http.Transport{DisableKeepAlives: true, TLSClientConfig: &tls.Config{
		InsecureSkipVerify: own, // on this machine, where the certificate's name is not used
	}}
	r, err := t.RoundTrip(req)
	if err != nil {
		return err
	}
	defer r.Body.Close()
	body, err := io.ReadAll(io.LimitReader(r.Body, 1000))
	if err != nil {
		return err
	}
	if r.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answers %s", u, r.Status)
	}
	_, err = p.stdout.Write(body)
	return err
}

// ownURL is where a server with these settings is reached on its own machine.
func (c config) ownURL() string {
	scheme := "http"
	if c.cert != "" {
		scheme = "https"
	}
	host, port, err := net.SplitHostPort(c.listen)
	if err != nil {
		return scheme + "://" + c.listen
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	return scheme + "://" + net.JoinHostPort(host, port)
}

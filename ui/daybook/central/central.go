// Package central is the daybook's second home: one PostgreSQL database for all sites of a group, so that one question (which
// urgent referral has nobody confirmed, which account is about to die) has one answer.
//
// Each desk's own file stays the daybook; what stands in it goes to the server later, each line once and in order, as it was
// written, with its hash. The package must never change or delete what the server has, never send a password over a network
// that could be listened to or to a server that did not prove who it is, and never name a password in an error. Its errors say
// what to do next. It needs nothing of the server but tables: the rights of a site are statements apart ([Rights]).
package central

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"referraldesk/policy/text"
)

// Address is where a group's daybook is, and how to sign in. Only [Parse] makes one.
type Address struct{ config *pgx.ConnConfig }

// Parse understands the URL of a database, as libpq does: what it leaves open, the environment (PGUSER, PGPASSWORD, …) and the
// passfile say. A server that is not on this machine must prove by its certificate that it is the one of the URL, by its name too,
// and an address that would let it go without is refused; where the URL says nothing of that, sslmode is verify-full. The error
// quotes nothing of the URL.
func Parse(raw string) (Address, error) {
	u, err := url.Parse(raw)
	if err != nil || u.Scheme != "postgres" && u.Scheme != "postgresql" {
		return Address{}, errors.New(`the address of the group's daybook is no URL: write it as "postgres://ROLE@HOST/DATABASE"`)
	}
	config, err := pgx.ParseConfig(raw)
	if err == nil && !isSafe(config) && !u.Query().Has("sslmode") && os.Getenv("PGSSLMODE") == "" {
		options := u.Query()
		options.Set("sslmode", "verify-full")
		u.RawQuery = options.Encode()
		config, err = pgx.ParseConfig(u.String())
	}
	switch {
	case err != nil:
		return Address{}, unusable(err)
	case !isSafe(config):
		return Address{}, fmt.Errorf("the group's daybook on %s would be reached without TLS, or without making sure whose server it is: "+
			"write sslmode=verify-full into its URL, and sslrootcert=FILE where the group has an authority of its own", config.Host)
	}
	config.RuntimeParams["application_name"] = "referraldesk"
	return Address{config}, nil
}

// unusable says why the library can't use a URL, without the URL: its own words quote it, and hide only a password that it
// recognises.
func unusable(err error) error {
	why := "its options are not understood"
	if bad, ok := errors.AsType[*pgconn.ParseConfigError](err); ok && bad.Unwrap() != nil {
		if file, ok := errors.AsType[*os.PathError](bad); ok {
			why = text.Line(file.Error()).String()
		}
	}
	return fmt.Errorf("the address of the group's daybook can't be used (%s): write it as \"postgres://ROLE@HOST/DATABASE\"", why)
}

// isSafe says that every way to the server stays on this machine, or goes through TLS with a certificate that is verified whole.
// With verify-ca the library verifies it by itself and leaves out whose it is.
func isSafe(c *pgx.ConnConfig) bool {
	verified := func(host string, t *tls.Config) bool { return isLocal(host) || t != nil && !t.InsecureSkipVerify }
	return verified(c.Host, c.TLSConfig) && !slices.ContainsFunc(c.Fallbacks, func(f *pgconn.FallbackConfig) bool {
		return !verified(f.Host, f.TLSConfig)
	})
}

// isLocal knows a socket in the file system, and the names of this machine.
func isLocal(host string) bool {
	if network, _ := pgconn.NetworkAddress(host, 0); network == "unix" {
		return true
	}
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}

// String is the server and the database, without who signs in.
func (a Address) String() string {
	return text.Line(a.config.Host + "/" + a.config.Database).String()
}

// Book is the group's daybook, open. It is for one goroutine.
type Book struct {
	at   Address
	conn *pgx.Conn
}

// schemaVersion is that of the tables that this program makes and knows.
const schemaVersion = 1

// Open signs in, and makes sure that the server has a daybook of the version that this program knows.
func Open(ctx context.Context, at Address) (*Book, error) {
	b, err := connect(ctx, at)
	if err != nil {
		return nil, err
	}
	if err := b.known(ctx); err != nil {
		b.Close()
		return nil, err
	}
	return b, nil
}

// connect signs in, and asks for nothing yet.
func connect(ctx context.Context, at Address) (*Book, error) {
	conn, err := pgx.ConnectConfig(ctx, at.config.Copy())
	if err != nil {
		return nil, fault(at, err)
	}
	return &Book{at, conn}, nil
}

// goodbye bounds signing out of a server that may have gone silent.
const goodbye = 2 * time.Second

// Close signs out.
func (b *Book) Close() {
	ctx, cancel := context.WithTimeout(context.Background(), goodbye)
	defer cancel()
	_ = b.conn.Close(ctx) // what was sent was acknowledged, or said not to be
}

// known holds the version of the server's tables to that of this program.
func (b *Book) known(ctx context.Context) error {
	version, err := b.version(ctx)
	switch {
	case err != nil:
		return fault(b.at, err)
	case version > schemaVersion:
		return fmt.Errorf("the group's daybook on %s was made by a newer version of this program (its tables are of version %d, and this one "+
			"knows %d): use that version", b.at, version, schemaVersion)
	}
	return nil
}

func (b *Book) version(ctx context.Context) (version int, err error) {
	err = b.conn.QueryRow(ctx, "select max(version) from referraldesk.version").Scan(&version)
	return version, err
}

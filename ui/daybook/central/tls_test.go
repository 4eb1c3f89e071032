//go:build unix

package central_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"referraldesk/policy"
	"referraldesk/ui/daybook/central"
)

func TestAServerMustProveWhoItIs(t *testing.T) {
	certificate, key := selfSigned(t)
	s := newServer(t)
	s.write(t, "server.crt", certificate)
	s.write(t, "server.key", key)
	db := s.database(t)
	s.admit(t, db, central.Role{Name: "tp123", Site: site(t, "TP123")})
	for _, setting := range []string{"ssl = on", "ssl_cert_file = 'server.crt'", "ssl_key_file = 'server.key'"} {
		s.sql(t, owner, "postgres", "alter system set "+setting)
	}
	s.sql(t, owner, "postgres", "select pg_reload_conf()")
	authority := filepath.Join(t.TempDir(), "authority.pem")
	if err := os.WriteFile(authority, []byte(certificate), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ host, options, want string }{
		{"127.0.0.1", "sslmode=verify-full&sslrootcert=" + authority, ""},
		{"127.0.0.1", "sslmode=verify-full", "it did not prove who it is"},
		{"127.0.0.1", "sslmode=verify-ca", "it did not prove who it is"},
		{"localhost", "sslmode=verify-full&sslrootcert=" + authority, "it did not prove who it is"}, // the certificate is for 127.0.0.1
	} {
		at, err := central.Parse(fmt.Sprintf("postgres://tp123:%s@%s:%d/%s?%s", password, test.host, s.port, db, test.options))
		if err != nil {
			t.Fatal(err)
		}
		_, err = desk(t, at, "TP123", 3).Sync(t.Context(), policy.DayOf(noon))
		if (err == nil) != (test.want == "") || err != nil && !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s, %s: %v", test.host, test.options, err)
		}
	}
}

// With an authority alone any certificate that it signed would do, whoever it was for.
func TestAnAuthorityWithoutAHostIsNoProofOffThisMachine(t *testing.T) {
	certificate, _ := selfSigned(t)
	authority := filepath.Join(t.TempDir(), "authority.pem")
	if err := os.WriteFile(authority, []byte(certificate), 0o600); err != nil {
		t.Fatal(err)
	}
	for address, refused := range map[string]bool{
		"db.example.org/group?":                              false, // verify-full, then
		"db.example.org/group?sslmode=verify-full&":          false,
		"db.example.org/group?sslmode=verify-ca&":            true,
		"db.example.org/group?sslmode=require&":              true, // means verify-ca where there is an authority
		"localhost,db.example.org/group?sslmode=verify-ca&":  true,
		"localhost/group?sslmode=verify-ca&":                 false,
		"127.0.0.1/group?host=db.example.org&sslmode=allow&": true,
	} {
		_, err := central.Parse("postgres://site@" + address + "sslrootcert=" + url.QueryEscape(authority))
		if (err != nil) != refused || refused && !strings.Contains(err.Error(), "write sslmode=verify-full into its URL") {
			t.Errorf("%s: %v", address, err)
		}
	}
}

// selfSigned is a certificate for 127.0.0.1 that only itself vouches for, and its key.
func selfSigned(t *testing.T) (certificate, key string) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "daybook"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	keyDER, err := x509.MarshalECPrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	encoded := func(kind string, bytes []byte) string {
		return string(pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: bytes}))
	}
	return encoded("CERTIFICATE", der), encoded("EC PRIVATE KEY", keyDER)
}

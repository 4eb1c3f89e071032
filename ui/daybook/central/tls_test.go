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
	for options, want := range map[string]string{
		"sslmode=verify-full&sslrootcert=" + authority: "",
		"sslmode=verify-ca&sslrootcert=" + authority:   "",
		"sslmode=verify-full":                          "it did not prove who it is",
		"sslmode=verify-ca":                            "it did not prove who it is",
	} {
		at, err := central.Parse(fmt.Sprintf("postgres://tp123:%s@127.0.0.1:%d/%s?%s", password, s.port, db, options))
		if err != nil {
			t.Fatal(err)
		}
		_, err = desk(t, at, "TP123", 3).Sync(t.Context(), policy.DayOf(noon))
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", options, err)
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

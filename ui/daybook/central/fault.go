package central

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"strings"
	"syscall"

	"github.com/jackc/pgx/v5/pgconn"

	"referraldesk/directory/ods"
	"referraldesk/policy/text"
)

// refusal is what an answer of the server means to people: why, and what to do next.
type refusal struct{ code, why, next string }

// refusals go by SQLSTATE (appendix A of PostgreSQL's manual), the whole code or the class that it starts with; {role} and
// {database} stand for those of the address.
var refusals = []refusal{
	{"28P01", "the password of role {role} is wrong, or there was none",
		"write the right one into the passfile of PostgreSQL (~/.pgpass, on Windows %APPDATA%\\postgresql\\pgpass.conf) or into PGPASSWORD"},
	{"28", "it lets no role {role} in from here", "correct the role in the URL, or ask whoever runs the server"},
	{"3D000", "it has no database {database}", "correct the database in the URL, or ask whoever runs the server"},
	{"42P01", "the group's tables are not there", "make them with referraldesk daybook init, as their owner"},
	{"3F000", "the group's tables are not there", "make them with referraldesk daybook init, as their owner"},
	{"42501", "role {role} has no right to do that", "have the owner of the tables run what referraldesk daybook init --role ROLE --site CODE prints"},
	{"25006", "it takes nothing at the moment, as a copy of another server does", "correct the host in the URL, or ask whoever runs the server"},
	{"53100", "its disk is full", "have whoever runs it make room"},
	{"53", "it has no room for one more", "try again later, or ask whoever runs the server"},
	{"57P", "it is being stopped or started", "try again later"},
}

// isMissing says that a SQLSTATE means that a table or its schema is not there.
func isMissing(code string) bool { return code == "42P01" || code == "3F000" }

// refusalOf is what an answer of the server means. One that this program does not know is told as it is.
func refusalOf(answer *pgconn.PgError) refusal {
	for _, r := range refusals {
		if strings.HasPrefix(answer.Code, r.code) {
			return r
		}
	}
	return refusal{answer.Code, "it answers: " + text.Line(answer.Message).String() + " (" + answer.Code + ")", "ask whoever runs the server"}
}

// fault says what is wrong with the group's daybook, why, and what to do next. The error itself can still be asked for.
func fault(at Address, err error) error {
	if err == nil {
		return nil
	}
	r := unreached(err)
	if answer, ok := errors.AsType[*pgconn.PgError](err); ok {
		r = refusalOf(answer)
	}
	fill := strings.NewReplacer("{role}", at.config.User, "{database}", at.config.Database)
	said := fmt.Sprintf("the group's daybook on %s: %s: %s", at, fill.Replace(r.why), fill.Replace(r.next))
	return &saidError{text.Line(said).String(), err}
}

// pushFault is fault for what a site sends: what the rights refuse is most often the site.
func pushFault(at Address, site ods.Code, err error) error {
	if answer, ok := errors.AsType[*pgconn.PgError](err); ok && answer.Code == "42501" {
		said := fmt.Sprintf("the group's daybook on %s: role %s may not note for site %s: compare ods_code in practice.toml with the row of the "+
			"role in referraldesk.member, which its owner writes with referraldesk daybook init", at, at.config.User, site)
		return &saidError{text.Line(said).String(), err}
	}
	return fault(at, err)
}

// saidError is an error in our own words: those of the library name what they were given.
type saidError struct {
	said  string
	cause error
}

func (e *saidError) Error() string { return e.said }
func (e *saidError) Unwrap() error { return e.cause }

// unreached says why there was no answer.
func unreached(err error) refusal {
	certificate := unproven(err)
	switch _, unknown := errors.AsType[*net.DNSError](err); {
	case unknown:
		return refusal{"", "no such host is found", "correct the host in the URL, and see whether this computer is on the network"}
	case certificate != nil:
		return refusal{"", "it did not prove who it is (" + certificate.Error() + ")",
			"ask whoever runs the server which authority signed its certificate, and name that file with sslrootcert= in the URL"}
	case strings.Contains(err.Error(), "server refused TLS connection"):
		return refusal{"", "it speaks no TLS", "have whoever runs it turn TLS on"}
	case pgconn.Timeout(err), errors.Is(err, context.DeadlineExceeded):
		return refusal{"", "it did not answer in time", "see whether this computer is on the network, and try again later"}
	case errors.Is(err, syscall.ECONNREFUSED), errors.Is(err, syscall.ENOENT):
		return refusal{"", "no server answers there", "try again later, or ask whoever runs the server whether it is on"}
	}
	return refusal{"", "the connection broke", "try again later"}
}

// unproven is what is wrong with the certificate of the server, nil where that is not what is wrong.
func unproven(err error) error {
	if refused, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return refused.Err
	}
	if unknown, ok := errors.AsType[x509.UnknownAuthorityError](err); ok { // with sslmode=verify-ca
		return unknown
	}
	return nil
}

//go:build unix

package central_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"referraldesk/ui/daybook/central"
)

// The owner of the test's databases signs in on the socket without a password; every other role needs one.
const (
	owner    = "owner"
	password = "known-to-nobody"
)

// server is a PostgreSQL of the test's own, on a socket and on loopback.
type server struct {
	bin, dir string
	port     int
	as       *syscall.Credential // root may not run it
	running  *exec.Cmd
	count    atomic.Int32 // of databases
}

// newServer starts a server that ends with the test, with more lines in its postgresql.conf. Where there is no PostgreSQL the
// test is skipped.
func newServer(t testing.TB, conf ...string) *server {
	t.Helper()
	dir, err := os.MkdirTemp("", "rd-pg-") // the path of a socket must be short
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	s := &server{bin: programs(t), dir: dir, port: freePort(t), as: asNobody(t, dir)}
	s.run(t, "initdb", "-D", s.data(), "-U", owner, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
	conf = append([]string{
		fmt.Sprintf("port = %d", s.port), "listen_addresses = '127.0.0.1'", "unix_socket_directories = '" + dir + "'",
		"max_connections = 40", "logging_collector = off",
		"fsync = off", // a server that is killed loses nothing by that, only a machine that is
	}, conf...)
	s.write(t, "postgresql.conf", strings.Join(conf, "\n")+"\n")
	s.write(t, "pg_hba.conf", "local all "+owner+" trust\nlocal all all scram-sha-256\nhost all all 127.0.0.1/32 scram-sha-256\n")
	s.start(t)
	t.Cleanup(func() { s.stop(t, syscall.SIGINT) })
	return s
}

// programs is the folder of initdb and postgres.
func programs(t testing.TB) string {
	t.Helper()
	if path, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(path)
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb") // where Debian keeps it, off the path
	if len(found) == 0 {
		t.Skip("there is no PostgreSQL here")
	}
	return filepath.Dir(found[len(found)-1])
}

// asNobody gives a folder to the user whom Debian's PostgreSQL runs as, where the test is root: the server refuses root.
func asNobody(t testing.TB, dir string) *syscall.Credential {
	t.Helper()
	if os.Geteuid() != 0 {
		return nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		t.Skip("PostgreSQL refuses to run as root, and there is no user postgres")
	}
	uid, _ := strconv.Atoi(u.Uid)
	gid, _ := strconv.Atoi(u.Gid)
	if err := os.Chown(dir, uid, gid); err != nil {
		t.Fatal(err)
	}
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
}

func freePort(t testing.TB) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

func (s *server) data() string { return filepath.Join(s.dir, "data") }

func (s *server) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(filepath.Join(s.bin, name), args...)
	cmd.Dir = s.dir
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: s.as, Setpgid: true}
	return cmd
}

func (s *server) run(t testing.TB, name string, args ...string) {
	t.Helper()
	if out, err := s.command(name, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
}

func (s *server) write(t testing.TB, name, content string) {
	t.Helper()
	path := filepath.Join(s.data(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	if s.as != nil {
		if err := os.Chown(path, int(s.as.Uid), int(s.as.Gid)); err != nil {
			t.Fatal(err)
		}
	}
}

// start starts the server and waits until it answers.
func (s *server) start(t testing.TB) {
	t.Helper()
	said, err := os.OpenFile(filepath.Join(s.dir, "log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer said.Close()
	s.running = s.command("postgres", "-D", s.data())
	s.running.Stdout, s.running.Stderr = said, said
	if err := s.running.Start(); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(time.Minute); ; {
		conn, err := pgx.Connect(context.Background(), s.url(owner, "postgres"))
		if err == nil {
			conn.Close(context.Background())
			return
		}
		if time.Now().After(deadline) {
			log, _ := os.ReadFile(filepath.Join(s.dir, "log"))
			t.Fatalf("the server does not start: %v\n%s", err, log)
		}
	}
}

// stop ends the server: SIGINT in order, SIGQUIT as a power cut would.
func (s *server) stop(t testing.TB, signal syscall.Signal) {
	t.Helper()
	if s.running == nil {
		return
	}
	if err := s.running.Process.Signal(signal); err != nil {
		t.Error(err)
	}
	err := s.running.Wait()
	if _, ended := errors.AsType[*exec.ExitError](err); err != nil && !ended {
		t.Error(err)
	}
	s.running = nil
}

// url is the address of a database on the socket, as a role with no password in it.
func (s *server) url(role, database string) string {
	return fmt.Sprintf("postgres://%s@/%s?host=%s&port=%d", url.PathEscape(role), database, url.QueryEscape(s.dir), s.port)
}

// database is a new one with the group's tables.
func (s *server) database(t testing.TB) string {
	t.Helper()
	name := s.empty(t)
	if made, err := central.Init(t.Context(), s.address(t, owner, name)); err != nil || !made {
		t.Fatal(made, err)
	}
	return name
}

// empty is a new one without.
func (s *server) empty(t testing.TB) string {
	t.Helper()
	name := fmt.Sprintf("group%d", s.count.Add(1))
	s.sql(t, owner, "postgres", "create database "+name)
	return name
}

func (s *server) address(t testing.TB, role, database string) central.Address {
	t.Helper()
	at, err := central.Parse(s.url(role, database) + "&passfile=" + url.QueryEscape(passfile(t)))
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// passfile knows every role's password.
func passfile(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "pass")
	if err := os.WriteFile(path, []byte("*:*:*:*:"+password+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// conn is a connection to say anything on.
func (s *server) conn(t testing.TB, role, database string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), s.url(role, database)+"&passfile="+url.QueryEscape(passfile(t)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close(context.Background()) })
	return conn
}

// sql runs statements.
func (s *server) sql(t testing.TB, role, database, statements string) {
	t.Helper()
	conn := s.conn(t, role, database)
	if _, err := conn.Exec(t.Context(), statements, pgx.QueryExecModeSimpleProtocol); err != nil {
		t.Fatalf("%v\n%s", err, statements)
	}
}

// strings are the single column that a query gives.
func (s *server) strings(t testing.TB, database, query string, args ...any) []string {
	t.Helper()
	rows, err := s.conn(t, owner, database).Query(t.Context(), query, args...)
	if err != nil {
		t.Fatal(err)
	}
	all, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// admit makes roles of a database, each with a password, as [central.Rights] has it.
func (s *server) admit(t testing.TB, database string, roles ...central.Role) {
	t.Helper()
	s.sql(t, owner, database, central.Rights(roles...))
	for _, r := range roles {
		s.sql(t, owner, database, "alter role "+pgx.Identifier{r.Name}.Sanitize()+" password '"+password+"'")
	}
}

// onServer are the lines that the server has of a book, in the order of the file, and fails where one is there twice.
func (s *server) onServer(t testing.TB, database string) []string {
	t.Helper()
	lines := s.strings(t, database, "select raw from referraldesk.event order by book, line")
	if once := slices.Compact(slices.Sorted(slices.Values(lines))); len(once) != len(lines) {
		t.Errorf("%d lines, and %d of them only once", len(lines), len(once))
	}
	return lines
}

// run runs a program of the system.
func run(name string, args ...string) error {
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		return fmt.Errorf("%w: %s", err, strings.TrimSpace(string(out)))
	}
	return nil
}

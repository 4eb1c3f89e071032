package central

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"referraldesk/directory/ods"
)

var (
	//go:embed schema.sql
	schema string
	//go:embed rights.sql
	rights string
	//go:embed role.sql
	roleRights string
)

// Init makes the tables of a group's daybook, all or none of them; whoever signs in owns them. Where they are there already it
// changes nothing, and made is false.
func Init(ctx context.Context, at Address) (made bool, err error) {
	b, err := connect(ctx, at)
	if err != nil {
		return false, err
	}
	defer b.Close()
	err = b.known(ctx)
	if missing, ok := errors.AsType[*pgconn.PgError](err); !ok || !isMissing(missing.Code) {
		return false, err
	}
	err = pgx.BeginFunc(ctx, b.conn, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, schema, pgx.QueryExecModeSimpleProtocol)
		return err
	})
	if refused, ok := errors.AsType[*pgconn.PgError](err); ok && refused.Code == "42501" {
		return false, &saidError{fmt.Sprintf("the group's daybook on %s: role %s may not make tables there: sign in as the owner of the database", at, at.config.User), err}
	}
	return err == nil, fault(at, err)
}

// Role is a role of the server, and what it may do: note for one site and read it, and read all the others too.
type Role struct {
	Name     string
	Site     ods.Code
	ReadsAll bool
}

// Rights are the statements that bind each role to its site, for the owner of the tables to run.
func Rights(roles ...Role) string {
	var b strings.Builder
	b.WriteString(rights)
	for _, r := range roles {
		andReads := ""
		if r.ReadsAll {
			andReads = " and reads every site"
		}
		b.WriteString(strings.NewReplacer(
			"{role}", pgx.Identifier{r.Name}.Sanitize(), "{role-text}", literal(r.Name),
			"{site}", r.Site.String(), "{site-text}", literal(r.Site.String()), "{and-reads}", andReads,
		).Replace(roleRights))
		if r.ReadsAll {
			fmt.Fprintf(&b, "insert into referraldesk.reader (role) values (%s);\n", literal(r.Name))
		}
		b.WriteString("\ncommit;\n")
	}
	return b.String()
}

// literal is a text as SQL writes it.
func literal(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

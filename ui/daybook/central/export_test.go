package central

import (
	"context"
	"strings"

	"github.com/jackc/pgx/v5"

	"referraldesk/directory/ods"
	"referraldesk/ui/daybook"
)

// Load fills the tables as their owner can, faster than a desk does.
func Load(ctx context.Context, conn *pgx.Conn, site ods.Code, lines []daybook.Line) error {
	columns := strings.Fields("id site book line type at day zone answers reference destination status conditions urgent account used_on raw")
	_, err := conn.CopyFrom(ctx, pgx.Identifier{"referraldesk", "event"}, columns, pgx.CopyFromSlice(len(lines), func(i int) ([]any, error) {
		return rowOf(site, bookOf(lines), lines[i]).values(), nil
	}))
	return err
}

// Queries are what is asked of a year, as of 20/11/2026 and of June.
func Queries() map[string]string {
	return map[string]string{
		"due":   strings.NewReplacer("$1", "'2026-11-19'", "$2", "'2026-11-06'", "$3", "'2026-11-20'").Replace(unsettled),
		"month": strings.NewReplacer("$1", "'2026-06-01'", "$2", "'2026-07-01'", "$3", "''").Replace(month),
	}
}

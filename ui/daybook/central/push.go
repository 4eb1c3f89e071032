package central

import (
	"context"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"referraldesk/directory/ods"
	"referraldesk/ui/daybook"
)

// atOnce is how many lines go to the server in one go, all of them or none: few enough that a slow line gets somewhere before
// it breaks.
const atOnce = 500

// batchPatience bounds each go, so that a server that went silent is given up.
const batchPatience = 30 * time.Second

// Push sends what the server does not have yet of a desk's daybook, in the order of the file, as noted by the site. It gives how
// many lines the server took. What it has it is not sent again, and what it is sent again it takes once; so an error costs
// nothing but time.
//
// What follows the server's last line of the file is missing, where that line stands in the file. Where it does not (the file was
// put back from a backup, or is the copy of another machine's), the server's lines are compared one by one; compareAll always
// does that.
func (b *Book) Push(ctx context.Context, site ods.Code, lines []daybook.Line, compareAll bool) (sent int, err error) {
	missing, err := b.missing(ctx, lines, compareAll)
	if err != nil {
		return 0, fault(b.at, err)
	}
	for some := range slices.Chunk(missing, atOnce) {
		n, err := b.send(ctx, site, bookOf(lines), some)
		sent += n
		if err != nil {
			return sent, pushFault(b.at, site, err)
		}
	}
	return sent, nil
}

// missing are the lines that the server does not have.
func (b *Book) missing(ctx context.Context, lines []daybook.Line, compareAll bool) ([]daybook.Line, error) {
	if len(lines) == 0 {
		return nil, nil
	}
	ctx, cancel := context.WithTimeout(ctx, batchPatience)
	defer cancel()
	query := "select id from referraldesk.event where book = $1 order by line desc limit 1"
	if compareAll {
		query = "select id from referraldesk.event where book = $1"
	}
	known, err := b.ids(ctx, query, bookOf(lines))
	if err != nil {
		return nil, err
	}
	isKnown := func(l daybook.Line) bool { return known[l.Entry.ID.String()] }
	last := slices.IndexFunc(lines, isKnown)
	switch {
	case compareAll:
		return slices.DeleteFunc(slices.Clone(lines), isKnown), nil
	case last < 0 && len(known) > 0:
		return b.missing(ctx, lines, true)
	}
	return lines[last+1:], nil
}

// bookOf tells one daybook from all others: the id of its first event.
func bookOf(lines []daybook.Line) string { return lines[0].Entry.ID.String() }

func (b *Book) ids(ctx context.Context, query string, args ...any) (map[string]bool, error) {
	rows, err := b.conn.Query(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[string])
	known := make(map[string]bool, len(ids))
	for _, id := range ids {
		known[id] = true
	}
	return known, err
}

// send gives the server some lines in one transaction, without a temporary table, which a role may be denied.
func (b *Book) send(ctx context.Context, site ods.Code, book string, lines []daybook.Line) (taken int, err error) {
	ctx, cancel := context.WithTimeout(ctx, batchPatience)
	defer cancel()
	var batch pgx.Batch
	for _, l := range lines {
		batch.Queue(insert, rowOf(site, book, l).values()...)
	}
	results := b.conn.SendBatch(ctx, &batch)
	for range lines {
		tag, err := results.Exec()
		if err != nil {
			_ = results.Close() // the first error is the one that says something
			return 0, err
		}
		taken += int(tag.RowsAffected())
	}
	return taken, results.Close()
}

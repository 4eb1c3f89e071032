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

// The last line that the server has of a book, and all of them.
const (
	lastOf = "select id from referraldesk.event where book = $1 order by line desc limit 1"
	allOf  = "select id from referraldesk.event where book = $1"
)

// missing are the lines that the server does not have.
func (b *Book) missing(ctx context.Context, lines []daybook.Line, compareAll bool) ([]daybook.Line, error) {
	if len(lines) == 0 {
		return nil, nil
	}
	if !compareAll {
		last, err := b.has(ctx, lastOf, lines)
		if err != nil || len(last) == 0 {
			return lines, err
		}
		if at := slices.IndexFunc(lines, func(l daybook.Line) bool { return last[l.Entry.ID] }); at >= 0 {
			return lines[at+1:], nil
		}
	}
	all, err := b.has(ctx, allOf, lines)
	return slices.DeleteFunc(slices.Clone(lines), func(l daybook.Line) bool { return all[l.Entry.ID] }), err
}

// has are the ids that the server has of the book that the lines are from.
func (b *Book) has(ctx context.Context, query string, lines []daybook.Line) (map[daybook.ID]bool, error) {
	ctx, cancel := context.WithTimeout(ctx, batchPatience)
	defer cancel()
	rows, err := b.conn.Query(ctx, query, [16]byte(bookOf(lines)))
	if err != nil {
		return nil, err
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[[16]byte])
	known := make(map[daybook.ID]bool, len(ids))
	for _, id := range ids {
		known[daybook.ID(id)] = true
	}
	return known, err
}

// bookOf tells one daybook from all others: the id of its first event.
func bookOf(lines []daybook.Line) daybook.ID { return lines[0].Entry.ID }

// send gives the server some lines in one transaction, without a temporary table, which a role may be denied.
func (b *Book) send(ctx context.Context, site ods.Code, book daybook.ID, lines []daybook.Line) (taken int, err error) {
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

package central

import (
	"cmp"
	"context"
	"errors"
	"time"

	"referraldesk/directory/ods"
	"referraldesk/policy"
	"referraldesk/ui/daybook"
)

// Desk is a desk of a group: where its own daybook lies, and where the group's.
type Desk struct {
	At       Address
	File     string   // its own daybook
	Site     ods.Code // of its practice
	Accounts []policy.Address
	Rules    daybook.Rules
}

// How long the desk waits for signing in and for what it asks, and somebody at a command for a list, which may be a year's.
const (
	askPatience  = 15 * time.Second
	listPatience = 2 * time.Minute
)

// Push sends the group what it does not have yet of the desk's own daybook, every line compared; see [Book.Push].
func (d Desk) Push(ctx context.Context) (sent int, err error) {
	err = d.with(ctx, func(b *Book) error {
		_, sent, err = d.push(ctx, b, true)
		return err
	})
	return sent, err
}

// Sync sends the group what it does not have yet, and gives what it says for the desk today. With an error that is not
// [ErrUnreadable] the group says nothing; what was not sent is sent the next time.
func (d Desk) Sync(ctx context.Context, today policy.Day) (g daybook.Group, err error) {
	err = d.with(ctx, func(b *Book) error {
		lines, _, err := d.push(ctx, b, false)
		if err != nil {
			return err
		}
		return d.ask(ctx, b, today, lines, &g)
	})
	if err != nil && !errors.Is(err, ErrUnreadable) {
		return daybook.Group{}, err
	}
	return g, err
}

// Send sends the group what it does not have yet, as the desk does after every event.
func (d Desk) Send(ctx context.Context) error {
	return d.with(ctx, func(b *Book) error {
		_, _, err := d.push(ctx, b, false)
		return err
	})
}

// Counted is what a report counts of a month, at a site or at all; see [Book.Counted].
func (d Desk) Counted(ctx context.Context, site ods.Code, month policy.Day) (entries []daybook.Entry, err error) {
	err = d.with(ctx, func(b *Book) error {
		ctx, cancel := context.WithTimeout(ctx, listPatience)
		defer cancel()
		first, next := month.Month()
		entries, err = b.Counted(ctx, site, first, next)
		return err
	})
	return entries, err
}

// List is what the group's daybook says of a site, or of all; see [Book.List].
func (d Desk) List(ctx context.Context, site ods.Code, since policy.Day) (entries []daybook.Entry, err error) {
	err = d.with(ctx, func(b *Book) error {
		ctx, cancel := context.WithTimeout(ctx, listPatience)
		defer cancel()
		entries, err = b.List(ctx, site, since)
		return err
	})
	return entries, err
}

// with signs in for as long as do takes.
func (d Desk) with(ctx context.Context, do func(*Book) error) error {
	signing, cancel := context.WithTimeout(ctx, askPatience)
	defer cancel()
	b, err := Open(signing, d.At)
	if err != nil {
		return err
	}
	defer b.Close()
	return do(b)
}

// push gives the lines that the desk's daybook has, and how many of them the server took.
func (d Desk) push(ctx context.Context, b *Book, compareAll bool) (lines []daybook.Line, sent int, err error) {
	if d.Site.IsZero() {
		return nil, 0, errors.New("practice.toml has no ods_code, so the group's daybook can't say which site noted what: write the code there " +
			"(exeter.helpdesk@nhs.net confirms it)")
	}
	lines, err = daybook.Lines(d.File)
	if err != nil || len(lines) == 0 {
		return nil, 0, err
	}
	sent, err = b.Push(ctx, d.Site, lines, compareAll)
	return lines, sent, err
}

// ask puts into g what the group says for the desk, whose lines it has.
func (d Desk) ask(ctx context.Context, b *Book, today policy.Day, lines []daybook.Line, g *daybook.Group) (err error) {
	ctx, cancel := context.WithTimeout(ctx, askPatience)
	defer cancel()
	if len(lines) > 0 {
		g.UpTo = lines[len(lines)-1].Entry.ID
	}
	if g.Settled, err = b.Settled(ctx, daybook.Unanswered(lines)); err != nil {
		return err
	}
	var unread error
	if g.Open, unread = b.Unsettled(ctx, today, d.Rules); unread != nil && !errors.Is(unread, ErrUnreadable) {
		return unread
	}
	g.Uses, err = b.Uses(ctx, d.Accounts, today)
	return cmp.Or(err, unread)
}

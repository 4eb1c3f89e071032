package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/spf13/cobra"

	"referraldesk/directory/ods"
	"referraldesk/directory/practice"
	"referraldesk/policy"
	"referraldesk/ui"
	"referraldesk/ui/daybook"
	"referraldesk/ui/daybook/central"
)

// daybookVariable names the group's daybook where practice.toml should not.
const daybookVariable = "REFERRALDESK_DAYBOOK"

// errNoGroup says that no group's daybook is named.
var errNoGroup = errors.New(`no group's daybook is named: write daybook = "postgres://ROLE@HOST/DATABASE" into practice.toml, or set ` + daybookVariable)

// groupDesk is the desk of a practice at the daybook of its group; [errNoGroup] where it has none.
func groupDesk(w World, p practice.Practice) (central.Desk, error) {
	named := cmp.Or(w.Getenv(daybookVariable), p.Daybook)
	if named == "" {
		return central.Desk{}, errNoGroup
	}
	at, err := central.Parse(named)
	if err != nil {
		return central.Desk{}, err
	}
	file, err := daybookFile(w)
	if err != nil {
		return central.Desk{}, err
	}
	d := central.Desk{At: at, File: file, Rules: daybook.Rules(p.Chasing)}
	d.Site, _ = ods.ParseCode(p.ODSCode.String())
	for _, a := range p.Accounts {
		d.Accounts = append(d.Accounts, a.Address)
	}
	return d, nil
}

// withGroup gives the desk on the screen the group's daybook.
func withGroup(desk *ui.Desk, w World) {
	at, err := groupDesk(w, desk.Practice)
	if errors.Is(err, errNoGroup) {
		return
	}
	if err != nil {
		desk.Faults = append(desk.Faults, err)
		return
	}
	g := &groupBook{desk: at, today: w.today, own: desk.Daybook, next: make(chan struct{}, 1)}
	desk.Push, desk.Daybook = g.push, g.read
}

// groupBook is the daybook of a desk on the screen, with what the group's says. What that said last stays true of other desks until
// it says something else, so it is kept where a later push fails.
type groupBook struct {
	desk  central.Desk
	today func() policy.Day
	own   func() (daybook.Log, error)

	next chan struct{} // holds whoever waits for its turn
	turn sync.Mutex    // one push at a time

	reading sync.Mutex
	said    daybook.Group
	fault   error // of the last push
}

// push sends the group what it does not have yet, and keeps what it says. Where another push waits already, it gives how the last
// one ended.
func (g *groupBook) push() error {
	select {
	case g.next <- struct{}{}:
	default: // the one that waits will send this event too
		g.reading.Lock()
		defer g.reading.Unlock()
		return g.fault
	}
	g.turn.Lock()
	defer g.turn.Unlock()
	<-g.next
	said, err := g.desk.Sync(context.Background(), g.today())
	g.reading.Lock()
	defer g.reading.Unlock()
	if g.fault = err; err != nil && !errors.Is(err, central.ErrUnreadable) {
		g.fault = fmt.Errorf("%w; nothing is lost: what is noted here is in this desk's own daybook", err)
		return g.fault
	}
	g.said = said
	return err
}

// read reads the desk's own daybook, and puts before it what the group said.
func (g *groupBook) read() (daybook.Log, error) {
	log, err := g.own()
	g.reading.Lock()
	defer g.reading.Unlock()
	log.Entries = g.said.With(log.Entries)
	return log, err
}

// withGroupsEntries are the entries of the own daybook with what the group's says, where the practice has one. Where that can't
// be asked, the own ones are all there is, and the error says why.
func withGroupsEntries(w World, p practice.Practice, own []daybook.Entry) ([]daybook.Entry, error) {
	desk, err := groupDesk(w, p)
	if errors.Is(err, errNoGroup) {
		return own, nil
	}
	var said daybook.Group
	if err == nil {
		said, err = desk.Sync(context.Background(), w.today())
	}
	if err != nil && !errors.Is(err, central.ErrUnreadable) {
		return own, errors.Join(err, errOwnOnly)
	}
	return said.With(own), err
}

func newDaybookInit(w World) *cobra.Command {
	var role filled
	var site siteFlag
	var readsAll bool
	cmd := &cobra.Command{
		Use:   "init",
		Short: "Make the tables of a group's daybook, and print the statements that bind a role to its site",
		Long: "Makes the tables in the PostgreSQL database that daybook in practice.toml, or $" + daybookVariable + ", names; whoever that signs\n" +
			"in as owns them. Then prints the statements that give rights, which the owner runs, with psql for one: a role may only note,\n" +
			"for the site it is bound to, and read that site, or with --reads-all every site. It may never change or delete.",
		Args: takes(),
		RunE: func(*cobra.Command, []string) error {
			if (role == "") != site.IsZero() || readsAll && role == "" {
				return misused("--role and --site belong together: give the role that signs in, and the ODS code of its site")
			}
			return initDaybook(w, central.Role{Name: string(role), Site: site.Code, ReadsAll: readsAll})
		},
	}
	cmd.Flags().Var(&role, "role", "the role that a site's desks sign in as")
	cmd.Flags().Var(&site, "site", "the site that it notes for")
	cmd.Flags().BoolVar(&readsAll, "reads-all", false, "let it read every site, as for whoever leads the group")
	return cmd
}

func initDaybook(w World, role central.Role) error {
	p, fault := readPractice(w)
	w.tell(fault)
	desk, err := groupDesk(w, p)
	if err != nil {
		return exit{Failed, err}
	}
	made, err := central.Init(context.Background(), desk.At)
	if err != nil {
		return exit{Failed, err}
	}
	if made {
		w.note("the tables are made on %s", desk.At)
	} else {
		w.note("the tables are on %s already, and stay as they are", desk.At)
	}
	var roles []central.Role
	if role.Name != "" {
		roles = append(roles, role)
	}
	w.note("until their owner has run the statements that are printed, no role but the owner may use them")
	return w.print(central.Rights(roles...))
}

func newDaybookPush(w World) *cobra.Command {
	return &cobra.Command{
		Use:   "push",
		Short: "Send the group's daybook what it does not have yet",
		Long: "Compares every line of this machine's daybook with the group's, and sends those that it lacks, in order. The desk does that by\n" +
			"itself; this is for a daybook from before there was a group, and for whoever wants to be sure.",
		Args: takes(),
		RunE: func(*cobra.Command, []string) error { return pushDaybook(w) },
	}
}

func pushDaybook(w World) error {
	p, err := readPractice(w)
	if err != nil {
		return err
	}
	desk, err := groupDesk(w, p)
	if err != nil {
		return exit{Failed, err}
	}
	log, err := readDaybook(w) // says what is wrong with its lines: those are not sent
	if err != nil {
		return err
	}
	sent, err := desk.Push(context.Background())
	return gravest(asFailed(err), w.print(fmt.Sprintf("%s sent to %s, of %d\n", counted(sent, "event"), desk.At, len(log.Entries))))
}

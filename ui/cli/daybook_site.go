package cli

import (
	"context"
	"errors"

	"referraldesk/directory/ods"
	"referraldesk/directory/practice"
	"referraldesk/policy"
	"referraldesk/ui/daybook"
	"referraldesk/ui/daybook/central"
)

// siteFlag is a flag that holds the ODS code of a site; zero where it was not given, and for all.
type siteFlag struct{ ods.Code }

func (s *siteFlag) Set(raw string) (err error) {
	if raw == "all" {
		s.Code = ods.Code{}
		return nil
	}
	s.Code, err = ods.ParseCode(raw)
	return err
}

func (*siteFlag) Type() string { return "CODE|all" }

// errOwnOnly says what stands in for a group's daybook that can't be asked.
var errOwnOnly = errors.New("so this is what this machine's own daybook says, and no other's")

// entriesOf are what the group's daybook says of a site, or of all. Where it can't be asked, they are those of this machine's
// own, if that is of the site; that is said, and the error's exit is [Attention].
func entriesOf(w World, site ods.Code, since policy.Day) ([]daybook.Entry, error) {
	p, err := readPractice(w)
	if err != nil {
		return nil, err
	}
	entries, err := askGroup(w, p, func(d central.Desk) ([]daybook.Entry, error) { return d.List(context.Background(), site, since) })
	if err == nil {
		return entries, nil
	}
	if !isOurs(p, site) {
		return nil, exit{Failed, err}
	}
	w.tell(err, errOwnOnly)
	var partly error
	if !errors.Is(err, errNoGroup) {
		partly = exit{status: Attention}
	}
	ours, _ := ods.ParseCode(p.ODSCode.String())
	log, err := readDaybook(w)
	for i := range log.Entries {
		log.Entries[i].Site = ours
	}
	return daybook.Since(log.Entries, since), gravest(err, partly)
}

// toCount is what the report of a month counts.
type toCount struct {
	entries []daybook.Entry
	ownOnly bool // of this machine's own daybook, though there is a group's
	faults  int  // of this machine's own daybook, where that is what counts
}

// countedIn are the entries that the report of a month counts: those of the group's daybook, of a site or of all, or where there
// is none those of this machine's own. Those stand in for a group's that can't be asked, if they are of the site, and that is said.
func countedIn(w World, month policy.Day, site ods.Code) (toCount, error) {
	p, fault := readPractice(w)
	w.tell(fault)
	entries, err := askGroup(w, p, func(d central.Desk) ([]daybook.Entry, error) { return d.Counted(context.Background(), site, month) })
	if err == nil {
		return toCount{entries: entries}, nil
	}
	ownOnly := !errors.Is(err, errNoGroup)
	if ownOnly {
		if !isOurs(p, site) {
			return toCount{}, exit{Failed, err}
		}
		w.tell(err, errOwnOnly)
	}
	log, err := readDaybook(w)
	return toCount{log.Entries, ownOnly, len(log.Faults)}, err
}

// isOurs says that this machine's own daybook has something to say of a site, or of all.
func isOurs(p practice.Practice, site ods.Code) bool {
	ours, _ := ods.ParseCode(p.ODSCode.String())
	return site.IsZero() || site == ours
}

// askGroup asks the group's daybook something, once it has what this machine noted. What could not be sent or read is said, and
// the rest of the answer stands.
func askGroup(w World, p practice.Practice, ask func(central.Desk) ([]daybook.Entry, error)) ([]daybook.Entry, error) {
	desk, err := groupDesk(w, p)
	if err != nil {
		return nil, err
	}
	unsent := desk.Send(context.Background())
	entries, err := ask(desk)
	if err != nil && !errors.Is(err, central.ErrUnreadable) {
		return nil, err
	}
	w.tell(unsent, err)
	return entries, nil
}

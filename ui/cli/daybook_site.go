package cli

import (
	"context"
	"errors"

	"referraldesk/directory/ods"
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

// entriesOf are what the group's daybook says of a site, or of all. Where it can't be asked, they are those of this machine's
// own, if that is of the site, and that is said.
func entriesOf(w World, site ods.Code, since policy.Day) ([]daybook.Entry, error) {
	p, err := readPractice(w)
	if err != nil {
		return nil, err
	}
	desk, err := groupDesk(w, p)
	if err == nil {
		var entries []daybook.Entry
		if entries, err = desk.List(context.Background(), site, since); err == nil || errors.Is(err, central.ErrUnreadable) {
			w.tell(err)
			return entries, nil
		}
	}
	ours, _ := ods.ParseCode(p.ODSCode.String())
	if !site.IsZero() && site != ours {
		return nil, exit{Failed, err}
	}
	w.tell(err, errors.New("so this is what this machine's own daybook says, and no other's"))
	log, err := readDaybook(w)
	for i := range log.Entries {
		log.Entries[i].Site = ours
	}
	return daybook.Since(log.Entries, since), err
}

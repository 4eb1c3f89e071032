package directory

import (
	"fmt"

	"referraldesk/policy"
	"referraldesk/policy/text"
)

// After so many days somebody should make sure of an address again: it is said where the address is shown, and later in the
// review of a referral too. It never keeps anything from being sent.
const (
	oldAfter    = 180
	reviewAfter = 365
)

// Age is how long ago somebody made sure of an address.
type Age struct {
	Words  text.Text // a sentence for the pane
	Old    bool      // over 180 days ago, or never: the pane says it as something to do
	Review bool      // over 365 days ago, or never: the review says it too
}

// Age says who last made sure of the destination's address, when, and whether it is time to do so again.
func (d Destination) Age(today policy.Day) Age {
	if d.outdated != nil {
		return toDo("%s verified another address on %s; this one was %s.", d.outdated.By, d.outdated.On.UK(), NotVerified)
	}
	if d.Verified == nil {
		return toDo("This address was %s.", NotVerified)
	}
	by := d.Verified.On.UK() + " by " + d.Verified.By.String()
	switch days := today.Since(d.Verified.On); {
	case days > reviewAfter:
		return toDo("Address last verified on %s, over a year ago: make sure of it again.", by)
	case days > oldAfter:
		a := toDo("Address last verified on %s, %d days ago: make sure of it again.", by, days)
		a.Review = false
		return a
	}
	return Age{Words: text.Line("Address verified on " + by + ".")}
}

func toDo(format string, args ...any) Age {
	return Age{Words: text.Line(fmt.Sprintf(format, args...)), Old: true, Review: true}
}

// verify notes who made sure of the address. Where it was another address than the one that the destination has now, it is not
// said of this one.
func (d *Destination) verify(v *Verified) {
	if v != nil && !v.Address.IsZero() && !v.Address.Same(d.Address) {
		d.outdated = v
		return
	}
	d.Verified = v
}

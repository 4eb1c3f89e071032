package policy

import "slices"

// supersede adds to a verdict that the address was given up. What is not secure stays so, for its own reasons; anything better
// becomes a check, to be confirmed beside the cell's own condition.
func (v *RecipientVerdict) supersede(s *Superseded, w *wording) {
	v.Remedies = slices.Insert(v.Remedies, 0, s.remedy())
	if v.Status == NotSecure {
		v.Reasons = append(v.Reasons, s.reason(v.Address))
		return
	}
	v.Reasons = slices.Insert(v.Reasons, 0, s.reason(v.Address))
	asked := question(superseded.condition, w)
	if v.Question != "" {
		asked += "; " + v.Question
	}
	v.Status, v.Rule, v.Condition, v.Question = superseded.status, superseded.rule, superseded.condition, asked
	v.Headline = s.headline()
	if len(v.Basis) > 0 {
		v.Headline += " · " + w.listed()
	}
}

// successor is what took the place, in the fewest words; "" where it is not published.
func (s *Superseded) successor() string {
	if !s.By.IsZero() {
		return s.By.String()
	}
	return s.Name.String()
}

func (s *Superseded) headline() string {
	if now := s.successor(); now != "" {
		return "old address, now " + now
	}
	return "old address, no longer used"
}

func (s *Superseded) reason(old Address) Reason {
	now := s.successor()
	if now == "" {
		return Reason{old.String() + " was given up; what replaced it is not published.", s.Source}
	}
	if !s.By.IsZero() && !s.Name.IsEmpty() {
		now += ", " + s.Name.String()
	}
	return Reason{old.String() + " was given up; it is now " + now + ".", s.Source}
}

func (s *Superseded) remedy() Remedy {
	if s.By.IsZero() {
		return Remedy{"Check locally where these referrals go now.", "", s.Source}
	}
	return Remedy{"Use " + s.By.String() + " instead.", s.By.String(), s.Source}
}

package policy

import "encoding/json"

// The wire types hold to one rule: what is unknown is null, never "", and a list is never null.
type (
	wireVerdict struct {
		Status     *string         `json:"status"`
		Headline   *string         `json:"headline"`
		From       *string         `json:"from"`
		Recipients []wireRecipient `json:"recipients"`
	}
	wireRecipient struct {
		Address   *string      `json:"address"`
		Status    *string      `json:"status"`
		Rule      *RuleID      `json:"rule"`
		Condition *ConditionID `json:"condition"`
		Headline  *string      `json:"headline"`
		Reasons   []wireReason `json:"reasons"`
		Remedies  []wireRemedy `json:"remedies"`
	}
	wireReason struct {
		Text   *string   `json:"text"`
		Source *SourceID `json:"source"`
	}
	wireRemedy struct {
		Text    *string `json:"text"`
		Contact *string `json:"contact"`
	}
)

// MarshalJSON writes the verdict for other programs: ids and sentences, without the question and the evidence.
func (v Verdict) MarshalJSON() ([]byte, error) {
	return json.Marshal(wireVerdict{
		Status:     known(v.Status),
		Headline:   orNull(v.Headline),
		From:       orNull(v.From.String()),
		Recipients: each(v.Recipients, wireRecipientOf),
	})
}

func wireRecipientOf(r RecipientVerdict) wireRecipient {
	return wireRecipient{
		Address:   orNull(r.Address.String()),
		Status:    known(r.Status),
		Rule:      orNull(r.Rule),
		Condition: orNull(r.Condition),
		Headline:  orNull(r.Headline),
		Reasons:   each(r.Reasons, func(r Reason) wireReason { return wireReason{orNull(r.Text), orNull(r.Source)} }),
		Remedies:  each(r.Remedies, func(r Remedy) wireRemedy { return wireRemedy{orNull(r.Text), orNull(r.Contact)} }),
	}
}

// known is the id of a status, nil for one that is not known.
func known(s Status) *string {
	if s == Unknown {
		return nil
	}
	return orNull(s.String())
}

func orNull[T ~string](s T) *T {
	if s == "" {
		return nil
	}
	return &s
}

func each[A, B any](all []A, f func(A) B) []B {
	out := make([]B, len(all))
	for i, a := range all {
		out[i] = f(a)
	}
	return out
}

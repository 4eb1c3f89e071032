package directory

// The practice's own file over the embedded directory.
//
// It has the same schema. A table that means something of the file below (by its id; a note by its text, an urgency by its
// words) changes it, and only in the fields that it writes; with `withdrawn = true` it takes it away; any other table is added
// at the end. Sources can be added and changed, not withdrawn, since what stays may cite them.
//
// Some things the upper file can't do, because a slip in it must not make a route look better than it is:
//
//   - An address that it changes or withdraws stays known as given up, so that nothing typed or pasted to it is better than a
//     check. What was said of the old address (verified, egress) is not said of the new one.
//   - An address that was given up comes back only with the name of who made sure of it, and when.
//   - What every referral must say stays required, and an urgency that wants a phone call first goes on wanting it.

import (
	"fmt"
	"slices"

	"referraldesk/directory/tables"
	"referraldesk/policy"
)

// overlay lays one layer over another.
type overlay struct {
	below     layer
	urgencies []*tables.Table // those of every destination, laid over already
	questions []*tables.Table // the same
	laid      map[*tables.Table]under
}

// kind says how tables of one kind are laid over each other.
type kind struct {
	field, what, next string                                         // the field that tells them apart, and the fault where two have the same
	key               func(t *tables.Table) string                   // what is in it, "" where that is missing or faulty
	over              func(above, below *tables.Table) *tables.Table // lays a table over another, or over nothing where below is nil
	keep              func(below *tables.Table) string               // why a table can't be withdrawn, "" where it can; nil where none can
}

// over lays one layer over another, whose document is root.
func over(above, below layer, root *tables.Table) layer {
	o := &overlay{below: below, laid: map[*tables.Table]under{}}
	all := layer{below: root, laid: o.laid}
	all.sources, _ = lay(above.sources, below.sources, byID(simply, nil))
	all.urgencies, _ = lay(above.urgencies, below.urgencies, byWords())
	if len(all.urgencies) == 0 && len(below.urgencies) > 0 {
		above.urgencies[0].Fault("", "no urgency would be left to choose from", "keep one, or add another")
	}
	all.questions, _ = lay(above.questions, below.questions, byID(sharedQuestion, keepShared))
	o.urgencies, o.questions = all.urgencies, all.questions
	all.destinations, all.noDestination = lay(above.destinations, below.destinations, byID(o.destination, freely))
	all.withdrawn = slices.Concat(below.withdrawn, above.withdrawn)
	all.contacts, _ = lay(above.contacts, below.contacts, byID(contact, freely))
	return all
}

func byID(over func(above, below *tables.Table) *tables.Table, keep func(*tables.Table) string) kind {
	return kind{field: "id", what: "the id", next: "give it another", key: (*tables.Table).ID, over: over, keep: keep}
}

func byText() kind {
	text := func(t *tables.Table) string { return t.Required("text").String() }
	return kind{field: "text", what: "the note", next: "remove one of the two", key: text, over: simply, keep: freely}
}

func byWords() kind {
	return kind{field: "label", what: "the urgency", next: "remove one of the two", key: wordsOfUrgency, over: urgency, keep: freely}
}

func wordsOfUrgency(t *tables.Table) string {
	return Urgency{Label: t.Required("label"), Frame: t.Line("frame")}.Words().String()
}

func simply(above, below *tables.Table) *tables.Table {
	if below == nil {
		return above
	}
	return above.Over(below)
}

func freely(*tables.Table) string { return "" }

// lay lays the tables of one kind over those below: what there is then, and what of those below was withdrawn.
func lay(above, below []*tables.Table, k kind) (all, gone []*tables.Table) {
	at, seen := map[string]int{}, map[string]claim{}
	for i, t := range below {
		at[k.key(t)] = i
	}
	all = slices.Clone(below)
	for _, t := range above {
		key := k.key(t)
		withdrawn := k.keep != nil && t.Bool("withdrawn")
		i, there := at[key]
		first, twice := seen[key]
		twice = twice && key != ""
		seen[key] = claim{t, k.field}
		switch {
		case twice:
			t.Fault(k.field, k.what+" is already used at "+first.place(), k.next)
		case withdrawn && there:
			gone = append(gone, below[i])
			all[i] = nil
			withdraw(t, k.keep(below[i]))
		case there:
			all[i] = k.over(t, below[i])
		case withdrawn && key != "":
			t.Fault("withdrawn", "there is nothing to withdraw", "correct the "+k.field+", or remove the table: directory show prints what there is")
		}
		if !there && !withdrawn {
			all = append(all, k.over(t, nil))
		}
	}
	return slices.DeleteFunc(all, func(t *tables.Table) bool { return t == nil }), gone
}

// withdraw faults what else a table that withdraws something writes, and the reason why it can't.
func withdraw(t *tables.Table, reason string) {
	t.Unknown()
	if reason != "" {
		t.Fault("withdrawn", reason, "remove the table")
	}
}

// urgency lays an urgency over the one with the same words.
func urgency(above, below *tables.Table) *tables.Table {
	if below != nil && below.Bool("phone_first") && above.Has("phone_first") && !above.Bool("phone_first") {
		above.Fault("phone_first", "this urgency is phoned first wherever it stands", "remove the line")
	}
	return simply(above, below)
}

// sharedQuestion lays a question over one that is asked of every referral, which the program relies on.
func sharedQuestion(above, below *tables.Table) *tables.Table {
	if below == nil {
		return above
	}
	if kind := below.Line("kind"); above.Has("kind") && above.Line("kind") != kind {
		above.Fault("kind", "every referral asks this as "+kind.String(), fmt.Sprintf("write %q, or give the question another id", kind))
	}
	if isRequired(below) && above.Has("need") && !isRequired(above) {
		above.Fault("need", "every referral must say this", `write need = "required", or remove the line`)
	}
	return above.Over(below)
}

func isRequired(question *tables.Table) bool {
	return question.Line("need").String() == string(Required)
}

// keepShared says why a question of every referral can't be withdrawn.
func keepShared(below *tables.Table) string {
	switch below.Line("id").String() {
	case "urgency-frame", "phoned-when", "phoned-who", "phoned-said":
		return "an urgency may ask for this, so it can't be withdrawn"
	}
	if isRequired(below) {
		return "every referral must say this, so it can't be withdrawn"
	}
	return ""
}

// contact lays a contact over another. Of its three ways to be reached, writing one takes the place of the others.
func contact(above, below *tables.Table) *tables.Table {
	if below == nil {
		return above
	}
	if ways := []string{"address", "phone", "url"}; slices.ContainsFunc(ways, above.Has) {
		return above.Over(below, ways...)
	}
	return above.Over(below)
}

// destination lays a destination over another, with everything that stands under it.
func (o *overlay) destination(above, below *tables.Table) *tables.Table {
	var before, after under
	if below != nil {
		before = o.below.under(below)
	}
	after.notes, _ = lay(above.Tables("note", ""), before.notes, byText())
	after.urgencies, after.noUrgency = layShared(above.Tables("urgency", ""), before.urgencies, o.urgencies, byWords())
	after.questions, after.noQuestion = layShared(above.Tables("question", ""), before.questions, o.questions, byID(o.question, o.keepQuestion))
	after.superseded = above.Tables("superseded", "address")
	laid := above
	if below != nil {
		laid = o.address(above, below, before.superseded, &after)
	}
	o.laid[laid] = after
	return laid
}

// address lays a destination over another as far as its address is concerned, and keeps what was given up in after.
func (o *overlay) address(above, below *tables.Table, superseded []*tables.Table, after *under) *tables.Table {
	old, now := below.Address("address"), above.Address("address")
	moved := !now.IsZero() && !now.Same(old)
	for _, s := range superseded {
		switch was := s.Address("address"); {
		case moved && was.Same(now):
			comesBack(above, now)
		case !slices.ContainsFunc(after.superseded, func(t *tables.Table) bool { return t.Address("address").Same(was) }):
			after.superseded = append(after.superseded, s)
		}
	}
	if !moved {
		return above.Over(below)
	}
	if !slices.ContainsFunc(after.superseded, func(t *tables.Table) bool { return t.Address("address").Same(old) }) {
		after.former = old
	}
	return above.Over(below, "verified", "egress")
}

// comesBack faults an address that was given up and is taken up again, unless somebody made sure of it.
func comesBack(above *tables.Table, now policy.Address) {
	if v := above.Table("verified"); v != nil {
		if of := v.Address("address"); of.IsZero() || of.Same(now) {
			return
		}
	}
	above.Fault("address", "address "+fmt.Sprintf("%q", now)+" was given up", `make sure that it is used again, then add verified = { on = YYYY-MM-DD, by = "NAME" }`)
}

// layShared lays tables under one destination over its own ones and the shared ones. It gives the destination's own ones then,
// and the keys of all that are withdrawn.
func layShared(above, own, shared []*tables.Table, k kind) (all []*tables.Table, gone []string) {
	below := slices.Clone(own)
	for _, t := range shared {
		if !slices.ContainsFunc(own, func(o *tables.Table) bool { return k.key(o) == k.key(t) }) {
			below = append(below, t)
		}
	}
	all, withdrawn := lay(above, below, k)
	for _, t := range withdrawn {
		gone = append(gone, k.key(t))
	}
	return slices.DeleteFunc(all, func(t *tables.Table) bool { return slices.Contains(shared, t) }), gone
}

// question lays a question of one destination over another of its questions, be it shared or its own.
func (o *overlay) question(above, below *tables.Table) *tables.Table {
	if shared := o.shared(below); shared != nil {
		sharedQuestion(above, shared)
	}
	return simply(above, below)
}

func (o *overlay) keepQuestion(below *tables.Table) string {
	if shared := o.shared(below); shared != nil {
		return keepShared(shared)
	}
	return ""
}

// shared is the shared question with the id of another one, nil where there is none.
func (o *overlay) shared(question *tables.Table) *tables.Table {
	if question == nil {
		return nil
	}
	i := slices.IndexFunc(o.questions, func(t *tables.Table) bool { return t.ID() == question.ID() })
	if i < 0 {
		return nil
	}
	return o.questions[i]
}

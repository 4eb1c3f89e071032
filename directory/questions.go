package directory

import (
	"fmt"
	"slices"

	"referraldesk/directory/tables"
)

// ownAfter is the shared section that a destination's own questions follow, where they name none of the shared sections.
const ownAfter = "Eyes"

// kinds are the kinds that a file may name.
func kinds() []string {
	return []string{
		string(KindLine), string(KindText), string(KindDate), string(KindNumber), string(KindChoice), string(KindChoices),
		string(KindYesNo), string(KindEye), string(KindAcuity), string(KindNHSNumber), string(KindPhone),
		string(KindPostcode), string(KindODSCode), string(KindEmail), string(KindUrgency),
	}
}

// needs are the needs that a file may name.
func needs() []string { return []string{string(Required), string(Recommended), string(Optional)} }

// questionsOf reads questions whose ids are unique in the registry.
func (r *resolver) questionsOf(list []*tables.Table, ids registry) []Question {
	var all []Question
	for _, t := range list {
		all = append(all, r.question(t, ids))
	}
	return all
}

func (r *resolver) question(t *tables.Table, ids registry) Question {
	defer t.Unknown()
	q := Question{
		ID:      r.id(ids, t),
		Section: t.Required("section"),
		Label:   t.Required("label"),
		Kind:    QuestionKind(requiredWord(t, "kind", kinds())),
		Unit:    t.Line("unit"),
		Choices: t.Lines("choices"),
		Need:    Need(requiredWord(t, "need", needs())),
		Help:    t.Line("help"),
		Source:  r.cited(t),
	}
	if shared := find(r.core, q.ID); shared >= 0 && q.Kind != "" && q.Kind != r.core[shared].Kind && !r.isBelow(t, "kind") {
		t.Fault("kind", fmt.Sprintf("kind %q differs from that of the shared question with this id", q.Kind),
			fmt.Sprintf("write %q, or give the question another id", r.core[shared].Kind))
	}
	picked := q.Kind == KindChoice || q.Kind == KindChoices
	switch {
	case picked && len(q.Choices) == 0:
		t.Fault("choices", fmt.Sprintf("no choices, which a question of kind %q needs", q.Kind), `write them as ["one", "two"]`)
	case !picked && q.Kind != "" && len(q.Choices) > 0:
		t.Fault("choices", fmt.Sprintf("choices have no use in a question of kind %q", q.Kind), "remove them or change the kind")
	}
	if !q.Unit.IsEmpty() && q.Kind != KindNumber {
		t.Fault("unit", "a unit has no use where the kind is not number", "remove it or change the kind")
	}
	return q
}

// requiredWord is a field that must be there and hold one of the words.
func requiredWord(t *tables.Table, key string, words []string) string {
	if t.Required(key).IsEmpty() {
		return ""
	}
	return t.OneOf(key, words...)
}

// merge puts a destination's own questions among the shared ones. One with a shared id takes that one's place; one that
// names a shared section ends that section; any other follows the section [ownAfter].
func merge(shared, own []Question) []Question {
	all := slices.Clone(shared)
	for _, q := range own {
		if i := find(all, q.ID); i >= 0 {
			all[i] = q
			continue
		}
		all = slices.Insert(all, placeOf(q, shared, all), q)
	}
	return all
}

// placeOf is where a question that is not shared goes: after the last of its own section. A section that no shared question
// has begins where the sections before it, the destination's own, end.
func placeOf(q Question, shared, all []Question) int {
	if end := endOfSection(all, q); end >= 0 {
		return end
	}
	end := len(all)
	for i, other := range all {
		if other.Section.String() == ownAfter {
			end = i + 1
		}
	}
	for end < len(all) && find(shared, all[end].ID) < 0 {
		end++
	}
	return end
}

func endOfSection(all []Question, q Question) int {
	for i := len(all) - 1; i >= 0; i-- {
		if all[i].Section == q.Section {
			return i + 1
		}
	}
	return -1
}

func find(questions []Question, id string) int {
	return slices.IndexFunc(questions, func(q Question) bool { return q.ID == id })
}

package policy

// Advice is how to get an account, get it back or keep it, as far as the situation is known.
type Advice struct {
	Steps   []Step     // in the order in which to take them
	Missing []string   // what still stands in the way, each once
	Open    []Question // what to answer for better advice, the next one first; empty once all is known
}

// Step is one thing to do or to know. Its contact is an address, a phone number or a web address, "" where it needs none.
type Step struct {
	Remedy
	Missing  string   // what this step still lacks, "" where nothing: "the practice's ODS code"
	Conflict []Reason // where the sources contradict one another, what each of them says, not to be changed; nil elsewhere
}

// Advise says which account to get in a situation, and how. It picks from one table: fact sheet, section 4. The same situation
// always gets the same advice; of a situation that is not known at all it says what holds for everyone.
func Advise(s Situation) Advice {
	advice := Advice{Steps: make([]Step, 0, len(stepTable)), Missing: []string{}, Open: s.Open()}
	for i := range stepTable {
		row := &stepTable[i]
		if !s.holds(row.when) {
			continue
		}
		step := Step{Remedy: row.Remedy, Missing: s.lacking(row.lacks), Conflict: row.conflict}
		if step.Missing != "" {
			advice.Missing = append(advice.Missing, step.Missing)
		}
		advice.Steps = append(advice.Steps, step)
	}
	return advice
}

// lack is what a step needs, and the question that tells whether it is there.
type lack struct {
	about asked
	what  string // "" where the step needs nothing
}

// lacking words what is missing, and says where that is not certain.
func (s Situation) lacking(l lack) string {
	if answer := s.answers[l.about]; l.what != "" && (answer == open || answer == unsure) {
		return l.what + " (not confirmed)"
	}
	return l.what
}

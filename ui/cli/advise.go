package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"referraldesk/policy"
)

// answered is a question of the advice, and the flag that answers it.
type answered struct {
	policy.Question
	answer *choice
}

func newAdvise(w World) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "advise",
		Short: "Say how to get an NHSmail or Egress account, get it back, or keep it",
		Long: "Prints the steps in order, each with its source, whom to write to or call, and what it still lacks. Where the sources\n" +
			"contradict one another, all are shown. Without answers it prints what holds for everyone; every answer makes it more exact.",
		Args: takes(),
	}
	var questions []answered
	for _, q := range policy.AllQuestions() {
		a := answered{q, &choice{of: idsOf(q.Choices, func(c policy.Choice) policy.ChoiceID { return c.ID })}}
		cmd.Flags().Var(a.answer, string(q.ID), q.Words)
		questions = append(questions, a)
	}
	cmd.Flags().SortFlags = false // the order of asking
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the advice as JSON")
	cmd.RunE = func(*cobra.Command, []string) error { return advise(w, questions, asJSON) }
	return cmd
}

func advise(w World, questions []answered, asJSON bool) error {
	var s policy.Situation
	for _, q := range questions {
		var err error
		if s, err = s.With(q.ID, policy.ChoiceID(q.answer.id)); err != nil {
			return misused("%w", err)
		}
	}
	for _, q := range questions {
		if q.answer.id != "" && s.Answer(q.ID) == "" {
			w.note("--%s counts for nothing here: the other answers don't lead to it", q.ID)
		}
	}
	advice := policy.Advise(s)
	if asJSON {
		return writeJSON(w, advice)
	}
	return w.print(adviceWords(advice))
}

// adviceWords are the advice for people: the steps, what still stands in the way, and what to answer for better advice.
func adviceWords(a policy.Advice) string {
	var b strings.Builder
	for i, step := range a.Steps {
		fmt.Fprintf(&b, "%d. %s [%s]\n", i+1, step.Text, sourceOf(step.Source))
		if step.Contact != "" {
			fmt.Fprintf(&b, "   contact: %s\n", step.Contact)
		}
		if step.Missing != "" {
			fmt.Fprintf(&b, "   missing: %s\n", step.Missing)
		}
		for _, side := range step.Conflict {
			fmt.Fprintf(&b, "   conflict: %s [%s]\n", side.Text, sourceOf(side.Source))
		}
	}
	if len(a.Missing) > 0 {
		b.WriteString("\nStill missing\n")
	}
	for _, what := range a.Missing {
		fmt.Fprintf(&b, "- %s\n", what)
	}
	if len(a.Open) > 0 {
		b.WriteString("\nStill to answer, for better advice\n")
	}
	for _, q := range a.Open {
		fmt.Fprintf(&b, "--%s  %s\n", q.ID, q.Words)
		for _, c := range q.Choices {
			fmt.Fprintf(&b, "    %s: %s\n", c.ID, c.Words)
		}
	}
	return b.String()
}

package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"referraldesk/policy"
)

func newPolicy(w World) *cobra.Command {
	return &cobra.Command{
		Use:   "policy",
		Short: "Print the decision table and every rule with its source",
		Long:  "Prints the policy as Markdown, generated from the table that every verdict comes from.",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if _, err := fmt.Fprint(w.Out, policy.Document()); err != nil {
				return exit{Failed, fmt.Errorf("the policy could not be written: %w", err)}
			}
			return nil
		},
	}
}

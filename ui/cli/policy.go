package cli

import (
	"github.com/spf13/cobra"

	"referraldesk/policy"
)

func newPolicy(w World) *cobra.Command {
	return &cobra.Command{
		Use:   "policy",
		Short: "Print the decision table and every rule with its source",
		Long:  "Prints the policy as Markdown, generated from the table that every verdict comes from.",
		Args:  takes(),
		RunE:  func(*cobra.Command, []string) error { return w.print(policy.Document()) },
	}
}

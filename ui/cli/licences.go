package cli

import (
	"runtime"

	"github.com/spf13/cobra"

	"referraldesk/ui/cli/licences"
)

func newLicences(w World) *cobra.Command {
	return &cobra.Command{
		Use:   "licences",
		Short: "Print the terms of everything of others that is in this program",
		Long: "Prints what of others is in this program, on whichever system, and the notices that its authors ask to go with it. For Referral\n" +
			"Desk itself no licence has been chosen yet.",
		Args: takes(),
		RunE: func(*cobra.Command, []string) error { return w.print(licences.Document(runtime.Version())) },
	}
}

package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"referraldesk/ui"
)

func newKeys(w World) *cobra.Command {
	var markdown bool
	cmd := &cobra.Command{
		Use:   "keys",
		Short: "Print the keys of the desk",
		Long:  "Prints the keys of the desk, one a line. On the desk, f1 shows those that work there.",
		Args:  takes(),
		RunE: func(*cobra.Command, []string) error {
			if markdown {
				return w.print(keysAsMarkdown())
			}
			return w.print(keysAsLines())
		},
	}
	cmd.Flags().BoolVar(&markdown, "markdown", false, "as the table of the README")
	return cmd
}

func keysAsLines() string {
	var b strings.Builder
	for _, k := range ui.Keys() {
		name := k.Name
		if k.Twin != "" {
			name += " or " + k.Twin
		}
		fmt.Fprintf(&b, "%-24s%s\n", name, strings.ReplaceAll(k.Does, "`", ""))
	}
	return b.String()
}

func keysAsMarkdown() string {
	var b strings.Builder
	b.WriteString("| key | twin | what it does |\n|---|---|---|\n")
	for _, k := range ui.Keys() {
		fmt.Fprintf(&b, "| %s |%s | %s |\n", k.Name, strings.TrimRight(" "+k.Twin, " "), k.Does)
	}
	return b.String()
}

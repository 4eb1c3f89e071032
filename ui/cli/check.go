package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"referraldesk/directory"
	"referraldesk/policy"
)

// checking are the flags of check.
type checking struct {
	sending
	to, cc           addresses
	toEgress, asJSON bool
}

func newCheck(w World) *cobra.Command {
	var c checking
	cmd := &cobra.Command{
		Use:   "check --from ADDRESS --to ADDRESS",
		Short: "Say whether mail with patient data may take a route",
		Long: "Judges the route from one mailbox to all recipients; the worst decides.\n" +
			"Exit status: 0 secure, 3 check first, 4 not secure, 2 a malformed address.",
		Args: takes(),
		RunE: func(*cobra.Command, []string) error { return check(w, c) },
	}
	f := cmd.Flags()
	c.addTo(f)
	f.Var(&c.to, "to", "a recipient; repeat it for more")
	f.Var(&c.cc, "cc", "a recipient of a copy; repeat it for more")
	f.BoolVar(&c.toEgress, "to-egress", false, "the recipients hold Egress accounts")
	f.BoolVar(&c.asJSON, "json", false, "print the verdict as JSON")
	return cmd
}

func check(w World, c checking) error {
	v, err := c.verdict(w)
	if err != nil {
		return err
	}
	if c.asJSON {
		err = writeJSON(w, v)
	} else {
		err = w.print(verdictWords(v))
	}
	return gravest(err, statusExit(v.Status))
}

// statusExit is the exit that a verdict asks for; what stands in it is on standard output already.
func statusExit(s policy.Status) error {
	switch s {
	case policy.Secure:
		return nil
	case policy.Check:
		return exit{status: Attention}
	case policy.NotSecure:
		return exit{status: NotSecure}
	}
	return failed("the route could not be judged: give --from and --to")
}

// verdict judges the route that the flags describe. Where they name the sender, a practice.toml that can't be read does not
// stand in the way: the route is judged as if there were none, and that is said.
func (c checking) verdict(w World) (policy.Verdict, error) {
	dir, err := readDirectory(w)
	if err != nil {
		return policy.Verdict{}, err
	}
	p, err := readPractice(w)
	switch {
	case err != nil && c.from.IsZero():
		return policy.Verdict{}, gravest(err, misused("no sender: mend practice.toml, or give --from ADDRESS"))
	case err != nil:
		err = fmt.Errorf("the sender is judged by the flags alone, without practice.toml:\n%w", err)
	}
	if len(c.to) == 0 {
		return policy.Verdict{}, misused("no recipient: give --to ADDRESS")
	}
	from, noSender := c.sender(p)
	if noSender != nil {
		return policy.Verdict{}, noSender
	}
	known, fault := accredited(w)
	w.tell(err, fault)
	return c.judge(w, p, known, from, c.recipients(dir)...), nil
}

// recipients are those of --to, then those of --cc, with what the directory knows of each.
func (c checking) recipients(dir *directory.Directory) []policy.Recipient {
	var all []policy.Recipient
	for _, given := range []addresses{c.to, c.cc} {
		for _, a := range given {
			r := dir.Recipient(a)
			r.Egress = r.Egress || c.toEgress
			all = append(all, r)
		}
	}
	return all
}

// verdictWords are the verdict for people: the worst first, then each recipient.
func verdictWords(v policy.Verdict) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s\n", statusWords(v.Status), v.Headline)
	for _, r := range v.Recipients {
		fmt.Fprintf(&b, "\n%s\n  %s: %s (rule %s)\n", r.Address, statusWords(r.Status), r.Headline, r.Rule)
		for _, reason := range r.Reasons {
			fmt.Fprintf(&b, "  - %s [%s]\n", reason.Text, sourceOf(reason.Source))
		}
		if r.Condition != "" {
			fmt.Fprintf(&b, "  confirm first (%s): %s\n", r.Condition, r.Question)
		}
		for _, remedy := range r.Remedies {
			fmt.Fprintf(&b, "  > %s\n", remedyWords(remedy))
		}
	}
	return b.String()
}

func remedyWords(r policy.Remedy) string {
	if r.Contact == "" || strings.Contains(r.Text, r.Contact) {
		return r.Text
	}
	return r.Text + " (" + r.Contact + ")"
}

func sourceOf(id policy.SourceID) string {
	if id == "" {
		return "not published"
	}
	return string(id)
}

// statusWords is a status as the desk says it.
func statusWords(s policy.Status) string {
	return [...]string{policy.Unknown: "NOT JUDGED", policy.Secure: "SECURE", policy.Check: "CHECK FIRST", policy.NotSecure: "NOT SECURE"}[s]
}

package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"referraldesk/directory"
	"referraldesk/directory/practice"
	"referraldesk/policy"
)

// route are the flags that describe a route.
type route struct {
	from                      string
	to, cc                    []string
	egress, toEgress, withTag bool
	on                        string
}

func newCheck(w World) *cobra.Command {
	var r route
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "check --from ADDRESS --to ADDRESS",
		Short: "Say whether mail with patient data may take a route",
		Long:  "Judges the route from one mailbox to all recipients; the worst decides.\nExit status: 0 secure, 3 check first, 4 not secure, 2 a malformed address.",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			v, err := judge(w, r)
			if err != nil {
				return err
			}
			if asJSON {
				err = writeJSON(w, v)
			} else {
				printVerdict(w, v)
			}
			if err != nil {
				return err
			}
			return exitOf(v.Status)
		},
	}
	f := cmd.Flags()
	f.StringVar(&r.from, "from", "", "the sending address; without it, the first account of practice.toml")
	f.StringArrayVar(&r.to, "to", nil, "a recipient; repeat it for more")
	f.StringArrayVar(&r.cc, "cc", nil, "a recipient of a copy; repeat it for more")
	f.BoolVar(&r.egress, "egress", false, "the sender holds an Egress account")
	f.BoolVar(&r.toEgress, "to-egress", false, "the recipients hold Egress accounts")
	f.BoolVar(&r.withTag, "secure-tag", false, "[secure] stands first in the subject, and local policy approves of it")
	f.StringVar(&r.on, "on", "", "judge as of this day, YYYY-MM-DD; without it, today")
	f.BoolVar(&asJSON, "json", false, "print the verdict as JSON")
	return cmd
}

// exitOf is the exit status that a verdict asks for.
func exitOf(s policy.Status) error {
	switch s {
	case policy.Secure:
		return nil
	case policy.Check:
		return exit{status: Attention}
	case policy.NotSecure:
		return exit{status: NotSecure}
	}
	return exit{Failed, errors.New("the route could not be judged: give --from and --to")}
}

// judge reads the flags of r and judges the route.
func judge(w World, r route) (policy.Verdict, error) {
	p, err := readPractice(w)
	if err != nil {
		return policy.Verdict{}, exit{Misused, err}
	}
	dir, err := directory.Embedded()
	if err != nil {
		return policy.Verdict{}, exit{Failed, err}
	}
	parsed := policy.Route{SecureTag: r.withTag, SecureApproved: r.withTag || p.SecureTag != nil, On: w.today()}
	if parsed.From, err = r.sender(p); err != nil {
		return policy.Verdict{}, exit{Misused, err}
	}
	if parsed.To, err = r.recipients(dir); err != nil {
		return policy.Verdict{}, exit{Misused, err}
	}
	if r.on != "" {
		if parsed.On, err = policy.ParseDay(r.on); err != nil {
			return policy.Verdict{}, exit{Misused, fmt.Errorf("--on is %w", err)}
		}
	}
	if parsed.Accredited, err = accredited(w); err != nil {
		fmt.Fprintln(w.Err, "referraldesk:", err)
	}
	return policy.Assess(parsed), nil
}

// sender is the sender of the route; a flag wins over practice.toml.
func (r route) sender(p practice.Practice) (policy.Sender, error) {
	if r.from == "" {
		if len(p.Accounts) == 0 {
			return policy.Sender{}, errors.New("no sender: give --from ADDRESS, or an [[account]] in practice.toml")
		}
		return p.Accounts[0].Sender(), nil
	}
	address, err := parse("--from", r.from)
	if err != nil {
		return policy.Sender{}, err
	}
	for _, a := range p.Accounts {
		if a.Address.Same(address) && !r.egress {
			return a.Sender(), nil
		}
	}
	return policy.NewSender(address, r.egress), nil
}

// recipients are those of --to, then those of --cc, with what the directory knows of each.
func (r route) recipients(dir *directory.Directory) ([]policy.Recipient, error) {
	if len(r.to) == 0 {
		return nil, errors.New("no recipient: give --to ADDRESS")
	}
	var all []policy.Recipient
	for _, given := range []struct {
		flag string
		raw  []string
	}{{"--to", r.to}, {"--cc", r.cc}} {
		for _, raw := range given.raw {
			address, err := parse(given.flag, raw)
			if err != nil {
				return nil, err
			}
			recipient := dir.Recipient(address)
			recipient.Egress = recipient.Egress || r.toEgress
			all = append(all, recipient)
		}
	}
	return all, nil
}

// parse names the flag, the address as it was given, and what is wrong with it.
func parse(flag, raw string) (policy.Address, error) {
	a, err := policy.ParseAddress(raw)
	if err != nil {
		return a, fmt.Errorf("%s: address %s %w", flag, quoted(raw), err)
	}
	return a, nil
}

// printVerdict prints the verdict for people: the worst first line, then each recipient.
func printVerdict(w World, v policy.Verdict) {
	fmt.Fprintf(w.Out, "%s: %s\n", statusWords(v.Status), v.Headline)
	for _, r := range v.Recipients {
		fmt.Fprintf(w.Out, "\n%s\n  %s: %s (rule %s)\n", r.Address, statusWords(r.Status), r.Headline, r.Rule)
		for _, reason := range r.Reasons {
			fmt.Fprintf(w.Out, "  - %s [%s]\n", reason.Text, reason.Source)
		}
		if r.Condition != "" {
			fmt.Fprintf(w.Out, "  confirm first (%s): %s\n", r.Condition, r.Question)
		}
		for _, remedy := range r.Remedies {
			contact := ""
			if remedy.Contact != "" && !strings.Contains(remedy.Text, remedy.Contact) {
				contact = " (" + remedy.Contact + ")"
			}
			fmt.Fprintf(w.Out, "  > %s%s\n", remedy.Text, contact)
		}
	}
}

// statusWords is a status as the desk says it.
func statusWords(s policy.Status) string {
	return [...]string{policy.Unknown: "NOT JUDGED", policy.Secure: "SECURE", policy.Check: "CHECK FIRST", policy.NotSecure: "NOT SECURE"}[s]
}

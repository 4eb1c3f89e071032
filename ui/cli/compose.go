package cli

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"referraldesk/directory"
	"referraldesk/directory/practice"
	"referraldesk/policy"
	"referraldesk/policy/text"
	"referraldesk/ui/referral"
)

// composing are the flags of compose.
type composing struct {
	to, from, in, audience, on, gp, reference string
	egress, withTag, asJSON                   bool
	confirmed                                 []string
	by                                        string
}

func newCompose(w World) *cobra.Command {
	var c composing
	cmd := &cobra.Command{
		Use:   "compose --to ID --from ADDRESS",
		Short: "Compose a referral from answers in JSON, as the desk does",
		Long: "Reads the answers to a destination's questions as JSON (see referraldesk questions ID) and prints the message.\n" +
			"Exit status: 0 handed out; 1 fields missing or invalid; 2 usage; 3 check first, and no message unless --confirm and --by\n" +
			"say who confirmed the condition; 4 not secure, and no message.",
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return compose(w, c) },
	}
	f := cmd.Flags()
	f.StringVar(&c.to, "to", "", "the destination's id")
	f.StringVar(&c.from, "from", "", "the sending address; without it, the first account of practice.toml")
	f.StringVar(&c.in, "in", "-", "the file with the answers; - is standard input")
	f.StringVar(&c.audience, "for", "clinic", "whom it is for: clinic, gp, patient or record")
	f.StringVar(&c.gp, "gp", "", "the GP practice's address, for the GP's copy")
	f.StringVar(&c.on, "on", "", "the day of the referral, YYYY-MM-DD; without it, today")
	f.StringVar(&c.reference, "reference", "", "a reference of your own; without it, a random one")
	f.BoolVar(&c.egress, "egress", false, "the sender holds an Egress account")
	f.BoolVar(&c.withTag, "secure-tag", false, "put [secure] first in the subject: local policy approves of it")
	f.StringArrayVar(&c.confirmed, "confirm", nil, "a condition that was confirmed, such as N1; repeat it for more")
	f.StringVar(&c.by, "by", "", "who confirmed it: a clinician named in practice.toml")
	f.BoolVar(&c.asJSON, "json", false, "print the message as JSON")
	return cmd
}

// composed is the answer of compose as JSON.
type composed struct {
	To        []string           `json:"to"`
	Cc        []string           `json:"cc"`
	Subject   *string            `json:"subject"`
	Body      *string            `json:"body"`
	Reference string             `json:"reference"`
	Status    policy.Status      `json:"status"`
	Rule      policy.RuleID      `json:"rule"`
	Condition policy.ConditionID `json:"condition"`
	Headline  string             `json:"headline"`
	Warnings  []string           `json:"warnings"`
	Missing   []string           `json:"missing"`
}

func compose(w World, c composing) error {
	d, err := destination(c.to)
	if err != nil {
		return err
	}
	p, err := readPractice(w)
	if err != nil {
		return exit{Misused, err}
	}
	audience := referral.Audience(c.audience)
	if !slices.Contains(referral.Audiences(), audience) {
		return exit{Misused, fmt.Errorf("--for is %s: use clinic, gp, patient or record", quoted(c.audience))}
	}
	r, err := c.referral(w, d, p)
	if err != nil {
		return err
	}
	verdict, gp, err := c.judge(w, p, d, audience)
	if err != nil {
		return err
	}
	r.SecureTag = c.withTag && verdict.TagHelps()
	return c.handOut(w, r, referral.Compose(r, audience, gp), verdict, p)
}

// referral puts the referral together: what practice.toml knows, and over it the answers that were given.
func (c composing) referral(w World, d directory.Destination, p practice.Practice) (referral.Referral, error) {
	from, err := c.route().sender(p)
	if err != nil {
		return referral.Referral{}, exit{Misused, err}
	}
	r := referral.Referral{Destination: d, On: w.today(), Answers: referral.Start(p, from.Address())}
	if c.on != "" {
		if r.On, err = policy.ParseDay(c.on); err != nil {
			return r, exit{Misused, fmt.Errorf("--on is %w", err)}
		}
	}
	if c.reference != "" {
		r.Reference, err = referral.TypedReference(text.Line(c.reference))
	} else {
		r.Reference, err = referral.NewReference(w.Random)
	}
	if err != nil {
		return r, exit{Misused, err}
	}
	given, err := c.answers(w, d)
	maps.DeleteFunc(given, func(_ string, t text.Text) bool { return t.IsEmpty() })
	maps.Copy(r.Answers, given)
	return r, err
}

func (c composing) answers(w World, d directory.Destination) (referral.Answers, error) {
	var in io.Reader = w.In
	if c.in != "-" {
		f, err := os.Open(c.in)
		if err != nil {
			return nil, exit{Misused, fmt.Errorf("--in: %w", err)}
		}
		defer f.Close()
		in = f
	}
	return readAnswers(in, d)
}

func (c composing) route() route {
	return route{from: c.from, egress: c.egress, withTag: c.withTag, on: c.on}
}

// judge judges the route of the message: to the GP for the GP's copy, else to the destination. Where the GP's address is not
// known, the best that it could be is judged, so that a sender who could not reach any GP securely is told so.
func (c composing) judge(w World, p practice.Practice, d directory.Destination, audience referral.Audience) (policy.Verdict, policy.Address, error) {
	r := c.route()
	r.to = []string{d.Address.String()}
	if audience != referral.GP {
		v, err := judge(w, r)
		return v, policy.Address{}, err
	}
	if c.gp == "" {
		r.to = []string{"somebody@nhs.net"}
		v, err := judge(w, r)
		if v.Status == policy.Secure {
			v = policy.Verdict{Headline: "the GP's address is not known: look in the People tab of the NHSmail inbox"}
		}
		return v, policy.Address{}, err
	}
	gp, err := parse("--gp", c.gp)
	if err != nil {
		return policy.Verdict{}, gp, exit{Misused, err}
	}
	r.to = []string{c.gp}
	v, err := judge(w, r)
	return v, gp, err
}

// handOut prints the message, or says why not. Every reason is said; the exit status is the gravest's.
func (c composing) handOut(w World, r referral.Referral, m referral.Message, v policy.Verdict, p practice.Practice) error {
	answer := composed{To: words(m.To), Cc: words(m.Cc), Reference: r.Reference.String(), Status: v.Status, Headline: v.Headline, Warnings: []string{}, Missing: []string{}}
	for _, one := range v.Recipients {
		if one.Status == v.Status {
			answer.Rule, answer.Condition = one.Rule, one.Condition
			break
		}
	}
	var blocked error
	for _, f := range r.Check(w.today()) {
		line := f.Question.ID + ": " + f.Problem
		if f.Blocks() {
			answer.Missing = append(answer.Missing, f.Question.ID)
			blocked = errors.Join(blocked, errors.New(line))
		} else {
			answer.Warnings = append(answer.Warnings, line)
		}
	}
	err := worseOf(failed(blocked), c.mayGo(v, p))
	if err == nil {
		answer.Body = new(m.Body.String())
		if !m.Subject.IsEmpty() {
			answer.Subject = new(m.Subject.String())
		}
	}
	if c.asJSON {
		return worseOf(writeJSON(w, answer), err)
	}
	if err == nil {
		printMessage(w, m)
	}
	return err
}

// mayGo says whether the verdict lets the message go.
func (c composing) mayGo(v policy.Verdict, p practice.Practice) error {
	switch v.Status {
	case policy.NotSecure:
		return exit{NotSecure, fmt.Errorf("not secure: %s; see referraldesk check for what to do", v.Headline)}
	case policy.Check:
		return c.confirmations(v, p)
	}
	return nil
}

// confirmations holds --confirm and --by to what the verdict asks.
func (c composing) confirmations(v policy.Verdict, p practice.Practice) error {
	for _, r := range v.Recipients {
		if r.Status == policy.Check && !slices.Contains(c.confirmed, string(r.Condition)) {
			return exit{Attention, fmt.Errorf("check first: %s. Confirm it, then add --confirm %s --by NAME", r.Question, r.Condition)}
		}
	}
	known := func(clinician practice.Clinician) bool { return clinician.Name == text.Line(c.by) }
	if c.by == "" || !slices.ContainsFunc(p.Clinicians, known) {
		return exit{Attention, errors.New("check first: --by must name a [[clinician]] of practice.toml, who confirmed the condition")}
	}
	return nil
}

func words(addresses []policy.Address) []string {
	all := []string{}
	for _, a := range addresses {
		all = append(all, a.String())
	}
	return all
}

// printMessage prints the message as it would be typed into a mail program.
func printMessage(w World, m referral.Message) {
	if len(m.To) > 0 {
		fmt.Fprintf(w.Out, "To: %s\n", strings.Join(words(m.To), "; "))
	}
	if !m.Subject.IsEmpty() {
		fmt.Fprintf(w.Out, "Subject: %s\n\n", m.Subject)
	}
	fmt.Fprintln(w.Out, m.Body)
}

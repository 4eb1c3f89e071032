package cli

import (
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"referraldesk/directory"
	"referraldesk/policy"
	"referraldesk/policy/text"
	"referraldesk/ui/referral"
)

// composing are the flags of compose.
type composing struct {
	sending
	id, in, audience    filled
	gp                  address
	reference           filled
	confirmed           []string
	by                  filled
	eml                 filled
	copy, force, asJSON bool
}

func newCompose(w World) *cobra.Command {
	c := composing{in: "-", audience: filled(referral.Clinic)}
	cmd := &cobra.Command{
		Use:   "compose --to ID --from ADDRESS",
		Short: "Compose a referral from answers in JSON, as the desk does",
		Long: "Reads the answers to a destination's questions as JSON (see referraldesk questions ID) and prints the message. What practice.toml\n" +
			"says of the practice counts as answered. With --copy or --eml the body goes there, and is printed only where it did not arrive.\n" +
			"Exit status: 0 handed out; 1 fields missing or invalid, or not copied or written; 2 usage; 3 check first, and no message unless\n" +
			"--confirm and --by say who confirmed the condition; 4 not secure, and no message.",
		Args: takes(),
		RunE: func(*cobra.Command, []string) error { return compose(w, c) },
	}
	f := cmd.Flags()
	c.addTo(f)
	f.Var(&c.id, "to", "the destination's `ID`")
	f.Var(&c.in, "in", "the `FILE` with the answers; - is standard input")
	f.Var(&c.audience, "for", "the `AUDIENCE`: clinic, gp, patient or record")
	f.Var(&c.gp, "gp", "the GP practice's address, for the GP's copy")
	f.Var(&c.reference, "reference", "a `REFERENCE` of your own; without it, a random one")
	f.StringArrayVar(&c.confirmed, "confirm", nil, "a `CONDITION` that was confirmed, such as N1; repeat it for more")
	f.Var(&c.by, "by", "the `NAME` of who confirmed it: a clinician of practice.toml")
	f.BoolVar(&c.copy, "copy", false, "put the body on the clipboard; it stays there until something else is copied")
	f.Var(&c.eml, "eml", "write the message to `FILE`, a draft for classic Outlook or Thunderbird")
	f.BoolVar(&c.force, "force", false, "let --eml replace a file")
	f.BoolVar(&c.asJSON, "json", false, "print the message as JSON")
	return cmd
}

// check holds the flags to each other.
func (c *composing) check() error {
	audience := referral.Audience(c.audience)
	if !slices.Contains(referral.Audiences(), audience) {
		return misused("--for: use clinic, gp, patient or record")
	}
	for i, id := range c.confirmed {
		c.confirmed[i] = strings.ToUpper(id)
		if _, ok := policy.FindCondition(policy.ConditionID(c.confirmed[i])); !ok {
			return misused("--confirm: use the id of a condition: %s", strings.Join(conditionIDs(), ", "))
		}
	}
	mailed := audience == referral.Clinic || audience == referral.GP
	switch {
	case c.force && c.eml == "":
		return misused("--force belongs to --eml FILE: add that, or leave --force out")
	case !c.gp.IsZero() && audience != referral.GP:
		return misused("--gp belongs to the GP's copy: add --for gp, or leave --gp out")
	case c.eml != "" && !mailed:
		return misused("--eml is for what is mailed, to clinic or gp: use --copy, or print it")
	case c.eml != "" && c.awaitsGP():
		return misused("--eml needs a recipient: give the GP practice's address with --gp ADDRESS")
	}
	return nil
}

func conditionIDs() []string {
	var ids []string
	for _, c := range policy.Conditions() {
		ids = append(ids, string(c.ID))
	}
	return ids
}

// awaitsGP says that the copy is for a GP whose address is not known, so that its route can't be judged yet.
func (c *composing) awaitsGP() bool {
	return referral.Audience(c.audience) == referral.GP && c.gp.IsZero()
}

func compose(w World, c composing) error {
	dir, err := readDirectory(w)
	if err != nil {
		return err
	}
	d, err := destination(dir, string(c.id))
	if err != nil {
		return err
	}
	if err := c.check(); err != nil {
		return err
	}
	p, err := readPractice(w)
	if err != nil {
		return err
	}
	from, err := c.sender(p)
	if err != nil {
		return err
	}
	in, err := readAnswers(w, string(c.in), dir, d)
	if err != nil {
		return err
	}
	r, err := c.refer(w, d, referral.Start(p, from.Address()), in.answers)
	if err != nil {
		return err
	}
	h := handing{composing: c, practice: p, from: from, referral: r}
	h.lookUpGP(w)
	h.judge(w, dir)
	h.message = referral.Compose(h.referral, referral.Audience(c.audience), c.gp.Address)
	h.gather(in)
	return h.out(w)
}

// refer puts the referral together: what practice.toml knows, and over it the answers that were given.
func (c *composing) refer(w World, d directory.Destination, known, given referral.Answers) (r referral.Referral, err error) {
	r = referral.Referral{Destination: d, On: c.on.or(w.today()), Answers: known}
	maps.Copy(r.Answers, given)
	if c.reference == "" {
		if r.Reference, err = referral.NewReference(w.Random); err != nil {
			return r, exit{Failed, err}
		}
		return r, nil
	}
	if r.Reference, err = referral.TypedReference(text.Line(string(c.reference))); err != nil {
		return r, misused("--reference: %w", err)
	}
	return r, nil
}

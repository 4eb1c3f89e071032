package policy

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// situation takes answers as "question=choice".
func situation(t testing.TB, answers ...string) Situation {
	t.Helper()
	var s Situation
	for _, a := range answers {
		id, choice, _ := strings.Cut(a, "=")
		var err error
		if s, err = s.With(QuestionID(id), ChoiceID(choice)); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// everySituation is reached by answering the open questions one after another, in each way; the half-answered ones come too.
func everySituation(t testing.TB) []Situation {
	all := []Situation{{}}
	for i := 0; i < len(all); i++ {
		next := all[i].Open()
		if len(next) == 0 {
			continue
		}
		for _, c := range next[0].Choices {
			s, err := all[i].With(next[0].ID, c.ID)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, s)
		}
	}
	return all
}

// sentences are all that the advice says, with their sources and contacts.
func sentences(a Advice) (all []Remedy) {
	for _, s := range a.Steps {
		all = append(all, s.Remedy)
		for _, side := range s.Conflict {
			all = append(all, Remedy{Text: side.Text, Source: side.Source})
		}
	}
	return all
}

// section4 is the fact sheet's section on accounts: for each fact, what a sentence of the advice must hold, and its source.
var section4 = []struct {
	fact   string
	source SourceID
	words  []string
}{
	{"for whom", "loc-nhs-mail", []string{"GOS contractors", "10 or fewer sites", "optometrists and dispensing opticians", "in England"}},
	{"a shared mailbox a site", "loc-nhs-mail", []string{"Each site", "one shared mailbox"}},
	{"three personal accounts", "loc-nhs-mail", []string{"up to three personal accounts per site"}},
	{"two addresses", "loc-nhs-mail", []string{"two individual addresses"}},
	{"ten addresses", "loc-rotherham", []string{"Rotherham and Barnsley LOC", "ten"}},
	{"the portal", "loc-nhs-mail", []string{"contractor applies on the portal", "National Administration Service (NAS)"}},
	{"DSPT assessment", "loc-nhs-mail", []string{"DSPT", "“Standards Met” or “Standards Exceeded”", "Publish"}},
	{"ODS code", "loc-nhs-mail", []string{"ODS", "confirmed"}},
	{"authentication code", "loc-nhs-mail", []string{"authentication code from the NHS Business Services Authority"}},
	{"help with the form", "loc-nhs-mail", []string{"help with the form, or anything else about NHSmail"}},
	{"one more address", "loc-nhs-mail", []string{"one more individual address", "say why it is needed"}},
	{"performers ask", "loc-nhs-mail", []string{"Ask a contractor to apply", "employed or locum"}},
	{"used up", "loc-nhs-mail", []string{"addresses are used up", "say why"}},
	{"what Egress does", "loc-nhs-mail", []string{"securely from a non-NHS address to NHS mail addresses", "hospitals and GPs"}},
	{"Egress form", "loc-nhs-mail", []string{"Egress account", "form is linked from the LOC page"}},
	{"Egress the other way", "loc-nhs-mail", []string{"to an Egress holder securely only by the right protocol", "Guides for both sides", "linked from the LOC page"}},
	{"Egress without DSPT", "loc-nhs-mail", []string{"Egress alone needs no DSPT", "the NHS mail team says", "neither needs nor asks"}},
	{"more than 10", "loc-nhs-mail", []string{"more than 10 practices", "Egress is the only way for now", "different one was being worked out"}},
	{"lost access", "loc-nhs-mail", []string{"get back into the account", "NAS FAQs"}},
	{"security questions", "loc-nhs-mail", []string{"reset the password", "only where security questions were set up"}},
	{"DSPT is a condition", "loc-nhs-mail", []string{"A condition of an nhs.net account", "one person per practice", "DSPT page", "September 2021"}},
	{"the clock", "loc-nhs-mail", []string{"Since 01/12/2022", "unused for 30 days becomes inactive", "after 30 more it is deleted",
		"for 30 more it can be restored", "then it is gone", "apply anew", "90 and 90 days"}},
	{"what counts as use", "loc-nhs-mail", []string{"every 30 days", "one of these", "log in to the NHSmail portal", "log in to O365", "O365 application",
		"Outlook with cached credentials", "send an e-mail"}},
	{"the tip", "loc-nhs-mail", []string{"practical way", "Outlook regularly"}},
	{"shared mailboxes elsewhere", "lpc-middlesex", []string{"Other localities", "shared mailboxes", "outside the deletion rule"}},
	{"shared mailboxes here", "loc-nhs-mail", []string{"LOC page makes no such exception"}},
	{"long leave", "lpc-middlesex", []string{"“disabled”", "18 months"}},
	{"long leave too", "mlcsu-lifecycle", []string{"long leave", "18 months"}},
	{"who administers", "loc-nhs-mail", []string{"only the National Administration Service (NAS) administers accounts", "LOCs can't help"}},
	{"not sure", "loc-nhs-mail", []string{"first whether the account is still active"}},
	{"support first", "loc-nhs-mail", []string{"needs support first writes"}},
	{"deleted", "loc-nhs-mail", []string{"deleted", "ask for a new one"}},
	{"never had one", "loc-nhs-mail", []string{"form to whoever never applied"}},
	{"guides", "loc-nhs-mail", []string{"contractors, performers and locums", "user guide", "FAQs"}},
	{"two factors", "loc-nhs-mail", []string{"two-factor authentication", "strongly advised for everyone", "code or an authenticator app", "name and password"}},
	{"password", "loc-nhs-mail", []string{"unique password that nobody guesses"}},
	{"People tab", "loc-nhs-mail", []string{"another optometrist's or a practice's address", "People tab", "NHSmail inbox"}},
	{"the new name", "loc-nhs-mail", []string{"NHSmail (NHS.net Connect)"}},
}

func TestEveryFactAboutAccountsIsSaidSomewhereWithItsSource(t *testing.T) {
	var said []Remedy
	for _, s := range everySituation(t) {
		said = append(said, sentences(Advise(s))...)
	}
	for _, f := range section4 {
		if !slices.ContainsFunc(said, func(r Remedy) bool {
			missing := func(words string) bool { return !strings.Contains(strings.ToLower(r.Text), strings.ToLower(words)) }
			return r.Source == f.source && !slices.ContainsFunc(f.words, missing)
		}) {
			t.Errorf("%s: no sentence of %s holds %q", f.fact, f.source, f.words)
		}
	}
}

// pageContacts is every way to reach somebody about accounts that the page prints, and the page itself for what it only links to.
var pageContacts = []string{
	"0333 200 1133", "alan.tinger@fodo.com", "exeter.helpdesk@nhs.net", "https://forms.office.com/r/SzaDjwpZxM",
	"https://portal.nhs.net/forgotpassword/", "https://support.nhs.net/article-categories/optometry/",
	"loc-online.co.uk/buckinghamshire-loc/professionals/nhs-mail", "nhsbsa.paos-support@nhs.net", "optomadmin@nhs.net",
}

func TestTheAdviceNamesEveryContactOfThePageAndInventsNone(t *testing.T) {
	named := map[string]bool{}
	reach := regexp.MustCompile(`\S+@\S+\.\w+|https?://\S+|\b0\d{2,} \d+(?: \d+)*`)
	for _, s := range everySituation(t) {
		for _, r := range sentences(Advise(s)) {
			if r.Contact != "" {
				named[r.Contact] = true
			}
			for _, found := range reach.FindAllString(r.Text, -1) {
				named[found] = true
			}
		}
	}
	var all []string
	for c := range named {
		all = append(all, c)
	}
	if slices.Sort(all); !slices.Equal(all, pageContacts) {
		t.Errorf("%q", all)
	}
}

func TestEveryStepIsSaidInASituationThatCanBeReached(t *testing.T) {
	all := everySituation(t)
	for i, row := range stepTable {
		n := 0
		for _, s := range all {
			if len(s.Open()) == 0 && s.holds(row.when) {
				n++
			}
		}
		if n == 0 {
			t.Errorf("nobody is ever told %q (step %d)", row.Text, i)
		}
	}
}

func TestEveryStepIsASentenceWithASourceOrSaysThatNothingIsPublished(t *testing.T) {
	known := []SourceID{"loc-nhs-mail", "loc-rotherham", "lpc-middlesex", "mlcsu-lifecycle"}
	for _, s := range everySituation(t) {
		advice := Advise(s)
		seen := map[string]bool{}
		for _, r := range sentences(advice) {
			if !slices.Contains(known, r.Source) && !(r.Source == "" && strings.Contains(r.Text, "not published")) {
				t.Errorf("whose word is %q? %q", r.Text, r.Source)
			}
			if !strings.HasSuffix(r.Text, ".") || strings.Contains(r.Text, "  ") {
				t.Errorf("not a sentence: %q", r.Text)
			}
			if seen[r.Text] {
				t.Errorf("said twice: %q", r.Text)
			}
			seen[r.Text] = true
		}
		if len(advice.Steps) == 0 {
			t.Errorf("%v is told nothing", s)
		}
	}
}

// branches is whom each situation is sent to first, what is missing, and what must and must not be said.
var branches = []struct {
	answers  string
	contacts []string // the first ones, in order
	missing  []string
	says     string
	not      string
}{
	{"role=contractor account=never sites=up-to-10 dspt=no ods-code=no authentication-code=no",
		[]string{accountSupport, odsHelpdesk, accountSupport, locPage, applyForm, accountSupport, nhsDigital, locPage},
		[]string{"a published DSPT assessment", "the practice's ODS code", "the authentication code of the NHSBSA"}, "Publish the practice's assessment", "Egress is the only way"},
	{"role=contractor account=never sites=up-to-10 dspt=yes ods-code=yes authentication-code=yes",
		[]string{accountSupport, locPage, applyForm, accountSupport, nhsDigital, locPage}, nil, "the contractor applies on the portal", "Publish the practice's assessment"},
	{"role=contractor account=never sites=up-to-10 dspt=yes ods-code=unsure authentication-code=yes",
		[]string{accountSupport, odsHelpdesk, locPage}, []string{"the practice's ODS code (not confirmed)"}, "code confirmed", "authentication code from"},
	{"role=contractor account=never sites=more-than-10", []string{egressLarge, locPage}, nil, "Egress is the only way for now", "condition of an nhs.net account"},
	{"role=locum account=never sites=more-than-10", []string{egressLarge, locPage}, nil, "Egress alone needs no DSPT", "Ask a contractor"},
	{"role=performer account=never sites=up-to-10 addresses-used-up=no", []string{accountSupport, applyForm},
		[]string{"a contractor's application for you"}, "Ask a contractor to apply", "used up"},
	{"role=locum account=never sites=up-to-10 addresses-used-up=unsure", []string{accountSupport, nhsDigital, applyForm},
		[]string{"a contractor's application for you (not confirmed)"}, "If that contractor's addresses are used up", "Publish"},
	{"role=locum account=never sites=up-to-10 addresses-used-up=yes", []string{accountSupport, nhsDigital, applyForm},
		[]string{"one more individual address for the contractor"}, "That contractor's addresses are used up", "Ask a contractor to apply for an individual"},
	{"role=contractor account=working", []string{nhsDigital, locPage}, nil, "one more individual address", "Egress"},
	{"role=performer account=working", []string{locPage}, nil, "At least every 30 days", "one more individual address"},
	{"role=performer account=lost security-questions=yes", []string{passwordReset, nhsDigital}, nil, "security questions were set up", "Egress"},
	{"role=performer account=lost security-questions=unsure", []string{passwordReset, nhsDigital}, nil, "only where security questions", "Egress"},
	{"role=performer account=lost security-questions=no", []string{nhsDigital}, nil, "NAS FAQs", "security questions"},
	{"role=locum account=unsure", []string{accountSupport, nhsDigital, accountDeleted}, nil, "LOCs can't help", "Egress"},
	{"role=locum account=deleted deleted=under-30-days", []string{accountSupport, accountDeleted}, nil, "to be restored", "can't be restored any more"},
	{"role=locum account=deleted deleted=unsure sites=up-to-10", []string{accountSupport, accountDeleted, accountDeleted}, nil, "whether it can still be restored", "any more"},
	{"role=locum account=deleted deleted=30-days-or-more sites=up-to-10", []string{accountDeleted, accountDeleted}, nil, "can't be restored any more", "Ask now"},
	{"role=contractor account=deleted deleted=30-days-or-more sites=more-than-10", []string{egressLarge, locPage}, nil, "Egress is the only way", "Ask for a new account"},
}

func TestEachBranchOfThePageIsReachedAndSendsToTheRightContact(t *testing.T) {
	for _, b := range branches {
		advice := Advise(situation(t, strings.Fields(b.answers)...))
		var contacts []string
		var all string
		for _, s := range advice.Steps {
			all += s.Text + "\n"
			if s.Contact != "" && len(contacts) < len(b.contacts) {
				contacts = append(contacts, s.Contact)
			}
		}
		if len(advice.Open) > 0 {
			t.Errorf("%s: still asks %q", b.answers, advice.Open[0].Words)
		}
		if !slices.Equal(contacts, b.contacts) || !slices.Equal(advice.Missing, append([]string{}, b.missing...)) {
			t.Errorf("%s: sent to %q, missing %q", b.answers, contacts, advice.Missing)
		}
		if !strings.Contains(all, b.says) || strings.Contains(all, b.not) {
			t.Errorf("%s: wants %q and not %q in\n%s", b.answers, b.says, b.not, all)
		}
	}
}

func TestWhereThePageContradictsItselfTheAdviceShowsBothSides(t *testing.T) {
	for answers, want := range map[string][][]SourceID{
		"role=contractor account=never sites=up-to-10": {{"loc-nhs-mail", "loc-nhs-mail", "loc-rotherham"}, {"lpc-middlesex", "loc-nhs-mail"}},
		"role=performer account=never sites=up-to-10 addresses-used-up=no": {{"loc-nhs-mail", "loc-nhs-mail", "loc-rotherham"},
			{"loc-nhs-mail", "loc-nhs-mail"}, {"lpc-middlesex", "loc-nhs-mail"}},
		"role=locum account=lost":                          {{"loc-nhs-mail", "loc-nhs-mail"}, {"lpc-middlesex", "loc-nhs-mail"}},
		"role=contractor account=never sites=more-than-10": nil,
	} {
		var got [][]SourceID
		for _, s := range Advise(situation(t, strings.Fields(answers)...)).Steps {
			if len(s.Conflict) > 0 {
				got = append(got, each(s.Conflict, func(r Reason) SourceID { return r.Source }))
			}
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %q", answers, got)
		}
	}
}

func TestQuestionsAreAskedInOrderAndOnlyWhereTheyApply(t *testing.T) {
	for answers, want := range map[string]string{
		"":                                      "role account",
		"role=contractor":                       "role account",
		"role=contractor account=working":       "role account",
		"account=unsure":                        "role account",
		"account=lost":                          "role account security-questions",
		"account=deleted":                       "role account deleted",
		"account=deleted deleted=under-30-days": "role account deleted",
		"account=deleted deleted=30-days-or-more":                       "role account deleted sites",
		"role=contractor account=deleted deleted=unsure sites=up-to-10": "role account deleted sites",
		"account=never sites=up-to-10":                                  "role account sites",
		"role=contractor account=never sites=up-to-10":                  "role account sites dspt ods-code authentication-code",
		"role=contractor account=never sites=more-than-10":              "role account sites",
		"role=performer account=never sites=up-to-10":                   "role account sites addresses-used-up",
		"role=locum account=never sites=up-to-10":                       "role account sites addresses-used-up",
		"role=locum account=never sites=more-than-10":                   "role account sites",
	} {
		s := situation(t, strings.Fields(answers)...)
		var ids, open []string
		for _, q := range s.Questions() {
			ids = append(ids, string(q.ID))
			if s.Answer(q.ID) == "" {
				open = append(open, string(q.ID))
			}
		}
		if got := strings.Join(ids, " "); got != want {
			t.Errorf("%q is asked %s, want %s", answers, got, want)
		}
		if got := each(s.Open(), func(q Question) string { return string(q.ID) }); !slices.Equal(got, append([]string{}, open...)) {
			t.Errorf("%q: open are %q, want %q", answers, got, open)
		}
	}
}

func TestAnAnswerThatNoLongerAppliesIsKeptAndCountsForNothing(t *testing.T) {
	never := situation(t, "role=contractor", "account=never", "sites=up-to-10", "dspt=no")
	lost, err := never.With("account", "lost")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := Advise(lost), Advise(situation(t, "role=contractor", "account=lost")); !reflect.DeepEqual(got, want) {
		t.Errorf("%+v\nwant %+v", got, want)
	}
	if lost.Answer("dspt") != "" || lost.Answer("sites") != "" {
		t.Error("an answer to a question that does not apply is given")
	}
	if back, err := lost.With("account", "never"); err != nil || back != never {
		t.Errorf("%v, %v", back, err)
	}
	if cleared, err := never.With("dspt", ""); err != nil || cleared.Answer("dspt") != "" || cleared.Answer("sites") != "up-to-10" {
		t.Errorf("%v, %v", cleared, err)
	}
}

func TestAnAnswerThatDoesNotExistIsRefusedWithTheOnesThatDo(t *testing.T) {
	for _, c := range [][3]string{
		{"sites", "11", `sites: there is no answer "11": give one of up-to-10, more-than-10`},
		{"site", "up-to-10", `there is no question "site": answer one of role, account, security-questions, deleted, sites,`},
		{"role", "Contractor", `give one of contractor, performer, locum`},
	} {
		s, err := Situation{}.With(QuestionID(c[0]), ChoiceID(c[1]))
		if err == nil || !strings.Contains(err.Error(), c[2]) || s != (Situation{}) {
			t.Errorf("%q: %v", c, err)
		}
	}
	if (Situation{}).Answer("site") != "" {
		t.Error("a question that does not exist has an answer")
	}
}

func TestEveryQuestionAndChoiceHasWordsAndAnID(t *testing.T) {
	kebab, seen := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`), map[QuestionID]bool{}
	for _, q := range AllQuestions() {
		if !kebab.MatchString(string(q.ID)) || !strings.HasSuffix(q.Words, "?") || len(q.Choices) < 2 || seen[q.ID] {
			t.Errorf("%+v", q)
		}
		seen[q.ID] = true
		for _, c := range q.Choices {
			if !kebab.MatchString(string(c.ID)) || c.Words == "" {
				t.Errorf("%s: %+v", q.ID, c)
			}
		}
	}
}

func TestEveryAnswerChangesWhatIsSaidOrAskedNext(t *testing.T) {
	same := map[string]bool{"role performer locum": true} // the page has the same words for both
	changed := map[string]bool{}
	for _, s := range everySituation(t) {
		for _, q := range s.Questions() {
			for i, a := range q.Choices {
				for _, b := range q.Choices[i+1:] {
					one, err1 := s.With(q.ID, a.ID)
					other, err2 := s.With(q.ID, b.ID)
					if err1 != nil || err2 != nil {
						t.Fatal(err1, err2)
					}
					key := fmt.Sprint(q.ID, " ", a.ID, " ", b.ID)
					changed[key] = changed[key] || !reflect.DeepEqual(Advise(one), Advise(other))
				}
			}
		}
	}
	for key, did := range changed {
		if did == same[key] {
			t.Errorf("%s: changes something: %v", key, did)
		}
	}
}

func TestAdviceInJSONHasNullForWhatIsUnknownAndNoNullList(t *testing.T) {
	raw, err := json.Marshal(Advise(situation(t, "role=contractor", "account=never", "sites=up-to-10", "dspt=no", "ods-code=yes")))
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Steps []struct {
			Text, Source, Contact, Missing *string
			Conflict                       []struct{ Text, Source *string }
		}
		Missing   []string
		Questions []struct {
			ID, Words string
			Choices   []struct{ ID, Words string }
		}
	}
	if err := json.Unmarshal(raw, &got); err != nil {
		t.Fatal(err)
	}
	first, third := got.Steps[0], got.Steps[2]
	if first.Contact != nil || first.Missing != nil || *first.Source != "loc-nhs-mail" || *third.Missing != "a published DSPT assessment" {
		t.Errorf("%s", raw)
	}
	if !slices.Equal(got.Missing, []string{"a published DSPT assessment", "the authentication code of the NHSBSA (not confirmed)"}) {
		t.Errorf("%q", got.Missing)
	}
	if len(got.Questions) != 1 || got.Questions[0].ID != "authentication-code" || len(got.Questions[0].Choices) != 3 {
		t.Errorf("%+v", got.Questions)
	}
	whole, err := json.Marshal(Advise(situation(t, "role=locum", "account=working")))
	if err != nil || strings.Contains(string(whole), `""`) || !strings.Contains(string(whole), `"missing":[],"questions":[]`) ||
		!strings.Contains(string(whole), `"conflict":[]`) {
		t.Errorf("%s, %v", whole, err)
	}
}

// TestTheAdviceReadsAsInTheGoldenFile is there to be read: each branch as a person meets it.
func TestTheAdviceReadsAsInTheGoldenFile(t *testing.T) {
	var b strings.Builder
	for _, branch := range branches {
		advice := Advise(situation(t, strings.Fields(branch.answers)...))
		fmt.Fprintf(&b, "## %s\n\nmissing: %s\n\n", branch.answers, strings.Join(advice.Missing, "; "))
		for i, s := range advice.Steps {
			if i > 0 && strings.HasPrefix(s.Text, "A condition of") {
				b.WriteString("   … and what keeps an account\n")
				break
			}
			fmt.Fprintf(&b, "%2d %s\n", i+1, s.Text)
			for _, side := range s.Conflict {
				fmt.Fprintf(&b, "   ≠ %s (%s)\n", side.Text, side.Source)
			}
			if s.Contact != "" {
				fmt.Fprintf(&b, "   → %s\n", s.Contact)
			}
		}
		b.WriteString("\n")
	}
	b.WriteString("## what keeps an account\n\n")
	for _, s := range keepSteps {
		fmt.Fprintf(&b, "   %s (%s) %s\n", s.Text, s.Source, s.Contact)
	}
	const golden = "testdata/advice.golden"
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != strings.ReplaceAll(string(want), "\r\n", "\n") {
		t.Errorf("the advice reads otherwise than %s: look at it, then run the test with -update\n%s", golden, b.String())
	}
}

func BenchmarkAdvise(b *testing.B) {
	s := situation(b, strings.Fields(branches[0].answers)...)
	b.ReportAllocs()
	for b.Loop() {
		Advise(s)
	}
}

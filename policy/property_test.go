package policy

import (
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
)

// seeded gives a source of chance whose seed a failing test prints.
func seeded(t *testing.T) *rand.Rand {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	return rand.New(rand.NewPCG(seed, 0))
}

func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }

// anyAddress is at a domain that matters, at one that looks like it, or at neither.
func anyAddress(r *rand.Rand) Address {
	domains := []string{"nhs.net", "NHS.net", "royal.nhs.uk", "ROYAL.nhs.uk", "mkuh.nhs.uk", "gmail.com", "nhs.nett", "mail.nhs.net"}
	a, err := ParseAddress(pick(r, []string{"a", "b", "A", "o'brien"}) + "@" + pick(r, domains))
	if err != nil {
		panic(err)
	}
	return a
}

func anyRecipient(r *rand.Rand) Recipient {
	one := Recipient{Address: anyAddress(r), Egress: r.IntN(4) == 0, Urgent: r.IntN(2) == 0}
	if r.IntN(4) == 0 {
		one.Superseded = &Superseded{By: anyAddress(r)}
	}
	if r.IntN(20) == 0 {
		one.Address = Address{}
	}
	return one
}

func anyRoute(r *rand.Rand) Route {
	route := Route{
		From:           pick(r, []Sender{{}, AnySender(Kind(r.IntN(int(kinds)))), NewSender(anyAddress(r), r.IntN(3) == 0), NewSender(anyAddress(r), false)}),
		SecureTag:      r.IntN(2) == 0,
		SecureApproved: r.IntN(2) == 0,
		On:             pick(r, []Day{{}, NewDay(2025, 1, 1), NewDay(2025, 6, 1), NewDay(2026, 6, 1), today, NewDay(2030, 1, 1)}),
		Accredited:     evidence,
	}
	for range 1 + r.IntN(4) {
		route.To = append(route.To, anyRecipient(r))
	}
	return route
}

// badness orders the statuses by what they permit.
func badness(s Status) int { return map[Status]int{Secure: 0, Check: 1, NotSecure: 2, Unknown: 3}[s] }

func TestAddingARecipientNeverImprovesTheVerdict(t *testing.T) {
	r := seeded(t)
	for range 20_000 {
		route := anyRoute(r)
		before := Assess(route)
		route.To = append(route.To, anyRecipient(r))
		r.Shuffle(len(route.To), func(i, j int) { route.To[i], route.To[j] = route.To[j], route.To[i] })
		if after := Assess(route); badness(after.Status) < badness(before.Status) {
			t.Fatalf("%v became %v with one more recipient: %+v", before.Status, after.Status, route)
		}
	}
}

func TestOnceTheEvidenceWasSeenALaterDayNeverImprovesTheVerdict(t *testing.T) {
	r := seeded(t)
	lastSeen := NewDay(2026, 6, 1)
	for range 20_000 {
		route := anyRoute(r)
		route.On = lastSeen.Add(r.IntN(800))
		before := Assess(route)
		route.On = route.On.Add(r.IntN(800))
		if after := Assess(route); badness(after.Status) < badness(before.Status) {
			t.Fatalf("%v became %v by waiting until %s: %+v", before.Status, after.Status, route.On, route)
		}
	}
}

func TestBeforeTheEvidenceWasSeenItDoesNotExist(t *testing.T) {
	r := seeded(t)
	firstSeen := NewDay(2025, 5, 22)
	for range 5_000 {
		route := anyRoute(r)
		route.On = firstSeen.Add(-1 - r.IntN(4000))
		with := Assess(route)
		route.Accredited = Accredited{}
		without := Assess(route)
		if with.Status != without.Status || with.Headline != without.Headline {
			t.Fatalf("on %s: %v %q, without evidence %v %q", route.On, with.Status, with.Headline, without.Status, without.Headline)
		}
	}
}

func TestTheSameRouteAlwaysGetsTheSameVerdict(t *testing.T) {
	r := seeded(t)
	for range 5_000 {
		route := anyRoute(r)
		first := Assess(route)
		route.Accredited = Accredited{}.With(evidence.All()...)
		if again := Assess(route); !reflect.DeepEqual(first, again) {
			t.Fatalf("%+v\n%+v", first, again)
		}
	}
}

func TestTheVerdictIsTheWorstOfItsRecipients(t *testing.T) {
	r := seeded(t)
	for range 5_000 {
		v := Assess(anyRoute(r))
		worst := 0
		for _, one := range v.Recipients {
			worst = max(worst, badness(one.Status))
		}
		if badness(v.Status) != worst {
			t.Fatalf("%v over %+v", v.Status, v.Recipients)
		}
	}
}

// TestOnlyTheExactDomainIsEverSecure bends the domains that are secure, byte by byte, and looks for a string that passes.
func TestOnlyTheExactDomainIsEverSecure(t *testing.T) {
	r := seeded(t)
	alphabet := []string{".", "-", "@", " ", "n", "h", "s", "N", "0", "\x00", "\n", "е", "\u200b", "K", "ſ", "．", "nhs.net", "mkuh.nhs.uk", "evil.com", "[", ",", "<", "%"}
	accredited, taken := Accredited{}.With(Evidence{Domain: "mkuh.nhs.uk", Seen: today}), 0
	for range 200_000 {
		raw := pick(r, []string{"a@nhs.net", "a@mkuh.nhs.uk", "a@NHS.NET", "a@mkuh.NHS.uk"})
		for range 1 + r.IntN(3) {
			i := r.IntN(len(raw) + 1)
			j := min(len(raw), i+r.IntN(3))
			raw = raw[:i] + pick(r, alphabet) + raw[j:]
		}
		a, err := ParseAddress(raw)
		if err != nil {
			continue
		}
		taken++
		holdsToExactDomains(t, a, accredited)
	}
	if taken == 0 {
		t.Error("no bent address was well-formed")
	}
}

// holdsToExactDomains fails where mail to or from the address is secure, and its domain is not one of the two.
func holdsToExactDomains(t *testing.T, a Address, accredited Accredited) {
	t.Helper()
	_, domain, _ := strings.Cut(a.String(), "@")
	exact := equalInASCII(domain, "nhs.net") || equalInASCII(domain, "mkuh.nhs.uk")
	there := Route{To: []Recipient{{Address: a}}, On: today, Accredited: accredited}
	for kind := range kinds {
		there.From = AnySender(Kind(kind))
		if v := Assess(there); v.Status == Secure && !exact {
			t.Fatalf("%v to %q is secure", kind, a)
		}
	}
	back := Route{From: NewSender(a, false), To: to(t, "b@nhs.net"), On: today, Accredited: accredited}
	if v := Assess(back); (v.Status == Secure) != exact {
		t.Fatalf("%q to nhs.net is %v", a, v.Status)
	}
}

// equalInASCII compares byte for byte, the case of ASCII letters aside.
func equalInASCII(s, lower string) bool {
	if len(s) != len(lower) {
		return false
	}
	for i := range len(s) {
		c := s[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c != lower[i] {
			return false
		}
	}
	return true
}

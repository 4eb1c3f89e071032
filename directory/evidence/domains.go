package evidence

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"referraldesk/policy"
	"referraldesk/policy/text"
)

// maxTitles is how many rows of titles and notes may stand above the headings.
const maxTitles = 50

// headings are what the column of domains may be called, in lower case, without hyphens and "(s)". Anything else is refused
// rather than guessed: the wrong column would make evidence of domains that nobody accredited.
var headings = []string{
	"domain", "domains", "domain name", "domain names",
	"email domain", "email domains", "email domain name", "email domain names",
	"mail domain", "mail domains", "secure email domain", "secure email domains",
	"accredited domain", "accredited domains", "accredited email domain", "accredited email domains",
}

var errNoHeading = refusal{
	fmt.Sprintf("has no column of domains: none of its first %d rows has a cell that says Domain", maxTitles),
	"make sure that it is the DCB1596 list, and that its column of domains is headed Domain",
}

// takeDomains takes the domains from the one sheet that has a column of them. Where several have, the one that counts is not
// for a program to pick: another may hold those whose accreditation has ended.
func takeDomains(sheets []sheet) (List, error) {
	var found []sheet
	var names []string
	var heading, column int
	for _, s := range sheets {
		h, c, err := findHeading(s.rows)
		switch {
		case err == errNoHeading:
			continue
		case err != nil:
			return List{}, err
		}
		found, names, heading, column = append(found, s), append(names, text.Line(s.name).String()), h, c
	}
	switch len(found) {
	case 0:
		return List{}, errNoHeading
	case 1:
		return takeColumn(found[0].rows[heading+1:], column)
	}
	return List{}, refusal{fmt.Sprintf("has a column of domains on %d sheets (%s)", len(found), strings.Join(names, ", ")),
		"save the one with the accredited domains as CSV"}
}

// findHeading gives the index of the row with the headings, and the column of domains. Of several rows that could be it the
// fullest is: a title has its row to itself.
func findHeading(rows []row) (heading, column int, err error) {
	fullest := 0
	for i, r := range rows[:min(len(rows), maxTitles)] {
		filled, at, named := 0, 0, 0
		for c, cell := range r.cells {
			if cell != "" {
				filled++
			}
			if isHeading(cell) {
				at, named = c, named+1
			}
		}
		if named > 1 {
			return 0, 0, refusal{fmt.Sprintf("has %d columns of domains (row %d)", named, r.number),
				"delete those that are not the accredited domain, and save it again"}
		}
		if named == 1 && filled > fullest {
			fullest, heading, column = filled, i, at
		}
	}
	if fullest == 0 {
		return 0, 0, errNoHeading
	}
	return heading, column, nil
}

func isHeading(cell string) bool {
	words := strings.ToLower(cell)
	for _, dropped := range []string{"(s)", "-"} {
		words = strings.ReplaceAll(words, dropped, "")
	}
	letters := func(r rune) bool { return !unicode.IsLetter(r) }
	return slices.Contains(headings, strings.Join(strings.FieldsFunc(words, letters), " "))
}

// takeColumn takes every row of the column that is exactly one domain, and says of every other why it was left out.
func takeColumn(rows []row, column int) (List, error) {
	var list List
	first := make(map[string]int) // the row of each domain
	for _, r := range rows {
		cell := ""
		if column < len(r.cells) {
			cell = r.cells[column]
		}
		domain, reason := exactDomain(cell)
		if at, again := first[domain]; reason == "" && again {
			reason = fmt.Sprintf("repeats the domain of row %d", at)
		}
		if reason != "" {
			list.Left = append(list.Left, LeftOut{r.number, reason})
			continue
		}
		first[domain] = r.number
		list.Domains = append(list.Domains, domain)
	}
	if len(list.Domains) == 0 {
		return List{}, refusal{"has no domain in its column of domains", "make sure that it is the DCB1596 list"}
	}
	return list, nil
}

// exactDomain is the domain that a cell names, in lower case, or why it names none. White space at its ends aside, a cell is
// taken as it stands or not at all: what was mended would be a domain that nobody listed.
func exactDomain(cell string) (domain, reason string) {
	switch {
	case cell == "":
		return "", "has no domain"
	case strings.Contains(cell, "*"):
		return "", "has a wildcard: only an exact domain counts"
	case cell[0] == '.':
		return "", "starts with a dot"
	case strings.Contains(cell, "@"):
		return "", "has an address, or part of one, in place of a domain"
	case strings.ContainsFunc(cell, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;/", r) }):
		return "", "is more than one domain"
	}
	address, err := policy.ParseAddress(localPart + cell)
	if on, ok := errors.AsType[*policy.AddressError](err); ok {
		return "", (&policy.AddressError{Problem: on.Problem, At: max(0, on.At-len(localPart))}).Error()
	}
	return address.Domain(), ""
}

// localPart makes an address of a domain, for the one parser that decides what a domain is.
const localPart = "x@"

package plain

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"referraldesk/policy/text"
)

// page is how many items of a list are said at once.
const page = 9

// menu is a list to choose from by number, or by an item's own words.
type menu struct {
	prompt
	items   []string
	numbers []int // of the items; nil for 1, 2, 3 and so on
	free    bool  // other words are an answer too
}

// number is the number of an item.
func (m menu) number(i int) int {
	if m.numbers == nil {
		return i + 1
	}
	return m.numbers[i]
}

// choose says the items, a page at a time, and waits for one of them: its place. Where other words are an answer too, they come
// back with the place -1.
func (s *session) choose(m menu) (int, text.Text, error) {
	shown := s.sayItems(m, 0)
	for {
		p := m.prompt
		if shown < len(m.items) {
			p.words = fmt.Sprintf("%d of %d. Type more for the next. %s", shown, len(m.items), p.words)
		}
		words, err := s.ask(p)
		if err != nil {
			return -1, text.Text{}, err
		}
		at, isNumber := m.picked(words.String())
		switch {
		case at >= 0:
			return at, words.Text, nil
		case strings.EqualFold(words.String(), "more") && shown < len(m.items):
			shown = s.sayItems(m, shown)
		case m.free && !words.IsEmpty() && !isNumber:
			return -1, words.Text, nil
		default:
			s.out.say("NOT TAKEN. Type a number that stands above.")
		}
	}
}

// sayItems says a page of the items from the place on, and gives the place behind it.
func (s *session) sayItems(m menu, from int) int {
	to := min(from+page, len(m.items))
	for i := from; i < to; i++ {
		s.out.say("%d. %s", m.number(i), m.items[i])
	}
	return to
}

// picked is the place of the item that was named, by its number or in its own words, and -1 where none was. isNumber says that a
// number in a list was meant, and no telephone number.
func (m menu) picked(words string) (at int, isNumber bool) {
	const digits = 3
	if n, err := strconv.Atoi(words); err == nil && len(words) <= digits {
		for i := range m.items {
			if m.number(i) == n {
				return i, true
			}
		}
		return -1, true
	}
	return slices.IndexFunc(m.items, func(item string) bool { return words != "" && strings.EqualFold(item, words) }), false
}

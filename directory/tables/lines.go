package tables

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// deepest is how far into dotted keys and nested values lines are noted. No schema of ours goes deeper; a hostile file does,
// to make its paths long.
const deepest = 6

// lines knows on which line each table, key and array element of a TOML document stands. A path is written as
// `destination[2].note[0].source`, counted from 0.
type lines struct {
	parser   unstable.Parser
	newlines []int                     // offsets of the line feeds, ascending
	at       map[string]int            // line by path
	values   map[string]unstable.Range // where the text or day of a field stands, by path
	length   map[string]int            // how many tables an array of tables has so far, by its path
}

// indexLines reads a document that is known to be well formed.
func indexLines(data []byte) *lines {
	l := &lines{at: map[string]int{}, values: map[string]unstable.Range{}, length: map[string]int{}}
	for i, c := range data {
		if c == '\n' {
			l.newlines = append(l.newlines, i)
		}
	}
	l.parser.Reset(data)
	table := ""
	for l.parser.NextExpression() {
		switch e := l.parser.Expression(); e.Kind {
		case unstable.Table, unstable.ArrayTable:
			table = l.header(e)
		case unstable.KeyValue:
			l.key(table, e, 0)
		}
	}
	return l
}

// header notes a [table] or [[table]] and gives its path. A part of it that is an array of tables means the last one of them.
func (l *lines) header(e *unstable.Node) string {
	path, line := "", 0
	for it, depth := e.Key(), 0; it.Next() && depth < deepest; depth++ {
		part := it.Node()
		path = join(path, string(part.Data))
		line = l.line(part.Raw)
		if it.IsLast() && e.Kind == unstable.ArrayTable {
			l.length[path]++
		}
		if n := l.length[path]; n > 0 {
			path = element(path, n-1)
		}
	}
	l.at[path] = line
	return path
}

// key notes a key, which may be dotted, and what its value holds.
func (l *lines) key(table string, e *unstable.Node, depth int) {
	path := table
	for it := e.Key(); it.Next() && depth < deepest; depth++ {
		path = join(path, string(it.Node().Data))
		l.note(path, it.Node())
	}
	l.value(path, e.Value(), depth)
}

func (l *lines) value(path string, v *unstable.Node, depth int) {
	if depth >= deepest {
		return
	}
	switch i := 0; v.Kind {
	case unstable.String, unstable.LocalDate:
		l.values[path] = v.Raw
	case unstable.InlineTable:
		for it := v.Children(); it.Next(); {
			l.key(path, it.Node(), depth+1)
		}
	case unstable.Array:
		for it := v.Children(); it.Next(); i++ {
			l.note(element(path, i), it.Node())
			l.value(element(path, i), it.Node(), depth+1)
		}
	}
}

// note keeps the line of a node. Arrays and inline tables have no place of their own in the tree, but what stands in them has.
func (l *lines) note(path string, n *unstable.Node) {
	if n.Raw.Length == 0 {
		return
	}
	if _, noted := l.at[path]; !noted {
		l.at[path] = l.line(n.Raw)
	}
}

func (l *lines) line(r unstable.Range) int {
	i, _ := slices.BinarySearch(l.newlines, int(r.Offset))
	return i + 1
}

func join(table, key string) string {
	if table == "" {
		return key
	}
	return table + "." + key
}

func element(path string, i int) string { return fmt.Sprintf("%s[%d]", path, i) }

// parent is the path that a path stands in, "" for the document.
func parent(path string) string {
	if i := strings.LastIndexAny(path, ".["); i >= 0 {
		return path[:i]
	}
	return ""
}

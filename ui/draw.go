package ui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// What follows draws in cells: a character of a Welsh name takes one, a Chinese one two, an escape sequence none.

// width is how many cells s takes. Plain ASCII, which most lines are, needs no look at its characters.
func width(s string) int {
	for i := range len(s) {
		if s[i] < ' ' || s[i] >= 0x7f {
			return ansi.StringWidth(s)
		}
	}
	return len(s)
}

// wrap breaks s into lines of at most w cells, between words where it can.
func wrap(s string, w int) []string {
	if w < 1 {
		w = 1
	}
	return strings.Split(ansi.Wrap(s, w, " "), "\n")
}

// cut shortens s to w cells, with an ellipsis where something is lost.
func cut(s string, w int) string {
	if w <= 0 {
		return ""
	}
	if len(s) <= w || width(s) <= w {
		return s
	}
	return ansi.Truncate(s, w, "…")
}

// padRight fills s up to w cells.
func padRight(s string, w int) string {
	return s + strings.Repeat(" ", max(0, w-width(s)))
}

// apart sets left and right at the two ends of w cells; where both do not fit, left gives way.
func apart(left, right string, w int) string {
	right = cut(right, w)
	left = cut(left, w-width(right)-1)
	return padRight(left, w-width(right)) + right
}

// box fits lines into exactly w by h cells, from the line top on.
func box(lines []string, top, w, h int) []string {
	fitted := make([]string, h)
	blank := strings.Repeat(" ", max(w, 0))
	for i := range fitted {
		if n := top + i; n >= 0 && n < len(lines) {
			fitted[i] = fit(lines[n], w, blank)
		} else {
			fitted[i] = blank
		}
	}
	return fitted
}

// tall makes exactly h lines of lines, which are narrow enough already.
func tall(lines []string, h int) []string {
	for len(lines) < h {
		lines = append(lines, "")
	}
	return lines[:h]
}

// fit makes s exactly w cells wide; blank is w spaces.
func fit(s string, w int, blank string) string {
	switch n := width(s); {
	case n > w:
		return padRight(cut(s, w), w)
	case n < w:
		return s + blank[:w-n]
	}
	return s
}

// scrolled is the first line to show, near top, so that the lines from first to last are among the h shown of n.
func scrolled(top, first, last, h, n int) int {
	if last >= top+h {
		top = last - h + 1
	}
	if first < top {
		top = first
	}
	return max(0, min(top, n-h))
}

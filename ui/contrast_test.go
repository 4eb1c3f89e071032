package ui

import (
	"math"

	"github.com/charmbracelet/lipgloss"
	"github.com/lucasb-eyer/go-colorful"
)

func hex(c lipgloss.TerminalColor) string { return string(c.(lipgloss.Color)) }

// contrast is the ratio of WCAG 2.2 between two colours: 1 for the same, 21 for black on white.
func contrast(a, b string) float64 {
	la, lb := luminance(a), luminance(b)
	return (math.Max(la, lb) + 0.05) / (math.Min(la, lb) + 0.05)
}

func luminance(s string) float64 {
	c, err := colorful.Hex(s)
	if err != nil {
		panic(err)
	}
	r, g, b := c.LinearRgb()
	return 0.2126*r + 0.7152*g + 0.0722*b
}

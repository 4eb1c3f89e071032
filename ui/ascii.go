package ui

import "strings"

// inASCII is a frame with the signs and lines that the desk draws in plain ASCII, cell for cell, for a terminal that is not set to
// UTF-8. Letters stay: a name is shown as it is, as well as the terminal can. What is copied is never changed.
func inASCII(frame string) string { return plainSigns.Replace(frame) }

// plainSigns are the signs of the desk's own words, each with one of as many cells. Nothing ever changes it.
var plainSigns = strings.NewReplacer(
	"─", "-", "│", "|", "┬", "+",
	"▌", ">", "▸", ">", "◂", "<", "‹", "<", cursorSign, "_",
	"✓", "+", "✗", "x", "•", "*", "·", "-", "≠", "#",
	"↑", "^", "↓", "v", "←", "<", "→", ">",
	"…", "~", "—", "-", "–", "-", "−", "-", "“", `"`, "”", `"`, "‘", "'", "’", "'", "×", "x", "÷", "/", "²", "2",
)

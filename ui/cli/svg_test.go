//go:build unix

package cli

import (
	"fmt"
	"html"
	"strings"

	"github.com/hinshun/vt10x"
)

// The measures of a picture in pixels: a cell of a font of 14 pixels, and the frame around the screen.
const (
	cellWidth, cellHeight = 8.4, 17
	baseline              = 13 // of a row, from its top
	frame                 = 10
)

// The bits of [vt10x.Glyph.Mode] that are drawn. The package does not export them.
const (
	underlined = 2
	bold       = 4
)

// background is what a terminal says of its colours, as #rrggbb.
type background struct{ name, paper, ink string }

var (
	dark  = background{"dark", "#000000", "#ffffff"}
	light = background{"light", "#ffffff", "#000000"}
)

// colour is how SVG writes a colour of the screen.
func (b background) colour(c vt10x.Color) string {
	switch c {
	case vt10x.DefaultFG:
		return b.ink
	case vt10x.DefaultBG:
		return b.paper
	}
	return fmt.Sprintf("#%06x", uint32(c))
}

// svg draws a screen. Text stays text, so that a picture can be searched, read aloud and compared line by line; each run is
// stretched to its cells, so that it looks the same in whatever font there is.
func svg(screen vt10x.View, title string, on background) string {
	cols, rows := screen.Size()
	width, height := float64(cols)*cellWidth+2*frame, rows*cellHeight+2*frame
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" xml:space="preserve" role="img" width="%.0f" height="%d" viewBox="0 0 %.0f %d">`+"\n", width, height, width, height)
	fmt.Fprintf(&b, "<title>%s</title>\n", html.EscapeString(title))
	b.WriteString("<style>text{font-family:ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace;font-size:14px;white-space:pre}</style>\n")
	fmt.Fprintf(&b, `<rect width="100%%" height="100%%" rx="6" fill="%s" stroke="#808080"/>`+"\n", on.paper)
	for y := range rows {
		for x := 0; x < cols; {
			length := alike(screen, x, y, cols)
			drawRun(&b, screen, x, y, length, on)
			x += length
		}
	}
	b.WriteString("</svg>\n")
	return b.String()
}

// alike is how many cells from x on look alike.
func alike(screen vt10x.View, x, y, cols int) int {
	look := func(x int) vt10x.Glyph {
		g := screen.Cell(x, y)
		g.Char, g.Mode = 0, g.Mode&(underlined|bold)
		return g
	}
	n := 1
	for x+n < cols && look(x+n) == look(x) {
		n++
	}
	return n
}

// drawRun draws cells that look alike: what stands behind them, and their text without the space at its ends.
func drawRun(b *strings.Builder, screen vt10x.View, x, y, length int, on background) {
	at := func(x int) float64 { return frame + float64(x)*cellWidth }
	look := screen.Cell(x, y)
	if look.BG != vt10x.DefaultBG {
		fmt.Fprintf(b, `<rect x="%.1f" y="%d" width="%.1f" height="%d" fill="%s"/>`+"\n",
			at(x), frame+y*cellHeight, float64(length)*cellWidth, cellHeight, on.colour(look.BG))
	}
	var cells []rune
	for i := range length {
		cells = append(cells, screen.Cell(x+i, y).Char)
	}
	words := strings.TrimRight(string(cells), " ")
	shown := strings.TrimLeft(words, " ")
	if shown == "" {
		return
	}
	x += len(words) - len(shown)
	style := ""
	if look.Mode&bold != 0 {
		style += ` font-weight="bold"`
	}
	if look.Mode&underlined != 0 {
		style += ` text-decoration="underline"`
	}
	fmt.Fprintf(b, `<text x="%.1f" y="%d" textLength="%.1f" lengthAdjust="spacingAndGlyphs" fill="%s"%s>%s</text>`+"\n",
		at(x), frame+y*cellHeight+baseline, float64(len([]rune(shown)))*cellWidth, on.colour(look.FG), style, html.EscapeString(shown))
}

package report

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/go-analyze/charts"
)

// chart is a picture of a table: a horizontal bar for each label, the first one on top, made of a part for each series.
type chart struct {
	labels []string
	series []series
}

// series is one part of each bar.
type series struct {
	name   string // "" where the bars have one part alone
	sign   string // goes with its count, so that no part is known by its colour alone
	colour string
	counts []int // one for each label
}

// The colours of bars. Each stands out from white and from the dark page by 3:1 or more (WCAG 2.2, 1.4.11), and those of the verdicts
// differ in lightness as far as that leaves room, for a printer without colours.
const (
	colourPlain     = "#3b7dbd"
	colourSecure    = "#2f9468"
	colourCheck     = "#c98500"
	colourNotSecure = "#b03a54"
)

// The measures of a chart, in units of its view box. On A4 a unit is a quarter of a millimetre, so its letters are as tall as the
// page's.
const (
	chartWidth   = 720
	labelRoom    = 290 // left of the bars
	countRoom    = 170 // right of them
	gap          = 8   // between a label and what it belongs to
	rowHeight    = 32
	legendHeight = 30
	legendWidth  = 150 // of one series
	swatch       = 14
	letterHeight = 10.5 // in points of 96 dpi
	lowerEdge    = 5    // from the middle of a line of letters to the line that they stand on
	widerFont    = 1.2  // how much wider than the library's a font may be in which the page is read
	mostRows     = 20   // that are still read at a glance, and stand on one page
)

// shown is the chart of the first rows alone, where there are more than a page holds.
func (c chart) shown() chart {
	n := min(len(c.labels), mostRows)
	some := chart{labels: c.labels[:n]}
	for _, s := range c.series {
		s.counts = s.counts[:n]
		some.series = append(some.series, s)
	}
	return some
}

// svg draws the chart as an element of a page, with what it shows in words for whoever can't see it. It has no address in it,
// not even that of its namespace, which a page can do without; what its letters look like is the page's to say.
func (c chart) svg(id literal, title string) (literal, error) {
	top := 0
	if len(c.series) > 1 {
		top = legendHeight
	}
	height := top + len(c.labels)*rowHeight
	p := charts.NewPainter(charts.PainterOptions{OutputFormat: charts.ChartOutputSVG, Width: chartWidth, Height: height})
	bars, err := c.bars(p, top)
	if err != nil {
		return "", fmt.Errorf("the chart %q can't be drawn: %w", title, err)
	}
	var m markup
	fmt.Fprintf(&m, `<svg viewBox="0 0 %d %d" role="img" aria-labelledby="%[3]s-title %[3]s-words">`, chartWidth, height, id)
	m.element(`title id="`+id+`-title"`, title)
	m.element(`desc id="`+id+`-words"`, c.words())
	if top > 0 {
		c.writeLegend(&m)
	}
	for i, label := range c.labels {
		m.letters(labelRoom-gap, top+i*rowHeight+rowHeight/2, ` text-anchor="end"`, cut(p, label))
	}
	m.raw(bars, "</svg>")
	return literal(m.String()), nil
}

// letters writes words beside a point of a chart.
func (m *markup) letters(x, middle int, attributes literal, words string) {
	m.element(literal(fmt.Sprintf(`text x="%d" y="%d"%s`, x, middle+lowerEdge, attributes)), words)
}

// writeLegend says which colour is which. It and the labels are not the library's: it places letters by the width that they have
// in a font of its own, and in a wider one they run into the bars.
func (c chart) writeLegend(m *markup) {
	for i, s := range c.series {
		x := labelRoom + (i-1)*legendWidth
		fmt.Fprintf(m, `<rect x="%d" y="%d" width="%[3]d" height="%[3]d" fill="%s"/>`, x, gap/2, swatch, s.colour)
		m.letters(x+swatch+gap, gap/2+swatch/2, "", s.sign+" "+s.name)
	}
}

// words are the chart as a sentence.
func (c chart) words() string {
	var rows []string
	for i, label := range c.labels {
		var parts []string
		for _, s := range c.series {
			parts = append(parts, strings.TrimSpace(strconv.Itoa(s.counts[i])+" "+strings.ToLower(s.name)))
		}
		rows = append(rows, label+": "+strings.Join(parts, ", "))
	}
	return strings.Join(rows, "; ") + "."
}

// bars are the elements of the bars, and of the counts behind them.
func (c chart) bars(p *charts.Painter, top int) (literal, error) {
	hidden, most := charts.Ptr(false), 1
	for i := range c.labels {
		most = max(most, c.total(i))
	}
	err := p.BarChart(charts.BarChartOption{
		Horizontal: true, StackSeries: charts.Ptr(true), BarSize: 0.6,
		Padding: charts.NewBox(labelRoom, top, countRoom, 0),
		Theme:   c.theme(), SeriesList: c.seriesList(),
		Legend:       charts.LegendOption{Show: hidden},
		CategoryAxis: charts.CategoryAxisOption{Show: hidden, Labels: c.labels},
		ValueAxis:    []charts.ValueAxisOption{{Show: hidden, Min: charts.Ptr(0.0), Max: charts.Ptr(float64(most))}},
	})
	if err != nil {
		return "", err
	}
	drawn, err := p.Bytes()
	if err != nil {
		return "", err
	}
	_, drawn, _ = bytes.Cut(drawn, []byte(">")) // the start tag of the whole
	return literal(bytes.TrimSuffix(drawn, []byte("</svg>"))), nil
}

func (c chart) theme() charts.ColorPalette {
	theme := charts.ThemeOption{BackgroundColor: charts.ColorTransparent}
	for _, s := range c.series {
		theme.SeriesColors = append(theme.SeriesColors, charts.ParseColor(s.colour))
	}
	return charts.MakeTheme(theme)
}

// seriesList are the series as the library draws them, from the lowest row up, with the counts of a row behind its last part. The
// library asks for the counts in the order of the values, and says not of which.
func (c chart) seriesList() charts.BarSeriesList {
	var list charts.BarSeriesList
	for _, s := range c.series {
		var values []float64
		for _, n := range slices.Backward(s.counts) {
			values = append(values, float64(n))
		}
		list = append(list, charts.BarSeries{Values: values})
	}
	row := len(c.labels)
	list[len(list)-1].Label = charts.SeriesLabel{
		Show: charts.Ptr(true), FontStyle: letterStyle(),
		LabelFormatter: func(int, string, float64) (string, *charts.LabelStyle) {
			row--
			return c.counts(row), nil
		},
	}
	return list
}

func (c chart) total(row int) int {
	n := 0
	for _, s := range c.series {
		n += s.counts[row]
	}
	return n
}

// counts are what stands behind a bar: the count of each of its parts that is there.
func (c chart) counts(row int) string {
	var parts []string
	for _, s := range c.series {
		if n := s.counts[row]; n > 0 || len(c.series) == 1 {
			parts = append(parts, strings.TrimSpace(s.sign+" "+strconv.Itoa(n)))
		}
	}
	return strings.Join(parts, " · ")
}

// cut shortens a label to what stands left of the bars in any usual font; the table has it in full.
func cut(p *charts.Painter, label string) string {
	const room = (labelRoom - gap) / widerFont
	letters, shown := []rune(label), label
	for n := len(letters); n > 0 && float64(p.MeasureText(shown, 0, letterStyle()).Width()) > room; {
		n = min(n-1, chartWidth/4) // no letter that counts is narrower than 4
		shown = strings.TrimSpace(string(letters[:n])) + "…"
	}
	return shown
}

// letterStyle has a colour only because the library measures no letters without one; the page gives them its own.
func letterStyle() charts.FontStyle {
	return charts.FontStyle{FontSize: letterHeight, Font: charts.GetDefaultFont(), FontColor: charts.ColorBlack}
}

package report

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/go-analyze/charts"
)

// drawn are the letters of a chart by the row that they stand in, in the order in which they were drawn.
func drawn(t *testing.T, c chart) map[int][]string {
	t.Helper()
	svg, err := c.svg("id", "Title")
	if err != nil {
		t.Fatal(err)
	}
	top := 0
	if len(c.series) > 1 {
		top = legendHeight
	}
	rows := map[int][]string{}
	for _, found := range regexp.MustCompile(`<text x="[0-9]+" y="([0-9]+)"[^>]*>([^<]*)</text>`).FindAllStringSubmatch(string(svg), -1) {
		y, err := strconv.Atoi(found[1])
		if err != nil {
			t.Fatal(err)
		}
		row := -1 // the legend
		if y > top {
			row = (y - top) / rowHeight
		}
		rows[row] = append(rows[row], found[2])
	}
	return rows
}

func TestEachLabelHasItsOwnCountsBesideIt(t *testing.T) {
	c := chart{labels: []string{"first", "second", "third"}, series: verdictSeries()}
	c.series[0].counts, c.series[1].counts, c.series[2].counts = []int{40, 0, 0}, []int{3, 0, 2}, []int{0, 0, 1}
	rows := drawn(t, c)
	for row, want := range [][]string{{"first", "✓ 40 · ! 3"}, {"second"}, {"third", "! 2 · ✗ 1"}} {
		if !slices.Equal(rows[row], want) {
			t.Errorf("row %d: got %q, want %q", row, rows[row], want)
		}
	}
	if want := []string{"✓ SECURE", "! CHECK FIRST", "✗ NOT SECURE"}; !slices.Equal(rows[-1], want) {
		t.Errorf("legend: got %q, want %q", rows[-1], want)
	}
	plain := chart{labels: []string{"first", "second"}, series: []series{{counts: []int{0, 7}}}}
	if rows := drawn(t, plain); !slices.Equal(rows[0], []string{"first", "0"}) || !slices.Equal(rows[1], []string{"second", "7"}) {
		t.Errorf("without parts: %v", rows)
	}
}

func TestWhatAChartShowsIsSaidInWords(t *testing.T) {
	c := chart{labels: []string{"first", "second"}, series: verdictSeries()}
	c.series[0].counts, c.series[1].counts, c.series[2].counts = []int{40, 0}, []int{3, 0}, []int{0, 1}
	if got, want := c.words(), "first: 40 secure, 3 check first, 0 not secure; second: 0 secure, 0 check first, 1 not secure."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestALabelNeverRunsOffTheChart(t *testing.T) {
	p := charts.NewPainter(charts.PainterOptions{OutputFormat: charts.ChartOutputSVG, Width: chartWidth, Height: rowHeight})
	for _, label := range []string{"", "SMH eye casualty", "MKUH booked urgent service (BUS) clinic", strings.Repeat("W", 5000), strings.Repeat("i", 5000), strings.Repeat("眼", 500)} {
		shown := cut(p, label)
		if width := p.MeasureText(shown, 0, letterStyle()).Width(); float64(width)*widerFont > labelRoom-gap {
			t.Errorf("%.20s: %q is %d wide", label, shown, width)
		}
		if before, wasCut := strings.CutSuffix(shown, "…"); !strings.HasPrefix(label, before) || wasCut != (len(label) > 20) {
			t.Errorf("%.20s was cut to %q", label, shown)
		}
	}
}

func TestOfManySitesTheChartShowsTheFirstAndSaysSo(t *testing.T) {
	r := Report{Month: Month{First: november}}
	for i := range 100 {
		r.Sites = append(r.Sites, Tally{ID: fmt.Sprintf("FA%03d", i), Referrals: 200 - i, Secure: 200 - i})
		r.Total.Referrals += 200 - i
	}
	s := r.sections()[2]
	if len(s.chart.labels) != 20 || len(s.chart.series[0].counts) != 20 || s.chart.labels[19] != "FA019" || len(s.tables[0].rows) != 100 {
		t.Errorf("%d labels, %d rows", len(s.chart.labels), len(s.tables[0].rows))
	}
	if want := []string{"The chart shows the 20 with the most referrals; the table has all 100."}; !slices.Equal(s.says, want) {
		t.Errorf("it says %q", s.says)
	}
}

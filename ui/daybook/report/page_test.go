package report

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"referraldesk/policy"
	"referraldesk/policy/text"
)

// hostile are names as nobody should give them to a destination or a site.
var hostile = []string{
	`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `</title><svg onload=alert(1)>`, `]]></desc></svg><script>`, `{{.Title}}`,
	`' style='background:url(x)`, `javascript:alert(1)`, "&lt;b&gt; & co", "\x00\x01\xff", "\u202egnissel", strings.Repeat("Wide Name ", 400), "眼科" + strings.Repeat("科", 60),
}

// hostileReport is a month with such names on its destinations and sites.
func hostileReport() Report {
	r := Report{Month: Month{First: policy.NewDay(2026, 11, 1), Waits: waits()}, Made: november}
	r.Names = Names{Destinations: map[string]text.Text{}, Sites: map[string]text.Text{}}
	for i, name := range hostile {
		t := Tally{ID: fmt.Sprint("id-", i), Referrals: 3, Secure: 1, Check: 1, NotSecure: 1, Open: 3}
		r.Names.Destinations[t.ID], r.Names.Sites[t.ID] = text.Line(name), text.Line(name)
		r.Destinations, r.Sites = append(r.Destinations, t), append(r.Sites, t)
	}
	unnamed := Tally{ID: hostile[0], Referrals: 1, Secure: 1, Open: 1}
	r.Destinations, r.Sites = append(r.Destinations, unnamed), append(r.Sites, unnamed)
	r.Total = Tally{Referrals: 3*len(hostile) + 1, Secure: len(hostile) + 1, Check: len(hostile), NotSecure: len(hostile), Open: 3*len(hostile) + 1}
	r.Conditions = []Confirmed{{"<b>", 1}}
	return r
}

// parts are the elements of a page that are allowed, with their attributes.
var parts = map[string][]string{
	"html": {"lang"}, "head": nil, "meta": {"charset", "http-equiv", "name", "content"}, "title": {"id"}, "style": nil, "body": nil, "header": nil,
	"main": nil, "section": {"aria-labelledby", "class"}, "footer": nil, "h1": nil, "h2": {"id"}, "p": nil, "figure": nil, "div": {"class"},
	"table": {"class"}, "caption": nil, "thead": nil, "tbody": nil, "tr": nil, "th": {"scope"}, "td": nil,
	"svg": {"viewBox", "role", "aria-labelledby"}, "desc": {"id"}, "path": {"d", "style"}, "rect": {"x", "y", "width", "height", "fill"},
	"text": {"x", "y", "style", "text-anchor"},
}

// elements are the start tags of a page and the text in it, in order.
func elements(t *testing.T, page string) (tags []xml.StartElement, words string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(page))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	for {
		token, err := d.Token()
		switch {
		case errors.Is(err, io.EOF):
			return tags, words
		case err != nil:
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			tags = append(tags, token.Copy())
		case xml.CharData:
			words += string(token)
		}
	}
}

func attribute(tag xml.StartElement, name string) string {
	for _, a := range tag.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func TestThePageIsMadeOfHarmlessPartsAlone(t *testing.T) {
	for name, r := range map[string]Report{"november": novemberReport(), "hostile": hostileReport(), "empty": {Month: countOf()}} {
		tags, _ := elements(t, page(t, r))
		for _, tag := range tags {
			allowed, known := parts[tag.Name.Local]
			if !known {
				t.Errorf("%s: element %s", name, tag.Name.Local)
			}
			for _, a := range tag.Attr {
				if !slices.Contains(allowed, a.Name.Local) {
					t.Errorf("%s: attribute %s of %s", name, a.Name.Local, tag.Name.Local)
				}
				if strings.Contains(a.Value, "url") || strings.Contains(a.Value, "alert") {
					t.Errorf("%s: %s of %s is %q", name, a.Name.Local, tag.Name.Local, a.Value)
				}
			}
		}
	}
}

// What a browser could fetch or run is in no page; the one "http" is that of the policy that forbids it.
func TestThePageNamesNoAddressAndNoScript(t *testing.T) {
	for name, r := range map[string]Report{"november": novemberReport(), "empty": {Month: countOf()}} {
		written := regexp.MustCompile(`<meta http-equiv="Content-Security-Policy"[^>]*>`).ReplaceAllString(page(t, r), "")
		if found := regexp.MustCompile(`(?i)http|//|www\.|url\(|@import|@font-face|script|\bon[a-z]+=|\bsrc|href|data:`).FindString(written); found != "" {
			t.Errorf("%s: %q", name, found)
		}
	}
}

func TestThePageForbidsScriptsAndTheNetworkBeforeAnythingElse(t *testing.T) {
	tags, _ := elements(t, page(t, novemberReport()))
	i := slices.IndexFunc(tags, func(tag xml.StartElement) bool { return attribute(tag, "http-equiv") == "Content-Security-Policy" })
	want := "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
	if i < 0 || attribute(tags[i], "content") != want {
		t.Fatal("there is no such policy")
	}
	for _, tag := range tags[:i] {
		if name := tag.Name.Local; name != "html" && name != "head" && name != "meta" {
			t.Errorf("%s stands before it", name)
		}
	}
}

func TestHostileNamesAreShownAsTheyAreAndDoNothing(t *testing.T) {
	written := page(t, hostileReport())
	_, words := elements(t, written)
	for _, name := range hostile[:8] {
		if !strings.Contains(words, name) {
			t.Errorf("%q is not shown as it is", name)
		}
	}
	if strings.Contains(written, "<script") || strings.Contains(written, "<img") || strings.Contains(written, "onload=alert(1)>") {
		t.Error("a name became part of the page")
	}
	if !json.Valid([]byte(asJSON(t, hostileReport()))) {
		t.Error("the JSON is none")
	}
}

func TestEachChartHasATitleADescriptionAndATableWithItsFigures(t *testing.T) {
	written := page(t, novemberReport())
	sections := strings.Split(written, "<section ")[1:]
	if len(sections) != 5 {
		t.Fatalf("%d sections", len(sections))
	}
	for _, s := range sections {
		tags, _ := elements(t, "<section "+s[:strings.Index(s, "</section>")]+"</section>")
		names := []string{}
		ids := map[string]bool{}
		for _, tag := range tags {
			names = append(names, tag.Name.Local)
			ids[attribute(tag, "id")] = true
		}
		for _, needed := range []string{"h2", "svg", "title", "desc", "table", "th"} {
			if !slices.Contains(names, needed) {
				t.Errorf("%.40s: no %s", s, needed)
			}
		}
		for _, tag := range tags {
			for id := range strings.FieldsSeq(attribute(tag, "aria-labelledby")) {
				if !ids[id] {
					t.Errorf("%.40s: nothing has the id %s", s, id)
				}
			}
		}
	}
}

func TestAnEmptyMonthSaysSoAndShowsNothingElse(t *testing.T) {
	r := Report{Month: countOf(), Made: november}
	for _, written := range []string{r.Lines(), page(t, r)} {
		if !strings.Contains(written, "Nothing was handed over in November 2026.") || strings.Contains(written, "median") || strings.Contains(written, "<svg") {
			t.Errorf("it says\n%s", written)
		}
	}
	if got := asJSON(t, r); !strings.Contains(got, `"destinations": []`) || !strings.Contains(got, `"median_seconds": null`) {
		t.Errorf("the JSON is\n%s", got)
	}
}

// luminance is the relative luminance of a colour (WCAG 2.2).
func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(colour[1+2*i:3+2*i], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		c := float64(n) / 255
		if c <= 0.04045 {
			sum += weight * c / 12.92
		} else {
			sum += weight * math.Pow((c+0.055)/1.055, 2.4)
		}
	}
	return sum
}

func TestLettersAndBarsStandOutByDayByNightAndOnPaper(t *testing.T) {
	contrast := func(a, b string) float64 {
		x, y := luminance(t, a), luminance(t, b)
		return (max(x, y) + 0.05) / (min(x, y) + 0.05)
	}
	colour := func(roots, name string) string {
		return regexp.MustCompile(`--` + name + `: (#[0-9a-f]{6})`).FindStringSubmatch(roots)[1]
	}
	roots := regexp.MustCompile(`:root \{[^}]*\}`).FindAllString(looks, -1)
	if len(roots) != 3 {
		t.Fatalf("%d sets of colours", len(roots))
	}
	for _, root := range roots {
		paper := colour(root, "paper")
		for _, letters := range []string{"ink", "quiet"} {
			if c := contrast(colour(root, letters), paper); c < 4.5 {
				t.Errorf("%s: letters in %s at %.1f:1", root, letters, c)
			}
		}
		if c := contrast(colour(root, "ink"), colour(root, "band")); c < 4.5 {
			t.Errorf("%s: head of a table at %.1f:1", root, c)
		}
		for _, bar := range []string{colourPlain, colourSecure, colourCheck, colourNotSecure} {
			if c := contrast(bar, paper); c < 3 {
				t.Errorf("%s: bars in %s at %.1f:1", root, bar, c)
			}
		}
	}
}

//go:build unix

package cli

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// BenchmarkAgainstBareProgram measures the desk on a pseudo-terminal against a bare Bubble Tea program with one text input: the
// time to the first frame, and from a keystroke to its frame. Both paint 120 times a second at most. Run it with
//
//	go test -run '^$' -bench AgainstBareProgram -benchtime 1x ./ui/cli
func BenchmarkAgainstBareProgram(b *testing.B) {
	dir := b.TempDir()
	home := b.TempDir()
	practice := "[[account]]\naddress = \"reception.abc12@nhs.net\"\nkind = \"nhsmail\"\n"
	if err := os.WriteFile(filepath.Join(home, "practice.toml"), []byte(practice), 0o600); err != nil {
		b.Fatal(err)
	}
	programs := []struct{ name, path, first string }{
		{"desk", build(b, dir, "referraldesk"), "Referral Desk"},
		{"bare", build(b, dir, "referraldesk/ui/cli/testdata/bare"), "bare"},
	}
	for range b.N {
		figures := map[string][]time.Duration{}
		for range 10 {
			for _, p := range programs {
				began := time.Now()
				term := start(b, p.path, 80, 24, "REFERRALDESK_HOME="+home)
				term.expect(p.first)
				figures[p.name+" first frame"] = append(figures[p.name+" first frame"], time.Since(began))
				figures[p.name+" keystroke"] = append(figures[p.name+" keystroke"], keystrokes(term, 30)...)
				term.send("\x11")
				term.ended()
			}
		}
		for _, what := range []string{"first frame", "keystroke"} {
			desk, bare := quantile(figures["desk "+what], 0.5), quantile(figures["bare "+what], 0.5)
			b.ReportMetric(ms(desk), "desk-"+slug(what)+"-p50-ms")
			b.ReportMetric(ms(quantile(figures["desk "+what], 0.99)), "desk-"+slug(what)+"-p99-ms")
			b.ReportMetric(ms(bare), "bare-"+slug(what)+"-p50-ms")
			b.ReportMetric(ms(quantile(figures["bare "+what], 0.99)), "bare-"+slug(what)+"-p99-ms")
			b.ReportMetric(float64(desk)/float64(bare), slug(what)+"-ratio")
		}
	}
}

// keystrokes types letters and takes them back, and times each until something is painted. The pause before each spreads them
// over the renderer's tick.
func keystrokes(term *terminal, n int) []time.Duration {
	var took []time.Duration
	for i := range n {
		time.Sleep(time.Duration(11+i%7) * time.Millisecond)
		k := "a"
		if i%2 == 1 {
			k = "\x7f"
		}
		began := time.Now()
		term.send(k)
		term.output()
		took = append(took, time.Since(began))
	}
	return took
}

func quantile(d []time.Duration, q float64) time.Duration {
	d = slices.Sorted(slices.Values(d))
	return d[int(q*float64(len(d)-1))]
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

func slug(s string) string {
	if s == "first frame" {
		return "first-frame"
	}
	return s
}

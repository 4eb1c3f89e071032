package main

import (
	"fmt"
	"os"
	"referraldesk/directory"
	"referraldesk/directory/lists"
	"runtime"
	"runtime/pprof"
	"strings"
	"time"
)

func status(w string) {
	b, _ := os.ReadFile("/proc/self/status")
	for _, l := range strings.Split(string(b), "\n") {
		if strings.HasPrefix(l, "VmHWM") || strings.HasPrefix(l, "VmRSS") {
			fmt.Print(strings.Join(strings.Fields(l), " "), " ")
		}
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	fmt.Printf("%s heap %.1f sys %.1f gcs %d\n", w, float64(m.HeapAlloc)/1e6, float64(m.Sys)/1e6, m.NumGC)
}
func main() {
	status("start")
	s := time.Now()
	if os.Getenv("CPU") != "" {
		f, _ := os.Create(os.Getenv("CPU"))
		pprof.StartCPUProfile(f)
	}
	l, err := lists.StoreIn(os.Args[1]).Load(nil)
	pprof.StopCPUProfile()
	fmt.Println(l.Len(), err, time.Since(s))
	status("loaded")
	dir, _ := directory.Embedded()
	x := directory.NewIndex(dir).With(l)
	for range 3 {
		for _, q := range []string{"cataract", "milton keynes surgery", "smh eye", "sp"} {
			for i := range q {
				x.Find(q[:i+1], 24)
				time.Sleep(20 * time.Millisecond)
			}
		}
		status("typed")
	}
	runtime.GC()
	status("gc")
	if len(os.Args) > 2 {
		f, _ := os.Create(os.Args[2])
		pprof.Lookup("heap").WriteTo(f, 0)
		f.Close()
	}
	runtime.KeepAlive(x)
}

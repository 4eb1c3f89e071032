package daybook

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
)

// The end is a small file beside the daybook that says which line was the last one, and its hash: without it, nobody could tell
// that the last lines of the daybook were taken away. It is written once a line is on the disk, so it may lag behind the
// daybook, after a power cut, and never be ahead of it.
const endSuffix = ".end"

// longestEnd is more than an end takes, in bytes.
const longestEnd = 128

// readEnd is the last line as the end has it, and the beginning of the book where there is no end that can be read.
func readEnd(path string) link {
	f, err := openEnd(path, os.O_RDONLY)
	if err != nil {
		return link{}
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, longestEnd))
	if err != nil {
		return link{}
	}
	written, _, whole := strings.Cut(string(raw), "\n")
	digits, hash, _ := strings.Cut(written, " ")
	number, err := strconv.Atoi(digits)
	if !whole || err != nil || number < 1 || len(hash) != hashLength {
		return link{}
	}
	return link{number, hash}
}

// writeEnd notes the last line. The event is on the disk by then, so a fault here is none of the event's: the end lags behind,
// and [Read] says how far it vouches for the file.
func writeEnd(path string, last link) {
	f, err := openEnd(path, os.O_WRONLY|os.O_CREATE)
	if err != nil {
		return
	}
	defer f.Close()
	_, _ = f.WriteAt(fmt.Appendf(nil, "%d %s\n", last.number, last.hash), 0)
}

func openEnd(path string, flag int) (*os.File, error) {
	if err := refuseOther(path + endSuffix); err != nil {
		return nil, err
	}
	return os.OpenFile(path+endSuffix, flag, 0o600)
}

package lists

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"referraldesk/directory/plainfile"
)

// decoded is a file that is read as UTF-8.
type decoded struct {
	io.Reader
	*os.File
}

func (d decoded) Read(p []byte) (int, error) { return d.Reader.Read(p) }

// open opens a list. A byte order mark says which encoding it has; without one, a file that is not UTF-8 is the Windows-1252
// of older versions of Excel.
func open(path string) (io.ReadCloser, error) {
	f, err := plainfile.Open(path, maxFile)
	if err != nil {
		return nil, err
	}
	text, err := decode(f)
	if err != nil {
		f.Close()
		return nil, err
	}
	return decoded{io.LimitReader(text, 3*maxFile), f}, nil // no byte of the file becomes more than three
}

// decode looks through a file and gives its text from the start.
func decode(f io.ReadSeeker) (io.Reader, error) {
	head := make([]byte, 4096)
	n, err := io.ReadFull(f, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, unreadable(err)
	}
	head = head[:n]
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return nil, errors.New("is a workbook: open it in Excel and save it as CSV UTF-8")
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
	case bytes.IndexByte(head, 0) >= 0:
		return nil, errNoList
	}
	var unmarked transform.Transformer = transform.Nop
	_, err = io.Copy(io.Discard, transform.NewReader(io.MultiReader(bytes.NewReader(head), f), encoding.UTF8Validator))
	switch {
	case errors.Is(err, encoding.ErrInvalidUTF8):
		unmarked = charmap.Windows1252.NewDecoder()
	case err != nil:
		return nil, unreadable(err)
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return nil, unreadable(err)
	}
	return transform.NewReader(f, unicode.BOMOverride(unmarked)), nil
}

func unreadable(err error) error {
	return fmt.Errorf("can't be read (%w): try again, or copy the file to a folder of your own", plainfile.Cause(err))
}

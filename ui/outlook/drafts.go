package outlook

import (
	"encoding/base32"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"time"
)

// DraftLife is how long a draft lies on the disk: time enough for a mail program to open it.
const DraftLife = 10 * time.Minute

// partial ends the name of a file that is not yet whole.
const partial = ".part"

// draftFile is the name that [WriteDraft] gives, whole or partial.
var draftFile = regexp.MustCompile(`^draft-[a-z2-7]{26}\.eml(\.part)?$`)

// WriteDraft writes a draft into dir, a folder of the program's own that nobody else may enter, which is made where it is
// missing. The file has a random name that tells nothing of anybody, and nobody else may read it. It stands there whole or
// not at all. random is where the name comes from: crypto/rand.Reader.
func WriteDraft(dir string, d Draft, random io.Reader) (path string, err error) {
	message, err := d.eml()
	if err != nil {
		return "", err
	}
	name, err := draftName(random)
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", fmt.Errorf("the drafts folder %s could not be made (%w): make it by hand, or copy the message instead",
			dir, cause(err))
	}
	root, err := openDrafts(dir)
	if err != nil {
		return "", err
	}
	defer root.Close()
	if err := (wholeFile{root: root, name: name, temporary: name + partial}).write(message, aboutASecond()); err != nil {
		return "", fmt.Errorf("the draft could not be written: %w", whyNotWritten(err))
	}
	return filepath.Join(dir, name), nil
}

// draftName is 128 random bits, of the form of draftFile.
func draftName(random io.Reader) (string, error) {
	var bits [16]byte
	if _, err := io.ReadFull(random, bits[:]); err != nil {
		return "", fmt.Errorf("no random name could be had for the draft (%w): try again", err)
	}
	return "draft-" + strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(bits[:])) + ".eml", nil
}

// openDrafts opens the drafts folder as the one that it looked at: no link, and closed to others.
func openDrafts(dir string) (*os.Root, error) {
	seen, err := os.Lstat(dir)
	if err != nil {
		return nil, fmt.Errorf("the drafts folder %s can't be read: %w", dir, cause(err))
	}
	if !seen.IsDir() {
		return nil, fmt.Errorf("the drafts folder %s is a link or a file: remove it, and the program will make its own", dir)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("the drafts folder %s can't be opened (%w): give yourself access to it", dir, cause(err))
	}
	opened, err := root.Stat(".")
	if err == nil && !os.SameFile(seen, opened) {
		err = errors.New("it was exchanged for another folder meanwhile")
	}
	// On Windows the folder lies in the user's own profile, which others may not enter, and has no mode.
	if err == nil && runtime.GOOS != "windows" && opened.Mode().Perm()&0o077 != 0 {
		err = root.Chmod(".", 0o700)
	}
	if err != nil {
		root.Close()
		return nil, fmt.Errorf("the drafts folder %s can't be used (%w): remove it, and the program will make its own", dir, cause(err))
	}
	return root, nil
}

// SweepDrafts deletes the drafts in dir that are at least keep ([DraftLife]) old at now, and tells how many. It touches only
// files whose names and kind are those of a draft. A draft from the future, which a clock set back leaves, counts as old. A
// draft that can't be deleted is an error, and does not keep the others.
func SweepDrafts(dir string, now time.Time, keep time.Duration) (swept int, err error) {
	if _, err := os.Lstat(dir); errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	root, err := openDrafts(dir)
	if err != nil {
		return 0, err
	}
	defer root.Close()
	entries, err := fs.ReadDir(root.FS(), ".")
	if err != nil {
		return 0, fmt.Errorf("the drafts folder %s can't be read: %w", dir, cause(err))
	}
	left := 0
	var last error
	for _, entry := range entries {
		info, err := entry.Info()
		if err != nil || !draftFile.MatchString(entry.Name()) || !info.Mode().IsRegular() || now.Sub(info.ModTime()).Abs() < keep {
			continue
		}
		if err := root.Remove(entry.Name()); err != nil && !errors.Is(err, fs.ErrNotExist) {
			left, last = left+1, cause(err)
			continue
		}
		swept++
	}
	if left > 0 {
		err = fmt.Errorf("%d of the drafts in %s could not be deleted (%w): close them in the mail program and delete them",
			left, dir, last)
	}
	return swept, err
}

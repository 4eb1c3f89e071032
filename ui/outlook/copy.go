package outlook

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Held is a text that was put on a clipboard. It knows the text again without holding it: what it keeps is a digest, and on
// Windows the clipboard's sequence number. The zero Held is nothing held. Helds on a road of [System] are comparable with ==.
type Held struct {
	on       Clipboard
	digest   [sha256.Size]byte
	sequence uint32
	verified bool
}

// Verified says whether the text was read back and found to be the same.
func (h Held) Verified() bool { return h.verified }

// Outcome says in words what is known of the text, and no more than that; "" for the zero Held.
func (h Held) Outcome() string {
	switch {
	case h.on == nil:
		return ""
	case h.verified:
		return "copied"
	case h.on.Limits().NoReadBack:
		return "sent to your terminal — check that it pasted"
	}
	return "not confirmed — check what pastes"
}

// Copy puts s on the clipboard and reads it back, line ends aside. Where there is an error, s is not to be called copied; the
// Held that comes with it is still worth clearing, since s may be there all the same. On a road that can't be read back there
// is no error, and the Held is not [Held.Verified].
//
// A text that is empty, not UTF-8, longer than 8 MiB or than [Limits].Most, or holds a NUL is refused and not changed: what was
// reviewed is copied as it was reviewed, or not at all.
func Copy(ctx context.Context, c Clipboard, s string) (Held, error) {
	return copyText(ctx, c, s, aboutASecond())
}

func copyText(ctx context.Context, c Clipboard, s string, settle patience) (Held, error) {
	if err := checkText(s, c); err != nil {
		return Held{}, err
	}
	held := Held{on: c, digest: digest(s)}
	if err := c.Write(ctx, s); err != nil || c.Limits().NoReadBack {
		return held, err
	}
	// A program that serves the clipboard from the background may be heard a moment after it was started, so a first
	// answer that differs is not the last word.
	err := settle.try(ctx, func() (again bool, err error) {
		content, err := c.Read(ctx)
		switch {
		case errors.Is(err, ErrNoText):
			return true, err
		case err != nil:
			return false, fmt.Errorf("the clipboard could not be read back, so check what pastes: %w", err)
		case digest(content.Text) != held.digest:
			return true, errors.New("the clipboard holds something else than what was just copied: " +
				"another program changed it, so copy again, or " + byHand)
		}
		held.sequence, held.verified = content.Sequence, true
		return false, nil
	})
	return held, err
}

// Clear empties the clipboard if it still holds this text, reads it once more to be sure, and tells whether the text is gone
// from it by this. What was copied since, by whomever, stays. A history that took the text before can't be cleared from here.
func (h Held) Clear(ctx context.Context) (cleared bool, err error) {
	return h.clear(ctx, aboutASecond())
}

func (h Held) clear(ctx context.Context, settle patience) (cleared bool, err error) {
	if h.on == nil {
		return false, nil
	}
	if h.on.Limits().NoClear {
		return false, fmt.Errorf("%s can't be cleared from here: copy something else over the text", h.on.Name())
	}
	if !h.verified {
		content, err := h.on.Read(ctx)
		if errors.Is(err, ErrNoText) || err == nil && digest(content.Text) != h.digest {
			return false, nil
		}
		if err != nil {
			return false, notCleared(err)
		}
		h.sequence = content.Sequence
	}
	cleared, err = h.on.ClearIf(ctx, h.is)
	if err != nil {
		return false, notCleared(err)
	}
	if cleared {
		err = settle.try(ctx, func() (again bool, err error) { return h.confirmGone(ctx) })
	}
	return cleared && err == nil, err
}

// confirmGone looks whether the text is gone. That it is still there may be the moment that our clearing takes to be heard, so
// it is to be asked again; if it stays, a clipboard manager has put it back.
func (h Held) confirmGone(ctx context.Context) (again bool, err error) {
	content, err := h.on.Read(ctx)
	switch {
	case errors.Is(err, ErrNoText):
		return false, nil
	case err != nil:
		return false, fmt.Errorf("the clipboard was cleared, but could not be read to make sure: %w", err)
	case digest(content.Text) == h.digest:
		return true, notCleared(errors.New("another program, perhaps a clipboard manager, put it back"))
	}
	return false, nil
}

func notCleared(err error) error {
	return fmt.Errorf("the clipboard could not be cleared, so copy something else over the text: %w", err)
}

// is says whether what the clipboard holds now is this text.
func (h Held) is(c Content) bool {
	if c.Sequence != 0 {
		return c.Sequence == h.sequence
	}
	return digest(c.Text) == h.digest
}

// checkText refuses what the clipboard would lose or change on the way.
func checkText(s string, c Clipboard) error {
	if nul := strings.IndexByte(s, 0); nul >= 0 {
		return fmt.Errorf("the text has a NUL at character %d, where a clipboard would cut it: take it out, then copy again",
			utf8.RuneCountInString(s[:nul])+1)
	}
	limits := c.Limits()
	switch {
	case s == "":
		return errors.New("there is nothing to copy: the text is empty")
	case limits.Most > 0 && len(s) > limits.Most:
		return fmt.Errorf("the text has %d bytes and %s takes %d at most: %s", len(s), c.Name(), limits.Most, limits.Instead)
	case len(s) > maxText:
		return fmt.Errorf("the text is longer than the %d MiB that can be copied: shorten it", maxText>>20)
	case !utf8.ValidString(s):
		return errors.New("the text is not UTF-8, so some of it would be lost: type or paste it anew, then copy again")
	}
	return nil
}

func digest(s string) [sha256.Size]byte { return sha256.Sum256([]byte(unixLines(s))) }

// unixLines ends every line with \n alone; windowsLines, and mail, with \r\n.
func unixLines(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}

func windowsLines(s string) string { return strings.ReplaceAll(unixLines(s), "\n", "\r\n") }

package practice

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"reflect"
	"slices"
	"strings"

	"referraldesk/directory/plainfile"
	"referraldesk/directory/tables"
	"referraldesk/policy"
)

// AddAccount writes an account into practice.toml: as a block behind all that people wrote, of which no byte changes, or with
// [Create] where there is no file. It is done at once or not at all. A file that is broken ([tables.Faults]), read only or a
// symbolic link is left as it is, and so is one that has the account.
func AddAccount(path string, account Account) error {
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		if err := Create(path, account); !errors.Is(err, fs.ErrExist) {
			return err
		}
	}
	return change(path, func(before Practice, data []byte) ([]byte, []Account, error) {
		if _, listed := before.Account(account.Address); listed {
			return nil, nil, fmt.Errorf("%s has the account %s already: it was left as it is", path, account.Address)
		}
		return appended(data, account), append(slices.Clone(before.Accounts), account), nil
	})
}

// RemoveAccount takes the block of an account out of practice.toml, from its [[account]] to its last key; every other line that
// is not blank stays. As [AddAccount], it changes nothing where it can't do that.
func RemoveAccount(path string, address policy.Address) error {
	return change(path, func(before Practice, data []byte) ([]byte, []Account, error) {
		at := slices.IndexFunc(before.Accounts, func(a Account) bool { return a.Address.Same(address) })
		if at < 0 {
			return nil, nil, fmt.Errorf("%s has no account %s: see its address there", path, address)
		}
		return without(data, at), slices.Delete(slices.Clone(before.Accounts), at, at+1), nil
	})
}

// change alters the text of practice.toml while no other process does. What it is altered to must read as before but for the
// accounts that alter names; else nothing is written: the accounts are written in a way that only people can edit.
func change(path string, alter func(before Practice, data []byte) (after []byte, want []Account, err error)) error {
	if err := plainfile.RefuseLink(path); err != nil {
		return fmt.Errorf("%s %w", path, err)
	}
	unlock, err := plainfile.Lock(path)
	if err != nil {
		return fmt.Errorf("%s %w", path, err)
	}
	defer unlock()
	data, err := readFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		err = fmt.Errorf("%s %w", path, err)
	}
	if err != nil {
		return err
	}
	want, err := parse(path, data)
	if err != nil {
		return err
	}
	if err := refuseReadOnly(path); err != nil {
		return err
	}
	after, accounts, err := alter(want, data)
	if err != nil {
		return err
	}
	want.Accounts = accounts
	if got, err := parse(path, after); err != nil || !same(got, want) {
		return fmt.Errorf("%s was left as it is: its accounts are not written as blocks that start with [[account]]: change them yourself",
			path)
	}
	if err := plainfile.Replace(path, after); err != nil {
		return fmt.Errorf("%s %w", path, err)
	}
	return nil
}

// same compares what two files say. Whether no account is nil or an empty list is all one.
func same(a, b Practice) bool {
	if !slices.Equal(a.Accounts, b.Accounts) {
		return false
	}
	a.Accounts, b.Accounts = nil, nil
	return reflect.DeepEqual(a, b)
}

// refuseReadOnly asks the file itself: another one could be put in its place in spite of it.
func refuseReadOnly(path string) error {
	info, err := os.Stat(path)
	if err == nil && info.Mode().Perm()&0o200 == 0 {
		err = fs.ErrPermission
	}
	var f *os.File
	if err == nil {
		f, err = os.OpenFile(path, os.O_WRONLY, 0)
	}
	if err != nil {
		return fmt.Errorf("%s is read only (%w): make it writable, or have it changed by whoever looks after it", path, plainfile.Cause(err))
	}
	return f.Close()
}

// appended is the text with a block behind it, parted from what stands there by a blank line, with the line ends of the file. An
// address holds neither quotes nor backslashes, so it needs no escaping.
func appended(data []byte, a Account) []byte {
	block := fmt.Sprintf("[[account]]\naddress = %q\nkind = %q\nshared = %t%s\n", a.Address, a.Kind, a.Shared, disabledLine(a))
	end := "\n"
	if bytes.Contains(data, []byte("\r\n")) {
		end = "\r\n"
	}
	var gap string
	switch written := string(data); {
	case strings.TrimSpace(written) == "":
	case strings.HasSuffix(written, "\n"):
		gap = "\n"
	default:
		gap = "\n\n"
	}
	return append(bytes.Clone(data), strings.ReplaceAll(gap+block, "\n", end)...)
}

// without is the text without the lines of an account. Of the blank lines that stood around them, one goes too where it would
// stand beside another or end the file. The text is known to be sound.
func without(data []byte, account int) []byte {
	from, to := blockOf(data, account)
	lines := slices.Collect(bytes.Lines(data))
	blank := func(i int) bool { return len(bytes.TrimSpace(lines[i])) == 0 }
	if from > 0 && blank(from-1) && (to == len(lines) || blank(to)) {
		from--
	}
	return bytes.Join(slices.Delete(lines, from, to), nil)
}

// blockOf is the first line of an account, counted from 0, and the one behind its last key.
func blockOf(data []byte, account int) (from, to int) {
	const byteOrderMark = "\ufeff"
	text := bytes.TrimPrefix(data, []byte(byteOrderMark))
	block := tables.Parse("practice.toml", text, new(tables.Ledger)).Tables("account", "")[account]
	_, first := block.Place("")
	last := first
	for _, key := range []string{"address", "kind", "shared", "disabled"} {
		if !block.Has(key) {
			continue
		}
		_, line := block.Place(key)
		if _, end, ok := block.Span(key); ok {
			line = 1 + bytes.Count(text[:end], []byte("\n")) // a text may take several lines
		}
		last = max(last, line)
	}
	return first - 1, last
}

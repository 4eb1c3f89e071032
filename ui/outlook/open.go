package outlook

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"

	"referraldesk/policy"
)

const mailto = "mailto:"

// MailtoURL is the address as a link for the mail program, and nothing but the address: what else a mailto: link carries is
// put on a command line, and cut at about 2,000 characters.
func MailtoURL(address string) (string, error) {
	a, err := policy.ParseAddress(address)
	if err != nil {
		return "", fmt.Errorf("the address %w", err)
	}
	return mailto + url.QueryEscape(a.Local()) + "@" + a.Domain(), nil
}

// isMailto says whether [MailtoURL] could have made the link.
func isMailto(link string) bool {
	address, err := url.QueryUnescape(strings.TrimPrefix(link, mailto))
	if err != nil {
		return false
	}
	made, err := MailtoURL(address)
	return err == nil && made == link
}

// Open opens a draft, by its full path, or a link of [MailtoURL] with the program that the system has for it. It opens nothing
// else, asks no shell, and does not wait for the mail program. That there is no error does not mean that a window came up.
func Open(ctx context.Context, target string) error {
	if !isMailto(target) && !(filepath.IsAbs(target) && strings.HasSuffix(target, ".eml")) {
		return errors.New("only a draft (.eml, by its full path) or a mailto: link can be opened")
	}
	return open(ctx, target, toolTime)
}

// notOpened is what every system says where it has no program, or a failing one, for a draft or link.
func notOpened(err error) error {
	return fmt.Errorf("no mail program could be opened (%w): start it yourself, or copy the message instead", err)
}

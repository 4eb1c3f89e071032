package practice

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"path/filepath"

	"referraldesk/directory/ods"
	"referraldesk/directory/plainfile"
	"referraldesk/directory/tables"
	"referraldesk/policy"
	"referraldesk/policy/text"
)

// Read reads practice.toml. Where there is none it gives [Empty] and an error that is fs.ErrNotExist; where it is broken,
// [Empty] and a [tables.Faults] that names each line, field and next step. The file itself is never touched.
func Read(path string) (Practice, error) {
	data, err := readFile(path)
	if err != nil {
		return Empty(), err
	}
	return parse(path, data)
}

func readFile(path string) ([]byte, error) {
	data, err := plainfile.Read(path, tables.MaxBytes)
	switch {
	case err == nil, errors.Is(err, fs.ErrNotExist):
		return data, err
	case errors.Is(err, plainfile.ErrNotPlain):
		return nil, fmt.Errorf("%s is no file: move away what stands there", path)
	}
	return nil, fmt.Errorf("%s %w", path, err)
}

// parse understands the text of a practice.toml; file is the path that the faults carry.
func parse(file string, data []byte) (Practice, error) {
	var ledger tables.Ledger
	t := tables.Parse(filepath.Clean(file), data, &ledger)
	if t == nil {
		return Empty(), ledger.Err()
	}
	p := Practice{
		Name:       t.Line("name"),
		ODSCode:    odsCode(t),
		Address:    t.Line("address"),
		Phone:      t.Line("phone"),
		Clinicians: clinicians(t.Tables("clinician", "")),
		Accounts:   accounts(t.Tables("account", "")),
		SecureTag:  secureTag(t.Table("secure_tag")),
		Chasing:    chasing(t.Table("chasing")),
		Outlook:    Outlook(t.OneOf("outlook", string(OutlookWeb), string(OutlookNew), string(OutlookClassic), string(Thunderbird))),

		ClipboardSeconds: t.Int("clipboard_seconds", clipboardLeast, clipboardMost, clipboardDefault),

		Daybook: daybookURL(t),
	}
	t.Unknown()
	if p.Outlook == "" {
		p.Outlook = OutlookWeb
	}
	if err := ledger.Err(); err != nil {
		return Empty(), err
	}
	return p, nil
}

// chasing reads after how long a referral is asked after; what is not written is as usual.
func chasing(t *tables.Table) Chasing {
	usual := usualChasing()
	if t == nil {
		return usual
	}
	defer t.Unknown()
	return Chasing{
		UrgentDays:   t.Int("urgent_days", 1, 30, usual.UrgentDays),
		WorkingDays:  t.Int("working_days", 1, 60, usual.WorkingDays),
		BankHolidays: t.Days("bank_holidays"),
	}
}

// daybookURL is where the group's daybook is. The file is read by many, so it holds no password, and no fault quotes the URL.
func daybookURL(t *tables.Table) string {
	raw := t.Line("daybook").String()
	if raw == "" {
		return ""
	}
	u, err := url.Parse(raw)
	if err != nil || u.Scheme != "postgres" && u.Scheme != "postgresql" {
		t.Fault("daybook", "daybook is no URL of a PostgreSQL server", `write it as "postgres://ROLE@HOST/DATABASE"`)
		return ""
	}
	_, inside := u.User.Password()
	if asked := u.Query(); inside || asked.Has("password") || asked.Has("sslpassword") {
		t.Fault("daybook", "daybook has a password in it", "take it out, and write it into the passfile of PostgreSQL or into PGPASSWORD")
		return ""
	}
	return raw
}

func odsCode(t *tables.Table) text.Text {
	raw := t.Line("ods_code")
	if raw.IsEmpty() {
		return raw
	}
	code, err := ods.ParseCode(raw.String())
	if err != nil {
		t.Fault("ods_code", "ods_code: "+err.Error(), "ask exeter.helpdesk@nhs.net for the code where you don't know it")
	}
	return text.Line(code.String())
}

func clinicians(list []*tables.Table) []Clinician {
	var all []Clinician
	for _, t := range list {
		all = append(all, Clinician{Name: t.Required("name"), GOC: t.Line("goc")})
		t.Unknown()
	}
	return all
}

func accounts(list []*tables.Table) []Account {
	var all []Account
	for _, t := range list {
		a := account(t)
		for _, other := range all {
			if !a.Address.IsZero() && other.Address.Same(a.Address) {
				t.Fault("address", "the account is listed twice", "remove one of the two")
			}
		}
		all = append(all, a)
	}
	return all
}

// account reads one account. Its kind may be left out where the address leaves no choice.
func account(t *tables.Table) Account {
	defer t.Unknown()
	a := Account{
		Address:  t.RequiredAddress("address"),
		Kind:     AccountKind(t.OneOf("kind", string(AccountNHSmail), string(AccountEgress), string(AccountOther))),
		Shared:   t.Bool("shared"),
		Disabled: t.Day("disabled", policy.Day{}),
	}
	if a.Address.IsZero() {
		return a
	}
	if a.Kind == "" && !t.Has("kind") {
		a.Kind = KindOf(a.Address)
	}
	switch isNHSmail := KindOf(a.Address) == AccountNHSmail; {
	case a.Kind == "" && !t.Has("kind"):
		t.Fault("kind", "no kind", `write kind = "egress" where it holds an Egress account, else kind = "other"`)
	case a.Kind == "":
	case isNHSmail && a.Kind != AccountNHSmail:
		t.Fault("kind", fmt.Sprintf("kind is %q, but an address at nhs.net is NHSmail", a.Kind), `write kind = "nhsmail"`)
	case !isNHSmail && a.Kind == AccountNHSmail:
		t.Fault("kind", fmt.Sprintf("kind is %q, but only an address at nhs.net is NHSmail", a.Kind),
			`write kind = "egress" where it holds an Egress account, else kind = "other"`)
	}
	return a
}

func secureTag(t *tables.Table) *SecureTag {
	if t == nil {
		return nil
	}
	defer t.Unknown()
	return &SecureTag{ApprovedBy: t.Required("approved_by"), On: t.RequiredDay("on", policy.Day{})}
}

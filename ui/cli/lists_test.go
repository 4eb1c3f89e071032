package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func listFile(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestListsAddSaysHowManyItTookAndWhichLinesNot(t *testing.T) {
	home := t.TempDir()
	path := listFile(t, "Opticians.csv", "name,fax,email\nA,1,a@example.org\nB,,no address\nC,,\n")
	answer, said, status := runCommand(t, newLists, home, "add", path, "--as", "optician")
	want := "opticians (optician) added: 2 entries, 1 line left out\ncolumns that are not read: fax\n" +
		"line 3 left out: the e-mail address has white space in it (character 3)\n"
	if answer != want || said != "" || status != Done {
		t.Errorf("status %d, %s%s", status, answer, said)
	}
	if answer, _, status := runCommand(t, newLists, home); answer != "opticians\toptician\t2 entries, 1 line left out\n" || status != Done {
		t.Errorf("status %d, %s", status, answer)
	}
	if answer, _, _ := runCommand(t, newLists, home, "add", path); !strings.Contains(answer, "it took the place of an earlier list of this name\n") {
		t.Error(answer)
	}
}

func TestListsAddRefusesWhatIsNoList(t *testing.T) {
	home := t.TempDir()
	for want, args := range map[string][]string{
		"is neither a list of the Organisation Data Service": {listFile(t, "a.csv", "a,b\n")},
		"is a folder: name the file in it":                   {home},
		"check its name and folder":                          {filepath.Join(home, "none.csv")},
		"not a kind of list: give gp, optician or other":     {listFile(t, "a.csv", "name\nA\n"), "--as", "clinic"},
	} {
		if answer, said, status := runCommand(t, newLists, home, append([]string{"add"}, args...)...); status != Misused || answer != "" || !strings.Contains(said, want) {
			t.Errorf("%v: status %d, %s%s", args, status, answer, said)
		}
	}
	if answer, _, status := runCommand(t, newLists, home); answer != "" || status != Done {
		t.Errorf("status %d, %s", status, answer)
	}
}

func TestListsRemoveTakesAListAway(t *testing.T) {
	home := t.TempDir()
	runCommand(t, newLists, home, "add", listFile(t, "a.csv", "name\nA\n"))
	if _, said, status := runCommand(t, newLists, home, "remove", "b"); status != Misused || !strings.Contains(said, `no list is called "b": use one of a`) {
		t.Errorf("status %d, %s", status, said)
	}
	if answer, _, status := runCommand(t, newLists, home, "remove", "a"); status != Done || answer != "a removed\n" {
		t.Errorf("status %d, %s", status, answer)
	}
	if answer, _, _ := runCommand(t, newLists, home); answer != "" {
		t.Error(answer)
	}
}

func TestListsTemplateIsTakenAfterOneLineIsWritten(t *testing.T) {
	template, _, status := runCommand(t, newLists, t.TempDir(), "template")
	if status != Done || template != "name,email,organisation,address,town,postcode,phone,ods_code\r\n" {
		t.Errorf("status %d, %q", status, template)
	}
	if answer, said, status := runCommand(t, newLists, t.TempDir(), "add", listFile(t, "a.csv", template+"A,,,,,,,\r\n")); status != Done {
		t.Errorf("status %d, %s%s", status, answer, said)
	}
}

func TestListsAfterDamageStillShowsTheOthers(t *testing.T) {
	home := t.TempDir()
	runCommand(t, newLists, home, "add", listFile(t, "a.csv", "name\nA\n"))
	runCommand(t, newLists, home, "add", listFile(t, "b.csv", "name\nB\n"))
	if err := os.WriteFile(filepath.Join(home, "lists", "other-a.csv"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	answer, said, status := runCommand(t, newLists, home)
	if status != Failed || !strings.Contains(answer, "b\tother\t1 entry\n") || !strings.Contains(said, "other-a.csv is neither a list") {
		t.Errorf("status %d, %s%s", status, answer, said)
	}
}

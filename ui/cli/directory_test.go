package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"referraldesk/directory"
)

// runCommand runs one command of a program whose files lie in home. Its answer and what it says beside it come back apart.
func runCommand(t *testing.T, command func(World) *cobra.Command, home string, args ...string) (answer, said string, status Status) {
	t.Helper()
	var out, complaint strings.Builder
	w := World{
		Out: &out, Err: &complaint, Now: noonOf(today),
		Getenv: func(name string) string { return map[string]string{"REFERRALDESK_HOME": home}[name] },
	}
	root := &cobra.Command{Use: "referraldesk", SilenceUsage: true, SilenceErrors: true}
	root.SetFlagErrorFunc(flagError)
	cmd := command(w)
	root.AddCommand(cmd)
	root.SetArgs(append([]string{cmd.Name()}, args...))
	if err := root.Execute(); err != nil {
		e := exitOf(err)
		w.tell(e.err)
		status = e.status
	}
	return out.String(), complaint.String(), status
}

// homeWithDirectory is a folder with a directory.toml.
func homeWithDirectory(t *testing.T, content string) string {
	t.Helper()
	home := t.TempDir()
	if err := os.WriteFile(filepath.Join(home, directory.FileName), []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return home
}

const ourClinic = `# ours
[[destination]]
id = "smh-wet-amd"
address = "new.amd@nhs.net"
[[destination]]
id = "bht-hcq"
withdrawn = true
`

func TestDirectoryShowMarksWhatDiffersHere(t *testing.T) {
	answer, said, status := runCommand(t, newDirectory, homeWithDirectory(t, ourClinic), "show")
	if status != Done || said != "" || strings.Contains(answer, "bht-hcq") ||
		!strings.Contains(answer, "smh-wet-amd\tSMH wet AMD referrals\tnew.amd@nhs.net\tchanged here: address\n") ||
		!strings.Contains(answer, "bucks-cataract\tBucks direct cataract referrals\tbht.cataractreferrals@nhs.net\t\n") ||
		!strings.Contains(answer, "\noptomadmin\t") {
		t.Errorf("status %d, %s%s", status, answer, said)
	}
}

func TestDirectoryShowPrintsAllThatIsKnownOfOneAndWhatIsNot(t *testing.T) {
	answer, _, status := runCommand(t, newDirectory, homeWithDirectory(t, ourClinic), "show", "smh-wet-amd")
	for _, line := range []string{
		"address\tnew.amd@nhs.net", "superseded\tbht.bucksamd@nhs.net", "form\t" + directory.NotPublished, "phone\t" + directory.NotPublished,
		"verified\tThis address was never verified by anyone here.", "here\tchanged here: address",
		"note\tRefer direct to the macula service: going through the GP only delays. (nice-ng82)", "urgency\tUrgent — within one week (college-urgency-older)",
	} {
		if !strings.Contains(answer, line+"\n") {
			t.Errorf("no line %q", line)
		}
	}
	if status != Done {
		t.Errorf("status %d", status)
	}
	if answer, _, status = runCommand(t, newDirectory, t.TempDir(), "show", "optomadmin"); status != Done || !strings.Contains(answer, "address\toptomadmin@nhs.net\n") {
		t.Errorf("status %d, %s", status, answer)
	}
	if _, said, status := runCommand(t, newDirectory, t.TempDir(), "show", "nobody"); status != Misused || !strings.Contains(said, "use one of mkuh-bus") {
		t.Errorf("status %d, %s", status, said)
	}
}

func TestABrokenDirectoryFileIsSaidAndTheEmbeddedDirectoryShown(t *testing.T) {
	home := homeWithDirectory(t, ourClinic+"adress = 1\n")
	for _, args := range [][]string{{"show"}, {"show", "bht-hcq"}, {"diff"}} {
		answer, said, status := runCommand(t, newDirectory, home, args...)
		if status != Misused || !strings.Contains(said, directory.FileName+":8: destination \"bht-hcq\": unknown field \"adress\", remove it") {
			t.Errorf("%v: status %d, %s", args, status, said)
		}
		if args[0] == "show" && !strings.Contains(answer, "bht.hcqscreening@nhs.net") {
			t.Errorf("%v: %s", args, answer)
		}
	}
}

func TestDirectoryCheckPrintsEveryFaultALine(t *testing.T) {
	path := filepath.Join(homeWithDirectory(t, "[[destination]]\nid = \"smh-wet-amd\"\naddress = \"a\"\n[[contact]]\nid = \"none\"\nwithdrawn = true\n"), directory.FileName)
	answer, said, status := runCommand(t, newDirectory, t.TempDir(), "check", path)
	want := path + `:3: destination "smh-wet-amd": address "a" has no @, write the bare address, as name@nhs.net` + "\n" +
		path + `:6: contact "none": there is nothing to withdraw, correct the id, or remove the table: directory show prints what there is` + "\n"
	if answer != want || said != "" || status != Misused {
		t.Errorf("status %d, %q, %q", status, answer, said)
	}
	answer, said, status = runCommand(t, newDirectory, t.TempDir(), "check", filepath.Join(homeWithDirectory(t, ourClinic), directory.FileName))
	if answer != "" || said != "" || status != Done {
		t.Errorf("status %d, %q, %q", status, answer, said)
	}
	if _, said, status := runCommand(t, newDirectory, t.TempDir(), "check", path+".none"); status != Misused || !strings.Contains(said, "check its name and folder") {
		t.Errorf("status %d, %q", status, said)
	}
}

func TestDirectoryDiffPrintsWhatGoesAndWhatComes(t *testing.T) {
	answer, _, status := runCommand(t, newDirectory, homeWithDirectory(t, ourClinic), "diff")
	if status != Done || !strings.Contains(answer, "- destination smh-wet-amd, address: bht.bucksamd@nhs.net\n+ destination smh-wet-amd, address: new.amd@nhs.net\n") ||
		!strings.Contains(answer, "- destination bht-hcq, name: BHT HCQ screening referrals\n") {
		t.Errorf("status %d, %s", status, answer)
	}
	if answer, said, status := runCommand(t, newDirectory, t.TempDir(), "diff"); answer+said != "" || status != Done {
		t.Errorf("without a file: status %d, %s%s", status, answer, said)
	}
}

func TestDirectoryPathIsWhereTheFileWouldLie(t *testing.T) {
	home := t.TempDir()
	if answer, _, status := runCommand(t, newDirectory, home, "path"); status != Done || answer != filepath.Join(home, "directory.toml")+"\n" {
		t.Errorf("status %d, %s", status, answer)
	}
}

func TestDirectoryVerifyRecordsWhoMadeSure(t *testing.T) {
	home := homeWithDirectory(t, ourClinic)
	answer, said, status := runCommand(t, newDirectory, home, "verify", "smh-wet-amd", "--by", "Ann Lee", "--on", "2026-11-20")
	if status != Done || answer != "new.amd@nhs.net verified by Ann Lee on 2026-11-20\n" {
		t.Fatalf("status %d, %s%s", status, answer, said)
	}
	if answer, _, _ := runCommand(t, newDirectory, home, "show", "smh-wet-amd"); !strings.Contains(answer, "verified\ton 2026-11-20 by Ann Lee\n") {
		t.Error(answer)
	}
	if data, err := os.ReadFile(filepath.Join(home, directory.FileName)); err != nil || !strings.HasPrefix(string(data), "# ours\n") {
		t.Errorf("%s, %v", data, err)
	}
	for want, args := range map[string][]string{
		"who made sure":             {"smh-wet-amd"},
		"lies in the future":        {"smh-wet-amd", "--by", "A", "--on", "2026-11-23"},
		"is a contact":              {"optomadmin", "--by", "A"},
		"no destination has the id": {"bht-hcq", "--by", "A"},
		"--by: empty: give a value": {"smh-wet-amd", "--by", ""},
		"directory verify takes ID": {"--by", "A"},
	} {
		if _, said, status := runCommand(t, newDirectory, home, append([]string{"verify"}, args...)...); status != Misused || !strings.Contains(said, want) {
			t.Errorf("%v: status %d, %s", args, status, said)
		}
	}
}

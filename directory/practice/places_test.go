package practice

import (
	"path/filepath"
	"strings"
	"testing"
)

// abs is a full path on the system that the test runs on.
func abs(t *testing.T, path string) string {
	t.Helper()
	full, err := filepath.Abs(filepath.FromSlash(path))
	if err != nil {
		t.Fatal(err)
	}
	return full
}

func TestEachSystemKeepsSettingsAndLocalDataWhereItsPeopleExpectThem(t *testing.T) {
	home, roaming, local, xdg, own := abs(t, "/home/a"), abs(t, "/roaming"), abs(t, "/local"), abs(t, "/xdg"), abs(t, "/own")
	mac := filepath.Join(home, "Library", "Application Support", "referraldesk")
	for _, c := range []struct {
		name, goos   string
		env          map[string]string
		config, data string
	}{
		{"Windows", "windows", map[string]string{"AppData": roaming, "LOCALAPPDATA": local, "HOME": home},
			filepath.Join(roaming, "referraldesk"), filepath.Join(local, "referraldesk")},
		{"macOS", "darwin", map[string]string{"HOME": home}, mac, mac},
		{"Linux", "linux", map[string]string{"HOME": home},
			filepath.Join(home, ".config", "referraldesk"), filepath.Join(home, ".local", "share", "referraldesk")},
		{"Linux with XDG", "linux", map[string]string{"HOME": home, "XDG_CONFIG_HOME": xdg, "XDG_DATA_HOME": local},
			filepath.Join(xdg, "referraldesk"), filepath.Join(local, "referraldesk")},
		{"a folder of one's own", "windows", map[string]string{"REFERRALDESK_HOME": own}, own, own},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := FindPlaces(c.goos, func(key string) string { return c.env[key] })
			if err != nil || got != (Places{c.config, c.data}) {
				t.Errorf("%+v, %v", got, err)
			}
			if file := got.PracticeFile(); file != filepath.Join(c.config, "practice.toml") {
				t.Errorf("practice.toml at %s", file)
			}
		})
	}
}

func TestAMissingOrRelativeFolderNamesTheVariableAndTheNextStep(t *testing.T) {
	for _, c := range []struct {
		goos string
		env  map[string]string
		want string
	}{
		{"windows", nil, "AppData is not set: set it, or set REFERRALDESK_HOME"},
		{"windows", map[string]string{"AppData": abs(t, "/r")}, "LOCALAPPDATA is not set"},
		{"linux", nil, "HOME is not set"},
		{"linux", map[string]string{"XDG_CONFIG_HOME": "here"}, "XDG_CONFIG_HOME is not a full path: correct it"},
		{"linux", map[string]string{"REFERRALDESK_HOME": "here"}, "REFERRALDESK_HOME is not a full path"},
	} {
		got, err := FindPlaces(c.goos, func(key string) string { return c.env[key] })
		if err == nil || !strings.Contains(err.Error(), c.want) || got != (Places{}) {
			t.Errorf("%s %v: %+v, %v", c.goos, c.env, got, err)
		}
	}
}

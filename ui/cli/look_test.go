package cli

import "testing"

func TestLocaleDecidesWhetherSignsAreASCII(t *testing.T) {
	for _, c := range []struct {
		env  map[string]string
		utf8 bool
	}{
		{nil, true},
		{map[string]string{"LANG": "en_GB.UTF-8"}, true},
		{map[string]string{"LANG": "C.utf8"}, true},
		{map[string]string{"LANG": "en_GB.ISO-8859-1"}, false},
		{map[string]string{"LANG": "en_GB.UTF-8", "LC_ALL": "C"}, false},
		{map[string]string{"LANG": "C", "LC_CTYPE": "en_GB.UTF-8"}, true},
		{map[string]string{"LANG": "POSIX"}, false},
	} {
		if got := saysUTF8(func(name string) string { return c.env[name] }); got != c.utf8 {
			t.Errorf("%v: UTF-8 is %v", c.env, got)
		}
	}
}

func TestThemeThatIsNoneIsRefusedWithThoseThatAre(t *testing.T) {
	done := run(t, "", "--theme", "pink")
	if done.status != int(Misused) || done.err != "referraldesk: --theme: give light, dark or none\n" {
		t.Errorf("status %d: %s", done.status, done.err)
	}
}

package outlook

import "testing"

func TestWithoutARoadTheErrorSaysWhatToDo(t *testing.T) {
	empty := "PATH=" + t.TempDir()
	for _, test := range []struct {
		name string
		env  []string
		err  string
	}{
		{"Wayland without a tool", []string{empty, "WAYLAND_DISPLAY=wayland-0"}, "install the package wl-clipboard"},
		{"X11 without a tool", []string{empty, "DISPLAY=:0"}, "install the package xclip"},
		{"no desktop", []string{empty}, "neither WAYLAND_DISPLAY nor DISPLAY is set"},
		{"WSL", []string{empty, "WSL_DISTRO_NAME=Debian"}, "run referraldesk.exe in Windows itself"},
		{"half of wl-clipboard", []string{"PATH=" + fakes(t, "works", "wl-copy"), "WAYLAND_DISPLAY=wayland-0"}, "install the package wl-clipboard"},
		{"a relative PATH", []string{"PATH=.:bin", "DISPLAY=:0"}, "install the package xclip"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := System(environment(test.env...), nil)
			checkError(t, err, test.err)
		})
	}
}

func TestAWaylandDesktopWithoutWlCopyIsReachedThroughX11(t *testing.T) {
	folder := fakes(t, "works", "xclip")
	c, err := System(environment("PATH="+folder, "WAYLAND_DISPLAY=wayland-0", "DISPLAY=:0"), nil)
	checkError(t, err, "")
	if c.Name() != "xclip" {
		t.Errorf("the road is %s", c.Name())
	}
}

package outlook

import (
	"bytes"
	"context"
	"errors"
	"slices"
)

// local is wl-copy on Wayland, else xclip or xsel on X11, which a Wayland desktop offers too.
func local(getenv func(string) string) (Clipboard, error) {
	for _, road := range []struct {
		display string // the variable that says that there is such a display
		make    func(getenv func(string) string) (tools, bool)
	}{
		{"WAYLAND_DISPLAY", wlClipboard},
		{"DISPLAY", xclip},
		{"DISPLAY", xsel},
	} {
		if getenv(road.display) == "" {
			continue
		}
		if t, ok := road.make(getenv); ok {
			return &t, nil
		}
	}
	return nil, noRoad(getenv)
}

func noRoad(getenv func(string) string) error {
	switch {
	case getenv("WAYLAND_DISPLAY") != "":
		return errors.New("no program for the clipboard is installed: install the package wl-clipboard, or " + byHand)
	case getenv("DISPLAY") != "":
		return errors.New("no program for the clipboard is installed: install the package xclip, or " + byHand)
	case getenv("WSL_DISTRO_NAME") != "":
		return errors.New("this is Linux inside Windows (WSL) without a display: run referraldesk.exe in Windows itself, or " + byHand)
	}
	return errors.New("there is no desktop here (neither WAYLAND_DISPLAY nor DISPLAY is set): " +
		"start the program in a terminal of the desktop, or " + byHand)
}

// wlClipboard marks the text as sensitive where this wl-copy offers it: a hint that Klipper and others heed. Inside
// Windows (WSL) the text goes on to Windows without the hint.
func wlClipboard(getenv func(string) string) (tools, bool) {
	write, read := find("wl-copy", getenv("PATH")), find("wl-paste", getenv("PATH"))
	if write == "" || read == "" {
		return tools{}, false
	}
	t := tools{
		name:    "wl-copy",
		write:   []string{write, "--type", "text/plain"},
		read:    []string{read, "--no-newline", "--type", "text/plain"},
		env:     toolEnv(getenv),
		timeout: toolTime,
		limits:  Limits{InHistory: true},
	}
	var help bounded
	err := t.run(context.Background(), []string{write, "--help"}, "", &help)
	if err == nil && bytes.Contains(help.kept, []byte("--sensitive")) {
		t.write = append(t.write, "--sensitive")
		t.limits.InHistory = getenv("WSL_DISTRO_NAME") != ""
	}
	return t, true
}

func xclip(getenv func(string) string) (tools, bool) {
	return xTool(getenv, "xclip", []string{"-selection", "clipboard"}, "-in", "-out")
}

// xsel would keep a log in the home folder. It hands out a text of up to 4,000 bytes in one piece and a longer one in several,
// and then often nothing: seen with xsel 1.2.0, whoever reads.
func xsel(getenv func(string) string) (tools, bool) {
	t, ok := xTool(getenv, "xsel", []string{"--clipboard", "--logfile", "/dev/null"}, "--input", "--output")
	t.limits.Most, t.limits.Instead = 4000, "install the package xclip, or "+byHand
	return t, ok
}

func xTool(getenv func(string) string, name string, always []string, write, read string) (tools, bool) {
	program := find(name, getenv("PATH"))
	do := func(what string) []string { return slices.Concat([]string{program}, always, []string{what}) }
	return tools{
		name:    name,
		write:   do(write),
		read:    do(read),
		env:     toolEnv(getenv),
		timeout: toolTime,
		limits:  Limits{InHistory: true},
	}, program != ""
}

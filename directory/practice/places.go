package practice

import (
	"errors"
	"fmt"
	"path/filepath"
)

// folder is the name of the program's folders.
const folder = "referraldesk"

// Places are the two folders of the program. Neither need exist.
type Places struct {
	Config string // what people edit: practice.toml, directory.toml
	Data   string // what the program owns, on this machine only: it does not roam with a profile
}

// PracticeFile is the path of practice.toml.
func (p Places) PracticeFile() string { return filepath.Join(p.Config, "practice.toml") }

// FindPlaces says where the program's files lie on an operating system (runtime.GOOS), from the environment (os.Getenv).
// $REFERRALDESK_HOME, where it is set, holds everything; else each system has its own custom, which os.UserConfigDir follows
// for the first folder, and which it has none for the second.
func FindPlaces(goos string, getenv func(string) string) (Places, error) {
	if home := getenv("REFERRALDESK_HOME"); home != "" {
		if !filepath.IsAbs(home) {
			return Places{}, errors.New("REFERRALDESK_HOME is not a full path: start it at the root of the disk")
		}
		return Places{Config: home, Data: home}, nil
	}
	config, err := base(getenv, configPlaces(goos))
	if err != nil {
		return Places{}, fmt.Errorf("the folder for settings can't be found: %w", err)
	}
	data, err := base(getenv, dataPlaces(goos))
	if err != nil {
		return Places{}, fmt.Errorf("the folder for local data can't be found: %w", err)
	}
	return Places{Config: filepath.Join(config, folder), Data: filepath.Join(data, folder)}, nil
}

// place is a folder below the one that an environment variable names.
type place struct{ variable, below string }

func configPlaces(goos string) []place {
	switch goos {
	case "windows":
		return []place{{"AppData", ""}}
	case "darwin":
		return []place{{"HOME", "Library/Application Support"}}
	}
	return []place{{"XDG_CONFIG_HOME", ""}, {"HOME", ".config"}}
}

func dataPlaces(goos string) []place {
	switch goos {
	case "windows":
		return []place{{"LOCALAPPDATA", ""}}
	case "darwin":
		return []place{{"HOME", "Library/Application Support"}}
	}
	return []place{{"XDG_DATA_HOME", ""}, {"HOME", ".local/share"}}
}

// base is the first of the places whose variable is set. What is set must be a full path, or the files would lie wherever the
// program happens to be started.
func base(getenv func(string) string, places []place) (string, error) {
	for _, p := range places {
		switch root := getenv(p.variable); {
		case root == "":
		case !filepath.IsAbs(root):
			return "", fmt.Errorf("%s is not a full path: correct it, or set REFERRALDESK_HOME to a folder", p.variable)
		default:
			return filepath.Join(root, p.below), nil
		}
	}
	return "", fmt.Errorf("%s is not set: set it, or set REFERRALDESK_HOME to a folder", places[len(places)-1].variable)
}

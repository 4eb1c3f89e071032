//go:build unix

package cli

// showsUTF8 says whether the terminal is set to UTF-8.
func showsUTF8(getenv func(string) string) bool { return saysUTF8(getenv) }

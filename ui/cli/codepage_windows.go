package cli

import "golang.org/x/sys/windows"

// utf8CodePage is the number that Windows gives UTF-8.
const utf8CodePage = 65001

// showsUTF8 says whether the console shows more than its code page. Windows Terminal does whatever the code page, and names itself
// in the environment; the older console has the fonts for it where its code page is UTF-8.
func showsUTF8(getenv func(string) string) bool {
	page, err := windows.GetConsoleOutputCP()
	return getenv("WT_SESSION") != "" || err == nil && page == utf8CodePage
}

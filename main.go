// Referral Desk finds where an optometry practice's referral goes, says whether the route is secure, and composes the message.
package main

import (
	"os"

	"referraldesk/ui/cli"
)

func main() {
	os.Exit(cli.Main(os.Args[1:], cli.System()))
}

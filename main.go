// Lumbung keeps the innovations of the social-rehabilitation centres, the devices
// that come of them, and what becomes of those who get one. See README.md.
package main

import (
	"os"

	"lumbung/cli"
)

func main() { os.Exit(cli.Main()) }

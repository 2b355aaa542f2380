package cli

import (
	"fmt"
	"runtime"
)

// version is set by the build: -ldflags "-X lumbung/cli.version=…".
var version = "dev"

// show prints the version.
type show struct{}

// Run prints one line.
func (show) Run(sh *shell) error {
	_, err := fmt.Fprintf(sh.out, "lumbung %s (%s, %s/%s)\n", version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}

# Steps of .ci/run that read the code.
# shellcheck shell=bash disable=SC2154 # the variables that are not set here are those of .ci/run

systems="linux windows darwin"

formatted() {
  local unformatted
  unformatted=$(gofmt -l .)
  [ -z "$unformatted" ] || { printf 'not formatted:\n%s\n' "$unformatted"; return 1; }
}

# staticcheck is built for this machine, then reads the code of each system. What is compiled for that serves the programs too,
# which are built with -trimpath.
checked() {
  local os checker
  local -x GOFLAGS="${GOFLAGS-} -trimpath"
  checker=$work/staticcheck$(go env GOEXE)
  go build -o "$checker" honnef.co/go/tools/cmd/staticcheck
  for os in $systems; do
    GOOS=$os go vet ./...
    GOOS=$os "$checker" ./...
  done
}

modules_verified() { go mod verify; }

# govulncheck ends with 3 where it found one; any other failure is that it could not look.
vulnerabilities_sought() {
  local status=0
  if ! GOBIN=$work within 120 go install golang.org/x/vuln/cmd/govulncheck@v1.9.0 >"$work/vuln" 2>&1; then
    skip "govulncheck can't be had: $(tail -n 1 "$work/vuln")"
    return
  fi
  within 120 "$work/govulncheck$(go env GOEXE)" ./... >"$work/vuln" 2>&1 || status=$?
  case $status in
    0) tail -n 1 "$work/vuln" ;;
    3) cat "$work/vuln" && return 1 ;;
    *) skip "govulncheck could not look (status $status): $(tail -n 1 "$work/vuln")" ;;
  esac
}

# Steps of .ci/run that build the program and look at what comes out.
# shellcheck shell=bash disable=SC2154 # the variables that are not set here are those of .ci/run

most_bytes=20000000 # 20 MB, by whichever count

# from_release KEY is a list of .goreleaser.yaml, in words: what is tried here is what is packed there.
from_release() { sed -n "s/^ *$1: \\[\\(.*\\)\\].*/\\1/p" .goreleaser.yaml | tr -d ',"'; }

# build_program OS ARCH FILE builds as a release does; where Git does not answer, the program can't say its commit.
build_program() {
  local flags
  flags=$(from_release flags)
  git status >/dev/null 2>&1 || flags="$flags -buildvcs=false"
  # shellcheck disable=SC2086 # a word for each flag
  GOOS=$1 GOARCH=$2 go build $flags -ldflags "$(from_release ldflags)" -o "$3" .
}

programs_built() {
  local os arch file bytes built=0
  for os in $(from_release goos); do
    for arch in $(from_release goarch); do
      file=$work/program-$os-$arch
      build_program "$os" "$arch" "$file"
      bytes=$(wc -c <"$file")
      printf '%s/%s: %s bytes\n' "$os" "$arch" "$((bytes))"
      [ "$bytes" -le $most_bytes ] || { echo "more than $most_bytes bytes"; return 1; }
      go run ./ui/cli/packaging sbom "$file" "$file.json"
      built=$((built + 1))
    done
  done
  [ $built -gt 0 ] || { echo "no system is named in .goreleaser.yaml"; return 1; }
}

# The second build comes from a clone in another folder, with a cache of its own, so that nothing of the first one is taken.
programs_reproduced() {
  local os
  if ! git rev-parse HEAD >/dev/null 2>&1; then
    skip "the two builds: this is no Git checkout"
    return
  fi
  git clone -q . "$work/one" && git clone -q . "$work/two/further/away"
  for os in linux windows; do
    (cd "$work/one" && build_program $os amd64 "$work/one-$os")
    (cd "$work/two/further/away" && GOCACHE=$work/cache build_program $os amd64 "$work/two-$os")
    cmp "$work/one-$os" "$work/two-$os"
    echo "$os/amd64: the same"
  done
  rm -rf "$work/cache"
}

packages_checked() {
  if command -v goreleaser >/dev/null; then
    goreleaser check
  else
    skip "goreleaser is not installed: .goreleaser.yaml was not checked"
  fi
  skip "the README's two commands on an empty HOME and GOPATH: they fetch and build everything anew; run bash .ci/empty-home"
}

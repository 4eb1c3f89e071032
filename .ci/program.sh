# Steps of .ci/run that build the program and look at what comes out.
# shellcheck shell=bash disable=SC2154 # the variables that are not set here are those of .ci/run

targets="linux/amd64 linux/arm64 windows/amd64 windows/arm64 darwin/amd64 darwin/arm64"
most_bytes=$((20 << 20)) # 20 MB

# build_program TARGET FILE builds as .goreleaser.yaml does.
build_program() {
  GOOS=${1%/*} GOARCH=${1#*/} go build -trimpath -ldflags "-s -w -buildid=" -o "$2" .
}

programs_built() {
  local target file bytes
  for target in $targets; do
    file=$work/program-${target%/*}-${target#*/}
    build_program "$target" "$file"
    bytes=$(wc -c <"$file")
    printf '%s: %s bytes\n' "$target" "$((bytes))"
    [ "$bytes" -le $most_bytes ] || { echo "more than $most_bytes bytes"; return 1; }
    go run ./ui/cli/packaging sbom "$file" "$file.json"
  done
}

# The second build comes from a clone in another folder, with a cache of its own, so that nothing of the first one is taken.
programs_reproduced() {
  local target name
  if ! git rev-parse HEAD >/dev/null 2>&1; then
    skip "the two builds: this is no Git checkout"
    return
  fi
  git clone -q . "$work/one" && git clone -q . "$work/two/further/away"
  for target in linux/amd64 windows/amd64; do
    name=program-${target%/*}
    (cd "$work/one" && GOFLAGS=-buildvcs=true build_program "$target" "$work/one.$name")
    (cd "$work/two/further/away" && GOFLAGS=-buildvcs=true GOCACHE=$work/cache build_program "$target" "$work/two.$name")
    cmp "$work/one.$name" "$work/two.$name"
    echo "$target: the same"
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

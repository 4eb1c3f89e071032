# Steps of .ci/run that run tests.
# shellcheck shell=bash disable=SC2154 # the variables that are not set here are those of .ci/run

# What the tests of the clipboard, the desk and a group's daybook try themselves on. They skip with a word what is not there.
tools_installed() {
  local tool missing=""
  for tool in Xvfb:xvfb xclip:xclip xsel:xsel wl-copy:wl-clipboard weston:weston tmux:tmux python3:python3; do
    command -v "${tool%%:*}" >/dev/null || missing="$missing ${tool##*:}"
  done
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null || missing="$missing postgresql"
  if [ -z "$missing" ]; then
    echo "all there"
  elif [ "$(uname)" != Linux ]; then
    skip "tools of Linux desktops:$missing; the tests that want them skip themselves"
  elif [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    # shellcheck disable=SC2086 # a word for each package
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing; } >/dev/null 2>&1 \
      || skip "could not install$missing: the tests that want them skip themselves"
  else
    skip "not installed, and not root:$missing; the tests that want them skip themselves"
  fi
}

# What runs is the command that the README gives. What it covers is counted on the way: wherever a mistake could harm a patient
# (the rules, the directory, the words of a referral), at least 95% of the statements of each package.
tested() {
  local test_command
  test_command=$(sed -n 's/^    \(go test .*\)$/\1/p' README.md | head -n 1)
  [ "$test_command" = "go test ./..." ] || { echo "the README's test command is '$test_command', not 'go test ./...'"; return 1; }
  $test_command -cover | tee "$work/coverage"
  awk '/(^|[ \t])referraldesk\/(policy|directory|ui\/referral)[\/ \t]/ {
      for (i = 1; i < NF; i++) if ($i == "coverage:" && $(i + 1) ~ /%$/) {
        seen++
        if ($(i + 1) + 0 < 95) { print "too little is covered: " $0; failed = 1 }
      }
    }
    END { if (!seen) print "no package was measured"; exit failed || !seen }' "$work/coverage"
}

# Every package whose own code, and not only its tests, does more than one thing at once.
raced() {
  local packages
  if ! command -v "$(go env CC)" >/dev/null; then
    skip "the race detector: it needs a C compiler"
    return
  fi
  packages=$(grep -rlE '^[[:space:]]*go func|"sync"|\.Go\(func' --include='*.go' --exclude='*_test.go' directory policy ui \
    | grep -v /testdata/ | xargs -n 1 dirname | sort -u | sed 's|^|./|')
  # shellcheck disable=SC2086 # a word for each package
  CGO_ENABLED=1 go test -race -short $packages
  CGO_ENABLED=1 go test -race -run RandomKeys ./ui # the desk as Bubble Tea runs it, its commands beside each other
}

# When the gate begins no more fuzzing, in seconds since its start: it has 15 minutes.
fuzz_until=800

# Every target of every package, as the tests themselves list them, two at a time with a worker each.
fuzzed() {
  local target package names=""
  go test -list '^Fuzz' ./... >"$work/listed"
  while read -r target package _; do
    case $target in
      Fuzz*) names="$names $target" ;;
      ok)
        for target in $names; do printf '%s %s\n' "$package" "$target"; done
        names=""
        ;;
    esac
  done <"$work/listed" >"$work/targets"
  [ -s "$work/targets" ] || { echo "no target is listed"; return 1; }
  fuzz_end=$(($(date +%s) + fuzz_until - SECONDS))
  export -f fuzz_one skip
  export work skipped fuzz_end
  # shellcheck disable=SC2016 # the words are those of each line
  xargs -n 2 -P 2 bash -c 'fuzz_one "$1" "$2"' fuzz_one <"$work/targets"
}

# fuzz_one PACKAGE TARGET says how far it came, or all that went wrong.
fuzz_one() {
  local log=$work/fuzz-$2-${1##*/}
  if [ "$(date +%s)" -ge "$fuzz_end" ]; then
    skip "fuzzing $1 $2: the gate has 15 minutes, and this machine is too slow for all of it"
  elif go test -run '^$' -fuzz "^$2\$" -fuzztime 10s -parallel 1 "$1" </dev/null >"$log" 2>&1; then
    printf '%s %s: %s\n' "$1" "$2" "$(grep '^fuzz: elapsed' "$log" | tail -n 1)"
  else
    cat "$log"
    return 255
  fi
}

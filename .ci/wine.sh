# The step of .ci/run that tries the Windows clipboard and a paste into a console where there is no Windows.
# shellcheck shell=bash disable=SC2154 # the variables that are not set here are those of .ci/run

tried_under_wine() {
  local wine=$PWD/../shared/tools/wine-exec
  if [ ! -x "$wine" ]; then
    skip "Wine: there is no runner for it beside the checkout"
  elif ! command -v Xvfb >/dev/null; then
    skip "Wine: its clipboard needs Xvfb"
  elif ! within 300 "$wine" cmd /c ver >/dev/null 2>&1; then
    skip "Wine: it does not start here"
  else
    windows_test "$wine" "$work/display"
  fi
}

# windows_test WINE FILE runs the tests on a display of their own; its number is read from FILE.
windows_test() {
  local xvfb status=0
  exec 8>"$2"
  Xvfb -displayfd 8 -screen 0 640x480x24 >/dev/null 2>&1 &
  xvfb=$!
  for _ in $(seq 100); do [ -s "$2" ] && break; sleep 0.1; done
  DISPLAY=:$(cat "$2") GOOS=windows within 400 go test -exec "$1" ./ui/outlook || status=$?
  DISPLAY=:$(cat "$2") GOOS=windows within 400 go test -exec "$1" -run WindowsConsole ./ui || status=$?
  kill $xvfb 2>/dev/null || true
  return $status
}

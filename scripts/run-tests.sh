#!/usr/bin/env bash
# Builds and runs the tests in release mode, and fails unless some ran and none was skipped:
# `swift test` itself exits 0 when no test matched, or when a test was skipped for want of a file.
# Arguments go to `swift test`, for example: scripts/run-tests.sh --filter PatternsTests
set -euo pipefail
cd "$(dirname "$0")/.."

readonly results=".build/test-results.xml"
readonly totals=".build/test-totals.txt"

say() { printf 'tests: %s\n' "$*"; }

mkdir -p .build
rm -f "$results" "$totals"
started=$SECONDS
say "building and running (release; the first build takes minutes)"
status=0
# Without testable imports (the tests use none) the modules are the very ones of `make build`.
scripts/swift.sh test -c release --disable-xctest --disable-testable-imports \
  --xunit-output "$results" "$@" </dev/null || status=$?

if [[ ! -f $results ]]; then
  say "error: no results were written (swift test exited $status): see the build errors above" >&2
  exit $((status ? status : 1))
fi

# The counts are attributes of the one <testsuite> element.
count() {
  local value
  value=$(sed -nE "s/.*<testsuite [^>]*\\b$1=\"([0-9]+)\".*/\\1/p" "$results" | head -n 1)
  printf '%s' "${value:-0}"
}
ran=$(count tests) failed=$(count failures) skipped=$(count skipped)
line="$ran tests, $failed issues, $skipped skipped, $((SECONDS - started)) s"
printf '%s\n' "$line" >"$totals"
say "$line"

if ((status)); then
  say "error: swift test exited $status" >&2
  exit "$status"
fi
if ((ran == 0)); then
  say "error: no test ran; check the --filter, or that Tests/ is not empty" >&2
  exit 1
fi
if ((skipped)); then
  say "error: skipped tests: $skipped; what they need is missing (try: make model)" >&2
  exit 1
fi

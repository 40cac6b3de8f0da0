#!/usr/bin/env bash
# Runs `swift` with arguments; what it leaves in the folder for temporary files is gone afterwards:
# every call of SwiftPM 6.3 makes six folders TemporaryDirectory.* there and removes none of them.
set -euo pipefail
folder="$(cd "$(dirname "$0")/.." && pwd)/.build/tmp"
mkdir -p "$folder"
trap 'rm -rf "$folder"/TemporaryDirectory.*' EXIT
TMPDIR="$folder" swift "$@"

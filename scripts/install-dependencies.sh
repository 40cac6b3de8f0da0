#!/usr/bin/env bash
# Makes sure that what the build needs is on this machine: Swift 6.3 or newer and four system
# libraries. What is missing is installed through apt where that is possible; elsewhere the
# script says what to provide and stops. Run it as often as you like: done is skipped.
set -euo pipefail

readonly swift_major=6 swift_minor=3
# What pkg-config calls each library, and the Debian, Fedora and Homebrew packages that hold it.
readonly libraries=(
  "libpcre2-8 libpcre2-dev pcre2-devel pcre2"
  "libxml-2.0 libxml2-dev libxml2-devel libxml2"
  "sqlite3 libsqlite3-dev sqlite-devel sqlite"
  "zlib zlib1g-dev zlib-devel zlib"
)

say() { printf 'dependencies: %s\n' "$*"; }
fail() {
  printf 'dependencies: error: %s\n' "$1" >&2
  shift
  if (($#)); then printf '  %s\n' "$@" >&2; fi
  exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }

check_swift() {
  local remedy="install Swift $swift_major.$swift_minor or newer (https://www.swift.org/install), put it on the PATH, then run this again"
  have swift || fail "no swift on the PATH" "remedy: $remedy"
  local answer version major minor
  answer=$(swift --version 2>&1) || fail "swift --version does not run: $answer" "remedy: $remedy"
  version=$(sed -nE 's/.*Swift version ([0-9]+\.[0-9]+).*/\1/p' <<<"$answer" | head -n 1)
  [[ -n $version ]] || fail "cannot read a version out of \"$answer\"" "remedy: $remedy"
  major=${version%%.*} minor=${version#*.}
  if ((major < swift_major || (major == swift_major && minor < swift_minor))); then
    fail "found Swift $version, need $swift_major.$swift_minor or newer" "remedy: $remedy"
  fi
  say "Swift $version is there"
}

# Fills `missing` with the lines of `libraries` whose headers are not here.
find_missing() {
  missing=()
  local line
  for line in "${libraries[@]}"; do
    if ! have pkg-config || ! pkg-config --exists "${line%% *}"; then missing+=("$line"); fi
  done
}

# Prints column $1 of the missing lines.
packages() {
  local column=$1 line names=()
  for line in "${missing[@]}"; do
    read -r -a words <<<"$line"
    names+=("${words[column]}")
  done
  printf '%s' "${names[*]}"
}

explain_and_stop() {
  fail "$1" \
    "remedy: install these, then run this again:" \
    "  Debian, Ubuntu:  apt-get install pkg-config $(packages 1)" \
    "  Fedora, RHEL:    dnf install pkgconf-pkg-config $(packages 2)" \
    "  macOS:           brew install pkg-config $(packages 3)"
}

install_through_apt() {
  local root=()
  if ((EUID != 0)); then
    have sudo || explain_and_stop "system libraries are missing, and there is no sudo to install them with"
    root=(sudo)
    # Without a terminal nobody can type a password: sudo must not wait for one.
    [[ -t 0 ]] || root=(sudo -n)
  fi
  read -r -a wanted <<<"pkg-config $(packages 1)"
  say "installing through apt: ${wanted[*]}"
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -q </dev/null ||
    say "apt-get update failed; trying with the package lists that are here"
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -q -y --no-install-recommends "${wanted[@]}" </dev/null ||
    explain_and_stop "apt-get could not install ${wanted[*]}"
}

check_swift
find_missing
if ((${#missing[@]})); then
  have apt-get || explain_and_stop "system libraries are missing: $(packages 0)"
  install_through_apt
  find_missing
  ((${#missing[@]} == 0)) || explain_and_stop "still missing after the installation: $(packages 0)"
fi
say "PCRE2, libxml2, SQLite, zlib are there"

#!/usr/bin/env bash
# Compiles the kernels for aarch64 and compares them, on emulated processors with and without NEON's
# products of bytes, with the portable kernels and with formulas; once more with traps for undefined
# behaviour. On an aarch64 machine it needs no emulator and checks what that machine runs.
# Exits 1 when something does not compile or differs, 2 when something that it needs is missing.
set -euo pipefail
cd "$(dirname "$0")/.."

readonly kernels=Sources/CKernels
readonly warnings=(-std=gnu17 -Wall -Wextra -Werror)
readonly cross_packages="libc6-dev-arm64-cross gcc-aarch64-linux-gnu"
readonly emulator_package="qemu-user-static"

say() { printf 'neon: %s\n' "$*"; }
# stop CODE MESSAGE [LINE...]
stop() {
  local code=$1
  printf 'neon: error: %s\n' "$2" >&2
  shift 2
  if (($#)); then printf '  %s\n' "$@" >&2; fi
  exit "$code"
}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# The compiler of the Swift toolchain, which builds the package, or any other clang.
find_compiler() {
  local swift
  if swift=$(command -v swift); then
    compiler=$(dirname "$(readlink -f "$swift")")/clang
    if [[ -x $compiler ]]; then return; fi
  fi
  compiler=$(command -v clang) ||
    stop 2 "no clang on the PATH" \
      "remedy: install Swift, whose toolchain has one (https://www.swift.org/install)"
}

is_native() { [[ $(uname -s) == Linux && $(uname -m) == aarch64 ]]; }

# Fills `target` with the flags for compiling and `linking` with those for linking as well.
find_target() {
  target=() linking=(-lm -lpthread)
  if is_native; then return; fi
  target=(--target=aarch64-linux-gnu)
  printf '#include <math.h>\nint main(int n, char **v) { return (int)exp(n + **v); }\n' \
    >"$scratch/probe.c"
  local linker
  for linker in -fuse-ld=lld -fuse-ld=bfd; do
    linking=(-static "$linker" -lm -lpthread)
    if "$compiler" "${target[@]}" "$scratch/probe.c" "${linking[@]}" -o "$scratch/probe" \
      2>"$scratch/probe.txt"; then return; fi
  done
  cat "$scratch/probe.txt" >&2
  stop 2 "$compiler cannot build programs for aarch64: its C library or linker is missing" \
    "remedy: install these, then run this again:" \
    "  Debian, Ubuntu:  apt-get install $cross_packages $emulator_package"
}

find_emulator() {
  if is_native; then return; fi
  emulator=$(command -v qemu-aarch64-static || command -v qemu-aarch64) ||
    stop 2 "the kernels compile for aarch64 but were not run: no qemu-aarch64-static on the PATH" \
      "remedy: install this, then run this again:" \
      "  Debian, Ubuntu:  apt-get install $emulator_package"
}

# build NAME FLAG...
build() {
  local program=$scratch/$1
  shift
  "$compiler" "${target[@]}" "${warnings[@]}" "$@" -I "$kernels/include" \
    "$kernels"/*.c scripts/neon/*.c "${linking[@]}" -o "$program" ||
    stop 1 "the kernels or scripts/neon do not compile for aarch64 ($*)"
}

# check NAME PROCESSOR TABLE...: the processor runs just these tables, and they are right.
check() {
  local name=$1 processor=$2 run=("$scratch/$1") listed
  shift 2
  if [[ $processor != native ]]; then run=("$emulator" -cpu "$processor" "$scratch/$name"); fi
  listed=$("${run[@]}" --list) || stop 1 "$name --list fails on $processor (exit $?)"
  if (($#)) && [[ $listed != "$*" ]]; then
    stop 1 "$processor is given the kernels $listed; it should be $*"
  fi
  say "$name on $processor: $listed"
  "${run[@]}" || stop 1 "$name on $processor: kernels differ or crash (exit $?)"
}

find_compiler
find_target
say "compiling with $("$compiler" --version | head -n 1)"
build compare -O3
build compare-undefined -O1 -fsanitize=undefined,float-divide-by-zero,float-cast-overflow \
  -fsanitize-trap=all
find_emulator
if is_native; then
  check compare native
  check compare-undefined native
else
  check compare max neon-i8mm neon-dotprod portable
  check compare neoverse-n1 neon-dotprod portable
  check compare cortex-a53 portable
  check compare-undefined max neon-i8mm neon-dotprod portable
fi
say "all kernels for aarch64 agree"

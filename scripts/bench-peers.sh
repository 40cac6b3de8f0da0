#!/usr/bin/env bash
# Measures Assay's engine beside llama.cpp: sets up a virtual environment with llama-cpp-python built
# for this machine, the re-quantised files and the programs of Benchmarks/Peers, then compares.
# Arguments go to Benchmarks/Peers/compare.py. Takes about 5 minutes to set up and 20 to run.
set -euo pipefail
cd "$(dirname "$0")/.."

version=0.3.36
place=${BENCH_PEERS_PLACE:-Benchmarks/.peers}
model=models/SmolLM2-135M-Instruct.Q4_1.gguf

say() { printf 'bench-peers: %s\n' "$*"; }

for tool in python3 clang clang++; do
  command -v "$tool" >/dev/null 2>&1 || {
    say "error: $tool is missing" >&2
    exit 1
  }
done
mkdir -p "$place"
if [[ ! -x $place/venv/bin/python ]]; then
  say "making a virtual environment in $place/venv"
  python3 -m venv "$place/venv"
fi
if ! "$place/venv/bin/python" -c "import llama_cpp, numpy" 2>/dev/null; then
  say "building llama-cpp-python $version for this machine (minutes)"
  # Its compilers: clang makes the faster llama.cpp.
  CC=clang CXX=clang++ CMAKE_ARGS=-DGGML_NATIVE=ON "$place/venv/bin/pip" install --quiet \
    --no-binary llama-cpp-python "llama-cpp-python==$version" numpy
fi
say "quantising"
"$place/venv/bin/python" Benchmarks/Peers/llama_cpp_quantize.py "$model" "$place"
packages=$("$place/venv/bin/python" -c "import sysconfig; print(sysconfig.get_path('purelib'))")
say "compiling"
clang -O3 -march=native -pthread Benchmarks/Peers/limits.c -o "$place/limits"
clang++ -O3 -march=native -std=c++17 -pthread -I"$packages/include" \
  Benchmarks/Peers/llama_cpp_choices.cpp -L"$packages/lib" -lllama -lggml -lggml-base \
  -Wl,-rpath,"$packages/lib" -o "$place/llama_cpp_choices"
say "comparing"
exec python3 Benchmarks/Peers/compare.py --place "$place" "$@"

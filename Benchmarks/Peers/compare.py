"""Assay's engine beside llama.cpp, on one machine, in turns.

Every figure is the median of rounds in which the two sides run one after the other, started only while
other programs take less than 6 % of the machine; a run during which they took more is done again.
Prints Markdown tables; `--document` puts them between the markers of a document.

Run through `make bench-peers`, which sets up what this needs.
"""

import argparse
import json
import math
import os
import platform
import re
import statistics
import subprocess
import sys
import time

from quiet import Bench
from tasks import plain, shots, write_harness_task, write_lines, write_suite

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
FILES = ["Q4_1", "Q8_0", "Q4_0", "F16", "BF16"]
# Matrix parameters of SmolLM2-135M's layers: multiply-adds of a token without its logits.
LAYER_MULTIPLICATIONS = 106.2e6


def table(header, rows):
    """A Markdown table."""
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def number(value):
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"


class Comparison:
    """What is measured, and the tables of it."""

    def __init__(self, arguments):
        self.arguments = arguments
        self.bench = Bench(arguments.patience)
        self.python = os.path.join(arguments.place, "venv/bin/python")
        self.limits = {}
        self.facts = {}

    def model(self, kind):
        return self.arguments.model if kind == "Q4_1" else f"{self.arguments.place}/{kind}.gguf"

    def assay(self, *command):
        return [self.arguments.assay, *command]

    def peer(self, script, *command):
        return [self.python, os.path.join(HERE, script), *command]

    # ---- The machine

    def measure_limits(self):
        for threads in (1, 2):
            output, _ = self.bench.run([f"{self.arguments.place}/limits", str(threads)])
            self.limits[threads] = json.loads(output)
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            text = file.read()
        name = re.search(r"model name\s*:\s*(.*)", text)
        self.facts["processor"] = name.group(1) if name else platform.machine()
        for field in ("cpu family", "model"):
            found = re.search(rf"^{field}\s*:\s*(.*)", text, flags=re.M)
            self.facts[field] = found.group(1) if found else "?"
        rows = [
            [str(t), *(f"{self.limits[t].get(k, 0) / 1e9:,.1f}" for k in ("read_bytes", "f32", "bf16", "int8"))]
            for t in (1, 2)
        ]
        return (
            f"{self.facts['processor']} (family {self.facts['cpu family']}, model {self.facts['model']}),"
            f" {os.cpu_count()} processors, Linux {platform.release()}.\n\n"
            + table(["threads", "memory read, GB/s", "f32, GFLOP/s", "bf16, GFLOP/s", "int8, GOP/s"], rows)
        )

    # ---- Rates

    def rates(self):
        rounds = self.arguments.rounds
        rows = []
        for kind in FILES:
            model = self.model(kind)

            def ours(model=model):
                output, _ = self.bench.run(
                    self.assay("bench", model, "--threads", "2", "--repetitions", "3", "--json",
                               "--prefill", "512", "--decode", "1", "--decode", "16"))
                return json.loads(output)["rates"]

            def theirs(model=model):
                output, _ = self.bench.run(
                    self.peer("llama_cpp_rates.py", model, "--threads", "2", "--decode", "64"))
                return json.loads(output)["rates"]

            our_rounds, their_rounds = self.bench.in_turns(rounds, ours, theirs)
            for work in ("prefill 512", "decode 1", "decode 16"):
                our = [statistics.median(r[work]) for r in our_rounds]
                their = [statistics.median(r[work]) for r in their_rounds]
                ratios = [a / b for a, b in zip(our, their)]
                rows.append([
                    kind, work, number(statistics.median(our)), number(statistics.median(their)),
                    f"{statistics.median(ratios):.2f}", f"{min(ratios):.2f} to {max(ratios):.2f}",
                    self.share(kind, work, statistics.median(our)),
                    self.share(kind, work, statistics.median(their)),
                ])
                self.facts[f"{kind} {work}"] = (statistics.median(our), statistics.median(their))
        return table(
            ["file", "work", "Assay, tok/s", "llama.cpp, tok/s", "ratio", "over rounds",
             "Assay's share of the limit", "llama.cpp's"], rows)

    def share(self, kind, work, rate):
        """How much of the hardware's limit a rate is: products for prompts, bytes for one sequence."""
        limit = self.limits[2]
        if work == "prefill 512":
            unit = {"F16": "f32", "BF16": "bf16"}.get(kind, "int8")
            return f"{100 * rate * 2 * LAYER_MULTIPLICATIONS / limit[unit]:.0f} % of {unit}" \
                if limit.get(unit) else "-"
        if work == "decode 1":
            return f"{100 * rate * os.path.getsize(self.model(kind)) / limit['read_bytes']:.0f} % of memory"
        return "-"

    # ---- Errors

    def errors(self):
        texts = f"{ROOT}/fixtures/smollm2/texts.jsonl"
        rows = []
        for kind in FILES:
            model = self.model(kind)

            def log_probabilities(precision, model=model):
                output, _ = self.bench.run(
                    self.assay("logprobs", model, "--input", texts, "--precision", precision))
                return [json.loads(line) for line in output.splitlines()]

            exact = log_probabilities("exact")
            tokens = f"{self.arguments.place}/tokens.jsonl"
            with open(tokens, "w", encoding="utf-8") as file:
                file.writelines(json.dumps(line) + "\n" for line in exact)
            output, _ = self.bench.run(self.peer("llama_cpp_logprobs.py", model, tokens))
            theirs = [json.loads(line) for line in output.splitlines()]
            for name, lines in (("Assay, fast", log_probabilities("fast")), ("llama.cpp", theirs)):
                rows.append([kind, name, *self.deviation(lines, exact)])
        return table(
            ["file", "engine", "mean, nats", "99th percentile", "worst", "first choices that differ"],
            rows)

    @staticmethod
    def deviation(lines, reference):
        errors, differ, count = [], 0, 0
        for line, true in zip(lines, reference):
            assert line["ids"] == true["ids"]
            errors += [abs(a - b) for a, b in zip(line["token_logprobs"], true["token_logprobs"])
                       if b is not None]
            differ += sum(a != b for a, b in zip(line["argmax"], true["argmax"]))
            count += len(true["argmax"])
        errors.sort()
        return (f"{statistics.fmean(errors):.5f}", f"{errors[math.ceil(0.99 * len(errors)) - 1]:.4f}",
                f"{errors[-1]:.4f}", f"{differ} of {count}")

    # ---- Whole evaluations

    def choices(self):
        rows = []
        place = self.arguments.place
        for shape, name, tasks in self.shapes():
            suite = write_suite(f"bench-{name}", tasks, f"{place}/{name}")
            write_lines(tasks, f"{place}/{name}.txt")
            for kind in ("Q4_1", "Q8_0", "BF16"):
                model = self.model(kind)

                def ours(model=model, suite=suite, name=name):
                    _, seconds = self.bench.run(
                        self.assay("run", suite, "--model", model, "--threads", "2", "--overwrite",
                                   "--out", f"{place}/run-{name}"))
                    return seconds

                def theirs(model=model, name=name):
                    output, seconds = self.bench.run(
                        [f"{place}/llama_cpp_choices", model, f"{place}/{name}.txt", "2"])
                    return seconds, json.loads(output)

                our, their = self.bench.in_turns(self.arguments.rounds, ours, theirs)
                right = their[0][1]["right_by_sum"] / len(tasks)
                ours_rate = len(tasks) / statistics.median(our)
                theirs_rate = len(tasks) / statistics.median(s for s, _ in their)
                ratios = [b[0] / a for a, b in zip(our, their)]
                with open(f"{place}/run-{name}/results.json", encoding="utf-8") as file:
                    accuracy = self.accuracy(json.load(file))
                rows.append([shape, kind, f"{ours_rate:.1f}", f"{theirs_rate:.1f}",
                             f"{statistics.median(ratios):.2f}", f"{min(ratios):.2f} to {max(ratios):.2f}",
                             f"{accuracy:.3f}", f"{right:.3f}"])
        return table(
            ["shape", "file", "Assay, items/s", "llama.cpp, items/s", "ratio", "over rounds",
             "Assay's acc", "llama.cpp's acc"], rows)

    def harness(self):
        """Whole evaluations by lm-evaluation-harness on transformers, float32."""
        if not self.arguments.lm_eval:
            return "Not measured: `--lm-eval` names no environment with `lm-eval[hf]` and `gguf`."
        rows = []
        place = self.arguments.place
        model = os.path.abspath(self.arguments.model)
        settings = {**os.environ, "HF_HUB_OFFLINE": "1", "OMP_NUM_THREADS": "2",
                    "TOKENIZERS_PARALLELISM": "false"}
        for shape, name, tasks in self.shapes():
            folder = f"{place}/{name}"
            suite = write_suite(f"bench-{name}", tasks, folder)
            task = write_harness_task(name, folder)

            def ours(suite=suite, name=name):
                return self.bench.run(
                    self.assay("run", suite, "--model", model, "--threads", "2", "--overwrite",
                               "--out", f"{place}/run-{name}"))[1]

            def theirs(folder=folder, task=task):
                return self.bench.run(
                    [self.arguments.lm_eval, "--model", "hf", "--model_args",
                     f"pretrained={os.path.dirname(model)},gguf_file={os.path.basename(model)},dtype=float32",
                     "--tasks", task, "--include_path", folder, "--device", "cpu",
                     "--batch_size", self.arguments.lm_eval_batch], env=settings)

            our, their = self.bench.in_turns(1, ours, theirs)
            found = re.search(r"\|acc\s*\|[^|]*\|\s*([0-9.]+)\|", their[0][0])
            with open(f"{place}/run-{name}/results.json", encoding="utf-8") as file:
                accuracy = self.accuracy(json.load(file))
            rows.append([shape, f"{len(tasks) / our[0]:.2f}", f"{len(tasks) / their[0][1]:.2f}",
                         f"{their[0][1] / our[0]:.1f}", f"{accuracy:.3f}",
                         found.group(1) if found else "?"])
        return table(
            ["shape", "Assay (Q4_1), items/s", "lm-eval, transformers f32, items/s", "ratio",
             "Assay's acc", "lm-eval's acc"], rows)

    @staticmethod
    def shapes():
        """Name in words, name, tasks."""
        return (
            ("4 choices, no shots", "plain", plain(ROOT, 400)),
            ("4 choices, 5 shots", "shots", shots(ROOT, 60)),
        )

    @staticmethod
    def accuracy(results):
        metrics = results["suites"][0]["metrics"]
        return next(m["value"] for m in metrics if m["name"] == "acc")

    # ---- Start and memory

    def start(self):
        place = self.arguments.place
        line = f"{place}/five.jsonl"
        with open(line, "w", encoding="utf-8") as file:
            file.write(json.dumps({"id": "a", "text": "The sky is blue today"}) + "\n")
        with open(f"{place}/five.txt", "w", encoding="utf-8") as file:
            file.write("The sky is blue\n0\n1\n today\n")
        rows = []
        for kind in ("Q4_1", "Q8_0", "BF16"):
            model = self.model(kind)
            ours = self.assay("logprobs", model, "--input", line, "--threads", "2")
            theirs = [f"{place}/llama_cpp_choices", model, f"{place}/five.txt", "2"]

            def timed(command):
                return lambda: self.peak(command)

            our, their = self.bench.in_turns(7, timed(ours), timed(theirs))
            rows.append([
                kind, f"{1000 * statistics.median(s for s, _ in our):.0f}",
                f"{1000 * statistics.median(s for s, _ in their):.0f}",
                f"{statistics.median(b[0] / a[0] for a, b in zip(our, their)):.2f}",
                f"{max(m for _, m in our) / 2**20:.0f}", f"{max(m for _, m in their) / 2**20:.0f}",
                f"{os.path.getsize(model) / 2**20:.0f}"])
        return table(
            ["file", "Assay: start to end of five tokens, ms", "llama.cpp, ms", "ratio",
             "Assay's peak memory, MiB", "llama.cpp's", "the file, MiB"], rows)

    def peak(self, command):
        """Wall seconds and peak resident bytes of a command."""
        self.bench.wait()
        start = time.monotonic()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"{' '.join(command)} exited {process.returncode}")
        return time.monotonic() - start, usage.ru_maxrss * 1024

    # ---- Growth

    def growth(self):
        rows = []
        place = self.arguments.place
        words = " ".join(plain(ROOT, 40)[i]["context"] for i in range(40)).split()
        shared = " ".join(words[:430])
        for count in (1, 10, 100, 1000):
            path = f"{place}/shared.jsonl"
            suite = self.loglikelihood_suite(
                path, [(f"{shared} {i}", " the answer") for i in range(count)])
            rows.append([f"{count} requests after the same 430 words", *self.cost(suite)])
        for length in (256, 512, 1024, 2048, 4096, 8000):
            suite = self.loglikelihood_suite(
                f"{place}/long.jsonl", [(" the" * (length - 8), " end")])
            rows.append([f"1 request of {length} tokens", *self.cost(suite)])
        return table(["work", "seconds, whole process", "peak memory, MiB"], rows)

    def loglikelihood_suite(self, path, pairs):
        with open(path, "w", encoding="utf-8") as file:
            for index, (context, continuation) in enumerate(pairs):
                file.write(json.dumps({"id": str(index), "context": context, "target": continuation.strip()}) + "\n")
        suite = path.replace(".jsonl", ".yaml")
        with open(suite, "w", encoding="utf-8") as file:
            file.write(f"""suite: {os.path.basename(path)[:-6]}
version: 1
description: Log-probabilities for measuring growth.
data:
  path: {os.path.basename(path)}
  id: id
prompt:
  text: "{{{{ context }}}}"
task: loglikelihood
target: "{{{{ ' ' ~ target }}}}"
metrics: [acc]
""")
        return suite

    def cost(self, suite):
        seconds, memory = zip(*(
            self.peak(self.assay("run", suite, "--model", self.arguments.model, "--threads", "2",
                                 "--overwrite", "--out", f"{self.arguments.place}/growth"))
            for _ in range(3)))
        return f"{statistics.median(seconds):.2f}", f"{max(memory) / 2**20:.0f}"


PARTS = [
    ("machine", "The machine and its limits", "measure_limits"),
    ("rates", "Prompts and generation", "rates"),
    ("errors", "Error against float32 on the same file", "errors"),
    ("choices", "Multiple choice, whole process", "choices"),
    ("harness", "Multiple choice beside lm-evaluation-harness, whole process", "harness"),
    ("start", "Start and memory", "start"),
    ("growth", "How time and memory grow", "growth"),
]


def put(document, text):
    """Replaces what stands between the document's markers."""
    begin, end = "<!-- bench-peers: begin -->", "<!-- bench-peers: end -->"
    with open(document, encoding="utf-8") as file:
        old = file.read()
    head, rest = old.split(begin)
    _, tail = rest.split(end)
    with open(document, "w", encoding="utf-8") as file:
        file.write(f"{head}{begin}\n\n{text}\n\n{end}{tail}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--place", required=True, help="folder of the virtual environment and the files")
    parser.add_argument("--assay", default=f"{ROOT}/.build/release/assay")
    parser.add_argument("--model", default=f"{ROOT}/models/SmolLM2-135M-Instruct.Q4_1.gguf")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--patience", type=float, default=300, help="seconds to wait for a quiet machine")
    parser.add_argument("--lm-eval", help="lm_eval of an environment with lm-eval[hf] and gguf")
    parser.add_argument("--lm-eval-batch", default="1", help="its batch size")
    parser.add_argument("--parts", nargs="*", choices=[p[0] for p in PARTS], help="only these")
    parser.add_argument("--document", help="a document whose marked part is replaced")
    arguments = parser.parse_args()
    needed = [arguments.assay, arguments.model, f"{arguments.place}/limits"]
    needed += [arguments.document] if arguments.document else []
    for path in needed:
        if not os.path.exists(path):
            parser.error(f"{path} does not exist; scripts/bench-peers.sh makes what this needs")
    comparison = Comparison(arguments)
    sections = []
    for name, title, method in PARTS:
        if arguments.parts and name not in arguments.parts and name != "machine":
            continue
        print(f"bench: {title}", file=sys.stderr)
        section = f"### {title}\n\n{getattr(comparison, method)()}"
        print(section + "\n", flush=True)
        sections.append(section)
    text = "\n\n".join(sections)
    if comparison.bench.disturbed:
        text += f"\n\nOthers took 6 % of the machine or more during {comparison.bench.disturbed} runs."
    if arguments.document:
        put(arguments.document, text)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Compares runs of Assay with runs of lm-evaluation-harness over the same rows, request by request.

    compare.py --theirs DIR --ours RUN [RUN …]
    compare.py --theirs DIR --prompts FILE [FILE …]

DIR holds the harness's samples_TASK_*.jsonl (--log_samples), each RUN an Assay run's samples.jsonl. A suite is the
task of the same name; SUITE=TASK pairs name others (--pair). Prompts and continuations are compared by SHA-256,
log-likelihoods by difference, generated texts for equality, and accuracies by row: where a row's prediction
differs, the margin of the harness's own two best choices is told. Prints a table in Markdown; exits with 1
where a request or a text differs, a log-likelihood is off by more than --tolerance, or a prediction differs
whose margin is above twice that. With --prompts, FILE is what `assay prompts --json` printed, and requests alone are
compared.
"""

import argparse
import glob
import hashlib
import json
import os
import re
import sys


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def digest(context, continuation):
    return hashlib.sha256(f"{context}\0{continuation}".encode()).hexdigest()


def answer(response):
    """A logged answer: a log-likelihood, with or without its greedy flag, or a text."""
    first = response[0] if isinstance(response, list) else response
    first = first[0] if isinstance(first, list) else first
    try:
        return float(first)
    except ValueError:
        return first


def theirs(folder):
    """By task, in the order of the rows: the requests' digests, the answers, and the metrics."""
    tasks = {}
    for path in glob.glob(os.path.join(folder, "**", "samples_*.jsonl"), recursive=True):
        name = os.path.basename(path)[len("samples_"):-len(".jsonl")]
        rows = {}
        for row in lines(path):
            if row["doc_id"] in rows:
                continue  # the same requests under another filter
            arguments = row["arguments"].values()
            is_text = any(isinstance(a.get("arg_1"), dict) for a in arguments)
            rows[row["doc_id"]] = {
                "digests": [digest(a["arg_0"], stops(a.get("arg_1"))) for a in arguments],
                "answers": [r[0] if is_text else answer(r) for r in row["resps"]],
                "acc": row.get("acc"), "acc_norm": row.get("acc_norm")}
        tasks[re.sub(r"_\d{4}-\d\d-\d\dT.*", "", name)] = [rows[key] for key in sorted(rows)]
    return tasks


def stops(second):
    """A continuation as it is, and of the arguments of a generation the stops."""
    return json.dumps(second["until"]) if isinstance(second, dict) else second


def asked(request):
    if request["kind"] == "rolling_loglikelihood":
        return digest(request["text"], None)
    if request["kind"] == "generate":
        return digest(request["prompt"]["text"], json.dumps(request["options"]["stop"]))
    return digest(request["prompt"]["text"], request["continuation"])


def prompts(paths):
    """The digests of each row's requests, by suite."""
    suites = {}
    for path in paths:
        for line in lines(path):
            digests = [digest(r.get("prompt", r.get("text")),
                              json.dumps(r["stop"]) if "stop" in r else r.get("continuation"))
                       for r in line["requests"]]
            suites.setdefault(line["suite"], []).append(digests)
    return suites


def compare_prompts(tasks, suites):
    """Prints a line a task; whether all rows ask the same."""
    print("| task | rows | requests | rows that ask the same |\n|---|---|---|---|")
    is_same = True
    for task, rows in sorted(tasks.items()):
        own = suites.get(task, [])
        same = sum(row["digests"] == mine for row, mine in zip(rows, own))
        count = sum(len(row["digests"]) for row in rows)
        print(f"| {task.removeprefix('parity_')} | {len(rows)} | {count} | {same} |")
        is_same = is_same and same == len(rows) == len(own)
    return is_same


def ours(paths):
    suites = {}
    for path in paths:
        for line in lines(path):
            suites.setdefault(line["suite"], []).append(
                {"digests": [asked(r) for r in line["requests"]],
                 "answers": [r.get("sum", r.get("text")) for r in line["responses"]],
                 "values": line["score"]["values"]})
    return suites


def margin(sums):
    best = sorted(sums, reverse=True)
    return best[0] - best[1] if len(best) > 1 else float("inf")


def compare(rows, own, tolerance):
    """The figures of a task, and what is wrong."""
    wrong, differences, flips = [], [], []
    same = texts = 0
    if len(rows) != len(own):
        wrong.append(f"{len(own)} rows of {len(rows)}")
    for place, (row, mine) in enumerate(zip(rows, own)):
        same += row["digests"] == mine["digests"]
        for a, b in zip(row["answers"], mine["answers"]):
            if isinstance(a, str):
                texts += a != b
            else:
                differences.append(abs(a - b))
        if row["acc"] is not None and round(row["acc"]) != round(mine["values"]["acc"]):
            gap = margin(row["answers"])
            flips.append(gap)
            if gap > 2 * tolerance:
                wrong.append(f"row {place}: accuracy differs at a margin of {gap:.4f}")
    if same != len(rows):
        wrong.append(f"{len(rows) - same} rows ask something else")
    if texts:
        wrong.append(f"{texts} generated texts differ")
    if differences and max(differences) > tolerance:
        wrong.append(f"a log-likelihood is off by {max(differences):.5f}")
    return differences, same, texts, flips, wrong


def share(rows, key):
    values = [row[key] for row in rows if row.get(key) is not None]
    return f"{100 * sum(values) / len(values):.1f}" if values else ""


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--theirs", required=True)
    parser.add_argument("--ours", nargs="+", default=[])
    parser.add_argument("--prompts", nargs="+")
    parser.add_argument("--pair", action="append", default=[], metavar="SUITE=TASK")
    parser.add_argument("--tolerance", type=float, default=5e-3, help="nats")
    arguments = parser.parse_args()
    pairs = dict(pair.split("=") for pair in arguments.pair)
    tasks = theirs(arguments.theirs)
    if arguments.prompts:
        sys.exit(0 if compare_prompts(tasks, prompts(arguments.prompts)) else 1)
    failed = False
    seen = set()
    print("| task | rows | requests | same prompts | greatest difference | mean | acc theirs | ours "
          "| acc_norm theirs | ours | rows that differ (margin) |")
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    for suite, own in sorted(ours(arguments.ours).items()):
        task = pairs.get(suite, suite)
        if task not in tasks:
            continue
        seen.add(task)
        rows = tasks[task]
        differences, same, texts, flips, wrong = compare(rows, own, arguments.tolerance)
        values = [row["values"] for row in own]
        flipped = f"{len(flips)} ({', '.join(f'{f:.4f}' for f in flips)})" if flips else "0"
        count = sum(len(row["answers"]) for row in rows)
        greatest = f"{max(differences):.1e}" if differences else f"{texts} texts"
        mean = f"{sum(differences) / len(differences):.1e}" if differences else ""
        print(f"| {task.removeprefix('parity_')} | {len(own)} | {count} | {same} | {greatest} | {mean} "
              f"| {share(rows, 'acc')} | {share(values, 'acc')} "
              f"| {share(rows, 'acc_norm')} | {share(values, 'acc_norm')} | {flipped} |")
        for message in wrong:
            failed = True
            print(f"{task}: {message}", file=sys.stderr)
    for task in sorted(set(tasks) - seen):
        failed = True
        print(f"{task}: no suite of ours", file=sys.stderr)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()

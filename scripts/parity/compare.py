#!/usr/bin/env python3
"""Compares runs of Assay with runs of lm-evaluation-harness over the same rows, request by request.

    compare.py --theirs DIR --ours RUN [RUN …]

DIR holds the harness's samples_TASK_*.jsonl (--log_samples), each RUN an Assay run's samples.jsonl. A suite is the
task of the same name; SUITE=TASK pairs name others (--pair). Prompts and continuations are compared by SHA-256,
log-likelihoods by difference, and accuracies by row: where a row's prediction differs, the margin of
the harness's own two best choices is told. Prints a table in Markdown; exits with 1 where a request differs, a
log-likelihood is off by more than --tolerance, or a prediction differs whose margin is above twice that.
"""

import argparse
import glob
import hashlib
import json
import os
import sys


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def digest(context, continuation):
    return hashlib.sha256(f"{context}\0{continuation}".encode()).hexdigest()


def theirs(folder):
    """By task, in the order of the rows: the requests' digests and log-likelihoods, and the metrics."""
    tasks = {}
    for path in glob.glob(os.path.join(folder, "**", "samples_*.jsonl"), recursive=True):
        task = os.path.basename(path)[len("samples_"):].rsplit("_", 1)[0]
        rows = []
        for row in sorted(lines(path), key=lambda row: row["doc_id"]):
            requests = [(a["arg_0"], a["arg_1"]) for a in row["arguments"].values()]
            sums = [float(r[0][0] if isinstance(r[0], list) else r[0]) for r in row["resps"]]
            rows.append({"digests": [digest(*r) for r in requests], "sums": sums,
                         "lengths": [len(r[1].encode()) for r in requests], "acc": row.get("acc"),
                         "acc_norm": row.get("acc_norm")})
        tasks[task] = rows
    return tasks


def ours(paths):
    suites = {}
    for path in paths:
        for line in lines(path):
            requests = [(r["prompt"]["text"], r["continuation"]) for r in line["requests"]]
            suites.setdefault(line["suite"], []).append(
                {"digests": [digest(*r) for r in requests],
                 "sums": [r["sum"] for r in line["responses"]],
                 "values": line["score"]["values"]})
    return suites


def margin(sums):
    best = sorted(sums, reverse=True)
    return best[0] - best[1] if len(best) > 1 else float("inf")


def compare(rows, own, tolerance):
    """The figures of a task, and what is wrong."""
    wrong = []
    if len(rows) != len(own):
        wrong.append(f"{len(own)} rows of {len(rows)}")
    differences = []
    same = 0
    flips = []
    for place, (row, mine) in enumerate(zip(rows, own)):
        same += row["digests"] == mine["digests"]
        # The harness leaves out a choice that only its unconditional request has; order is the same.
        differences += [abs(a - b) for a, b in zip(row["sums"], mine["sums"])]
        if row["acc"] is not None and round(row["acc"]) != round(mine["values"]["acc"]):
            gap = margin(row["sums"])
            flips.append(gap)
            if gap > 2 * tolerance:
                wrong.append(f"row {place}: accuracy differs at a margin of {gap:.4f}")
    if same != len(rows):
        wrong.append(f"{len(rows) - same} rows ask something else")
    if differences and max(differences) > tolerance:
        wrong.append(f"a log-likelihood is off by {max(differences):.5f}")
    return differences, same, flips, wrong


def share(rows, key):
    values = [row[key] for row in rows if row.get(key) is not None]
    return f"{100 * sum(values) / len(values):.1f}" if values else ""


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--theirs", required=True)
    parser.add_argument("--ours", required=True, nargs="+")
    parser.add_argument("--pair", action="append", default=[], metavar="SUITE=TASK")
    parser.add_argument("--tolerance", type=float, default=5e-3, help="nats")
    arguments = parser.parse_args()
    pairs = dict(pair.split("=") for pair in arguments.pair)
    tasks = theirs(arguments.theirs)
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
        differences, same, flips, wrong = compare(rows, own, arguments.tolerance)
        values = [row["values"] for row in own]
        flipped = f"{len(flips)} ({', '.join(f'{f:.4f}' for f in flips)})" if flips else "0"
        print(f"| {task.removeprefix('parity_')} | {len(own)} | {len(differences)} | {same} "
              f"| {max(differences):.1e} | {sum(differences) / len(differences):.1e} "
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

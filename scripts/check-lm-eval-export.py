#!/usr/bin/env python3
"""Reads an exported run with lm-evaluation-harness's own tooling, and compares it with a run of the harness.

    check-lm-eval-export.py EXPORTED [--reference OUT]

EXPORTED is what `assay export --format lm-eval --out` wrote. The harness's table is made of it, its file
names are found and taken apart by the harness's functions, the samples load as a data set of `datasets`, and
every digest is computed again. With --reference, a folder with results.json and samples_TASK.jsonl of the
harness itself for the same tasks and rows, keys, digests, prompts and targets must be equal, the scores of
rows too but for near ties, and log-likelihoods within 5e-3.

Needs lm-eval 0.4.13 (pip install lm-eval==0.4.13). Exits with 1 where something differs.
"""

import argparse
import glob
import hashlib
import json
import os
import sys

from lm_eval.utils import (get_file_datetime, get_file_task_name, get_results_filenames,
                           get_sample_results_filenames, handle_non_serializable, make_table)

PROBLEMS = []


def expect(condition, message):
    if not condition:
        PROBLEMS.append(message)


def sha(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def check_samples(path):
    """The digests of each line, as evaluator.py computes them."""
    rows = lines(path)
    for row in rows:
        doc = json.dumps(row["doc"], indent=2, default=handle_non_serializable, ensure_ascii=False)
        first = row["arguments"]["gen_args_0"]["arg_0"]
        where = f"{os.path.basename(path)} {row['doc_id']}"
        expect(row["doc_hash"] == sha(doc), f"{where}: doc_hash")
        expect(row["prompt_hash"] == sha(first), f"{where}: prompt_hash")
        expect(row["target_hash"] == sha(row["target"]), f"{where}: target_hash")
        expect(all(name in row for name in row["metrics"]), f"{where}: a metric is missing")
    return rows


def number(value):
    return float(value[0]) if isinstance(value, list) else float(value)


def likelihoods(row):
    found = []
    for request in row["resps"]:
        for answer in request:
            try:
                found.append(number(answer))
            except ValueError:
                pass
    return found


def compare(task, ours, theirs):
    expect(len(ours) == len(theirs), f"{task}: {len(ours)} lines, not {len(theirs)}")
    largest = 0.0
    differing = 0
    for mine, other in zip(ours, theirs):
        where = f"{task} {other['doc_id']} {other['filter']}"
        expect(set(mine) == set(other), f"{where}: keys {set(mine) ^ set(other)}")
        for key in ("doc_id", "doc", "target", "filter", "doc_hash", "prompt_hash", "target_hash"):
            expect(mine.get(key) == other.get(key), f"{where}: {key}")
        expect([a["arg_0"] for a in mine["arguments"].values()]
               == [a["arg_0"] for a in other["arguments"].values()], f"{where}: prompts")
        for index, argument in other["arguments"].items():
            second = argument.get("arg_1")
            if isinstance(second, str):
                expect(mine["arguments"][index]["arg_1"] == second, f"{where}: continuation")
        numbers = list(zip(likelihoods(mine), likelihoods(other)))
        # Whole texts have hundreds of tokens, choices some.
        largest = max([largest] + [abs(a - b) / max(1, abs(b) / 100) for a, b in numbers])
        expect(sorted(mine["metrics"]) == sorted(other["metrics"]), f"{where}: metrics")
        differing += any(isinstance(other[name], (int, float)) and name != "perplexity"
                         and abs(mine[name] - other[name]) > 1e-9 for name in other["metrics"])
    expect(largest < 5e-3, f"{task}: a log-likelihood differs by {largest}")
    return largest, differing


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("exported")
    parser.add_argument("--reference")
    arguments = parser.parse_args()
    files = sorted(glob.glob(os.path.join(arguments.exported, "*", "*")))
    results = get_results_filenames(files)
    expect(len(results) == 1, f"{len(results)} results files")
    with open(results[0], encoding="utf-8") as file:
        document = json.load(file)
    print(make_table(document))
    samples = {}
    for path in get_sample_results_filenames(files):
        name = os.path.basename(path)
        expect(get_file_datetime(name) == get_file_datetime(results[0]).replace(".json", ""),
               f"{name}: time")
        task = get_file_task_name(name[len("samples"):])
        samples[task] = check_samples(path)
        joined = "".join(r["doc_hash"] + r["prompt_hash"] + r["target_hash"] for r in samples[task]
                         if r["filter"] == samples[task][0]["filter"])
        expect(document["task_hashes"][task] == sha(joined), f"{task}: task_hashes")
    expect(set(samples) == set(document["results"]), "tasks of results and samples differ")
    import datasets
    for path in get_sample_results_filenames(files):
        loaded = datasets.load_dataset("json", data_files=path, split="train")
        expect(len(loaded) > 0, f"{path} does not load as a data set")
    if arguments.reference:
        with open(os.path.join(arguments.reference, "results.json"), encoding="utf-8") as file:
            reference = json.load(file)
        missing = set(reference) - set(document) - {"groups", "tokenizer_pad_token", "tokenizer_eos_token",
                                                    "tokenizer_bos_token", "eot_token_id"}
        expect(not missing, f"results.json lacks {sorted(missing)}")
        for task, rows in sorted(samples.items()):
            path = os.path.join(arguments.reference, f"samples_{task}.jsonl")
            if not os.path.exists(path):
                continue
            largest, differing = compare(task, rows, lines(path))
            keys = [k for k in reference["results"][task] if "," in k and "_stderr" not in k]
            expect(set(k for k in reference["results"][task]) == set(document["results"][task]),
                   f"{task}: keys of results")
            figures = ", ".join(
                f"{k.split(',')[0]} {document['results'][task][k]:.4f} ({reference['results'][task][k]:.4f})"
                for k in keys if k in document["results"][task])
            print(f"{task}: {len(rows)} lines, log-likelihoods within {largest:.1e}, "
                  f"{differing} rows scored differently; {figures}")
    for problem in PROBLEMS[:40]:
        print(f"problem: {problem}")
    print(f"{len(samples)} tasks, {len(PROBLEMS)} problems")
    sys.exit(1 if PROBLEMS else 0)


main()

#!/usr/bin/env python3
"""Compares the prompts of Assay and of lm-evaluation-harness for the harness's own tasks.

    check-lm-eval-parity.py --assay .build/release/assay --work DIR [--family NAME]… [--shots N]

Of every task that needs no Python, rows are made up from its templates (scripts/parity/synthetic_rows.py),
the harness builds its requests from them, Assay imports the task and builds its own, and both are
compared: prompt, continuations, stops, by SHA-256. It prints a line a family and every difference or
refusal, and exits with 1 where a task that imports asks anything else. What the harness made of the rows is
kept in DIR and used again.

Needs lm-eval 0.4.13 with its dependencies: python3 -m venv V && V/bin/pip install lm-eval==0.4.13 torch
(or torch from the CPU index), then run it with V/bin/python3. About 15 minutes the first time.
"""

import argparse
import collections
import copy
import hashlib
import json
import os
import subprocess
import sys

import yaml

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "parity"))
import synthetic_rows  # noqa: E402

PYTHON = "!function"
AT_ONCE = 50  # suites that one start of the command reads


class Loader(yaml.CSafeLoader):
    """Keeps Python functions as marks."""


Loader.add_constructor(PYTHON, lambda loader, node: {PYTHON: loader.construct_scalar(node)})


def load(path, seen):
    """A file with what it includes, as the harness's _yaml_loader merges them."""
    path = os.path.realpath(path)
    if path in seen:
        raise ValueError("included twice")
    seen.add(path)
    with open(path, "rb") as file:
        config = yaml.load(file, Loader=Loader)
    if not isinstance(config, dict):
        raise ValueError("no mapping")
    includes = config.pop("include", [])
    merged = {}
    for name in includes if isinstance(includes, list) else [includes]:
        base = load(os.path.join(os.path.dirname(path), name), seen)
        base.pop("task_list", None)
        merged.update(base)
    return merged | config


def has_python(value):
    if isinstance(value, dict):
        return PYTHON in value or any(has_python(item) for item in value.values())
    return isinstance(value, list) and any(has_python(item) for item in value)


def tasks(folder):
    """All tasks by family: name, file, configuration; the first file of a name counts."""
    families = collections.defaultdict(dict)
    seen = set()
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if f != "__pycache__")
        for name in sorted(files):
            if not name.endswith(".yaml"):
                continue
            path = os.path.join(root, name)
            try:
                config = load(path, set())
            except ValueError:
                continue
            task = config.get("task")
            if "group" in config or not isinstance(task, str) or task in seen:
                continue
            seen.add(task)
            families[os.path.relpath(path, folder).split(os.sep)[0]][task] = config
    return families


def is_pure(config):
    return "class" not in config and not has_python(config) and not config.get("custom_dataset")


def harness_requests(config, splits, shots):
    """What the harness asks: a list a row of [prompt, continuation or generation arguments]."""
    import datasets
    from lm_eval.api.task import ConfigurableTask

    config = copy.deepcopy(config)
    for key in ("tag", "group", "task_list"):
        config.pop(key, None)
    data = {name: datasets.Dataset.from_list(rows) for name, rows in splits.items()}

    class Local(ConfigurableTask):
        def download(self, *args, **kwargs):
            self.dataset = data

    task = Local(config=config)
    if shots is not None:
        if task.get_config("num_fewshot") != 0:
            task.set_config("num_fewshot", shots)
    elif task.get_config("num_fewshot") is None:
        task.set_config("num_fewshot", 0)
    task.set_fewshot_seed(1234)
    task.build_all_requests()
    rows = collections.defaultdict(list)
    for instance in task.instances:
        first, *rest = instance.args
        second = rest[0] if rest else None
        if isinstance(second, dict):
            second = stops(second)
        rows[instance.doc_id].append([first, second])
    return [rows[key] for key in sorted(rows)]


def stops(arguments):
    until = arguments.get("until") or []
    return [text for text in (until if isinstance(until, list) else [until]) if text]


def digest(rows):
    return [hashlib.sha256(json.dumps(row).encode()).hexdigest() for row in rows]


def harness(family, configs, rows, work, shots):
    """The digests of every task's requests, kept in a file; a text instead where it fails."""
    import logging
    from lm_eval import __version__
    logging.disable(logging.WARNING)
    folder = os.path.join(work, f"harness-{__version__}-{shots}")
    os.makedirs(folder, exist_ok=True)
    cache = os.path.join(folder, f"{family}.json")
    known = json.load(open(cache)) if os.path.exists(cache) else {}
    for name, splits in rows.items():
        made_of = digest([splits])[0]
        if known.get(name, {}).get("made_of") == made_of:
            continue
        try:
            requests = harness_requests(configs[name], splits, shots)
            known[name] = {"rows": digest(requests), "first": requests[0]}
        except Exception as error:  # the harness's own failures are part of the answer
            known[name] = {"error": f"{type(error).__name__}: {error}"[:300]}
        known[name]["made_of"] = made_of
    with open(cache, "w") as file:
        json.dump(known, file)
    return known


def write_rows(family, all_rows, work):
    """Files of rows; the arguments that tell Assay where they are."""
    arguments = []
    for number, (name, splits) in enumerate(all_rows.items()):
        folder = os.path.join(work, "rows", family, str(number))
        os.makedirs(folder, exist_ok=True)
        for split, rows in splits.items():
            with open(os.path.join(folder, f"{split}.jsonl"), "w", encoding="utf-8") as file:
                file.write(synthetic_rows.dumps(rows))
        arguments += ["--data", f"{name}={folder}"]
    return arguments


def assay_requests(assay, folder, family, rows, work, shots):
    """What Assay asks, by task, and its refusals."""
    out = os.path.join(work, f"suites-{shots}", family)
    subprocess.run(["rm", "-rf", out], check=True)
    command = [assay, "import", "lm-eval", os.path.join(folder, family), "--out", out]
    command += write_rows(family, rows, work)
    if shots is not None:
        command += ["--num-fewshot", str(shots)]
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    report = json.load(open(os.path.join(out, "import.json"), encoding="utf-8"))
    refused = {entry["task"]: entry["reason"] for entry in report["refused"]}
    names = {}
    for entry in report["imported"]:
        names.setdefault(entry["file"], entry["task"])
    asked = {}
    files = list(names)
    for start in range(0, len(files), AT_ONCE):
        part = files[start:start + AT_ONCE]
        try:
            found = prompts(assay, out, part)
        except ValueError:
            found = {}
            for file in part:
                try:
                    found |= prompts(assay, out, [file])
                except ValueError as error:
                    refused[names[file]] = f"does not load: {error}"
        for file in part:
            # A task of several files is a variant that a group makes of it; the first counts.
            if file in found:
                asked.setdefault(names[file], found[file])
    return asked, refused


def prompts(assay, folder, files):
    """What some suites ask, by file: one start of the command for all."""
    result = subprocess.run(
        [assay, "prompts", *(os.path.join(folder, file) for file in files), "--json"],
        capture_output=True, text=True, check=False)
    if result.returncode:
        raise ValueError(result.stderr[:200])
    found = {file: [] for file in files}
    for line in result.stdout.splitlines():
        sample = json.loads(line)
        found[f"{sample['suite']}.yaml"].append(row(sample))
    return found


def row(line):
    requests = []
    for request in line["requests"]:
        if request["kind"] == "generate":
            requests.append([request["prompt"], request["stop"]])
        elif request["kind"] == "rolling_loglikelihood":
            requests.append([request["text"], None])
        else:
            requests.append([request["prompt"], request["continuation"]])
    return requests


def unique(requests):
    """A generation that is repeated is asked once over there."""
    return requests[:1] if requests and isinstance(requests[0][1], list) else requests


class Tally:
    def __init__(self):
        self.counts = collections.defaultdict(collections.Counter)
        self.lines = []

    def add(self, family, task, outcome, detail=""):
        self.counts[family][outcome] += 1
        if outcome != "same":
            self.lines.append(f"{outcome}: {family}/{task}: {detail}")


def compare(family, configs, theirs, ours, refused, tally):
    for name, config in sorted(configs.items()):
        if not is_pure(config):
            tally.counts[family]["python"] += 1
            continue
        expected = theirs[name]
        if "error" in expected:
            if name in ours:
                tally.add(family, name, "unchecked", f"lm-eval: {expected['error']}")
            else:
                tally.add(family, name, "neither", f"lm-eval: {expected['error']}")
        elif name not in ours:
            tally.add(family, name, "refused", refused.get(name, "not found"))
        elif digest([unique(r) for r in ours[name]]) == expected["rows"]:
            tally.add(family, name, "same")
        else:
            tally.add(family, name, "different",
                      f"\n  theirs {json.dumps(expected['first'])[:1500]}"
                      f"\n  ours   {json.dumps(ours[name][0])[:1500]}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--assay", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--family", action="append", default=[])
    parser.add_argument("--shots", type=int, help="examples a sample; what tasks say by default")
    arguments = parser.parse_args()
    os.environ.setdefault("HF_DATASETS_OFFLINE", "1")
    os.environ.setdefault("TQDM_DISABLE", "1")
    os.makedirs(arguments.work, exist_ok=True)
    import lm_eval
    folder = os.path.join(os.path.dirname(lm_eval.__file__), "tasks")
    families = tasks(folder)
    if arguments.family:
        families = {name: families[name] for name in arguments.family}
    tally = Tally()
    for family in sorted(families):
        if not any(is_pure(config) for config in families[family].values()):
            continue
        rows = {name: synthetic_rows.Rows(config).splits()
                for name, config in sorted(families[family].items()) if is_pure(config)}
        theirs = harness(family, families[family], rows, arguments.work, arguments.shots)
        ours, refused = assay_requests(
            arguments.assay, folder, family, rows, arguments.work, arguments.shots)
        compare(family, families[family], theirs, ours, refused, tally)
        counts = tally.counts[family]
        print(f"{family:40}" + " ".join(f"{key} {counts[key]}" for key in sorted(counts)), flush=True)
    total = sum(tally.counts.values(), collections.Counter())
    print("\n".join(tally.lines))
    whole = sum(1 for c in tally.counts.values() if c["same"] and not c["refused"] + c["different"])
    print(f"{total['same']} tasks of {sum(total.values()) - total['python']} that need no Python ask the same; "
          f"{total['different']} differ, {total['refused']} refused, {total['unchecked']} unchecked; "
          f"{whole} of {len(tally.counts)} families without difference or refusal")
    sys.exit(1 if total["different"] else 0)


main()

"""Rows of public benchmarks for two harnesses: each task as lm-evaluation-harness's own task file reads it.

    tasks.py DATA OUT --lm-eval-tasks FOLDER [--rows 200]

DATA holds the public files, one folder a benchmark, as `TASKS` names them. OUT gets, for each task, its
test rows and a pool of other rows to draw examples from, in the columns of the data set that the task
names, and two task files, without examples (-0) and with (-k), that include lm-evaluation-harness's own and
name these files instead. HellaSwag and WinoGrande need Python over there and cannot be imported: for
them OUT also gets the suites of suites/public over the same files (.yml, which the harness leaves alone).
"""

import argparse
import csv
import json
import os
import re

import yaml

POOL = 40
PRESETS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "suites", "public")


def json_lines(*parts):
    with open(os.path.join(*parts), encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def lettered(choices):
    return {"text": choices, "label": [chr(ord("A") + i) for i in range(len(choices))]}


def arc(name):
    def rows(data):
        for row in json_lines(data, "arc", name):
            question = re.sub(r"^Question: ", "", re.sub(r"\nAnswer:$", "", row["query"]))
            yield {"question": question, "choices": lettered(row["choices"]),
                   "answerKey": chr(ord("A") + row["gold"])}
    return rows


def boolq(data):
    for row in json_lines(data, "boolq", "boolq.jsonl"):
        parts = re.fullmatch(r"Passage: (.*)\nQuestion: (.*?)\??\n?(?:Answer:)?", row["query"], re.S)
        yield {"passage": parts[1].strip(), "question": parts[2].strip(), "label": row["gold"]}


def hellaswag(data):
    for index, row in enumerate(json_lines(data, "hellaswag", "hellaswag_val_sample.jsonl")):
        yield {k: row[k] for k in ("activity_label", "ctx_a", "ctx_b", "ctx", "endings")} | {
            "label": str(row["label"]), "ind": index, "split_type": row.get("split_type", "unknown")}


def lambada(data):
    for row in json_lines(data, "lambada", "lambada_openai.jsonl"):
        yield {"text": row["context"] + " " + row["continuation"]}


def mmlu(subject):
    def rows(data):
        for part in ("dev", "test"):
            path = os.path.join(data, "mmlu", part, f"{subject}_{part}.csv")
            with open(path, encoding="utf-8", newline="") as file:
                for row in csv.reader(file):
                    yield {"question": row[0], "choices": row[1:5], "answer": "ABCD".index(row[5]),
                           "subject": subject}
    return rows


def openbookqa(data):
    for row in json_lines(data, "openbookqa", "openbook_qa.jsonl"):
        yield {"question_stem": row["query"], "choices": lettered(row["choices"]),
               "answerKey": chr(ord("A") + row["gold"])}


def piqa(data):
    with open(os.path.join(data, "piqa", "valid-labels.lst"), encoding="utf-8") as file:
        labels = file.read().split()
    for row, label in zip(json_lines(data, "piqa", "valid.jsonl"), labels):
        yield row | {"label": int(label)}


def winogrande(data):
    for index, row in enumerate(json_lines(data, "winogrande", "winogrande.jsonl")):
        first, second = row["context_options"]
        start = os.path.commonprefix([first, second]).rfind(" ") + 1
        yield {"sentence": f"{first[:start]}_ {row['continuation']}", "option1": first[start:],
               "option2": second[start:], "answer": str(row["gold"] + 1), "qID": f"q{index}"}


# Name, lm-evaluation-harness's task file, rows, examples in the second run.
TASKS = [
    ("arc_easy", "arc/arc_easy.yaml", arc("arc_easy.jsonl"), 2),
    ("arc_challenge", "arc/arc_challenge.yaml", arc("arc_challenge.jsonl"), 1),
    ("boolq", "super_glue/boolq/default.yaml", boolq, 1),
    ("hellaswag", "hellaswag/hellaswag.yaml", hellaswag, 1),
    ("lambada_openai", "lambada/lambada_openai.yaml", lambada, 1),
    ("mmlu_miscellaneous", "mmlu/default/mmlu_miscellaneous.yaml", mmlu("miscellaneous"), 3),
    ("openbookqa", "openbookqa/openbookqa.yaml", openbookqa, 3),
    ("piqa", "piqa/piqa.yaml", piqa, 2),
    ("winogrande", "winogrande/default.yaml", winogrande, 3),
]


def preset(out, name, kind, count):
    """A suite of suites/public over the same rows, its examples drawn as the harness draws them."""
    with open(os.path.join(PRESETS, f"{name}.yaml"), encoding="utf-8") as file:
        suite = yaml.safe_load(file)
    suite["suite"] = f"parity_{name}_{kind}"
    suite["data"] = {"path": f"{name}-test.jsonl"}
    if count:
        suite.setdefault("prompt", {})["few_shot"] = {
            "count": count, "path": f"{name}-pool.jsonl", "sampler": "lm_eval", "exclude": "none"}
    with open(os.path.join(out, f"{name}-{kind}.yml"), "w", encoding="utf-8") as file:
        yaml.safe_dump(suite, file, sort_keys=False, allow_unicode=True)


def write(path, rows):
    with open(path, "w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("data")
    parser.add_argument("out")
    parser.add_argument("--rows", type=int, default=200)
    parser.add_argument("--lm-eval-tasks", required=True, help="lm_eval's folder of tasks")
    arguments = parser.parse_args()
    out = os.path.abspath(arguments.out)
    os.makedirs(out, exist_ok=True)
    for name, theirs, read, shots in TASKS:
        rows = list(read(arguments.data))
        # MMLU's first five are its own examples; others give up their first rows.
        pool = 5 if name.startswith("mmlu") else POOL
        write(f"{out}/{name}-pool.jsonl", rows[:pool])
        write(f"{out}/{name}-test.jsonl", rows[pool:pool + arguments.rows])
        for kind, count in (("0", 0), ("k", shots)):
            if kind == "k" and shots == 0:
                continue
            if name in ("hellaswag", "winogrande"):
                preset(out, name, kind, count)
            with open(f"{out}/{name}-{kind}.yaml", "w", encoding="utf-8") as file:
                file.write(f"""include: {os.path.abspath(arguments.lm_eval_tasks)}/{theirs}
task: parity_{name}_{kind}
tag: null
dataset_path: json
dataset_name: null
dataset_kwargs:
  data_files:
    pool: {out}/{name}-pool.jsonl
    test: {out}/{name}-test.jsonl
training_split: null
validation_split: null
test_split: test
fewshot_split: pool
num_fewshot: {count}
""")


if __name__ == "__main__":
    main()

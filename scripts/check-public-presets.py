#!/usr/bin/env python3
"""Compares what the suites of suites/public ask with what lm-evaluation-harness asks of the same rows.

Rows come from a folder of samples of the public data sets (--data; see the table below for its shape).
From each row two files are made: one in the form in which the authors publish the set, which the suite
reads, and one in the form of the hub's copy, which the harness reads. Then every request is compared.

    pip install "lm-eval==0.4.13" datasets
    scripts/check-public-presets.py --assay .build/release/assay --data DIR [--rows 100] [NAME …]
"""

import argparse
import csv
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent


def jsonl(path):
    return [json.loads(line) for line in open(path, encoding="utf-8") if line.strip()]


def write_jsonl(path, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), "utf-8")


class Preset:
    """Rows of one data set in both forms; `tasks` gives the harness's (task, rows, shots) triples."""

    shots = None  # the number of few-shot examples, where the suite has any

    def __init__(self, data, limit):
        self.data, self.limit = pathlib.Path(data), limit

    def original(self, folder):
        raise NotImplementedError

    def tasks(self):
        raise NotImplementedError


class HellaSwag(Preset):
    def rows(self):
        return jsonl(self.data / "hellaswag/hellaswag_val_sample.jsonl")[: self.limit]

    def original(self, folder):
        write_jsonl(folder / "hellaswag_val.jsonl", self.rows())

    def tasks(self):
        yield "hellaswag", self.rows(), None


class WinoGrande(Preset):
    def rows(self):
        for index, row in enumerate(jsonl(self.data / "winogrande/winogrande.jsonl")[: self.limit]):
            first, second = row["context_options"]
            prefix = os.path.commonprefix([first, second])
            prefix = prefix[: prefix.rfind(" ") + 1]
            yield {
                "qID": f"q{index}", "sentence": f"{prefix}_ {row['continuation']}",
                "option1": first[len(prefix):], "option2": second[len(prefix):],
                "answer": str(row["gold"] + 1),
            }

    def original(self, folder):
        write_jsonl(folder / "winogrande_1.1/dev.jsonl", self.rows())

    def tasks(self):
        yield "winogrande", list(self.rows()), None


class Science(Preset):
    """ARC and OpenBookQA: a stem and labelled choices."""

    def rows(self):
        for index, row in enumerate(jsonl(self.data / self.source)[: self.limit]):
            labels = "1234" if index % 5 == 0 and self.file.startswith("ARC") else "ABCDE"
            stem = row["query"].removeprefix("Question: ")
            yield f"id{index}", stem, list(zip(labels, row["choices"])), labels[row["gold"]]

    def original(self, folder):
        write_jsonl(
            folder / self.file,
            [
                {"id": i, "answerKey": key, "question": {
                    "stem": stem,
                    "choices": [{"text": text, "label": label} for label, text in choices]}}
                for i, stem, choices, key in self.rows()
            ])

    def tasks(self):
        rows = [
            {"id": i, self.stem: stem, "answerKey": key, "choices": {
                "text": [text for _, text in choices], "label": [label for label, _ in choices]}}
            for i, stem, choices, key in self.rows()
        ]
        yield self.task, rows, None


class ARCEasy(Science):
    source, file, task, stem = "arc/arc_easy.jsonl", "ARC-Easy-Test.jsonl", "arc_easy", "question"


class ARCChallenge(Science):
    source, file = "arc/arc_challenge.jsonl", "ARC-Challenge-Test.jsonl"
    task, stem = "arc_challenge", "question"


class OpenBookQA(Science):
    source, file = "openbookqa/openbook_qa.jsonl", "Main/test.jsonl"
    task, stem = "openbookqa", "question_stem"


class MMLU(Preset):
    shots = 5
    subjects = [
        "abstract_algebra", "anatomy", "college_computer_science", "high_school_us_history",
        "moral_scenarios", "professional_law",
    ]

    def read(self, part, subject):
        path = self.data / f"mmlu/{part}/{subject}_{part}.csv"
        return list(csv.reader(open(path, encoding="utf-8", newline="")))

    def original(self, folder):
        for subject in self.subjects:
            for part in ("test", "dev"):
                rows = self.read(part, subject)
                rows = rows[: self.limit] if part == "test" else rows
                path = folder / f"data/{part}/{subject}_{part}.csv"
                path.parent.mkdir(parents=True, exist_ok=True)
                with open(path, "w", encoding="utf-8", newline="") as file:
                    csv.writer(file).writerows(rows)

    def tasks(self):
        for subject in sorted(self.subjects):
            def shaped(rows):
                return [
                    {"question": r[0], "choices": r[1:5], "answer": "ABCD".index(r[5])} for r in rows
                ]
            yield (
                f"mmlu_{subject}", shaped(self.read("test", subject))[: self.limit],
                {"dev": shaped(self.read("dev", subject))})


class BoolQ(Preset):
    def rows(self):
        for row in jsonl(self.data / "boolq/boolq.jsonl")[: self.limit]:
            match = re.fullmatch(r"Passage: (.*)\nQuestion: (.*)\?", row["query"], re.S)
            if match:
                yield match[1], match[2], row["gold"]

    def original(self, folder):
        write_jsonl(
            folder / "dev.jsonl",
            [{"question": q, "title": "t", "answer": bool(g), "passage": p}
             for p, q, g in self.rows()])

    def tasks(self):
        yield "boolq", [
            {"passage": p, "question": q, "label": g, "idx": i}
            for i, (p, q, g) in enumerate(self.rows())], None


class PIQA(Preset):
    def rows(self):
        labels = (self.data / "piqa/valid-labels.lst").read_text().split()
        rows = jsonl(self.data / "piqa/valid.jsonl")
        return [dict(r, label=int(l)) for r, l in zip(rows, labels)]

    def original(self, folder):
        for name in ("valid.jsonl", "valid-labels.lst"):
            (folder / name).write_bytes((self.data / "piqa" / name).read_bytes())

    def tasks(self):
        yield "piqa", self.rows(), None


class LAMBADA(Preset):
    def rows(self):
        rows = jsonl(self.data / "lambada/lambada_openai.jsonl")[: self.limit]
        return [{"text": f"{r['context']} {r['continuation']}"} for r in rows]

    def original(self, folder):
        write_jsonl(folder / "lambada_test.jsonl", self.rows())

    def tasks(self):
        yield "lambada_openai", self.rows(), None


class GSM8K(Preset):
    shots = 5

    def original(self, folder):
        write_jsonl(folder / "test.jsonl", jsonl(self.data / "gsm8k/test.jsonl")[: self.limit])
        write_jsonl(folder / "train.jsonl", jsonl(self.data / "gsm8k/train_first64.jsonl"))

    def tasks(self):
        yield "gsm8k", jsonl(self.data / "gsm8k/test.jsonl")[: self.limit], {
            "train": jsonl(self.data / "gsm8k/train_first64.jsonl")}


class MGSM(Preset):
    def languages(self):
        return sorted(p.stem.removeprefix("mgsm_") for p in (self.data / "mgsm").glob("*.tsv"))

    def rows(self, language):
        lines = (self.data / f"mgsm/mgsm_{language}.tsv").read_text("utf-8").split("\n")
        return [line.split("\t") for line in lines if line][: self.limit]

    def original(self, folder):
        for language in self.languages():
            text = "".join("\t".join(row) + "\n" for row in self.rows(language))
            (folder / f"mgsm_{language}.tsv").write_text(text, "utf-8")

    pattern = "mgsm_*.tsv"

    def tasks(self):
        for language in self.languages():
            yield f"mgsm_direct_{language}", [
                {"question": q, "answer": None, "answer_number": int(a.replace(",", ""))}
                for q, a in self.rows(language)], None


class TruthfulQA(Preset):
    def rows(self):
        path = self.data / "truthfulqa/TruthfulQA.csv"
        return list(csv.DictReader(open(path, encoding="utf-8", newline="")))[: self.limit]

    def original(self, folder):
        rows = self.rows()
        with open(folder / "TruthfulQA.csv", "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)

    @staticmethod
    def split(text):
        return [part.strip() for part in text.split(";") if part.strip()]

    def tasks(self):
        rows = []
        for row in self.rows():
            right = list(dict.fromkeys(self.split(row["Correct Answers"])))
            wrong = self.split(row["Incorrect Answers"])
            both = list(dict.fromkeys(right + wrong))
            rows.append({
                "question": row["Question"],
                "mc1_targets": {
                    "choices": [row["Best Answer"]] + wrong, "labels": [1] + [0] * len(wrong)},
                "mc2_targets": {
                    "choices": both, "labels": [int(c in right) for c in both]},
            })
        yield self.task, rows, None


class TruthfulQA1(TruthfulQA):
    task = "truthfulqa_mc1"


class TruthfulQA2(TruthfulQA):
    task = "truthfulqa_mc2"


class WikiText(Preset):
    def original(self, folder):
        path = folder / "wikitext-2-raw/wiki.test.raw"
        path.parent.mkdir()
        path.write_bytes((self.data / "wikitext2/wiki.test.raw").read_bytes())

    def tasks(self):
        # As the hub's EleutherAI/wikitext_document_level cuts it.
        pages, page = [], []
        for line in (self.data / "wikitext2/wiki.test.raw").read_text("utf-8").split("\n"):
            bare = line.replace("= = =", "===").replace("= =", "==").strip()
            if bare.startswith("= ") and bare.endswith(" ="):
                if "\n".join(page).strip():
                    pages.append("\n".join(page))
                page = []
            page.append(line)
        pages.append("\n".join(page))
        yield "wikitext", [{"page": p} for p in pages], None


class XQuAD(Preset):
    def original(self, folder):
        (folder / "xquad.en.json").write_bytes((self.data / "xquad/xquad.en.json").read_bytes())

    def tasks(self):
        rows = []
        for article in json.load(open(self.data / "xquad/xquad.en.json", encoding="utf-8"))["data"]:
            for paragraph in article["paragraphs"]:
                for qa in paragraph["qas"]:
                    rows.append({
                        "id": qa["id"], "context": paragraph["context"],
                        "question": qa["question"],
                        "answers": {"text": [a["text"] for a in qa["answers"]]}})
        yield "xquad_en", rows, None


class BBH(Preset):
    def names(self):
        return sorted(p.stem for p in (self.data / "bbh").glob("*.json"))

    def rows(self, name):
        path = self.data / f"bbh/{name}.json"
        return json.load(open(path, encoding="utf-8"))["examples"][: self.limit]

    def original(self, folder):
        for name in self.names():
            (folder / f"{name}.json").write_text(
                json.dumps({"canary": "x", "examples": self.rows(name)}), "utf-8")
            (folder / f"{name}.txt").write_bytes(
                (self.data / f"bbh/cot-prompts/{name}.txt").read_bytes())

    def tasks(self):
        for name in self.names():
            yield f"bbh_{self.form}_{name}", self.rows(name), None


class BBHCoT(BBH):
    form = "cot_fewshot"


class BBHDirect(BBH):
    form = "fewshot"


class HumanEval(Preset):
    def original(self, folder):
        name = "HumanEval.jsonl.gz"
        (folder / name).write_bytes((self.data / "humaneval" / name).read_bytes())

    def tasks(self):
        import gzip
        with gzip.open(self.data / "humaneval/HumanEval.jsonl.gz", "rt", encoding="utf-8") as file:
            yield "humaneval", [json.loads(line) for line in file], None


class IFEval(Preset):
    def original(self, folder):
        write_jsonl(folder / "input_data.jsonl", jsonl(self.data / "ifeval/input_data.jsonl"))

    def tasks(self):
        yield "ifeval", [
            {"key": r["key"], "prompt": r["prompt"]}
            for r in jsonl(self.data / "ifeval/input_data.jsonl")], None


PRESETS = {
    "hellaswag": HellaSwag, "winogrande": WinoGrande, "arc-easy": ARCEasy,
    "arc-challenge": ARCChallenge, "openbookqa": OpenBookQA, "mmlu": MMLU, "boolq": BoolQ,
    "piqa": PIQA, "lambada": LAMBADA, "gsm8k": GSM8K, "mgsm": MGSM,
    "truthfulqa-mc1": TruthfulQA1, "truthfulqa-mc2": TruthfulQA2, "wikitext-2": WikiText,
    "xquad-en": XQuAD, "bbh-cot": BBHCoT, "bbh-direct": BBHDirect, "humaneval-text": HumanEval,
    "ifeval": IFEval,
}


def asked_by_assay(assay, name, preset, folder):
    """Each request as (prompt, continuation), (prompt,) or (text,)."""
    source = folder / getattr(preset, "pattern", "")
    command = [
        assay, "prompts", str(ROOT / f"suites/public/{name}.yaml"), "--json",
        "--data", f"{name}={source}",
    ]
    output = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    if output.returncode:
        raise SystemExit(f"{' '.join(command)}\n{output.stderr}")
    asked = []
    for line in output.stdout.split("\n"):
        for request in json.loads(line)["requests"] if line else []:
            prompt = request.get("prompt", request.get("text"))
            if isinstance(prompt, list):
                prompt = prompt[-1]["content"]
            kind = request["kind"]
            asked.append((prompt, request["continuation"]) if kind == "loglikelihood" else (prompt,))
    return asked


def asked_by_harness(preset, folder):
    from lm_eval.api.task import ConfigurableTask
    import random

    asked = []
    for number, (task_name, rows, others) in enumerate(preset.tasks()):
        config = load_config(task_name)
        split = config.get("test_split") or config.get("validation_split")
        files = {}
        for part, part_rows in {split: rows, **(others or {})}.items():
            files[part] = str(folder / f"harness-{number}-{part}.jsonl")
            write_jsonl(pathlib.Path(files[part]), part_rows)
        for part in ("training_split", "validation_split", "test_split", "fewshot_split"):
            if config.get(part) not in files:
                config.pop(part, None)
        config |= {"dataset_path": "json", "dataset_kwargs": {"data_files": files}}
        if preset.shots is not None:
            config["num_fewshot"] = preset.shots
        task = ConfigurableTask(config=config)
        task.set_fewshot_seed(seed=1234)
        random.seed(0)
        task.build_all_requests(limit=None, rank=0, world_size=1)
        asked += [tuple(i.args[:2]) if i.request_type == "loglikelihood" else (i.args[0],)
                  for i in task.instances]
    return asked


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--assay", default=str(ROOT / ".build/release/assay"))
    parser.add_argument("--data", required=True, help="folder of samples of the data sets")
    parser.add_argument("--rows", type=int, default=100, help="rows of each part, where they are cut")
    parser.add_argument("names", nargs="*", default=list(PRESETS))
    options = parser.parse_args()

    os.environ.setdefault("HF_DATASETS_OFFLINE", "1")
    os.environ.setdefault("HF_ALLOW_CODE_EVAL", "1")
    wrong = 0
    print(f"{'suite':16} {'requests':>9} {'equal':>9}")
    for name in options.names:
        preset = PRESETS[name](options.data, options.rows)
        with tempfile.TemporaryDirectory() as temporary:
            folder = pathlib.Path(temporary)
            preset.original(folder)
            ours = asked_by_assay(options.assay, name, preset, folder)
            theirs = asked_by_harness(preset, folder)
        same = sum(a == b for a, b in zip(ours, theirs))
        print(f"{name:16} {len(theirs):9} {same:9}", flush=True)
        if same != len(theirs) or len(ours) != len(theirs):
            wrong += 1
            print(f"  {len(ours)} requests here, {len(theirs)} there")
            for index, (a, b) in enumerate(zip(ours, theirs)):
                if a != b:
                    print(f"  request {index}:\n    here  {a!r:.1500}\n    there {b!r:.1500}")
                    break
    return 1 if wrong else 0


FOLDERS = [
    "hellaswag", "winogrande", "arc", "openbookqa", "mmlu/default", "super_glue/boolq", "piqa",
    "lambada", "gsm8k", "mgsm/direct", "truthfulqa", "wikitext", "xquad", "bbh/cot_fewshot",
    "bbh/fewshot", "humaneval", "ifeval",
]


def load_config(name):
    """What a task's file says of its prompts, with what it includes and its Python functions."""
    import importlib.util
    import lm_eval.tasks
    from lm_eval.tasks._yaml_loader import load_yaml
    for folder in FOLDERS:
        for path in (pathlib.Path(lm_eval.tasks.__file__).parent / folder).glob("*.yaml"):
            if not re.search(rf"^[\"']?task[\"']?: [\"']?{name}[\"']?$", path.read_text("utf-8"), re.M):
                continue
            config = load_yaml(path, resolve_func=False)
            for key in (
                "include", "dataset_path", "dataset_name", "dataset_kwargs", "metadata",
                "unsafe_code", "metric_list", "filter_list", "process_results",
            ):
                config.pop(key, None)
            for key, value in config.items():
                match = re.fullmatch(r"(/.*/tasks/.*)\.(\w+)", value) if isinstance(value, str) else None
                if match and pathlib.Path(match[1] + ".py").exists():
                    spec = importlib.util.spec_from_file_location("functions", match[1] + ".py")
                    module = importlib.util.module_from_spec(spec)
                    spec.loader.exec_module(module)
                    config[key] = getattr(module, match[2])
            return config
    raise SystemExit(f"lm-evaluation-harness has no task {name}")


if __name__ == "__main__":
    sys.exit(main())

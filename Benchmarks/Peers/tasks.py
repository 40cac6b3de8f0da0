"""Multiple-choice tasks for speed, made from the project's own prose.

HellaSwag-shaped: a passage and four sentences that might follow, no shots. MMLU-shaped: five worked
questions, the same for all, then a question with four lettered choices. What is right does not
matter here; that both engines score the same texts does.
"""

import json
import os
import random
import re


def sentences(folder):
    """Sentences of the Markdown documents, code and tables left out."""
    found = []
    for root, folders, names in os.walk(folder):
        # Not what was built or fetched.
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(names):
            if not name.endswith(".md"):
                continue
            with open(os.path.join(root, name), encoding="utf-8") as file:
                text = re.sub(r"```.*?```", " ", file.read(), flags=re.S)
            prose = " ".join(
                line for line in text.split("\n") if line and line[0] not in "|#>!`<- *0123456789"
            )
            prose = re.sub(r"\[([^]]*)\]\([^)]*\)|[`*_]", r"\1", prose)
            found += [
                s.strip() for s in re.split(r"(?<=[.!?])\s+", prose) if 25 <= len(s.strip()) <= 110
            ]
    return list(dict.fromkeys(found))


def plain(folder, count, seed=7):
    """HellaSwag-shaped tasks."""
    pool = sentences(folder)
    chance = random.Random(seed)
    tasks = []
    for index in range(count):
        at = index % (len(pool) - 3)
        wrong = chance.sample([s for s in pool if s != pool[at + 2]], 3)
        endings = wrong + [pool[at + 2]]
        order = chance.sample(range(4), 4)
        tasks.append({
            "id": str(index),
            # Numbered, so that no two contexts are the same where the prose repeats.
            "context": f"{index + 1}. {pool[at]} {pool[at + 1]}",
            "choices": [endings[i] for i in order],
            "label": order.index(3),
        })
    return tasks


def shots(folder, count, seed=8):
    """MMLU-shaped tasks: five shots, then a question; the choices are letters."""
    questions = plain(folder, count + 5, seed)

    def text(task):
        lines = [task["context"], "Which sentence comes next?"]
        return "\n".join(lines + [f"{'ABCD'[i]}. {c}" for i, c in enumerate(task["choices"])])

    worked = "\n\n".join(
        f"{text(task)}\nAnswer: {'ABCD'[task['label']]}" for task in questions[:5])
    return [
        {
            "id": task["id"],
            "context": f"{worked}\n\n{text(task)}\nAnswer:",
            "choices": ["A", "B", "C", "D"],
            "label": task["label"],
        }
        for task in questions[5:]
    ]


def write_suite(name, tasks, folder):
    """The tasks as a suite of Assay; returns its path."""
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "items.jsonl"), "w", encoding="utf-8") as file:
        for task in tasks:
            file.write(json.dumps(task) + "\n")
    path = os.path.join(folder, "suite.yaml")
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"""suite: {name}
version: 1
description: Multiple choice for measuring speed.
data:
  path: items.jsonl
  id: id
prompt:
  text: "{{{{ context }}}}"
task: multiple_choice
choices: "{{{{ choices }}}}"
target: "{{{{ label }}}}"
metrics: [acc, acc_norm]
""")
    return path


def write_lines(tasks, path):
    """The tasks as the lines that `llama_cpp_choices` reads."""
    with open(path, "w", encoding="utf-8") as file:
        for task in tasks:
            lines = [task["context"], str(task["label"]), str(len(task["choices"]))]
            lines += [" " + choice for choice in task["choices"]]
            file.writelines(line.replace("\n", "\\n") + "\n" for line in lines)


def write_harness_task(name, folder):
    """The tasks of a suite's folder as a task of lm-evaluation-harness; returns the task's name."""
    task = f"assay_bench_{name}"
    with open(os.path.join(folder, f"{task}.yaml"), "w", encoding="utf-8") as file:
        file.write(f"""task: {task}
dataset_path: json
dataset_kwargs:
  data_files:
    test: {os.path.abspath(folder)}/items.jsonl
test_split: test
output_type: multiple_choice
doc_to_text: "{{{{context}}}}"
doc_to_choice: "{{{{choices}}}}"
doc_to_target: label
metric_list:
  - metric: acc
  - metric: acc_norm
metadata:
  version: 1
""")
    return task

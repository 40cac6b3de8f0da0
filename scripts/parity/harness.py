"""Runs tasks with lm-evaluation-harness, one after another, and keeps each task's files as it ends.

    harness.py MODEL TASKS OUT [--plain | --prompts] [--limit N] NAME…

MODEL is a folder of weights for transformers (weights.py), TASKS the folder of tasks.py, NAME a task of it,
such as arc_easy-0. A task whose files are in OUT is not run again. The harness is asked as its
command asks it: float32, its own seeds, --log_samples.

What consecutive requests begin with is computed once and kept in transformers' own cache (SharedPrefix): three
to four times faster on one thread. --plain computes every request whole, as the harness does by
itself; `--compare OTHER` prints how far the log-likelihoods of OUT and of another such folder are apart. With
--prompts nothing is computed: what is logged are the requests, with answers drawn at random.
"""

import argparse
import glob
import json
import os
import time

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("HF_DATASETS_OFFLINE", "1")

import torch  # noqa: E402
import lm_eval.evaluator  # noqa: E402
from lm_eval.loggers import EvaluationTracker  # noqa: E402
from lm_eval.models.dummy import DummyLM  # noqa: E402
from lm_eval.models.huggingface import HFLM  # noqa: E402
from lm_eval.tasks import TaskManager  # noqa: E402

# It asks pip for the versions of all packages, a minute a task on a busy machine.
lm_eval.evaluator.add_env_info = lambda storage: None


def shared(first, second):
    """How many tokens two lists begin with alike."""
    length = min(len(first), len(second))
    return next((i for i in range(length) if first[i] != second[i]), length)


class SharedPrefix(HFLM):
    """The harness's own model, which computes what consecutive requests begin with once."""

    GROUP = 8

    def _loglikelihood_tokens(self, requests, disable_tqdm=False, override_bs=None):
        answers, start = [], 0
        with torch.no_grad():
            while start < len(requests):
                group, prefix = self._group(requests[start:start + self.GROUP])
                answers += self._answers(group, prefix)
                start += len(group)
        for (text, _, _), answer in zip(requests, answers):
            if text is not None:
                self.cache_hook.add_partial("loglikelihood", text, answer)
        return answers

    def _group(self, requests):
        """The first requests that share half of their tokens, and how many those are."""
        inputs = [(r[1] + r[2])[:-1] for r in requests]
        prefix, count = len(requests[0][1]) - 1, 1
        for tokens, request in zip(inputs[1:], requests[1:]):
            common = min(prefix, shared(inputs[0], tokens), len(request[1]) - 1)
            if 2 * common < len(tokens):
                break
            prefix, count = common, count + 1
        return requests[:count], prefix if count > 1 else 0

    def _answers(self, requests, prefix):
        rows = [(r[1] + r[2])[:-1] for r in requests]
        assert max(map(len, rows)) <= self.max_length
        cache = None
        if prefix:
            cache = self.model.model(torch.tensor([rows[0][:prefix]]), use_cache=True).past_key_values
            cache.batch_repeat_interleave(len(rows))
        rest = [row[prefix:] for row in rows]
        width = max(map(len, rest))
        # Padding stands behind, where no token of a row looks.
        ids = torch.tensor([row + [0] * (width - len(row)) for row in rest])
        states = self.model.model(ids, past_key_values=cache, use_cache=True).last_hidden_state
        kept = [states[i, len(rest[i]) - len(r[2]):len(rest[i])] for i, r in enumerate(requests)]
        # All at once: the weights of the vocabulary are read once.
        logprobs = torch.log_softmax(self.model.lm_head(torch.cat(kept)), dim=-1)
        parts = logprobs.split([len(r[2]) for r in requests])
        return [self._answer(part, r[2]) for part, r in zip(parts, requests)]

    def _answer(self, logprobs, continuation):
        target = torch.tensor(continuation)
        greedy = bool((logprobs.argmax(dim=-1) == target).all())
        return float(logprobs.gather(1, target.unsqueeze(1)).sum()), greedy


def run(model, manager, name, out, limit):
    if glob.glob(os.path.join(out, name, "**", "samples_*.jsonl"), recursive=True):
        return
    start, spent = time.monotonic(), time.process_time()
    results = lm_eval.evaluator.simple_evaluate(
        model=model, tasks=["parity_" + name.replace("-", "_")], task_manager=manager, limit=limit,
        log_samples=True, random_seed=0, numpy_random_seed=1234, torch_random_seed=1234,
        fewshot_random_seed=1234, bootstrap_iters=0)
    samples = results.pop("samples")
    tracker = EvaluationTracker(output_path=os.path.join(out, name))
    tracker.save_results_aggregated(results=results, samples=samples)
    for task, rows in samples.items():
        tracker.save_results_samples(task_name=task, samples=rows)
    print(f"{name}: {time.monotonic() - start:.0f} s, {time.process_time() - spent:.0f} s of processor",
          flush=True)


def logged(folder, name):
    """The log-likelihoods that were logged of a task, by row and request."""
    found = {}
    for path in glob.glob(os.path.join(folder, name, "**", "samples_*.jsonl"), recursive=True):
        with open(path, encoding="utf-8") as file:
            for row in map(json.loads, file):
                for number, answer in enumerate(row["resps"]):
                    found[row["doc_id"], number] = float(answer[0][0])
    return found


def compare(out, other, names):
    for name in names:
        here, there = logged(out, name), logged(other, name)
        apart = [abs(here[key] - there[key]) for key in here if key in there]
        print(f"{name}: {len(apart)} log-likelihoods, greatest difference {max(apart):.1e}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("model")
    parser.add_argument("tasks")
    parser.add_argument("out")
    parser.add_argument("names", nargs="+")
    parser.add_argument("--plain", action="store_true")
    parser.add_argument("--prompts", action="store_true")
    parser.add_argument("--compare", metavar="OTHER")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    if arguments.compare:
        return compare(arguments.out, arguments.compare, arguments.names)
    torch.set_num_threads(arguments.threads)
    if arguments.prompts:
        model = DummyLM()
    else:
        model = (HFLM if arguments.plain else SharedPrefix)(
            pretrained=arguments.model, device="cpu", dtype="float32", batch_size=8)
    manager = TaskManager(include_path=arguments.tasks, include_defaults=False)
    for name in arguments.names:
        run(model, manager, name, arguments.out, arguments.limit)


if __name__ == "__main__":
    main()

"""Log-probabilities of texts' tokens by llama.cpp, in the form of `assay logprobs`.

Rows of logits are read one position after another and reduced in float64.

    python llama_cpp_logprobs.py MODEL.gguf TOKENS.jsonl --threads 2

TOKENS.jsonl: lines with "id" and "ids", as `assay logprobs` prints them.
"""

import argparse
import json
import sys

import llama_cpp as llama
import numpy as np
from llama_cpp_rates import SILENT, Session


def logprobs(session, ids):
    """The log-probability of each token given those before it; null for the first."""
    session.clear()
    session.decode([(token, position, 0, True) for position, token in enumerate(ids)])
    values, best = [None], []
    for position in range(len(ids)):
        row = llama.llama_get_logits_ith(session.context, position)
        logits = np.ctypeslib.as_array(row, shape=(session.vocabulary,)).astype(np.float64)
        top = logits.max()
        log_sum = top + np.log(np.exp(logits - top).sum())
        best.append(int(logits.argmax()))
        if position + 1 < len(ids):
            values.append(logits[ids[position + 1]] - log_sum)
    return values, best


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("model")
    parser.add_argument("tokens")
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    llama.llama_log_set(SILENT, None)
    llama.llama_backend_init()
    with open(arguments.tokens, encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    longest = max((len(line["ids"]) for line in lines), default=1)
    session = Session(arguments.model, arguments.threads, longest + 8, 1)
    for line in lines:
        values, best = logprobs(session, line["ids"]) if line["ids"] else ([], [])
        json.dump({"id": line["id"], "ids": line["ids"], "token_logprobs": values, "argmax": best}, sys.stdout)
        print()
    session.close()


if __name__ == "__main__":
    main()

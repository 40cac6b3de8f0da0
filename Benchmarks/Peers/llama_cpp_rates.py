"""Rates of llama.cpp, through llama-cpp-python's own low-level calls.

Prints one JSON object: rates in tokens a second, a list of repetitions for each workload.

    python llama_cpp_rates.py MODEL.gguf --threads 2 --repetitions 3 \
        --prefill 512 --decode 128 --batch 16
"""

import argparse
import json
import time

import llama_cpp as llama


# Held here, because llama.cpp calls it for as long as the process lives.
SILENT = llama.llama_log_callback(lambda *_: None)


class Session:
    """A model and a context of one or more sequences."""

    def __init__(self, path, threads, tokens, sequences):
        parameters = llama.llama_model_default_params()
        parameters.use_mmap = True
        self.model = llama.llama_model_load_from_file(path.encode(), parameters)
        if not self.model:
            raise SystemExit(f"llama.cpp cannot open {path}")
        self.vocabulary = llama.llama_vocab_n_tokens(llama.llama_model_get_vocab(self.model))
        context = llama.llama_context_default_params()
        context.n_ctx = tokens * sequences
        context.n_batch = max(512, tokens)
        context.n_ubatch = 512
        context.n_seq_max = sequences
        context.n_threads = threads
        context.n_threads_batch = threads
        self.context = llama.llama_init_from_model(self.model, context)
        self.batch = llama.llama_batch_init(context.n_batch, 0, 1)

    def clear(self):
        llama.llama_memory_clear(llama.llama_get_memory(self.context), True)

    def decode(self, rows):
        """Computes rows of (token, position, sequence, wants logits)."""
        self.batch.n_tokens = len(rows)
        for index, (token, position, sequence, wanted) in enumerate(rows):
            self.batch.token[index] = token
            self.batch.pos[index] = position
            self.batch.n_seq_id[index] = 1
            self.batch.seq_id[index][0] = sequence
            self.batch.logits[index] = wanted
        if llama.llama_decode(self.context, self.batch) != 0:
            raise SystemExit("llama_decode failed")

    def token(self, index):
        """Some token: which one does not change the work."""
        return 1000 + index * 7919 % (self.vocabulary - 1000)

    def close(self):
        llama.llama_batch_free(self.batch)
        llama.llama_free(self.context)
        llama.llama_model_free(self.model)


def prefill(session, count):
    """A prompt of `count` tokens; logits at the last."""
    session.clear()
    rows = [(session.token(i), i, 0, i == count - 1) for i in range(count)]
    started = time.perf_counter()
    session.decode(rows)
    return count / (time.perf_counter() - started)


def decode(session, sequences, count, prompt):
    """`count` tokens one after another in each of `sequences`, after prompts of `prompt` tokens."""
    session.clear()
    for sequence in range(sequences):
        session.decode([(session.token(i), i, sequence, i == prompt - 1) for i in range(prompt)])
    started = time.perf_counter()
    for step in range(count):
        session.decode([
            (session.token(step + 31 * sequence), prompt + step, sequence, True)
            for sequence in range(sequences)
        ])
    return sequences * count / (time.perf_counter() - started)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("model")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--repetitions", type=int, default=3)
    parser.add_argument("--prefill", type=int, nargs="*", default=[512])
    parser.add_argument("--decode", type=int, default=128, help="tokens of one sequence")
    parser.add_argument("--batch", type=int, nargs="*", default=[16], help="sequences at once")
    arguments = parser.parse_args()
    llama.llama_log_set(SILENT, None)
    llama.llama_backend_init()
    rates = {}

    def measure(name, tokens, sequences, work):
        session = Session(arguments.model, arguments.threads, tokens, sequences)
        work(session)  # a warm-up
        rates[name] = [work(session) for _ in range(arguments.repetitions)]
        session.close()

    for count in arguments.prefill:
        measure(f"prefill {count}", count, 1, lambda s, n=count: prefill(s, n))
    if arguments.decode:
        n = arguments.decode
        measure("decode 1", n + 16, 1, lambda s: decode(s, 1, n, 1))
    for sequences in arguments.batch:
        measure(f"decode {sequences}", 160, sequences, lambda s, n=sequences: decode(s, n, 64, 64))
    print(json.dumps({"engine": "llama.cpp", "model": arguments.model, "rates": rates}))


if __name__ == "__main__":
    main()

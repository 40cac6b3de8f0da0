"""A GGUF checkpoint as float32 weights that lm-evaluation-harness loads through transformers.

    weights.py FILE.gguf OUT [--check FOLDER]

Every tensor is dequantised to float32. transformers builds the tokenizer from the file's vocabulary, but
reads no pre-tokenizer there: digits are split one by one here, as the file's `smollm` asks. With
--check, the ids of FOLDER/tokens.jsonl and the log-probabilities of FOLDER/logprobs.jsonl are
computed and compared (fixtures/smollm2 of this project; float64 numbers of an independent script).

Needs transformers, gguf and torch. One checkpoint's tokenizer is known: SmolLM2's.
"""

import argparse
import json
import os
import sys

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer, LlamaConfig, LlamaForCausalLM

SMOLLM = {"type": "Sequence", "pretokenizers": [
    {"type": "Digits", "individual_digits": True},
    {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True}]}


def convert(path, out):
    folder, name = os.path.split(os.path.abspath(path))
    loaded = AutoModelForCausalLM.from_pretrained(folder, gguf_file=name, dtype=torch.float32)
    # What was loaded counts as quantised and cannot be saved: the numbers move to a plain model.
    config = loaded.config.to_dict()
    config.pop("quantization_config", None)
    model = LlamaForCausalLM(LlamaConfig(**config)).float()
    model.load_state_dict({key: value.float() for key, value in loaded.state_dict().items()})
    model.save_pretrained(out)
    AutoTokenizer.from_pretrained(folder, gguf_file=name).save_pretrained(out)
    file = os.path.join(out, "tokenizer.json")
    with open(file, encoding="utf-8") as stream:
        tokenizer = json.load(stream)
    tokenizer["pre_tokenizer"] = SMOLLM
    with open(file, "w", encoding="utf-8") as stream:
        json.dump(tokenizer, stream, ensure_ascii=False)


def lines(path):
    with open(path, encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]


def check(out, folder):
    """Whether ids are equal; prints how far log-probabilities are apart."""
    model = AutoModelForCausalLM.from_pretrained(out, dtype=torch.float32)
    tokenizer = AutoTokenizer.from_pretrained(out)
    texts = [r for r in lines(os.path.join(folder, "tokens.jsonl")) if r.get("parse_special", True)]
    wrong = [r["id"] for r in texts
             if tokenizer(r["text"], add_special_tokens=False)["input_ids"] != r["ids"]]
    apart = []
    for row in lines(os.path.join(folder, "logprobs.jsonl")):
        ids = row["ids"]
        with torch.no_grad():
            logprobs = torch.log_softmax(model(torch.tensor([ids])).logits[0].double(), -1)
        apart += [abs(logprobs[i - 1, ids[i]].item() - row["token_logprobs"][i])
                  for i in range(1, len(ids))]
    print(f"tokens: {len(texts)} texts, {len(wrong)} differ {wrong}")
    print(f"log-probabilities: {len(apart)}, mean distance {sum(apart) / len(apart):.1e}, "
          f"greatest {max(apart):.1e} nats")
    return not wrong and max(apart) < 1e-3


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("gguf")
    parser.add_argument("out")
    parser.add_argument("--check", metavar="FOLDER")
    arguments = parser.parse_args()
    convert(arguments.gguf, arguments.out)
    sys.exit(0 if not arguments.check or check(arguments.out, arguments.check) else 1)


if __name__ == "__main__":
    main()

"""Makes the files of the comparison with llama.cpp's own quantiser.

    python llama_cpp_quantize.py MODEL.gguf FOLDER
"""

import ctypes
import os
import sys

import llama_cpp as llama
from llama_cpp_rates import SILENT

KINDS = {
    "Q8_0": llama.LLAMA_FTYPE_MOSTLY_Q8_0,
    "Q4_0": llama.LLAMA_FTYPE_MOSTLY_Q4_0,
    "F16": llama.LLAMA_FTYPE_MOSTLY_F16,
    "BF16": llama.LLAMA_FTYPE_MOSTLY_BF16,
}


def main():
    source, folder = sys.argv[1:]
    llama.llama_log_set(SILENT, None)
    for name, kind in KINDS.items():
        target = os.path.join(folder, f"{name}.gguf")
        if os.path.exists(target):
            continue
        parameters = llama.llama_model_quantize_default_params()
        parameters.ftype = kind
        parameters.allow_requantize = True
        unfinished = target + ".part"
        if llama.llama_model_quantize(source.encode(), unfinished.encode(), ctypes.byref(parameters)):
            raise SystemExit(f"llama.cpp could not make {target}")
        os.replace(unfinished, target)


if __name__ == "__main__":
    main()

// AVX-512 with VNNI and BF16: 32 products of bfloat16 an instruction as well.
#if defined(__x86_64__)
#include <immintrin.h>
#include <string.h>
#pragma clang attribute push(                                                                  \
    __attribute__((                                                                            \
        target("avx512f,avx512bw,avx512vl,avx512dq,avx512vnni,avx512bf16,avx2,fma,f16c"))),    \
    apply_to = function)
#define KERNEL(name) avx512_bf16_##name
#define FLOAT16_LANES
#define NATIVE_BFLOAT16
#include "vector/four_bytes.h"
#include "vector/activations.h"
#include "vector/attention.h"
#include "vector/float_matmul.h"
#include "vector/layer.h"
#include "vector/log_sum_exp.h"
#include "vector/vnni_matmul.h"
#pragma clang attribute pop
#include "vector/table.h"

const assay_kernels assay_kernels_avx512_bf16 = KERNEL_TABLE("avx512-bf16");
#endif

// AVX2 with fused multiply-add: the vector kernels compiled for it.
#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma,f16c"))), apply_to = function)
#define KERNEL(name) avx2_##name
#define FLOAT16_LANES
#define KERNEL_ROUND_ROW NULL
#include "vector/activations.h"
#include "vector/attention.h"
#include "vector/float_matmul.h"
#include "vector/layer.h"
#include "vector/log_sum_exp.h"
#include "vector/quantized_reference.h"
#pragma clang attribute pop
#include "vector/table.h"

const assay_kernels assay_kernels_avx2 = KERNEL_TABLE("avx2");
#endif

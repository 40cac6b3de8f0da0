// AVX2 with fused multiply-add: the vector kernels compiled for it.
#if defined(__x86_64__)
#include <immintrin.h>
#include <string.h>
#pragma clang attribute push(__attribute__((target("avx2,fma,f16c"))), apply_to = function)
#define KERNEL(name) avx2_##name
#define FLOAT16_LANES
#define PAIRED_QUANTS
// Sixteen registers of 32 bytes: twelve sums, the two halves of a panel's weights, an activation.
#define TILE_PANELS 1
#define TILE_TOKENS_f32 6
#define TILE_TOKENS_f16 6
#define TILE_TOKENS_bf16 5
#define REST_TOKENS 2
#include "vector/activations.h"
#include "vector/attention.h"
#include "vector/avx2_matmul.h"
#include "vector/float_matmul.h"
#include "vector/layer.h"
#include "vector/log_sum_exp.h"
#pragma clang attribute pop
#include "vector/table.h"

const assay_kernels assay_kernels_avx2 = KERNEL_TABLE("avx2");
#endif

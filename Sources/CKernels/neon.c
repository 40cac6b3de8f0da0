// NEON with dot products: 16 products of bytes an instruction.
#if defined(__aarch64__)
#include <arm_neon.h>
#pragma clang attribute push(__attribute__((target("dotprod"))), apply_to = function)
#define KERNEL(name) neon_##name
#define FLOAT16_LANES
#include "vector/activations.h"
#include "vector/attention.h"
#include "vector/float_matmul.h"
#include "vector/layer.h"
#include "vector/log_sum_exp.h"
#include "vector/neon_matmul.h"
#pragma clang attribute pop
#include "vector/table.h"

const assay_kernels assay_kernels_neon = KERNEL_TABLE("neon-dotprod");
#endif

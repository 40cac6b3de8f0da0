// NEON with products of matrices of bytes: 32 products an instruction.
#if defined(__aarch64__)
#include <arm_neon.h>
#pragma clang attribute push(__attribute__((target("dotprod,i8mm"))), apply_to = function)
#define KERNEL(name) neon_i8mm_##name
#define FLOAT16_LANES
#define INT8_MATRIX
#include "vector/activations.h"
#include "vector/attention.h"
#include "vector/float_matmul.h"
#include "vector/layer.h"
#include "vector/log_sum_exp.h"
#include "vector/neon_matmul.h"
#pragma clang attribute pop
#include "vector/table.h"

const assay_kernels assay_kernels_neon_i8mm = KERNEL_TABLE("neon-i8mm");
#endif

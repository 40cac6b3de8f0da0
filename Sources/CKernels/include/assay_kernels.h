// The hot loops of inference behind one table of functions, chosen once from the processor's
// features. Every function computes each output from its own inputs alone and in a fixed order, so
// that numbers never depend on how many rows are in flight or how work is divided.
#ifndef ASSAY_KERNELS_H
#define ASSAY_KERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Output rows a packed panel holds side by side.
#define ASSAY_PANEL 16
// Weights that share a scale in the quantised types, and activations that share one.
#define ASSAY_BLOCK 32

// ---- Tensor types as they lie in checkpoint files -------------------------------------------

enum assay_tensor_type {
  ASSAY_F32 = 0,
  ASSAY_F16 = 1,
  ASSAY_Q4_0 = 2,
  ASSAY_Q4_1 = 3,
  ASSAY_Q8_0 = 8,
  ASSAY_BF16 = 30,
};

// Dequantises `count` values (a multiple of the type's block) at `source` to float32.
// Returns false for a type it does not know.
bool assay_dequantize(int type, const void *source, float *destination, size_t count);

// ---- Packed weights --------------------------------------------------------------------------
// A matrix [rows x columns] is stored as panels of 16 rows; missing rows of the last panel are 0.
//
// f32:  panel = columns x 16 floats, column after column. f16 likewise, in float16.
// bf16: panel = (columns / 2) pairs of columns x 16 rows x 2 bfloat16; `columns` is even.
// q8:   panel = (columns / 32) blocks of 544 bytes: 8 groups of (16 rows x 4 int8 columns, offset
//       by +128 to unsigned), then 16 float16 scales. w = scale * (q - 128).
// q4:   panel = (columns / 32) blocks of 320 bytes: 4 groups of (16 rows x 4 columns) whose low
//       nibbles hold columns 0..15 and high nibbles columns 16..31 of the block, then 16 float16
//       scales, then 16 float16 minima. w = scale * q + minimum.

enum assay_packing {
  ASSAY_PACK_F32 = 0,
  ASSAY_PACK_Q8 = 1,
  ASSAY_PACK_Q4 = 2,
  ASSAY_PACK_F16 = 3,
  ASSAY_PACK_BF16 = 4,
};

// Bytes of one panel of `columns` columns.
size_t assay_panel_bytes(int packing, size_t columns);

// Packs panel `panel` of a matrix of `type` into `destination`. Returns false where the type has no
// such packing (q8: Q8_0; q4: Q4_0 and Q4_1; f16: F16; bf16: BF16; f32: every type).
bool assay_pack_panel(
    int packing, int type, const void *source, size_t rows, size_t columns, size_t panel,
    void *destination);

// ---- Kernels ---------------------------------------------------------------------------------

typedef struct assay_kernels {
  // `avx512-bf16`, `avx512-vnni`, `avx2`, `neon-i8mm`, `neon-dotprod`, `portable`.
  const char *name;

  // y[t][r] = sum over c of w[r][c] * x[t][c], for the rows r of panels [panel_begin, panel_end).
  // x: [tokens x columns], y: [tokens x y_stride]; writes only rows below `rows`. x is float32, but
  // bfloat16 from `round_row` for `matmul_rounded_bf16`, which multiplies panels of bfloat16 twice as
  // fast and is NULL where the processor can't.
  void (*matmul_f32)(
      float *y, size_t y_stride, const void *x, size_t tokens, size_t columns, const void *weights,
      size_t rows, size_t panel_begin, size_t panel_end);
  void (*matmul_f16)(
      float *y, size_t y_stride, const void *x, size_t tokens, size_t columns, const void *weights,
      size_t rows, size_t panel_begin, size_t panel_end);
  void (*matmul_bf16)(
      float *y, size_t y_stride, const void *x, size_t tokens, size_t columns, const void *weights,
      size_t rows, size_t panel_begin, size_t panel_end);
  void (*matmul_rounded_bf16)(
      float *y, size_t y_stride, const void *x, size_t tokens, size_t columns, const void *weights,
      size_t rows, size_t panel_begin, size_t panel_end);

  // The same with activations quantised by this table's `quantize_row`: xq [tokens x 2 * columns],
  // scales and sums [tokens x columns / 32].
  void (*matmul_q8)(
      float *y, size_t y_stride, const int8_t *xq, const float *scales, const float *sums,
      size_t tokens, size_t columns, const void *weights, size_t rows, size_t panel_begin,
      size_t panel_end);
  void (*matmul_q4)(
      float *y, size_t y_stride, const int8_t *xq, const float *scales, const float *sums,
      size_t tokens, size_t columns, const void *weights, size_t rows, size_t panel_begin,
      size_t panel_end);

  // Quantises one row of `columns` (a multiple of 32) floats to 16 bits: per block of 32 a scale
  // (largest magnitude / 32512), the quants q, and scale * sum of the q. How the q lie in the
  // block's 64 bytes is the set's own: as high and low bytes (q = 256 * high + low, both signed)
  // where products of bytes are fastest, as int16 where those of pairs are. The weights' own rounding
  // is the only one that shows.
  void (*quantize_row)(const float *x, size_t columns, int8_t *xq, float *scales, float *sums);

  // Rounds one row of `columns` floats to bfloat16, ties to even. NULL where no product reads
  // that.
  void (*round_row)(const float *x, size_t columns, uint16_t *rounded);

  // y = x / sqrt(mean(x^2) + epsilon) * weight, over `count` values.
  void (*rms_norm)(float *y, const float *x, const float *weight, size_t count, float epsilon);

  // Rotates pairs (2i, 2i + 1) of each head in place; cosines and sines: [head_size / 2].
  void (*rope)(
      float *x, size_t heads, size_t head_size, const float *cosines, const float *sines);

  // gate = gate / (1 + exp(-gate)) * up
  void (*swiglu)(float *gate, const float *up, size_t count);

  // y += x
  void (*add)(float *y, const float *x, size_t count);

  // y = x in float16, ties to even.
  void (*narrow)(uint16_t *y, const float *x, size_t count);

  // Attention of `rows` consecutive rows of one sequence, for the `group` query heads that share a
  // key/value head, over keys and values in float32 or float16. Row r sees slots[0 .. length + r).
  // queries, output: [rows x row_stride] with this group's heads at the front, [group x head_size];
  // keys, values: [slots x slot_stride] with this head's vectors at the front, padded with zeros to
  // `padded_size` (a multiple of 16); scratch: `assay_attention_scratch` floats. A row's bits do
  // not depend on `rows`.
  void (*attention_f32)(
      float *output, const float *queries, size_t rows, size_t row_stride, size_t group,
      size_t head_size, size_t padded_size, const void *keys, const void *values,
      size_t slot_stride, const int32_t *slots, size_t length, float scale, float *scratch);
  void (*attention_f16)(
      float *output, const float *queries, size_t rows, size_t row_stride, size_t group,
      size_t head_size, size_t padded_size, const void *keys, const void *values,
      size_t slot_stride, const int32_t *slots, size_t length, float scale, float *scratch);

  // Adds `count` logits to a running log-sum-exp: *maximum, *sum (of exp(logit - maximum)) and the
  // first index of the largest so far, *best (index + base). Start with -infinity, 0, -1. A logit
  // that is not a number makes *sum not a number.
  void (*log_sum_exp)(
      const float *logits, size_t count, int32_t base, float *maximum, double *sum, int32_t *best);
} assay_kernels;

// Floats of scratch that `attention` needs, its last row seeing `longest` slots.
static inline size_t assay_attention_scratch(
    size_t rows, size_t group, size_t padded_size, size_t longest) {
  return rows * group * ((longest + 15) / 16 * 16 + padded_size) + 16 * padded_size;
}

// The named kernels, or the best that this processor runs for NULL; NULL where it can't run them.
const assay_kernels *assay_kernels_named(const char *name);

// ---- Threads ---------------------------------------------------------------------------------

typedef struct assay_pool assay_pool;

// A pool in which `threads` threads work, the caller's among them. NULL where they can't be made.
assay_pool *assay_pool_create(int threads);
void assay_pool_destroy(assay_pool *pool);
// Calls body(context, i) once for each i in [0, tasks), on any thread; returns when all are done.
// Not to be called from two threads at once.
void assay_pool_run(assay_pool *pool, int tasks, void (*body)(void *context, int task), void *context);

#endif

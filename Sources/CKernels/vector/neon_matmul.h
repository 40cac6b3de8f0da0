// y = W x with weights of four or eight bits and activations of 16, by NEON's products of bytes:
// four columns of four rows an instruction (sdot) or, with INT8_MATRIX, eight columns of two rows
// for two tokens (smmla). The sums of a block are exact, so both give the same bits.
#pragma once

#include "float_matmul.h"

#define INLINED static inline __attribute__((always_inline))

// Tokens whose integer sums stay in registers together, and for which a block is unpacked once.
enum { TOGETHER = 4, TILE_TOKENS = 16 };

// A block of a panel: its 16 rows' weights as signed bytes, scales and minima.
typedef struct {
  int8x16_t quants[32];
  float32x4_t scales[4], minima[4];
} KERNEL(block);

// Activations of a run of tokens from one block on; `columns` and `blocks` lead to the next token.
typedef struct {
  const int8_t *x;
  const float *scales, *sums;
  size_t columns, blocks;
} KERNEL(tokens);

// ---- Weights ---------------------------------------------------------------------------------

// Vector n of a block as it is stored: four columns of four rows. Paired: eight columns of two.
INLINED uint8x16_t stored_bytes(const uint8_t *w, int n, bool paired) {
  if (!paired) return vld1q_u8(w + 16 * n);
  const uint8_t *left = w + 16 * (n / 8 * 8 + n % 8 / 2), *right = left + 64;
  uint32x4_t a = vreinterpretq_u32_u8(vld1q_u8(left)), b = vreinterpretq_u32_u8(vld1q_u8(right));
  return vreinterpretq_u8_u32(n % 2 == 0 ? vzip1q_u32(a, b) : vzip2q_u32(a, b));
}

INLINED void read_halves(float32x4_t lanes[4], const uint8_t *halves) {
  UNROLLED for (int i = 0; i < 4; i++)
    lanes[i] = vcvt_f32_f16(vreinterpret_f16_u8(vld1_u8(halves + 8 * i)));
}

INLINED void read_block(KERNEL(block) *block, const uint8_t *w, int bits, bool paired) {
  if (bits == 8) {
    // From unsigned with an offset of 128 to signed: the offset needs no term of its own.
    UNROLLED for (int n = 0; n < 32; n++)
      block->quants[n] =
          vreinterpretq_s8_u8(veorq_u8(stored_bytes(w, n, paired), vdupq_n_u8(0x80)));
    read_halves(block->scales, w + 32 * ASSAY_PANEL);
  } else {
    UNROLLED for (int n = 0; n < 16; n++) {
      uint8x16_t both = stored_bytes(w, n, paired);
      block->quants[n] = vreinterpretq_s8_u8(vandq_u8(both, vdupq_n_u8(15)));
      block->quants[n + 16] = vreinterpretq_s8_u8(vshrq_n_u8(both, 4));
    }
    read_halves(block->scales, w + 16 * ASSAY_PANEL);
    read_halves(block->minima, w + 18 * ASSAY_PANEL);
  }
}

// ---- Sums of a block, in integers ------------------------------------------------------------

// Unrolled, the compiler takes tokens one after the other and reads the weights again for each.
#define ROLLED _Pragma("clang loop unroll(disable)")
#define EACH_LANE(DO) DO(0) DO(1) DO(2) DO(3)

// dots[i]: rows 4i to 4i + 3 of one token.
INLINED void one_dots(int32x4_t dots[4], const KERNEL(block) *block, const int8_t *x) {
  int32x4_t low[4];
  UNROLLED for (int i = 0; i < 4; i++) dots[i] = low[i] = vdupq_n_s32(0);
  UNROLLED for (int half = 0; half < 2; half++) {
    const int8x16_t high_bytes = vld1q_s8(x + 16 * half);
    const int8x16_t low_bytes = vld1q_s8(x + ASSAY_BLOCK + 16 * half);
#define MULTIPLY(lane)                                                                         \
  UNROLLED for (int i = 0; i < 4; i++) {                                                       \
    const int8x16_t weights = block->quants[16 * half + 4 * (lane) + i];                       \
    dots[i] = vdotq_laneq_s32(dots[i], weights, high_bytes, lane);                             \
    low[i] = vdotq_laneq_s32(low[i], weights, low_bytes, lane);                                \
  }
    EACH_LANE(MULTIPLY)
#undef MULTIPLY
  }
  UNROLLED for (int i = 0; i < 4; i++) dots[i] = vaddq_s32(vshlq_n_s32(dots[i], 8), low[i]);
}

// dots[t][i]: rows 4i to 4i + 3 of token t.
INLINED void four_dots(
    int32x4_t dots[TOGETHER][4], const KERNEL(block) *block, const int8_t *x, size_t stride) {
#if defined(INT8_MATRIX)
  // pairs[k][j]: rows 2j and 2j + 1, each of tokens 2k and 2k + 1.
  int32x4_t pairs[2][8];
  UNROLLED for (int n = 0; n < 16; n++) pairs[n / 8][n % 8] = vdupq_n_s32(0);
  // The high bytes' sums, times 256, take the low bytes' on top.
  UNROLLED for (int part = 0; part < 2; part++) {
    ROLLED for (int half = 0; half < 2; half++) {
      int64x2_t bytes[TOGETHER];
      UNROLLED for (int t = 0; t < TOGETHER; t++)
        bytes[t] = vreinterpretq_s64_s8(
            vld1q_s8(x + (size_t)t * stride + ASSAY_BLOCK * part + 16 * half));
      UNROLLED for (int eight = 0; eight < 2; eight++) {
        int8x16_t values[2];
        UNROLLED for (int k = 0; k < 2; k++)
          values[k] = vreinterpretq_s8_s64(
              eight == 0 ? vzip1q_s64(bytes[2 * k], bytes[2 * k + 1])
                         : vzip2q_s64(bytes[2 * k], bytes[2 * k + 1]));
        UNROLLED for (int j = 0; j < 8; j++) {
          const int8x16_t weights = block->quants[8 * (2 * half + eight) + j];
          UNROLLED for (int k = 0; k < 2; k++)
            pairs[k][j] = vmmlaq_s32(pairs[k][j], weights, values[k]);
        }
      }
    }
    if (part == 0)
      UNROLLED for (int n = 0; n < 16; n++)
        pairs[n / 8][n % 8] = vshlq_n_s32(pairs[n / 8][n % 8], 8);
  }
  UNROLLED for (int k = 0; k < 2; k++) {
    UNROLLED for (int i = 0; i < 4; i++) {
      dots[2 * k][i] = vuzp1q_s32(pairs[k][2 * i], pairs[k][2 * i + 1]);
      dots[2 * k + 1][i] = vuzp2q_s32(pairs[k][2 * i], pairs[k][2 * i + 1]);
    }
  }
#else
  UNROLLED for (int n = 0; n < 4 * TOGETHER; n++) dots[n / 4][n % 4] = vdupq_n_s32(0);
  // The high bytes' sums, times 256, take the low bytes' on top.
  UNROLLED for (int part = 0; part < 2; part++) {
    ROLLED for (int half = 0; half < 2; half++) {
      int8x16_t bytes[TOGETHER];
      UNROLLED for (int t = 0; t < TOGETHER; t++)
        bytes[t] = vld1q_s8(x + (size_t)t * stride + ASSAY_BLOCK * part + 16 * half);
#define MULTIPLY(lane)                                                                         \
  UNROLLED for (int i = 0; i < 4; i++) {                                                       \
    const int8x16_t weights = block->quants[16 * half + 4 * (lane) + i];                       \
    UNROLLED for (int t = 0; t < TOGETHER; t++)                                                \
      dots[t][i] = vdotq_laneq_s32(dots[t][i], weights, bytes[t], lane);                       \
  }
      EACH_LANE(MULTIPLY)
#undef MULTIPLY
    }
    if (part == 0)
      UNROLLED for (int n = 0; n < 4 * TOGETHER; n++)
        dots[n / 4][n % 4] = vshlq_n_s32(dots[n / 4][n % 4], 8);
  }
#endif
}

// ---- Tiles -----------------------------------------------------------------------------------

// Adds a block's sums to the totals of one token.
INLINED void add_dots(
    float32x4_t totals[4], const int32x4_t dots[4], const KERNEL(block) *block, int bits,
    float scale, float sum) {
  UNROLLED for (int i = 0; i < 4; i++) {
    totals[i] =
        vfmaq_f32(totals[i], vcvtq_f32_s32(dots[i]), vmulq_n_f32(block->scales[i], scale));
    if (bits == 4) totals[i] = vfmaq_n_f32(totals[i], block->minima[i], sum);
  }
}

INLINED void store_totals(float *y, const float32x4_t totals[4], size_t lanes) {
  v16 row;
  memcpy(&row, totals, sizeof row);
  store_lanes(y, row, lanes);
}

// One token: weights would be paired for it alone, so it takes sdot, which reads them as stored.
INLINED void tile_of_one(
    int bits, float *y, KERNEL(tokens) tokens, const uint8_t *w, size_t lanes) {
  const size_t block_bytes = bits == 8 ? 34 * ASSAY_PANEL : 20 * ASSAY_PANEL;
  float32x4_t totals[4];
  UNROLLED for (int i = 0; i < 4; i++) totals[i] = vdupq_n_f32(0);
  for (size_t b = 0; b < tokens.blocks; b++, w += block_bytes) {
    KERNEL(block) block;
    int32x4_t dots[4];
    read_block(&block, w, bits, false);
    one_dots(dots, &block, tokens.x + 2 * b * ASSAY_BLOCK);
    add_dots(totals, dots, &block, bits, tokens.scales[b], tokens.sums[b]);
  }
  store_totals(y, totals, lanes);
}

// `count` tokens, a multiple of four and at most TILE_TOKENS.
INLINED void tile_of_many(
    int bits, float *y, size_t y_stride, KERNEL(tokens) tokens, size_t count, const uint8_t *w,
    size_t lanes, size_t ahead) {
  const size_t block_bytes = bits == 8 ? 34 * ASSAY_PANEL : 20 * ASSAY_PANEL;
#if defined(INT8_MATRIX)
  const bool paired = true;
#else
  const bool paired = false;
#endif
  float32x4_t totals[TILE_TOKENS][4];
  for (size_t t = 0; t < count; t++)
    UNROLLED for (int i = 0; i < 4; i++) totals[t][i] = vdupq_n_f32(0);
  for (size_t b = 0; b < tokens.blocks; b++, w += block_bytes) {
    prefetch_ahead(w, block_bytes, ahead);
    KERNEL(block) block;
    read_block(&block, w, bits, paired);
    for (size_t t = 0; t < count; t += TOGETHER) {
      int32x4_t dots[TOGETHER][4];
      four_dots(
          dots, &block, tokens.x + 2 * (t * tokens.columns + b * ASSAY_BLOCK), 2 * tokens.columns);
      UNROLLED for (size_t k = 0; k < TOGETHER; k++) {
        const size_t place = (t + k) * tokens.blocks + b;
        add_dots(totals[t + k], dots[k], &block, bits, tokens.scales[place], tokens.sums[place]);
      }
    }
  }
  for (size_t t = 0; t < count; t++) store_totals(y + t * y_stride, totals[t], lanes);
}

#define QUANTIZED_MATMUL(kind, bits, bytes_a_column)                                           \
  static void KERNEL(matmul_##kind)(                                                           \
      float *y, size_t y_stride, const int8_t *xq, const float *scales, const float *sums,     \
      size_t tokens, size_t columns, const void *weights, size_t rows, size_t panel_begin,     \
      size_t panel_end) {                                                                      \
    const size_t blocks = columns / ASSAY_BLOCK;                                               \
    const size_t panel_bytes = blocks * (bytes_a_column) * ASSAY_PANEL;                        \
    for (size_t panel = panel_begin; panel < panel_end; panel++) {                             \
      const uint8_t *w = (const uint8_t *)weights + panel * panel_bytes;                       \
      const size_t lanes = lanes_of(rows, panel);                                              \
      float *rows_of_panel = y + panel * ASSAY_PANEL;                                          \
      for (size_t t = 0, count; t < tokens; t += count) {                                      \
        const KERNEL(tokens) left = {                                                          \
            xq + 2 * t * columns, scales + t * blocks, sums + t * blocks, columns, blocks};    \
        count = tokens - t < TOGETHER      ? 1                                                 \
                : tokens - t < TILE_TOKENS ? (tokens - t) / TOGETHER * TOGETHER                \
                                           : TILE_TOKENS;                                      \
        prefetch_share(w + panel_bytes, panel_bytes, t, count, tokens);                        \
        if (count == 1)                                                                        \
          tile_of_one(bits, rows_of_panel + t * y_stride, left, w, lanes);                     \
        else                                                                                   \
          tile_of_many(                                                                        \
              bits, rows_of_panel + t * y_stride, y_stride, left, count, w, lanes,             \
              t == 0 ? prefetch_distance(tokens) : 0);                                         \
      }                                                                                        \
    }                                                                                          \
  }

QUANTIZED_MATMUL(q8, 8, 34)
QUANTIZED_MATMUL(q4, 4, 20)

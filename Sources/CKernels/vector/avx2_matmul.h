// y = W x with weights of four or eight bits and activations of 16, by AVX2's products of pairs of
// 16-bit numbers. A block's sums are exact: 32 * 255 * 32512 < 2^31.
#pragma once

#include "float_matmul.h"

// Pairs of columns of a block; tokens whose sums of a block stay in registers; tokens for which a
// block is unpacked once; bytes that few tokens read ahead.
enum { PAIRS = ASSAY_BLOCK / 2, TILE = 6, SHARING = 24, AHEAD = 8192 };

// Rows of activations from `quantize_row`.
typedef struct {
  const int8_t *xq;
  const float *scales, *sums;
  size_t columns, blocks;
} quantized_rows;

INLINED quantized_rows rows_from(quantized_rows x, size_t t) {
  x.xq += 2 * t * x.columns;
  x.scales += t * x.blocks;
  x.sums += t * x.blocks;
  return x;
}

// ---- A block ---------------------------------------------------------------------------------

// A pair of columns of a token's activations in every lane; pairs in the order of `store_quants`.
INLINED __m256i pair_of_activations(quantized_rows x, size_t t, size_t b, int pair) {
  int32_t both;
  memcpy(&both, x.xq + 2 * (t * x.columns + b * ASSAY_BLOCK) + 4 * pair, sizeof both);
  return _mm256_set1_epi32(both);
}

INLINED size_t block_bytes(bool nibbles) { return (nibbles ? 20 : 34) * ASSAY_PANEL; }

// The same pair of columns of the weights of eight rows, the first or the second half of a panel.
INLINED __m256i pair_of_weights(bool nibbles, const uint8_t *w, int pair, int half) {
  const int group = nibbles ? pair / 2 % 4 : pair / 2;
  const int shift = pair % 2 * 8 + (nibbles ? pair / 8 * 4 : 0);
  __m256i bytes = _mm256_loadu_si256((const __m256i *)(w + 64 * group + 32 * half));
  return _mm256_and_si256(
      _mm256_srli_epi16(bytes, shift), _mm256_set1_epi16(nibbles ? 15 : 255));
}

INLINED __m256 eight_halves(const uint8_t *p) {
  return _mm256_cvtph_ps(_mm_loadu_si128((const __m128i *)p));
}

// What eight rows' integer sums, and the sums of the activations, are multiplied with.
typedef struct {
  __m256 scale, offset;
} factors;

INLINED factors factors_of(bool nibbles, const uint8_t *w, int half) {
  const uint8_t *p = w + (nibbles ? 16 : 32) * ASSAY_PANEL + 16 * half;
  __m256 scale = eight_halves(p);
  if (nibbles) return (factors){scale, eight_halves(p + 2 * ASSAY_PANEL)};
  return (factors){scale, _mm256_mul_ps(scale, _mm256_set1_ps(-128.0f))};
}

INLINED __m256i add_products(__m256i dot, __m256i weights, __m256i activations) {
  return _mm256_add_epi32(dot, _mm256_madd_epi16(weights, activations));
}

// Adds block b to a token's sums of eight rows.
INLINED __m256 add_block(
    __m256 total, __m256i dot, factors rows, quantized_rows x, size_t t, size_t b) {
  __m256 scale = _mm256_set1_ps(x.scales[t * x.blocks + b]);
  __m256 sum = _mm256_set1_ps(x.sums[t * x.blocks + b]);
  total = _mm256_fmadd_ps(_mm256_cvtepi32_ps(dot), _mm256_mul_ps(rows.scale, scale), total);
  return _mm256_fmadd_ps(rows.offset, sum, total);
}

INLINED void store_totals(float *y, const __m256 totals[2], size_t lanes) {
  v16 both;
  memcpy(&both, totals, sizeof both);
  store_lanes(y, both, lanes);
}

// ---- One token: weights go from memory to products -------------------------------------------

INLINED void multiply_row(
    bool nibbles, float *y, quantized_rows x, const uint8_t *w, size_t lanes) {
  __m256 totals[2] = {_mm256_setzero_ps(), _mm256_setzero_ps()};
  for (size_t b = 0; b < x.blocks; b++, w += block_bytes(nibbles)) {
    // The processor's own prefetching leaves a sixth of the memory's rate unused.
    prefetch_ahead(w, block_bytes(nibbles), AHEAD);
    __m256i dots[2] = {_mm256_setzero_si256(), _mm256_setzero_si256()};
    UNROLLED for (int i = 0; i < PAIRS; i++) {
      // Pairs that share bytes as nibbles come one after the other.
      const int pair = i / 4 * 2 + i / 2 % 2 * 8 + i % 2;
      __m256i activations = pair_of_activations(x, 0, b, pair);
      UNROLLED for (int half = 0; half < 2; half++) dots[half] = add_products(
          dots[half], pair_of_weights(nibbles, w, pair, half), activations);
    }
    UNROLLED for (int half = 0; half < 2; half++) totals[half] =
        add_block(totals[half], dots[half], factors_of(nibbles, w, half), x, 0, b);
  }
  store_totals(y, totals, lanes);
}

// ---- Several tokens: each block is unpacked once for all -------------------------------------

typedef struct {
  __m256i pairs[PAIRS][2];
  factors rows[2];
} unpacked_block;

INLINED void unpack_block(bool nibbles, const uint8_t *w, unpacked_block *block) {
  UNROLLED for (int half = 0; half < 2; half++) {
    UNROLLED for (int pair = 0; pair < PAIRS; pair++) block->pairs[pair][half] =
        pair_of_weights(nibbles, w, pair, half);
    block->rows[half] = factors_of(nibbles, w, half);
  }
}

// Adds block b to the sums of the first `count` tokens of x.
INLINED void add_tile(
    int count, __m256 (*totals)[2], const unpacked_block *block, quantized_rows x, size_t b) {
  __m256i dots[TILE][2];
  UNROLLED for (int t = 0; t < count; t++) dots[t][0] = dots[t][1] = _mm256_setzero_si256();
  // Unrolled further, the compiler reorders sums until they no longer fit the registers.
  _Pragma("clang loop unroll_count(2)") for (int pair = 0; pair < PAIRS; pair++) {
    UNROLLED for (int t = 0; t < count; t++) {
      __m256i activations = pair_of_activations(x, (size_t)t, b, pair);
      UNROLLED for (int half = 0; half < 2; half++) dots[t][half] =
          add_products(dots[t][half], block->pairs[pair][half], activations);
    }
  }
  UNROLLED for (int t = 0; t < count; t++)
    UNROLLED for (int half = 0; half < 2; half++) totals[t][half] =
        add_block(totals[t][half], dots[t][half], block->rows[half], x, (size_t)t, b);
}

// At most SHARING tokens.
INLINED void multiply_rows(
    bool nibbles, float *y, size_t y_stride, quantized_rows x, size_t tokens, const uint8_t *w,
    size_t lanes, size_t ahead) {
  __m256 totals[SHARING][2];
  for (size_t t = 0; t < tokens; t++) totals[t][0] = totals[t][1] = _mm256_setzero_ps();
  for (size_t b = 0; b < x.blocks; b++, w += block_bytes(nibbles)) {
    prefetch_ahead(w, block_bytes(nibbles), ahead);
    unpacked_block block;
    unpack_block(nibbles, w, &block);
    size_t t = 0;
    for (; t + TILE <= tokens; t += TILE) add_tile(TILE, totals + t, &block, rows_from(x, t), b);
    switch (tokens - t) {
      case 1: add_tile(1, totals + t, &block, rows_from(x, t), b); break;
      case 2: add_tile(2, totals + t, &block, rows_from(x, t), b); break;
      case 3: add_tile(3, totals + t, &block, rows_from(x, t), b); break;
      case 4: add_tile(4, totals + t, &block, rows_from(x, t), b); break;
      case 5: add_tile(5, totals + t, &block, rows_from(x, t), b); break;
    }
  }
  for (size_t t = 0; t < tokens; t++) store_totals(y + t * y_stride, totals[t], lanes);
}

INLINED void multiply_panels(
    bool nibbles, float *y, size_t y_stride, quantized_rows x, size_t tokens,
    const uint8_t *weights, size_t rows, size_t panel_begin, size_t panel_end) {
  const size_t panel_bytes = x.blocks * block_bytes(nibbles);
  for (size_t panel = panel_begin; panel < panel_end; panel++) {
    const uint8_t *w = weights + panel * panel_bytes;
    const size_t lanes = lanes_of(rows, panel);
    float *out = y + panel * ASSAY_PANEL;
    if (tokens == 1) {
      multiply_row(nibbles, out, x, w, lanes);
      continue;
    }
    for (size_t t = 0; t < tokens; t += SHARING) {
      const size_t count = tokens - t < SHARING ? tokens - t : SHARING;
      prefetch_share(w + panel_bytes, panel_bytes, t, count, tokens);
      multiply_rows(
          nibbles, out + t * y_stride, y_stride, rows_from(x, t), count, w, lanes,
          t == 0 && tokens < 32 ? AHEAD : 0);
    }
  }
}

#define QUANTIZED_MATMUL(kind, nibbles)                                                        \
  static void KERNEL(matmul_##kind)(                                                           \
      float *y, size_t y_stride, const int8_t *xq, const float *scales, const float *sums,     \
      size_t tokens, size_t columns, const void *weights, size_t rows, size_t panel_begin,     \
      size_t panel_end) {                                                                      \
    const quantized_rows x = {xq, scales, sums, columns, columns / ASSAY_BLOCK};               \
    multiply_panels(                                                                           \
        nibbles, y, y_stride, x, tokens, weights, rows, panel_begin, panel_end);               \
  }

QUANTIZED_MATMUL(q8, false)
QUANTIZED_MATMUL(q4, true)

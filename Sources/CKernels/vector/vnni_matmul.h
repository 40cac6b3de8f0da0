// y = W x with weights of four or eight bits and activations of 16, by VNNI's products of bytes.
#pragma once

#include "float_matmul.h"

// The scales and minima of a block as floats.
static inline __m512 halves(const uint8_t *p) {
  return _mm512_cvtph_ps(_mm256_loadu_si256((const __m256i *)p));
}

// Adds one block's products to the sums of T tokens. quants: 8 groups of 4 columns, unsigned.
#define ADD_BLOCK(T)                                                                           \
  _Pragma("clang loop unroll(full)") for (int t = 0; t < T; t++) {                             \
    const int8_t *x = xq + 2 * ((size_t)t * columns + b * ASSAY_BLOCK);                        \
    __m512i high = _mm512_setzero_si512(), low = _mm512_setzero_si512();                       \
    _Pragma("clang loop unroll(full)") for (int g = 0; g < 8; g++) {                           \
      high = _mm512_dpbusd_epi32(high, quants[g], four_bytes(x + 4 * g));                    \
      low = _mm512_dpbusd_epi32(low, quants[g], four_bytes(x + ASSAY_BLOCK + 4 * g));        \
    }                                                                                          \
    __m512 dot = _mm512_cvtepi32_ps(_mm512_add_epi32(_mm512_slli_epi32(high, 8), low));        \
    __m512 factor = _mm512_mul_ps(scale, _mm512_set1_ps(scales[(size_t)t * blocks + b]));      \
    totals[t] = _mm512_fmadd_ps(dot, factor, totals[t]);                                       \
    totals[t] =                                                                                \
        _mm512_fmadd_ps(offset, _mm512_set1_ps(sums[(size_t)t * blocks + b]), totals[t]);      \
  }

#define STORE_TOTALS(T)                                                                        \
  for (int t = 0; t < T; t++)                                                                  \
    _mm512_mask_storeu_ps(y + (size_t)t * y_stride, (__mmask16)((1u << lanes) - 1), totals[t]);

#define QUANTIZED_TILES(T)                                                                     \
  static inline void KERNEL(tile_q8_##T)(                                                              \
      float *y, size_t y_stride, const int8_t *xq, const float *scales, const float *sums,     \
      size_t columns, const uint8_t *w, size_t lanes, size_t ahead) {                                        \
    size_t blocks = columns / ASSAY_BLOCK;                                                     \
    __m512 totals[T];                                                                          \
    for (int t = 0; t < T; t++) totals[t] = _mm512_setzero_ps();                               \
    for (size_t b = 0; b < blocks; b++, w += 34 * ASSAY_PANEL) {                               \
      prefetch_ahead(w, 34 * ASSAY_PANEL, ahead);                                              \
      __m512i quants[8];                                                                       \
      for (int g = 0; g < 8; g++) quants[g] = _mm512_loadu_si512(w + 64 * g);                  \
      __m512 scale = halves(w + 32 * ASSAY_PANEL);                                             \
      __m512 offset = _mm512_mul_ps(scale, _mm512_set1_ps(-128.0f));                           \
      ADD_BLOCK(T)                                                                             \
    }                                                                                          \
    STORE_TOTALS(T)                                                                            \
  }                                                                                            \
  static inline void KERNEL(tile_q4_##T)(                                                              \
      float *y, size_t y_stride, const int8_t *xq, const float *scales, const float *sums,     \
      size_t columns, const uint8_t *w, size_t lanes, size_t ahead) {                                        \
    size_t blocks = columns / ASSAY_BLOCK;                                                     \
    const __m512i nibble = _mm512_set1_epi8(15);                                                  \
    __m512 totals[T];                                                                          \
    for (int t = 0; t < T; t++) totals[t] = _mm512_setzero_ps();                               \
    for (size_t b = 0; b < blocks; b++, w += 20 * ASSAY_PANEL) {                               \
      prefetch_ahead(w, 20 * ASSAY_PANEL, ahead);                                              \
      __m512i quants[8];                                                                       \
      for (int g = 0; g < 4; g++) {                                                            \
        __m512i both = _mm512_loadu_si512(w + 64 * g);                                         \
        quants[g] = _mm512_and_si512(both, nibble);                                               \
        quants[g + 4] = _mm512_and_si512(_mm512_srli_epi16(both, 4), nibble);                     \
      }                                                                                        \
      __m512 scale = halves(w + 16 * ASSAY_PANEL);                                             \
      __m512 offset = halves(w + 18 * ASSAY_PANEL);                                            \
      ADD_BLOCK(T)                                                                             \
    }                                                                                          \
    STORE_TOTALS(T)                                                                            \
  }

QUANTIZED_TILES(16)
QUANTIZED_TILES(8)
QUANTIZED_TILES(4)
QUANTIZED_TILES(1)

#define QUANTIZED_TOKENS(kind, T)                                                              \
  for (; t + T <= tokens; t += T) {                                                            \
    prefetch_share(w + panel_bytes, panel_bytes, t, T, tokens);                                \
    KERNEL(tile_##kind##_##T)(                                                                 \
        y + t * y_stride + panel * ASSAY_PANEL, y_stride, xq + 2 * t * columns,                \
        scales + t * blocks, sums + t * blocks, columns, w, lanes_of(rows, panel),             \
        t == 0 ? prefetch_distance(tokens) : 0);                                               \
  }

#define QUANTIZED_MATMUL(kind, bytes_a_column)                                                 \
  static void KERNEL(matmul_##kind)(                                                           \
      float *y, size_t y_stride, const int8_t *xq, const float *scales, const float *sums,     \
      size_t tokens, size_t columns, const void *weights, size_t rows, size_t panel_begin,     \
      size_t panel_end) {                                                                      \
    const size_t blocks = columns / ASSAY_BLOCK;                                               \
    const size_t panel_bytes = blocks * (bytes_a_column) * ASSAY_PANEL;                        \
    for (size_t panel = panel_begin; panel < panel_end; panel++) {                             \
      const uint8_t *w = (const uint8_t *)weights + panel * panel_bytes;                       \
      size_t t = 0;                                                                            \
      if (tokens < 32) {                                                                       \
        QUANTIZED_TOKENS(kind, 16)                                                             \
      }                                                                                        \
      QUANTIZED_TOKENS(kind, 8)                                                                \
      QUANTIZED_TOKENS(kind, 4)                                                                \
      QUANTIZED_TOKENS(kind, 1)                                                                \
    }                                                                                          \
  }

QUANTIZED_MATMUL(q8, 34)
QUANTIZED_MATMUL(q4, 20)

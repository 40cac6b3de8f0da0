// Rows of activations in the form that the products of packed weights read.
#pragma once

#include "lanes.h"

// Stores the q of 16 columns, half a block, in the order in which the set's products read them.
#if defined(PAIRED_QUANTS)
// In 16 bits, of each four columns the even ones, then the odd ones: a mask and a shift take packed
// weights apart into the same pairs.
static inline void store_quants(int8_t *block, int half, i16 q) {
  typedef int16_t s16 __attribute__((vector_size(32)));
  s16 narrow = __builtin_convertvector(q, s16);
  narrow = __builtin_shufflevector(
      narrow, narrow, 0, 2, 1, 3, 4, 6, 5, 7, 8, 10, 9, 11, 12, 14, 13, 15);
  memcpy(block + 32 * half, &narrow, sizeof narrow);
}
#else
// High bytes of the whole block, then low bytes.
static inline void store_quants(int8_t *block, int half, i16 q) {
  i16 high = (q + 128) >> 8;
  c16 high_bytes = __builtin_convertvector(high, c16);
  c16 low_bytes = __builtin_convertvector(q - high * 256, c16);
  memcpy(block + 16 * half, &high_bytes, 16);
  memcpy(block + ASSAY_BLOCK + 16 * half, &low_bytes, 16);
}
#endif

static void KERNEL(quantize_row)(
    const float *x, size_t columns, int8_t *xq, float *scales, float *sums) {
  for (size_t b = 0; b < columns / ASSAY_BLOCK; b++) {
    const float *block = x + b * ASSAY_BLOCK;
    v16 first = LOAD(block), second = LOAD(block + 16);
    v16 zero = SPLAT(0);
    v16 first_size = choose(first < 0, -first, first), second_size = choose(second < 0, -second, second);
    float largest = lane_max(choose(first_size > second_size, first_size, second_size));
    // Bytes hide what is no finite number: the scale shows it.
    float poison = lane_sum((first + second) * zero);
    float scale = largest / 32512.0f + poison;
    float inverse = largest > 0 ? 32512.0f / largest : 0;
    i16 total = {0};
    for (int half = 0; half < 2; half++) {
      v16 scaled = (half == 0 ? first : second) * inverse;
      scaled = choose(scaled > -32512.0f, scaled, SPLAT(-32512.0f));
      scaled = choose(scaled < 32512.0f, scaled, SPLAT(32512.0f));
      i16 q = __builtin_convertvector((scaled + 12582912.0f) - 12582912.0f, i16);
      store_quants(xq + 2 * b * ASSAY_BLOCK, half, q);
      total += q;
    }
    scales[b] = scale;
    sums[b] = scale * (float)__builtin_reduce_add(total);
  }
}

#if defined(NATIVE_BFLOAT16)
static void KERNEL(round_row)(const float *x, size_t columns, uint16_t *rounded) {
  size_t i = 0;
  for (; i + 16 <= columns; i += 16) {
    __m256bh halves = _mm512_cvtneps_pbh((__m512)LOAD(x + i));
    memcpy(rounded + i, &halves, sizeof halves);
  }
  for (; i < columns; i++) {
    __m128bh halves = _mm_cvtneps_pbh(_mm_set_ss(x[i]));
    memcpy(rounded + i, &halves, sizeof rounded[i]);
  }
}
#endif

// Attention of the query heads that share a key/value head, for a run of rows of one sequence.
//
// A score is a sum over the head's values in 16 strands (index modulo 16), folded as `lane_sums`
// folds; one row alone and a block of rows take different ways to the same sums, bit for bit.
// Keys and values lie in the cache as float32 or float16: `attention_over.h` is compiled for each.
#pragma once

#include "lanes.h"

// Replaces scores[0..length) by their softmax; the rest up to a multiple of 16 by 0.
static inline void softmax_padded(float *scores, size_t length) {
  size_t padded = (length + 15) & ~(size_t)15;
  for (size_t i = length; i < padded; i++) scores[i] = -INFINITY;
  v16 lanes = LOAD(scores);
  for (size_t i = 16; i < padded; i += 16) {
    v16 next = LOAD(scores + i);
    lanes = choose(lanes > next, lanes, next);
  }
  float largest = lane_max(lanes);
  v16 sums = SPLAT(0);
  for (size_t i = 0; i < padded; i += 16) {
    v16 e = exp_lanes(LOAD(scores + i) - largest);
    STORE(scores + i, e);
    sums = sums + e;
  }
  float inverse = 1.0f / lane_sum(sums);
  for (size_t i = 0; i < padded; i += 16) STORE(scores + i, LOAD(scores + i) * inverse);
}

// Stores 16 vectors of 16 floats with rows and columns exchanged. Overwrites `a`.
static inline void store_transposed(v16 *a, float *columns) {
  v16 b[16];
#define PAIR(x, y, distance, ...)                                                              \
  for (int i = 0; i < 16; i++) {                                                               \
    int low = i & ~(distance), high = i | (distance);                                          \
    y[i] = i & (distance) ? __builtin_shufflevector(x[low], x[high], INDEX_HIGH)               \
                          : __builtin_shufflevector(x[low], x[high], INDEX_LOW);               \
  }
#define INDEX_LOW 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23
#define INDEX_HIGH 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31
  PAIR(a, b, 8)
#undef INDEX_LOW
#undef INDEX_HIGH
#define INDEX_LOW 0, 1, 2, 3, 16, 17, 18, 19, 8, 9, 10, 11, 24, 25, 26, 27
#define INDEX_HIGH 4, 5, 6, 7, 20, 21, 22, 23, 12, 13, 14, 15, 28, 29, 30, 31
  PAIR(b, a, 4)
#undef INDEX_LOW
#undef INDEX_HIGH
#define INDEX_LOW 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29
#define INDEX_HIGH 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31
  PAIR(a, b, 2)
#undef INDEX_LOW
#undef INDEX_HIGH
#define INDEX_LOW 0, 16, 2, 18, 4, 20, 6, 22, 8, 24, 10, 26, 12, 28, 14, 30
#define INDEX_HIGH 1, 17, 3, 19, 5, 21, 7, 23, 9, 25, 11, 27, 13, 29, 15, 31
  PAIR(b, a, 1)
#undef INDEX_LOW
#undef INDEX_HIGH
#undef PAIR
  for (int i = 0; i < 16; i++) STORE(columns + 16 * i, a[i]);
}

// Scores of Q queries with 16 keys that lie transposed in `tile`, [padded_size x 16].
#define TILE_SCORES(Q)                                                                         \
  static inline void KERNEL(tile_scores_##Q)(                                                  \
      float *scores, size_t scores_stride, const float *queries, const float *tile,            \
      size_t padded_size, float scale) {                                                       \
    v16 level[5][Q];                                                                           \
    /* Strands in the order in which they fold: 0 with 8, that with 4 and 12, and so on. */    \
    static const int order[16] = {0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15};       \
    _Pragma("clang loop unroll(full)") for (int n = 0; n < 16; n++) {                          \
      int strand = order[n];                                                                   \
      v16 sums[Q];                                                                             \
      v16 key = LOAD(tile + 16 * strand);                                                      \
      for (int q = 0; q < Q; q++)                                                              \
        sums[q] = key * queries[(size_t)q * padded_size + (size_t)strand];                     \
      for (size_t i = 16; i < padded_size; i += 16) {                                          \
        key = LOAD(tile + 16 * (i + (size_t)strand));                                          \
        for (int q = 0; q < Q; q++)                                                            \
          sums[q] = sums[q] + key * queries[(size_t)q * padded_size + i + (size_t)strand];     \
      }                                                                                        \
      /* A full pair goes up a level, as a carry does in counting. */                          \
      int height = 0;                                                                          \
      _Pragma("clang loop unroll(full)") for (int bits = n; bits & 1; bits >>= 1, height++)    \
        for (int q = 0; q < Q; q++) sums[q] = level[height][q] + sums[q];                      \
      for (int q = 0; q < Q; q++) level[height][q] = sums[q];                                  \
    }                                                                                          \
    for (int q = 0; q < Q; q++) STORE(scores + (size_t)q * scores_stride, level[4][q] * scale); \
  }

TILE_SCORES(4)
TILE_SCORES(1)

#define CACHED(name) KERNEL(name##_f32)
#define cached float
#define LOAD_CACHED(p) LOAD(p)
#include "attention_over.h"

#define CACHED(name) KERNEL(name##_f16)
#define cached uint16_t
#define LOAD_CACHED(p) widen_float16(p)
#include "attention_over.h"

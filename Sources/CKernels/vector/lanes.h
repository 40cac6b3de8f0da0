// Vectors of 16 floats in C's vector extensions: included once by each instruction set's file, which
// the compiler turns into that set's instructions. `KERNEL(name)` adds the set's suffix to a name.
#pragma once

#include <math.h>

#include "../blocks.h"

// Vectors cross only inlined functions here, so their calling convention does not matter.
#pragma clang diagnostic ignored "-Wpsabi"

typedef float v16 __attribute__((vector_size(64)));
typedef float v16u __attribute__((vector_size(64), aligned(4)));
typedef int32_t i16 __attribute__((vector_size(64)));
typedef int8_t c16 __attribute__((vector_size(16)));
typedef float v8 __attribute__((vector_size(32)));
typedef float v4 __attribute__((vector_size(16)));

#define LOAD(p) ((v16)(*(const v16u *)(p)))
#define STORE(p, v) (*(v16u *)(p) = (v16u)(v))
#define SPLAT(x) splat((float)(x))

// The same float in every lane.
static inline v16 splat(float x) {
  return (v16){x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x};
}

// Sixteen float16 as floats.
static inline v16 widen_float16(const uint16_t *p) {
#if defined(FLOAT16_LANES)
  typedef _Float16 h16 __attribute__((vector_size(32)));
  h16 halves;
  memcpy(&halves, p, sizeof halves);
  return __builtin_convertvector(halves, v16);
#else
  v16 lanes;
  for (int i = 0; i < 16; i++) lanes[i] = float_from_float16(p[i]);
  return lanes;
#endif
}

// Sixteen floats as float16, ties to even.
static inline void narrow_float16(uint16_t *p, v16 v) {
#if defined(FLOAT16_LANES)
  typedef _Float16 h16 __attribute__((vector_size(32)));
  h16 halves = __builtin_convertvector(v, h16);
  memcpy(p, &halves, sizeof halves);
#else
  for (int i = 0; i < 16; i++) p[i] = float16_from_float(v[i]);
#endif
}

// a where the comparison held, b elsewhere.
static inline v16 choose(i16 held, v16 a, v16 b) {
  return (v16)(((i16)a & held) | ((i16)b & ~held));
}

// The sum over the lanes, always as the same tree.
static inline float lane_sum(v16 v) {
  v8 a = __builtin_shufflevector(v, v, 0, 1, 2, 3, 4, 5, 6, 7) +
         __builtin_shufflevector(v, v, 8, 9, 10, 11, 12, 13, 14, 15);
  v4 b = __builtin_shufflevector(a, a, 0, 1, 2, 3) + __builtin_shufflevector(a, a, 4, 5, 6, 7);
  return (b[0] + b[2]) + (b[1] + b[3]);
}

// The largest lane, where all are numbers.
static inline float lane_max(v16 v) {
#define HALVE(...)                                                                             \
  do {                                                                                         \
    v16 other = __builtin_shufflevector(v, v, __VA_ARGS__);                                    \
    v = choose(v > other, v, other);                                                           \
  } while (0)
  HALVE(8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7);
  HALVE(4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11);
  HALVE(2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13);
  HALVE(1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14);
#undef HALVE
  return v[0];
}

// The lane sums of 16 vectors, in order, each by the same tree.
static inline v16 lane_sums(v16 *v) {
#define FOLD(a, b, ...)                                                                        \
  (__builtin_shufflevector(a, b, __VA_ARGS__) + __builtin_shufflevector(a, b, FOLD_HIGH))
  // Halves, quarters, pairs, then single lanes: what is added is always the other half of a vector.
#define FOLD_HIGH 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31
  for (int i = 0; i < 8; i++)
    v[i] = FOLD(v[i], v[i + 8], 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23);
#undef FOLD_HIGH
#define FOLD_HIGH 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31
  for (int i = 0; i < 4; i++)
    v[i] = FOLD(v[i], v[i + 4], 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27);
#undef FOLD_HIGH
#define FOLD_HIGH 2, 3, 6, 7, 10, 11, 14, 15, 18, 19, 22, 23, 26, 27, 30, 31
  for (int i = 0; i < 2; i++)
    v[i] = FOLD(v[i], v[i + 2], 0, 1, 4, 5, 8, 9, 12, 13, 16, 17, 20, 21, 24, 25, 28, 29);
#undef FOLD_HIGH
#define FOLD_HIGH 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31
  v16 sums = FOLD(v[0], v[1], 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
#undef FOLD_HIGH
#undef FOLD
  // Folding leaves the vectors' sums in bit-reversed order.
  return __builtin_shufflevector(sums, sums, 0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15);
}

// e^x to about one unit in the last place, 0 below -87.3 (Cephes expf: range reduction by ln 2 in
// two parts, a polynomial of degree six). Not-a-number stays so.
static inline v16 exp_lanes(v16 x) {
  v16 clamped = choose(x < -87.3f, SPLAT(-87.3f), x);
  clamped = choose(clamped > 88.3f, SPLAT(88.3f), clamped);
  v16 scaled = clamped * 1.44269504088896341f;
  v16 magic = SPLAT(12582912.0f);  // 1.5 * 2^23: rounds to the nearest integer
  v16 n = (scaled + magic) - magic;
  v16 r = clamped - n * 0.693359375f;
  r = r - n * -2.12194440e-4f;
  v16 p = SPLAT(1.9875691500e-4f);
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  v16 e = p * (r * r) + r + 1.0f;
  i16 exponent = (__builtin_convertvector(n, i16) + 127) << 23;
  v16 result = e * (v16)exponent;
  return choose(x < -87.3f, SPLAT(0), result);
}

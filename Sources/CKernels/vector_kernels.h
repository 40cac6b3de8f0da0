// The kernels over vectors of 16 floats, in C's vector extensions: included once by each instruction
// set's file, which the compiler turns into that set's instructions. `KERNEL(name)` adds the set's
// suffix to a name.
#include <math.h>

#include "blocks.h"

// Vectors cross only inlined functions here, so their calling convention does not matter.
#pragma clang diagnostic ignored "-Wpsabi"

typedef float v16 __attribute__((vector_size(64)));
typedef float v16u __attribute__((vector_size(64), aligned(4)));
typedef int32_t i16 __attribute__((vector_size(64)));
typedef float v8 __attribute__((vector_size(32)));
typedef float v4 __attribute__((vector_size(16)));

#define LOAD(p) ((v16)(*(const v16u *)(p)))
#define STORE(p, v) (*(v16u *)(p) = (v16u)(v))
#define SPLAT(x) ((v16){0} + (float)(x))

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

// ---- y = W x, float32 ------------------------------------------------------------------------

#define MATMUL_F32_TILE(T)                                                                     \
  static inline void KERNEL(tile_f32_##T)(                                                     \
      float *y, size_t y_stride, const float *x, size_t columns, const float *w, size_t lanes) { \
    v16 sums[T];                                                                               \
    for (int t = 0; t < T; t++) sums[t] = SPLAT(0);                                            \
    for (size_t c = 0; c < columns; c++) {                                                     \
      v16 weight = LOAD(w + c * ASSAY_PANEL);                                                  \
      _Pragma("clang loop unroll(full)") for (int t = 0; t < T; t++) sums[t] =                 \
          sums[t] + weight * x[(size_t)t * columns + c];                                       \
    }                                                                                          \
    for (int t = 0; t < T; t++) {                                                              \
      if (lanes == ASSAY_PANEL) {                                                              \
        STORE(y + (size_t)t * y_stride, sums[t]);                                              \
      } else {                                                                                 \
        memcpy(y + (size_t)t * y_stride, &sums[t], lanes * sizeof(float));                     \
      }                                                                                        \
    }                                                                                          \
  }

MATMUL_F32_TILE(12)
MATMUL_F32_TILE(4)
MATMUL_F32_TILE(1)

static inline size_t lanes_of(size_t rows, size_t panel) {
  size_t left = rows - panel * ASSAY_PANEL;
  return left < ASSAY_PANEL ? left : ASSAY_PANEL;
}

static void KERNEL(matmul_f32)(
    float *y, size_t y_stride, const float *x, size_t tokens, size_t columns, const float *weights,
    size_t rows, size_t panel_begin, size_t panel_end) {
  for (size_t panel = panel_begin; panel < panel_end; panel++) {
    const float *w = weights + panel * columns * ASSAY_PANEL;
    float *out = y + panel * ASSAY_PANEL;
    size_t lanes = lanes_of(rows, panel), t = 0;
    for (; t + 12 <= tokens; t += 12)
      KERNEL(tile_f32_12)(out + t * y_stride, y_stride, x + t * columns, columns, w, lanes);
    for (; t + 4 <= tokens; t += 4)
      KERNEL(tile_f32_4)(out + t * y_stride, y_stride, x + t * columns, columns, w, lanes);
    for (; t < tokens; t++)
      KERNEL(tile_f32_1)(out + t * y_stride, y_stride, x + t * columns, columns, w, lanes);
  }
}

// ---- Quantised activations -------------------------------------------------------------------

static void KERNEL(quantize_row)(
    const float *x, size_t columns, int8_t *xq, float *scales, float *sums) {
  for (size_t b = 0; b < columns / ASSAY_BLOCK; b++) {
    const float *block = x + b * ASSAY_BLOCK;
    float largest = 0, poison = 0;
    for (int i = 0; i < ASSAY_BLOCK; i++) {
      float magnitude = fabsf(block[i]);
      largest = magnitude > largest ? magnitude : largest;
      // Bytes hide what is no finite number: the scale shows it.
      poison += magnitude * 0;
    }
    float scale = largest / 32512.0f + poison;
    float inverse = largest > 0 ? 32512.0f / largest : 0;
    int32_t sum = 0;
    for (int i = 0; i < ASSAY_BLOCK; i++) {
      float scaled = block[i] * inverse;
      scaled = scaled > -32512.0f ? scaled : -32512.0f;
      scaled = scaled < 32512.0f ? scaled : 32512.0f;
      int32_t q = (int32_t)((scaled + 12582912.0f) - 12582912.0f);
      int32_t high = (q + 128) >> 8;
      xq[2 * b * ASSAY_BLOCK + i] = (int8_t)high;
      xq[(2 * b + 1) * ASSAY_BLOCK + i] = (int8_t)(q - 256 * high);
      sum += q;
    }
    scales[b] = scale;
    sums[b] = scale * (float)sum;
  }
}

// ---- The rest of a layer ---------------------------------------------------------------------

static void KERNEL(rms_norm)(
    float *y, const float *x, const float *weight, size_t count, float epsilon) {
  v16 squares = SPLAT(0);
  size_t i = 0;
  for (; i + 16 <= count; i += 16) {
    v16 v = LOAD(x + i);
    squares = squares + v * v;
  }
  float total = lane_sum(squares);
  for (; i < count; i++) total += x[i] * x[i];
  float factor = 1.0f / sqrtf(total / (float)count + epsilon);
  for (i = 0; i + 16 <= count; i += 16) STORE(y + i, LOAD(x + i) * factor * LOAD(weight + i));
  for (; i < count; i++) y[i] = x[i] * factor * weight[i];
}

static void KERNEL(rope)(
    float *x, size_t heads, size_t head_size, const float *cosines, const float *sines) {
  for (size_t head = 0; head < heads; head++, x += head_size) {
    for (size_t i = 0; i < head_size / 2; i++) {
      float even = x[2 * i], odd = x[2 * i + 1];
      x[2 * i] = even * cosines[i] - odd * sines[i];
      x[2 * i + 1] = even * sines[i] + odd * cosines[i];
    }
  }
}

static inline v16 silu_lanes(v16 g) { return g / (1.0f + exp_lanes(-g)); }

static void KERNEL(swiglu)(float *gate, const float *up, size_t count) {
  size_t i = 0;
  for (; i + 16 <= count; i += 16) STORE(gate + i, silu_lanes(LOAD(gate + i)) * LOAD(up + i));
  if (i < count) {
    v16 g = SPLAT(0), u = SPLAT(0);
    memcpy(&g, gate + i, (count - i) * sizeof(float));
    memcpy(&u, up + i, (count - i) * sizeof(float));
    g = silu_lanes(g) * u;
    memcpy(gate + i, &g, (count - i) * sizeof(float));
  }
}

static void KERNEL(add)(float *y, const float *x, size_t count) {
  for (size_t i = 0; i < count; i++) y[i] += x[i];
}

// Replaces scores[0..length) by their softmax; the rest up to a multiple of 16 by 0.
static inline void softmax_padded(float *scores, size_t length) {
  size_t padded = (length + 15) & ~(size_t)15;
  float largest = scores[0];
  for (size_t i = 1; i < length; i++) largest = scores[i] <= largest ? largest : scores[i];
  for (size_t i = length; i < padded; i++) scores[i] = -INFINITY;
  v16 sums = SPLAT(0);
  for (size_t i = 0; i < padded; i += 16) {
    v16 e = exp_lanes(LOAD(scores + i) - largest);
    STORE(scores + i, e);
    sums = sums + e;
  }
  float inverse = 1.0f / lane_sum(sums);
  for (size_t i = 0; i < padded; i += 16) STORE(scores + i, LOAD(scores + i) * inverse);
}

static void KERNEL(attention)(
    float *output, const float *queries, size_t group, size_t head_size, size_t padded_size,
    const float *keys, const float *values, size_t slot_stride, const int32_t *slots,
    size_t length, float scale, float *scratch) {
  size_t padded_length = (length + 15) & ~(size_t)15;
  float *padded = scratch + group * padded_length;
  memset(padded, 0, group * padded_size * sizeof(float));
  for (size_t g = 0; g < group; g++)
    memcpy(padded + g * padded_size, queries + g * head_size, head_size * sizeof(float));
  for (size_t j = 0; j < length; j++) {
    const float *key = keys + (size_t)slots[j] * slot_stride;
    for (size_t g = 0; g < group; g++) {
      v16 sum = SPLAT(0);
      for (size_t i = 0; i < padded_size; i += 16)
        sum = sum + LOAD(padded + g * padded_size + i) * LOAD(key + i);
      scratch[g * padded_length + j] = lane_sum(sum) * scale;
    }
  }
  for (size_t g = 0; g < group; g++) {
    float *weights = scratch + g * padded_length;
    softmax_padded(weights, length);
    float *result = padded + g * padded_size;
    memset(result, 0, padded_size * sizeof(float));
    for (size_t i = 0; i < padded_size; i += 64) {
      size_t lanes = padded_size - i < 64 ? (padded_size - i) / 16 : 4;
      v16 sums[4] = {SPLAT(0), SPLAT(0), SPLAT(0), SPLAT(0)};
      for (size_t j = 0; j < length; j++) {
        const float *value = values + (size_t)slots[j] * slot_stride + i;
        if (lanes == 4) {
          for (int l = 0; l < 4; l++) sums[l] = sums[l] + LOAD(value + 16 * l) * weights[j];
        } else {
          for (size_t l = 0; l < lanes; l++) sums[l] = sums[l] + LOAD(value + 16 * l) * weights[j];
        }
      }
      for (size_t l = 0; l < lanes; l++) STORE(result + i + 16 * l, sums[l]);
    }
    memcpy(output + g * head_size, result, head_size * sizeof(float));
  }
}

static void KERNEL(log_sum_exp)(
    const float *logits, size_t count, int32_t base, float *maximum, double *sum, int32_t *best) {
  float largest = *maximum;
  int32_t index = *best;
  for (size_t i = 0; i < count; i++) {
    if (logits[i] > largest) {
      largest = logits[i];
      index = base + (int32_t)i;
    }
  }
  double total = *sum;
  if (largest > *maximum && *maximum > -INFINITY) total *= exp((double)*maximum - (double)largest);
  typedef double d16 __attribute__((vector_size(128)));
  d16 sums = {0};
  size_t i = 0;
  for (; i + 16 <= count; i += 16)
    sums += __builtin_convertvector(exp_lanes(LOAD(logits + i) - largest), d16);
  for (int lane = 0; lane < 16; lane++) total += sums[lane];
  for (; i < count; i++) total += exp((double)logits[i] - (double)largest);
  *maximum = largest;
  *sum = total;
  *best = index;
}

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
typedef int8_t c16 __attribute__((vector_size(16)));
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
    v16 first = LOAD(block), second = LOAD(block + 16);
    v16 zero = SPLAT(0);
    v16 first_size = choose(first < 0, -first, first), second_size = choose(second < 0, -second, second);
    v16 largest_lanes = choose(first_size > second_size, first_size, second_size);
    float largest = 0;
    for (int i = 0; i < 16; i++) largest = largest_lanes[i] > largest ? largest_lanes[i] : largest;
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
      i16 high = (q + 128) >> 8;
      c16 high_bytes = __builtin_convertvector(high, c16);
      c16 low_bytes = __builtin_convertvector(q - high * 256, c16);
      memcpy(xq + 2 * b * ASSAY_BLOCK + 16 * half, &high_bytes, 16);
      memcpy(xq + (2 * b + 1) * ASSAY_BLOCK + 16 * half, &low_bytes, 16);
      total += q;
    }
    int32_t sum = 0;
    for (int i = 0; i < 16; i++) sum += total[i];
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

// Scores of one query with 16 keys; keys[i] is where key i lies.
static inline v16 sixteen_scores(const float *query, const float *const *keys, size_t padded_size) {
  v16 sums[16];
  for (int k = 0; k < 16; k++) sums[k] = LOAD(query) * LOAD(keys[k]);
  for (size_t i = 16; i < padded_size; i += 16) {
    v16 q = LOAD(query + i);
    for (int k = 0; k < 16; k++) sums[k] = sums[k] + q * LOAD(keys[k] + i);
  }
  return lane_sums(sums);
}

// result[g] += sum over j of weights[g][j] * value[j], for 64 values of G heads at once.
#define MIX_VALUES(G)                                                                          \
  static inline void KERNEL(mix_values_##G)(                                                   \
      float *result, size_t padded_size, const float *weights, size_t padded_length,           \
      const float *values, size_t slot_stride, const int32_t *slots, size_t length) {          \
    v16 sums[G][4];                                                                            \
    for (int g = 0; g < G; g++)                                                                \
      for (int l = 0; l < 4; l++) sums[g][l] = SPLAT(0);                                       \
    for (size_t j = 0; j < length; j++) {                                                      \
      const float *value = values + (size_t)slots[j] * slot_stride;                            \
      v16 v[4];                                                                                \
      for (int l = 0; l < 4; l++) v[l] = LOAD(value + 16 * l);                                 \
      _Pragma("clang loop unroll(full)") for (int g = 0; g < G; g++) {                         \
        float weight = weights[(size_t)g * padded_length + j];                                 \
        for (int l = 0; l < 4; l++) sums[g][l] = sums[g][l] + v[l] * weight;                   \
      }                                                                                        \
    }                                                                                          \
    for (int g = 0; g < G; g++)                                                                \
      for (int l = 0; l < 4; l++) STORE(result + (size_t)g * padded_size + 16 * l, sums[g][l]); \
  }

MIX_VALUES(1)
MIX_VALUES(3)
MIX_VALUES(4)

// The same for 16 values of one head: what is left over when heads are no multiple of 64 values.
static inline void mix_sixteen(
    float *result, const float *weights, const float *values, size_t slot_stride,
    const int32_t *slots, size_t length) {
  v16 sum = SPLAT(0);
  for (size_t j = 0; j < length; j++)
    sum = sum + LOAD(values + (size_t)slots[j] * slot_stride) * weights[j];
  STORE(result, sum);
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
  for (size_t j = 0; j < length; j += 16) {
    const float *sixteen[16];
    // Beyond the end the last key stands in; softmax drops those scores.
    for (size_t k = 0; k < 16; k++)
      sixteen[k] = keys + (size_t)slots[j + k < length ? j + k : length - 1] * slot_stride;
    for (size_t g = 0; g < group; g++)
      STORE(
          scratch + g * padded_length + j,
          sixteen_scores(padded + g * padded_size, sixteen, padded_size) * scale);
  }
  for (size_t g = 0; g < group; g++) softmax_padded(scratch + g * padded_length, length);
  size_t i = 0;
  for (; i + 64 <= padded_size; i += 64) {
    size_t g = 0;
    for (; g + 4 <= group; g += 4)
      KERNEL(mix_values_4)(
          padded + g * padded_size + i, padded_size, scratch + g * padded_length, padded_length,
          values + i, slot_stride, slots, length);
    for (; g + 3 <= group; g += 3)
      KERNEL(mix_values_3)(
          padded + g * padded_size + i, padded_size, scratch + g * padded_length, padded_length,
          values + i, slot_stride, slots, length);
    for (; g < group; g++)
      KERNEL(mix_values_1)(
          padded + g * padded_size + i, padded_size, scratch + g * padded_length, padded_length,
          values + i, slot_stride, slots, length);
  }
  for (; i < padded_size; i += 16)
    for (size_t g = 0; g < group; g++)
      mix_sixteen(
          padded + g * padded_size + i, scratch + g * padded_length, values + i, slot_stride, slots,
          length);
  for (size_t g = 0; g < group; g++)
    memcpy(output + g * head_size, padded + g * padded_size, head_size * sizeof(float));
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

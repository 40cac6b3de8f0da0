// y = W x with weights in float32, float16 or bfloat16 and sums in float32: tiles of panels by
// tokens, whose sums stay in registers.
//
// Each kind of weights says what it reads and how it multiplies:
//   weight_KIND, input_KIND    the types of a weight and of an activation
//   vector_KIND                16 rows' weights of the columns that one multiplication takes
//   STEP_KIND, PARTS_KIND      columns read at once, and multiplications these take
//   READ_KIND(p, k)            part k of the panel's weights at p
//   VALUE_KIND(x, k)           the activations of part k in every lane, from x
//   MULTIPLY_KIND(sum, w, v)   sum + w * v
#pragma once

#include "lanes.h"

// Panels (one or two) and tokens of a tile, and tokens of the tiles of two panels that take what is
// left over. The including file may set them; these fill 32 registers of 64 bytes.
#if !defined(TILE_PANELS)
#define TILE_PANELS 2
#define TILE_TOKENS_f32 8
#define TILE_TOKENS_f16 8
#define TILE_TOKENS_bf16 8
#define TILE_TOKENS_rounded_bf16 8
#define REST_TOKENS 4
#endif

// How many of a panel's 16 rows exist.
static inline size_t lanes_of(size_t rows, size_t panel) {
  size_t left = rows - panel * ASSAY_PANEL;
  return left < ASSAY_PANEL ? left : ASSAY_PANEL;
}

static inline void store_lanes(float *y, v16 sums, size_t lanes) {
  if (lanes == ASSAY_PANEL) {
    STORE(y, sums);
  } else {
    memcpy(y, &sums, lanes * sizeof(float));
  }
}

// Many tokens take long over a panel: meanwhile the next one comes from memory. Fetches the share of
// `bytes` at `next` that falls to tokens [t, t + count) of `tokens`.
static inline void prefetch_share(
    const void *next, size_t bytes, size_t t, size_t count, size_t tokens) {
  if (tokens < 32) return;
  const size_t lines = bytes / 64;
  for (size_t line = lines * t / tokens; line < lines * (t + count) / tokens; line++)
    __builtin_prefetch((const char *)next + 64 * line, 0, 2);
}

// How far ahead of itself a tile of few tokens reads weights, in bytes; the processor sees to it by
// itself where tokens come one by one.
static inline size_t prefetch_distance(size_t tokens) {
  return tokens >= 4 && tokens < 32 ? 4096 : 0;
}

static inline void prefetch_ahead(const void *w, size_t bytes, size_t distance) {
  if (distance == 0) return;
  for (size_t offset = 0; offset < bytes; offset += 64)
    __builtin_prefetch((const char *)w + distance + offset, 0, 3);
}

#define UNROLLED _Pragma("clang loop unroll(full)")
#define INLINED static inline __attribute__((always_inline))

// P panels by T tokens, both constants.
#define FLOAT_TILE(kind)                                                                       \
  INLINED void KERNEL(tile_##kind)(                                                            \
      const int P, const int T, float *y, size_t y_stride, const input_##kind *x,              \
      size_t columns, const weight_##kind *w, size_t lanes) {                                  \
    v16 sums[TILE_TOKENS_##kind][2];                                                           \
    UNROLLED for (int t = 0; t < T; t++)                                                       \
      UNROLLED for (int p = 0; p < P; p++) sums[t][p] = SPLAT(0);                              \
    for (size_t c = 0; c < columns; c += STEP_##kind) {                                        \
      UNROLLED for (int k = 0; k < PARTS_##kind; k++) {                                        \
        vector_##kind weights[2];                                                              \
        UNROLLED for (int p = 0; p < P; p++) weights[p] =                                      \
            READ_##kind(w + ((size_t)p * columns + c) * ASSAY_PANEL, k);                       \
        UNROLLED for (int t = 0; t < T; t++) {                                                 \
          vector_##kind value = VALUE_##kind(x + (size_t)t * columns + c, k);                  \
          UNROLLED for (int p = 0; p < P; p++) sums[t][p] =                                    \
              MULTIPLY_##kind(sums[t][p], weights[p], value);                                  \
        }                                                                                      \
      }                                                                                        \
    }                                                                                          \
    UNROLLED for (int t = 0; t < T; t++)                                                       \
      UNROLLED for (int p = 0; p < P; p++)                                                     \
        store_lanes(                                                                           \
            y + (size_t)t * y_stride + p * ASSAY_PANEL, sums[t][p],                            \
            p + 1 < P ? ASSAY_PANEL : lanes);                                                  \
  }

// `panels` panels, P of them at a time, by as many groups of T tokens as are left.
#define FLOAT_TOKENS(kind, panels, P, T)                                                       \
  for (; t + T <= tokens; t += T) {                                                            \
    prefetch_share(                                                                            \
        w + panels * columns * ASSAY_PANEL, panels * columns * ASSAY_PANEL * sizeof *w, t, T,  \
        tokens);                                                                               \
    UNROLLED for (size_t p = 0; p < panels; p += P) KERNEL(tile_##kind)(                       \
        P, T, y + t * y_stride + (panel + p) * ASSAY_PANEL, y_stride, x + t * columns,         \
        columns, w + p * columns * ASSAY_PANEL, lanes_of(rows, panel + p + P - 1));            \
  }

// Panels two at a time, then what is left over.
#define FLOAT_MATMUL(kind)                                                                     \
  FLOAT_TILE(kind)                                                                             \
  static void KERNEL(matmul_##kind)(                                                           \
      float *y, size_t y_stride, const void *input, size_t tokens, size_t columns,             \
      const void *weights, size_t rows, size_t panel_begin, size_t panel_end) {                \
    const input_##kind *x = input;                                                             \
    size_t panel = panel_begin;                                                                \
    for (; panel + 2 <= panel_end; panel += 2) {                                               \
      const weight_##kind *w = (const weight_##kind *)weights + panel * columns * ASSAY_PANEL; \
      size_t t = 0;                                                                            \
      FLOAT_TOKENS(kind, 2, TILE_PANELS, TILE_TOKENS_##kind)                                   \
      FLOAT_TOKENS(kind, 2, 2, REST_TOKENS)                                                    \
      FLOAT_TOKENS(kind, 2, 2, 1)                                                              \
    }                                                                                          \
    for (; panel < panel_end; panel++) {                                                       \
      const weight_##kind *w = (const weight_##kind *)weights + panel * columns * ASSAY_PANEL; \
      size_t t = 0;                                                                            \
      FLOAT_TOKENS(kind, 1, 1, TILE_TOKENS_##kind)                                             \
      FLOAT_TOKENS(kind, 1, 1, 1)                                                              \
    }                                                                                          \
  }

typedef float weight_f32, input_f32;
typedef v16 vector_f32;
#define STEP_f32 1
#define PARTS_f32 1
#define READ_f32(p, k) LOAD(p)
#define VALUE_f32(x, k) SPLAT(*(x))
#define MULTIPLY_f32(sum, w, v) ((sum) + (w) * (v))
FLOAT_MATMUL(f32)

typedef uint16_t weight_f16;
typedef float input_f16;
typedef v16 vector_f16;
#define STEP_f16 1
#define PARTS_f16 1
#define READ_f16(p, k) widen_float16(p)
#define VALUE_f16(x, k) SPLAT(*(x))
#define MULTIPLY_f16(sum, w, v) ((sum) + (w) * (v))
FLOAT_MATMUL(f16)

// A pair of columns lies in one 32-bit lane, the first in its lower half.
static inline v16 widen_bfloat16(const uint16_t *p, int column) {
  // Reads the pairs anew for each column: kept, they take registers that the sums need.
  __asm__("" : "+r"(p));
  i16 pairs;
  memcpy(&pairs, p, sizeof pairs);
  return column == 0 ? (v16)(pairs << 16) : (v16)(pairs & (int32_t)0xFFFF0000);
}

typedef uint16_t weight_bf16;
typedef float input_bf16;
typedef v16 vector_bf16;
#define STEP_bf16 2
#define PARTS_bf16 2
#define READ_bf16(p, k) widen_bfloat16((p), (k))
#define VALUE_bf16(x, k) SPLAT((x)[k])
#define MULTIPLY_bf16(sum, w, v) ((sum) + (w) * (v))
FLOAT_MATMUL(bf16)

#if defined(NATIVE_BFLOAT16)
// The same weights with activations in bfloat16, two columns an instruction.
typedef uint16_t weight_rounded_bf16, input_rounded_bf16;
typedef __m512bh vector_rounded_bf16;
#define STEP_rounded_bf16 2
#define PARTS_rounded_bf16 1
#define READ_rounded_bf16(p, k) ((__m512bh)_mm512_loadu_si512(p))
#define VALUE_rounded_bf16(x, k) ((__m512bh)four_bytes(x))
#define MULTIPLY_rounded_bf16(sum, w, v) ((v16)_mm512_dpbf16_ps((__m512)(sum), (w), (v)))
FLOAT_MATMUL(rounded_bf16)
#endif

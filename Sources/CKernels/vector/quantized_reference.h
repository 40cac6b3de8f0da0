// The quantised matrix products in plain C: the reference for every other form of them.
#pragma once

#include "float_matmul.h"

static inline v16 halves_to_lanes(const uint8_t *halves) {
  v16 lanes;
  for (int r = 0; r < ASSAY_PANEL; r++) {
    uint16_t half;
    memcpy(&half, halves + 2 * r, 2);
    lanes[r] = float_from_float16(half);
  }
  return lanes;
}

// The 16-bit value of a block's column.
static inline int32_t both_bytes(const int8_t *x, int column) {
  return 256 * (int32_t)x[column] + x[column + ASSAY_BLOCK];
}

static void KERNEL(matmul_q8)(
    float *y, size_t y_stride, const int8_t *xq, const float *scales, const float *sums,
    size_t tokens, size_t columns, const void *weights, size_t rows, size_t panel_begin,
    size_t panel_end) {
  size_t blocks = columns / ASSAY_BLOCK, block_bytes = 34 * ASSAY_PANEL;
  for (size_t panel = panel_begin; panel < panel_end; panel++) {
    for (size_t t = 0; t < tokens; t++) {
      v16 total = SPLAT(0);
      for (size_t b = 0; b < blocks; b++) {
        const uint8_t *w = (const uint8_t *)weights + (panel * blocks + b) * block_bytes;
        const int8_t *x = xq + 2 * (t * columns + b * ASSAY_BLOCK);
        i16 dot = {0};
        for (int c = 0; c < ASSAY_BLOCK; c++)
          for (int r = 0; r < ASSAY_PANEL; r++)
            dot[r] += (int32_t)w[(c / 4) * 64 + r * 4 + c % 4] * both_bytes(x, c);
        v16 scale = halves_to_lanes(w + 32 * ASSAY_PANEL);
        v16 offset = scale * -128.0f;
        total = total + __builtin_convertvector(dot, v16) * (scale * scales[t * blocks + b]);
        total = total + offset * sums[t * blocks + b];
      }
      store_lanes(y + t * y_stride + panel * ASSAY_PANEL, total, lanes_of(rows, panel));
    }
  }
}

static void KERNEL(matmul_q4)(
    float *y, size_t y_stride, const int8_t *xq, const float *scales, const float *sums,
    size_t tokens, size_t columns, const void *weights, size_t rows, size_t panel_begin,
    size_t panel_end) {
  size_t blocks = columns / ASSAY_BLOCK, block_bytes = 20 * ASSAY_PANEL;
  for (size_t panel = panel_begin; panel < panel_end; panel++) {
    for (size_t t = 0; t < tokens; t++) {
      v16 total = SPLAT(0);
      for (size_t b = 0; b < blocks; b++) {
        const uint8_t *w = (const uint8_t *)weights + (panel * blocks + b) * block_bytes;
        const int8_t *x = xq + 2 * (t * columns + b * ASSAY_BLOCK);
        i16 dot = {0};
        for (int c = 0; c < 16; c++) {
          for (int r = 0; r < ASSAY_PANEL; r++) {
            int32_t nibbles = w[(c / 4) * 64 + r * 4 + c % 4];
            dot[r] += (nibbles & 15) * both_bytes(x, c) + (nibbles >> 4) * both_bytes(x, c + 16);
          }
        }
        v16 scale = halves_to_lanes(w + 16 * ASSAY_PANEL);
        v16 minimum = halves_to_lanes(w + 18 * ASSAY_PANEL);
        total = total + __builtin_convertvector(dot, v16) * (scale * scales[t * blocks + b]);
        total = total + minimum * sums[t * blocks + b];
      }
      store_lanes(y + t * y_stride + panel * ASSAY_PANEL, total, lanes_of(rows, panel));
    }
  }
}

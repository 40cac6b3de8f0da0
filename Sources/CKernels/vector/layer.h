// The steps of a layer between the products.
#pragma once

#include "lanes.h"

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

static void KERNEL(narrow)(uint16_t *y, const float *x, size_t count) {
  size_t i = 0;
  for (; i + 16 <= count; i += 16) narrow_float16(y + i, LOAD(x + i));
  for (; i < count; i++) y[i] = float16_from_float(x[i]);
}

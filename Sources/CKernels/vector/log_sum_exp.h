// The log-softmax over the vocabulary, a stretch at a time.
#pragma once

#include "lanes.h"

static void KERNEL(log_sum_exp)(
    const float *logits, size_t count, int32_t base, float *maximum, double *sum, int32_t *best) {
  v16 lanes = SPLAT(*maximum);
  size_t first = 0;
  for (; first + 16 <= count; first += 16) {
    v16 next = LOAD(logits + first);
    lanes = choose(next > lanes, next, lanes);
  }
  float largest = lane_max(lanes);
  for (; first < count; first++) largest = logits[first] > largest ? logits[first] : largest;
  int32_t index = *best;
  double total = *sum;
  if (largest > *maximum) {
    first = 0;
    while (logits[first] != largest) first++;
    index = base + (int32_t)first;
    if (*maximum > -INFINITY) total *= exp((double)*maximum - (double)largest);
  }
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

// What the comparisons of kernel tables share: repeatable numbers, memory that notices a touch
// outside its bounds, and the reporting of differences.
#ifndef COMPARE_H
#define COMPARE_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "assay_kernels.h"

// The table under test, and the portable one that it is compared with.
extern const assay_kernels *tested, *portable;

// ---- Reporting -------------------------------------------------------------------------------

// Names what is compared from now on; a crash reports it too.
__attribute__((format(printf, 1, 2))) void compare_case(const char *format, ...);
// Reports one difference.
__attribute__((format(printf, 1, 2))) void differs(const char *format, ...);

static inline bool same_bits(float a, float b) { return memcmp(&a, &b, sizeof a) == 0; }

// Equal, both not a number, or no further apart than `bound`.
static inline bool near(double a, double b, double bound) {
  return a == b || (isnan(a) && isnan(b)) || fabs(a - b) <= bound;
}

// ---- Numbers ---------------------------------------------------------------------------------

uint64_t random_bits(void);
// In [low, high].
size_t random_size(size_t low, size_t high);
// In [-scale, scale).
float random_float(float scale);

// ---- Memory ----------------------------------------------------------------------------------

// Memory that ends where a page begins that can't be touched. Lives until `release_guarded`, which
// also checks that nothing was written in front of it.
void *guarded(size_t bytes);
float *guarded_floats(size_t count);
void release_guarded(void);

// What a float holds that nothing has written to: a NaN that no arithmetic gives.
#define UNTOUCHED 0x7fc0deadu
float *untouched_floats(size_t count);
static inline bool is_untouched(float value) {
  const uint32_t expected = UNTOUCHED;
  return memcmp(&value, &expected, sizeof value) == 0;
}

// ---- Comparisons -----------------------------------------------------------------------------

void compare_products(void);
void compare_layer_steps(void);
void compare_attention(void);

#endif

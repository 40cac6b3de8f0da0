// The blocks of GGUF's tensor types, and float16 and bfloat16 as bits.
#ifndef ASSAY_BLOCKS_H
#define ASSAY_BLOCKS_H

#include <stdint.h>
#include <string.h>

#include "assay_kernels.h"

// w = scale * (q - 8); byte i holds column i in its low nibble and column i + 16 in its high one.
typedef struct { uint16_t scale; uint8_t quants[16]; } block_q4_0;
// w = scale * q + minimum; nibbles as in q4_0.
typedef struct { uint16_t scale, minimum; uint8_t quants[16]; } block_q4_1;
// w = scale * q
typedef struct { uint16_t scale; int8_t quants[32]; } block_q8_0;

_Static_assert(sizeof(block_q4_0) == 18 && sizeof(block_q4_1) == 20, "as in the file");
_Static_assert(sizeof(block_q8_0) == 34, "as in the file");

static inline float float_from_bits(uint32_t bits) {
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

static inline float float_from_bfloat16(uint16_t half) {
  return float_from_bits((uint32_t)half << 16);
}

static inline float float_from_float16(uint16_t half) {
  _Float16 value;
  memcpy(&value, &half, sizeof value);
  return (float)value;
}

static inline uint16_t float16_from_float(float value) {
  _Float16 half = (_Float16)value;
  uint16_t bits;
  memcpy(&bits, &half, sizeof bits);
  return bits;
}

#endif

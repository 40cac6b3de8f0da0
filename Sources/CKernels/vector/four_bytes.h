#pragma once

// Four bytes of a token's activations in every lane.
static inline __m512i four_bytes(const void *x) {
  int32_t four;
  memcpy(&four, x, sizeof four);
  return _mm512_set1_epi32(four);
}

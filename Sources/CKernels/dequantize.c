// The reference for every tensor type: block by block to float32, as the format defines it.
#include "blocks.h"

static void dequantize_q4_0(const uint8_t *source, float *y, size_t blocks) {
  for (size_t b = 0; b < blocks; b++, y += 32) {
    block_q4_0 block;
    memcpy(&block, source + b * sizeof block, sizeof block);
    float scale = float_from_float16(block.scale);
    for (int i = 0; i < 16; i++) {
      y[i] = (float)((block.quants[i] & 15) - 8) * scale;
      y[i + 16] = (float)((block.quants[i] >> 4) - 8) * scale;
    }
  }
}

static void dequantize_q4_1(const uint8_t *source, float *y, size_t blocks) {
  for (size_t b = 0; b < blocks; b++, y += 32) {
    block_q4_1 block;
    memcpy(&block, source + b * sizeof block, sizeof block);
    float scale = float_from_float16(block.scale), minimum = float_from_float16(block.minimum);
    for (int i = 0; i < 16; i++) {
      y[i] = (float)(block.quants[i] & 15) * scale + minimum;
      y[i + 16] = (float)(block.quants[i] >> 4) * scale + minimum;
    }
  }
}

static void dequantize_q8_0(const uint8_t *source, float *y, size_t blocks) {
  for (size_t b = 0; b < blocks; b++, y += 32) {
    block_q8_0 block;
    memcpy(&block, source + b * sizeof block, sizeof block);
    float scale = float_from_float16(block.scale);
    for (int i = 0; i < 32; i++) y[i] = (float)block.quants[i] * scale;
  }
}

bool assay_dequantize(int type, const void *source, float *destination, size_t count) {
  const uint8_t *bytes = source;
  switch (type) {
    case ASSAY_F32:
      memcpy(destination, bytes, count * sizeof(float));
      return true;
    case ASSAY_F16:
      for (size_t i = 0; i < count; i++) {
        uint16_t half;
        memcpy(&half, bytes + 2 * i, 2);
        destination[i] = float_from_float16(half);
      }
      return true;
    case ASSAY_BF16:
      for (size_t i = 0; i < count; i++) {
        uint16_t half;
        memcpy(&half, bytes + 2 * i, 2);
        destination[i] = float_from_bfloat16(half);
      }
      return true;
    case ASSAY_Q4_0: dequantize_q4_0(bytes, destination, count / 32); return true;
    case ASSAY_Q4_1: dequantize_q4_1(bytes, destination, count / 32); return true;
    case ASSAY_Q8_0: dequantize_q8_0(bytes, destination, count / 32); return true;
    default: return false;
  }
}

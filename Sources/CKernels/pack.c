// From the layout of the file to the layout that the kernels read from front to back.
#include <stdlib.h>

#include "blocks.h"

enum { Q8_BLOCK_BYTES = 32 * ASSAY_PANEL + 2 * ASSAY_PANEL };
enum { Q4_BLOCK_BYTES = 16 * ASSAY_PANEL + 4 * ASSAY_PANEL };

size_t assay_panel_bytes(int packing, size_t columns) {
  switch (packing) {
    case ASSAY_PACK_F32: return columns * ASSAY_PANEL * sizeof(float);
    case ASSAY_PACK_F16:
    case ASSAY_PACK_BF16: return columns * ASSAY_PANEL * sizeof(uint16_t);
    case ASSAY_PACK_Q8: return columns / ASSAY_BLOCK * Q8_BLOCK_BYTES;
    case ASSAY_PACK_Q4: return columns / ASSAY_BLOCK * Q4_BLOCK_BYTES;
    default: return 0;
  }
}

static size_t row_bytes(int type, size_t columns) {
  switch (type) {
    case ASSAY_F32: return 4 * columns;
    case ASSAY_F16:
    case ASSAY_BF16: return 2 * columns;
    case ASSAY_Q4_0: return columns / 32 * sizeof(block_q4_0);
    case ASSAY_Q4_1: return columns / 32 * sizeof(block_q4_1);
    case ASSAY_Q8_0: return columns / 32 * sizeof(block_q8_0);
    default: return 0;
  }
}

static bool pack_f32(
    int type, const uint8_t *source, size_t rows, size_t columns, float *destination) {
  float *row = malloc(columns * sizeof *row);
  if (row == NULL) return false;
  bool known = true;
  memset(destination, 0, columns * ASSAY_PANEL * sizeof *destination);
  for (size_t r = 0; r < rows && known; r++) {
    known = assay_dequantize(type, source + r * row_bytes(type, columns), row, columns);
    for (size_t c = 0; known && c < columns; c++) destination[c * ASSAY_PANEL + r] = row[c];
  }
  free(row);
  return known;
}

// Panels of 16-bit weights: for each column, or pair of columns, 16 rows side by side. In stretches
// that stay in the nearest cache.
#define PACK_UNITS(name, unit)                                                                 \
  static void name(const uint8_t *source, size_t rows, size_t units, uint8_t *destination) {   \
    memset(destination, 0, units * ASSAY_PANEL * sizeof(unit));                                \
    for (size_t begin = 0; begin < units; begin += 64) {                                       \
      const size_t end = begin + 64 < units ? begin + 64 : units;                              \
      for (size_t r = 0; r < rows; r++) {                                                      \
        for (size_t u = begin; u < end; u++) {                                                 \
          unit value;                                                                          \
          memcpy(&value, source + (r * units + u) * sizeof value, sizeof value);               \
          memcpy(destination + (u * ASSAY_PANEL + r) * sizeof value, &value, sizeof value);    \
        }                                                                                      \
      }                                                                                        \
    }                                                                                          \
  }

PACK_UNITS(pack_halves, uint16_t)
PACK_UNITS(pack_pairs, uint32_t)

static void pack_q8(const uint8_t *source, size_t rows, size_t columns, uint8_t *destination) {
  size_t blocks = columns / 32;
  for (size_t b = 0; b < blocks; b++) {
    uint8_t *quants = destination + b * Q8_BLOCK_BYTES;
    uint16_t scales[ASSAY_PANEL] = {0};
    memset(quants, 128, 32 * ASSAY_PANEL);
    for (size_t r = 0; r < rows; r++) {
      block_q8_0 block;
      memcpy(&block, source + (r * blocks + b) * sizeof block, sizeof block);
      scales[r] = block.scale;
      for (size_t c = 0; c < 32; c++)
        quants[(c / 4) * 64 + r * 4 + c % 4] = (uint8_t)(block.quants[c] + 128);
    }
    memcpy(quants + 32 * ASSAY_PANEL, scales, sizeof scales);
  }
}

static void pack_q4(
    int type, const uint8_t *source, size_t rows, size_t columns, uint8_t *destination) {
  size_t blocks = columns / 32;
  for (size_t b = 0; b < blocks; b++) {
    uint8_t *quants = destination + b * Q4_BLOCK_BYTES;
    uint16_t scales[ASSAY_PANEL] = {0}, minima[ASSAY_PANEL] = {0};
    memset(quants, 0, 16 * ASSAY_PANEL);
    for (size_t r = 0; r < rows; r++) {
      block_q4_1 block;
      if (type == ASSAY_Q4_1) {
        memcpy(&block, source + (r * blocks + b) * sizeof block, sizeof block);
      } else {
        block_q4_0 plain;
        memcpy(&plain, source + (r * blocks + b) * sizeof plain, sizeof plain);
        block.scale = plain.scale;
        // Exact, a power of two times the scale; beyond float16 the products are no numbers, which
        // the results say.
        block.minimum = float16_from_float(-8 * float_from_float16(plain.scale));
        memcpy(block.quants, plain.quants, sizeof block.quants);
      }
      scales[r] = block.scale;
      minima[r] = block.minimum;
      for (size_t c = 0; c < 16; c++) quants[(c / 4) * 64 + r * 4 + c % 4] = block.quants[c];
    }
    memcpy(quants + 16 * ASSAY_PANEL, scales, sizeof scales);
    memcpy(quants + 18 * ASSAY_PANEL, minima, sizeof minima);
  }
}

bool assay_pack_panel(
    int packing, int type, const void *source, size_t rows, size_t columns, size_t panel,
    void *destination) {
  size_t first = panel * ASSAY_PANEL;
  size_t count = rows - first < ASSAY_PANEL ? rows - first : ASSAY_PANEL;
  const uint8_t *start = (const uint8_t *)source + first * row_bytes(type, columns);
  switch (packing) {
    case ASSAY_PACK_F32: return pack_f32(type, start, count, columns, destination);
    case ASSAY_PACK_F16:
      if (type != ASSAY_F16) return false;
      pack_halves(start, count, columns, destination);
      return true;
    case ASSAY_PACK_BF16:
      if (type != ASSAY_BF16 || columns % 2 != 0) return false;
      pack_pairs(start, count, columns / 2, destination);
      return true;
    case ASSAY_PACK_Q8:
      if (type != ASSAY_Q8_0) return false;
      pack_q8(start, count, columns, destination);
      return true;
    case ASSAY_PACK_Q4:
      if (type != ASSAY_Q4_0 && type != ASSAY_Q4_1) return false;
      pack_q4(type, start, count, columns, destination);
      return true;
    default: return false;
  }
}

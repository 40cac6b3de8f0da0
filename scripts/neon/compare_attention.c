// Attention, over caches in float32 and float16.
#include "compare.h"

typedef struct {
  bool halves;
  size_t rows, row_stride, group, head_size, padded_size, slot_stride, length;
  float scale;
  void *keys, *values;
  float *queries;
  int32_t *slots;
} attention;

// A cache whose used slots hold random vectors; what lies beside these vectors is no number.
static void *make_cache(const attention *a, size_t slots) {
  const size_t count = (slots - 1) * a->slot_stride + a->padded_size;
  float *floats = guarded_floats(count);
  for (size_t i = 0; i < count; i++) {
    const size_t column = i % a->slot_stride;
    floats[i] = column >= a->padded_size ? NAN : column >= a->head_size ? 0 : random_float(1);
  }
  if (!a->halves) return floats;
  _Float16 *halves = guarded(count * sizeof *halves);
  for (size_t i = 0; i < count; i++) halves[i] = (_Float16)floats[i];
  return halves;
}

static attention make(bool halves) {
  attention a = {
      .halves = halves, .rows = random_size(1, 9), .group = random_size(1, 4),
      .head_size = random_size(1, 100), .length = random_size(1, 40)};
  a.padded_size = (a.head_size + 15) / 16 * 16;
  a.row_stride = a.group * a.head_size + random_size(0, 5);
  a.slot_stride = a.padded_size + random_size(0, 2) * 16;
  a.scale = 1 / sqrtf((float)a.head_size);
  // Large queries press nearly all weight on one slot.
  const float size = random_bits() % 4 == 0 ? 300 : 3;
  compare_case(
      "%s, %zu rows of %zu heads of %zu, %zu slots, queries up to %g",
      halves ? "attention_f16" : "attention_f32", a.rows, a.group, a.head_size, a.length, size);
  const size_t longest = a.length + a.rows - 1, slots = longest + random_size(0, 9);
  a.keys = make_cache(&a, slots), a.values = make_cache(&a, slots);
  a.queries = guarded_floats((a.rows - 1) * a.row_stride + a.group * a.head_size);
  for (size_t i = 0; i < (a.rows - 1) * a.row_stride + a.group * a.head_size; i++)
    a.queries[i] = random_float(size);
  // Slots in no order, each once.
  int32_t *all = guarded(slots * sizeof *all);
  for (size_t i = 0; i < slots; i++) {
    const size_t j = random_size(0, i);
    all[i] = all[j], all[j] = (int32_t)i;
  }
  a.slots = guarded(longest * sizeof *a.slots);
  memcpy(a.slots, all, longest * sizeof *a.slots);
  return a;
}

// Output of rows [first, first + rows).
static float *run(const assay_kernels *table, const attention *a, size_t first, size_t rows) {
  const size_t length = a->length + first;
  float *output = untouched_floats((rows - 1) * a->row_stride + a->group * a->head_size);
  float *scratch = untouched_floats(
      assay_attention_scratch(rows, a->group, a->padded_size, length + rows - 1));
  (a->halves ? table->attention_f16 : table->attention_f32)(
      output, a->queries + first * a->row_stride, rows, a->row_stride, a->group, a->head_size,
      a->padded_size, a->keys, a->values, a->slot_stride, a->slots, length, a->scale, scratch);
  return output;
}

static bool in_row(const attention *a, size_t i) {
  return i % a->row_stride < a->group * a->head_size;
}

static void check_against_portable(const attention *a, const float *output) {
  const float *expected = run(portable, a, 0, a->rows);
  for (size_t i = 0; i < (a->rows - 1) * a->row_stride + a->group * a->head_size; i++) {
    if (!in_row(a, i) ? !is_untouched(output[i]) : !near(output[i], expected[i], 1e-4))
      differs(
          "row %zu, at %zu: %.9g, portable %.9g", i / a->row_stride, i % a->row_stride, output[i],
          expected[i]);
  }
}

static double cached(const attention *a, const void *cache, int32_t slot, size_t i) {
  const size_t place = (size_t)slot * a->slot_stride + i;
  return a->halves ? (double)((const _Float16 *)cache)[place] : ((const float *)cache)[place];
}

// Softmax of scaled products, in double precision.
static void check_formula(const attention *a, const float *output) {
  double *weights = guarded((a->length + a->rows) * sizeof *weights);
  for (size_t n = 0; n < a->rows * a->group; n++) {
    const size_t begin = n / a->group * a->row_stride + n % a->group * a->head_size;
    const size_t length = a->length + n / a->group;
    double largest = -INFINITY, total = 0;
    for (size_t j = 0; j < length; j++) {
      weights[j] = 0;
      for (size_t i = 0; i < a->head_size; i++)
        weights[j] += a->queries[begin + i] * cached(a, a->keys, a->slots[j], i) * a->scale;
      largest = fmax(largest, weights[j]);
    }
    for (size_t j = 0; j < length; j++) total += weights[j] = exp(weights[j] - largest);
    for (size_t i = 0; i < a->head_size; i++) {
      double value = 0;
      for (size_t j = 0; j < length; j++)
        value += weights[j] / total * cached(a, a->values, a->slots[j], i);
      if (!near(output[begin + i], value, 1e-4))
        differs("at %zu: %.9g, by the formula %.9g", begin + i, output[begin + i], value);
    }
  }
}

static void check_rows_alone(const attention *a, const float *output) {
  for (size_t row = 0; row < a->rows; row++) {
    const float *alone = run(tested, a, row, 1);
    for (size_t i = 0; i < a->group * a->head_size; i++)
      if (!same_bits(alone[i], output[row * a->row_stride + i]))
        differs(
            "row %zu, at %zu: alone %.9g, with others %.9g", row, i, alone[i],
            output[row * a->row_stride + i]);
  }
}

// The last row alone sees the last slot.
static void check_poison(const attention *a, const float *output) {
  const size_t place = (size_t)a->slots[a->length + a->rows - 2] * a->slot_stride;
  if (a->halves) {
    ((_Float16 *)a->keys)[place] = (_Float16)NAN;
  } else {
    ((float *)a->keys)[place] = NAN;
  }
  const float *poisoned = run(tested, a, 0, a->rows);
  for (size_t i = 0; i < (a->rows - 1) * a->row_stride + a->group * a->head_size; i++) {
    const bool last = i / a->row_stride == a->rows - 1;
    if (in_row(a, i) && (last ? !isnan(poisoned[i]) : !same_bits(poisoned[i], output[i])))
      differs(
          "not a number in the last slot: row %zu, at %zu: %.9g", i / a->row_stride,
          i % a->row_stride, poisoned[i]);
  }
}

void compare_attention(void) {
  for (int n = 0; n < 60; n++) {
    const attention a = make(n % 2 == 1);
    const float *output = run(tested, &a, 0, a.rows);
    check_against_portable(&a, output);
    check_formula(&a, output);
    check_rows_alone(&a, output);
    check_poison(&a, output);
    release_guarded();
  }
}

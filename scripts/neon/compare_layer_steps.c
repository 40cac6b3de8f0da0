// The steps of a layer between the products, and the log-sum-exp over logits.
#include "compare.h"

enum { LONGEST = 70 };

// A copy with a guard behind it.
static float *copy_of(const float *floats, size_t count) {
  float *copy = guarded_floats(count);
  if (count > 0) memcpy(copy, floats, count * sizeof(float));
  return copy;
}

// Floats of every size, now and then an extreme one; no infinities unless asked for.
static float *random_floats(size_t count, float scale, bool infinite) {
  float *floats = guarded_floats(count);
  for (size_t i = 0; i < count; i++) {
    const float extremes[] = {0, -0.0f, 1e-45f, -1e-39f, 1e30f, -1e30f, INFINITY, NAN};
    const bool extreme = random_bits() % 16 == 0;
    floats[i] = extreme ? extremes[random_bits() % (infinite ? 8 : 6)] : random_float(scale);
  }
  return floats;
}

// `share` of the expected value's size apart at most.
static void check_floats(
    const float *floats, const float *expected, size_t count, double share, double least) {
  for (size_t i = 0; i < count; i++)
    if (!near(floats[i], expected[i], share * fabs((double)expected[i]) + least))
      differs("at %zu of %zu: %.9g, portable %.9g", i, count, floats[i], expected[i]);
}

static void check_formula(float value, double expected, double share, double least) {
  if (!near(value, expected, share * fabs(expected) + least))
    differs("%.9g, by the formula %.9g", value, expected);
}

static void compare_quantize_row(size_t blocks, float scale, bool infinite) {
  const size_t columns = blocks * ASSAY_BLOCK;
  compare_case("quantize_row, %zu columns, scale %g, infinite %d", columns, scale, infinite);
  const float *x = random_floats(columns, scale, infinite);
  int8_t *q[2];
  float *scales[2], *sums[2];
  for (int i = 0; i < 2; i++) {
    q[i] = guarded(2 * columns), scales[i] = untouched_floats(blocks);
    sums[i] = untouched_floats(blocks);
    (i == 0 ? tested : portable)->quantize_row(x, columns, q[i], scales[i], sums[i]);
  }
  for (size_t i = 0; i < 2 * columns; i++)
    if (q[0][i] != q[1][i]) differs("byte %zu: %d, portable %d", i, q[0][i], q[1][i]);
  check_floats(scales[0], scales[1], blocks, 0, 0);
  check_floats(sums[0], sums[1], blocks, 0, 0);
  release_guarded();
}

static void compare_narrow(size_t count) {
  compare_case("narrow, %zu values", count);
  const float *x = random_floats(count, 7e4f, true);
  uint16_t *y = guarded(count * sizeof *y), *expected = guarded(count * sizeof *y);
  tested->narrow(y, x, count);
  portable->narrow(expected, x, count);
  for (size_t i = 0; i < count; i++)
    if (isnan(x[i]) ? (y[i] & 0x7FFF) <= 0x7C00 : y[i] != expected[i])
      differs("%.9g: %04x, portable %04x", x[i], y[i], expected[i]);
  release_guarded();
}

static void compare_rms_norm(size_t count) {
  compare_case("rms_norm, %zu values", count);
  const float scale = random_bits() & 1 ? 3 : 1e-4f;
  float *x = guarded_floats(count);
  for (size_t i = 0; i < count; i++) x[i] = random_float(scale);
  const float *weight = random_floats(count, 1, false);
  float *y = untouched_floats(count), *expected = untouched_floats(count);
  tested->rms_norm(y, x, weight, count, 1e-5f);
  portable->rms_norm(expected, x, weight, count, 1e-5f);
  check_floats(y, expected, count, 1e-6, 1e-44);
  double squares = 0;
  for (size_t i = 0; i < count; i++) squares += (double)x[i] * x[i];
  for (size_t i = 0; i < count; i++)
    check_formula(y[i], x[i] / sqrt(squares / (double)count + 1e-5) * weight[i], 2e-6, 1e-44);
  // In place, as a caller may do it.
  tested->rms_norm(x, x, weight, count, 1e-5f);
  check_floats(x, y, count, 0, 0);
  release_guarded();
}

static void compare_rope(size_t heads, size_t head_size) {
  compare_case("rope, %zu heads of %zu", heads, head_size);
  float *cosines = guarded_floats(head_size / 2), *sines = guarded_floats(head_size / 2);
  for (size_t i = 0; i < head_size / 2; i++) {
    const float angle = random_float(3.2f);
    cosines[i] = cosf(angle), sines[i] = sinf(angle);
  }
  float *x = guarded_floats(heads * head_size);
  for (size_t i = 0; i < heads * head_size; i++) x[i] = random_float(4);
  const float *before = copy_of(x, heads * head_size);
  float *expected = copy_of(x, heads * head_size);
  tested->rope(x, heads, head_size, cosines, sines);
  portable->rope(expected, heads, head_size, cosines, sines);
  check_floats(x, expected, heads * head_size, 0, 2e-6);
  for (size_t i = 0; i < heads * head_size / 2; i++) {
    const double cosine = cosines[i % (head_size / 2)], sine = sines[i % (head_size / 2)];
    const double even = before[2 * i], odd = before[2 * i + 1];
    check_formula(x[2 * i], even * cosine - odd * sine, 0, 2e-6);
    check_formula(x[2 * i + 1], even * sine + odd * cosine, 0, 2e-6);
  }
  release_guarded();
}

static void compare_swiglu_and_add(size_t count) {
  compare_case("swiglu, %zu values", count);
  float *gate = random_floats(count, 100, true), *other = copy_of(gate, count);
  const float *up = random_floats(count, 2, false), *before = copy_of(gate, count);
  tested->swiglu(gate, up, count);
  portable->swiglu(other, up, count);
  check_floats(gate, other, count, 2e-6, 1e-44);
  // Beyond, exponentials leave the range of floats; the smallest quotients are not exact.
  for (size_t i = 0; i < count; i++)
    if (fabsf(before[i]) < 80)
      check_formula(
          gate[i], before[i] / (1 + exp(-(double)before[i])) * up[i], 2e-6,
          1e-44 * (1 + fabsf(up[i])));
  compare_case("add, %zu values", count);
  memcpy(other, gate, count * sizeof *gate);
  tested->add(gate, up, count);
  portable->add(other, up, count);
  check_floats(gate, other, count, 0, 0);
  release_guarded();
}

// A state that a log-sum-exp runs on.
typedef struct {
  float maximum;
  double sum;
  int32_t best;
} running;

static running log_sum_exp_of(
    const assay_kernels *table, const float *logits, size_t count, size_t part) {
  running state = {-INFINITY, 0, -1};
  for (size_t first = 0; first < count; first += part) {
    const size_t length = count - first < part ? count - first : part;
    const float *copy = copy_of(logits + first, length);
    table->log_sum_exp(
        copy, length, (int32_t)first, &state.maximum, &state.sum, &state.best);
  }
  return state;
}

// Random logits; some are equal, a few are what `bad` says, but not the first.
static void compare_log_sum_exp(size_t count, float bad) {
  const size_t part = random_size(count / 8 + 1, count);
  compare_case("log_sum_exp, %zu logits, %zu a time, some %g", count, part, bad);
  float *logits = guarded_floats(count);
  for (size_t i = 0; i < count; i++)
    logits[i] = i > 0 && random_bits() % 32 == 0 ? bad : roundf(random_float(30) * 4) / 4;
  const running a = log_sum_exp_of(tested, logits, count, part);
  const running b = log_sum_exp_of(portable, logits, count, part);
  if (!same_bits(a.maximum, b.maximum) || a.best != b.best ||
      !near(a.sum, b.sum, 1e-6 * fabs(b.sum)))
    differs(
        "maximum %.9g, sum %.17g, best %d; portable %.9g, %.17g, %d", a.maximum, a.sum, a.best,
        b.maximum, b.sum, b.best);
  double sum = 0;
  for (size_t i = 0; i < count; i++) sum += exp((double)logits[i] - a.maximum);
  check_formula((float)a.sum, sum, 2e-6, 0);
  release_guarded();
}

void compare_layer_steps(void) {
  for (size_t blocks = 1; blocks <= 9; blocks++) {
    const float scales[] = {1, 1e-3f, 1e30f, 1e-38f, 1e-43f, 0};
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++) {
      compare_quantize_row(blocks, scales[i], false);
      compare_quantize_row(blocks, scales[i], true);
    }
  }
  for (size_t count = 1; count <= LONGEST; count++) {
    compare_narrow(count);
    compare_rms_norm(count);
    compare_swiglu_and_add(count);
    compare_rope(random_size(1, 4), 2 * random_size(1, LONGEST));
    const float bad[] = {-INFINITY, INFINITY, NAN, 80};
    for (size_t i = 0; i < 4; i++) compare_log_sum_exp(count, bad[i]);
  }
}

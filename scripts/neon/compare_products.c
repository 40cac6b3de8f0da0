// The matrix products, over every kind of packed weights.
#include "compare.h"

// ---- A product -------------------------------------------------------------------------------

// How weights lie in a file and in a panel.
typedef struct {
  const char *name;
  int type, packing;
  size_t block, block_bytes;
} form;

static const form forms[] = {
    {"matmul_f32", ASSAY_F32, ASSAY_PACK_F32, 1, 4},
    {"matmul_f16", ASSAY_F16, ASSAY_PACK_F16, 1, 2},
    {"matmul_bf16", ASSAY_BF16, ASSAY_PACK_BF16, 1, 2},
    {"matmul_q8", ASSAY_Q8_0, ASSAY_PACK_Q8, 32, 34},
    {"matmul_q4 (Q4_0)", ASSAY_Q4_0, ASSAY_PACK_Q4, 32, 18},
    {"matmul_q4 (Q4_1)", ASSAY_Q4_1, ASSAY_PACK_Q4, 32, 20},
};
enum { FORMS = sizeof forms / sizeof *forms };

typedef struct {
  const form *form;
  size_t rows, columns, tokens, stride, blocks;
  // Weights in their file's form, as numbers and packed.
  uint8_t *source, *packed;
  float *weights;
  // Activations: floats, or quantised.
  float *x, *scales, *sums;
  int8_t *xq;
} product;

static bool is_quantised(const product *p) { return p->form->block == ASSAY_BLOCK; }
static size_t panels_of(const product *p) { return (p->rows + ASSAY_PANEL - 1) / ASSAY_PANEL; }

// Output of tokens [first, first + count) over panels [begin, end), in a matrix of its own.
static float *run(
    const assay_kernels *table, const product *p, size_t first, size_t count, size_t begin,
    size_t end) {
  float *y = untouched_floats((count - 1) * p->stride + p->rows);
  if (is_quantised(p)) {
    __typeof__(table->matmul_q8) multiply =
        p->form->packing == ASSAY_PACK_Q8 ? table->matmul_q8 : table->matmul_q4;
    multiply(
        y, p->stride, p->xq + 2 * first * p->columns, p->scales + first * p->blocks,
        p->sums + first * p->blocks, count, p->columns, p->packed, p->rows, begin, end);
  } else {
    __typeof__(table->matmul_f32) multiply =
        p->form->packing == ASSAY_PACK_F32   ? table->matmul_f32
        : p->form->packing == ASSAY_PACK_F16 ? table->matmul_f16
                                             : table->matmul_bf16;
    multiply(
        y, p->stride, p->x + first * p->columns, count, p->columns, p->packed, p->rows, begin, end);
  }
  return y;
}

static float *run_whole(const assay_kernels *table, const product *p) {
  return run(table, p, 0, p->tokens, 0, panels_of(p));
}

// ---- Making one ------------------------------------------------------------------------------

static void put_half(uint8_t *place, float value) {
  const _Float16 half = (_Float16)value;
  memcpy(place, &half, sizeof half);
}

static float get_half(const uint8_t *place) {
  _Float16 half;
  memcpy(&half, place, sizeof half);
  return (float)half;
}

// A scale of a common size; among `extremes` the largest, the smallest, none at all. Packing gives
// Q4_0 a minimum of -8 times the scale, also in float16.
static float random_scale(const form *form, bool extremes) {
  const float largest = form->type == ASSAY_Q4_0 ? 65504 / 8 : 65504;
  switch (extremes ? random_bits() % 8 : 4) {
    case 0: return largest;
    case 1: return -largest;
    case 2: return 5.9604645e-8f;
    case 3: return 0;
    default: return random_float(0.1f);
  }
}

// What `fill` chooses, 0 to 7: 1 the least bytes, 2 the greatest, 3 both mixed, others any; below 4
// extreme scales among the common ones.
static void fill_bytes(void *bytes, size_t count, unsigned fill, uint8_t least, uint8_t greatest) {
  for (size_t i = 0; i < count; i++)
    ((uint8_t *)bytes)[i] = fill == 1   ? least
                            : fill == 2 ? greatest
                            : fill == 3 ? (random_bits() & 1 ? least : greatest)
                                        : (uint8_t)random_bits();
}

static void make_weight(const product *p, uint8_t *place, unsigned fill) {
  float value = random_float(fill == 1 ? 6e4f : fill == 2 ? 1e-5f : 1);
  switch (p->form->type) {
    case ASSAY_F32: memcpy(place, &value, sizeof value); return;
    case ASSAY_F16: put_half(place, value); return;
    case ASSAY_BF16: memcpy(place, (uint8_t *)&value + 2, 2); return;
    default: break;
  }
  const size_t header = p->form->type == ASSAY_Q4_1 ? 4 : 2;
  put_half(place, random_scale(p->form, fill < 4));
  if (header == 4) put_half(place + 2, random_scale(p->form, fill < 4));
  const bool eight = p->form->type == ASSAY_Q8_0;
  fill_bytes(
      place + header, p->form->block_bytes - header, fill, eight ? 0x80 : 0, eight ? 0x7F : 0xFF);
}

static void pack(product *p) {
  const size_t panel_bytes = assay_panel_bytes(p->form->packing, p->columns);
  p->packed = guarded(panels_of(p) * panel_bytes);
  for (size_t panel = 0; panel < panels_of(p); panel++)
    if (!assay_pack_panel(
            p->form->packing, p->form->type, p->source, p->rows, p->columns, panel,
            p->packed + panel * panel_bytes))
      differs("assay_pack_panel refuses");
}

static void make_weights(product *p, unsigned fill) {
  const size_t count = p->rows * p->columns / p->form->block;
  p->source = guarded(count * p->form->block_bytes);
  for (size_t i = 0; i < count; i++) make_weight(p, p->source + i * p->form->block_bytes, fill);
  p->weights = guarded_floats(p->rows * p->columns);
  if (!assay_dequantize(p->form->type, p->source, p->weights, p->rows * p->columns))
    differs("assay_dequantize refuses");
  pack(p);
}

// Quantised activations of any bytes, with the sums that belong to them.
static void make_quantised(product *p, unsigned fill) {
  p->xq = guarded(2 * p->tokens * p->columns);
  p->scales = guarded_floats(p->tokens * p->blocks);
  p->sums = guarded_floats(p->tokens * p->blocks);
  fill_bytes(p->xq, 2 * p->tokens * p->columns, fill, 0x80, 0x7F);
  for (size_t b = 0; b < p->tokens * p->blocks; b++) {
    const float sizes[] = {1, 1e-3f, 1e20f, 1e-38f, 1e-45f, 0};
    int32_t sum = 0;
    for (size_t c = 0; c < ASSAY_BLOCK; c++)
      sum += 256 * p->xq[64 * b + c] + p->xq[64 * b + ASSAY_BLOCK + c];
    p->scales[b] = sizes[fill < 4 ? random_bits() % 6 : 0] * (1 + random_float(0.5f));
    p->sums[b] = p->scales[b] * (float)sum;
  }
}

static void make_input(product *p, unsigned fill) {
  if (is_quantised(p)) {
    make_quantised(p, fill);
    return;
  }
  p->x = guarded_floats(p->tokens * p->columns);
  for (size_t i = 0; i < p->tokens * p->columns; i++)
    p->x[i] = random_float(fill == 1 ? 1e25f : fill == 2 ? 1e-35f : 3);
}

static product make(const form *form, size_t rows, size_t columns, size_t tokens) {
  product p = {.form = form, .rows = rows, .columns = columns, .tokens = tokens};
  p.blocks = columns / ASSAY_BLOCK;
  p.stride = rows + random_size(0, 5);
  const unsigned weights = random_bits() % 8, input = random_bits() % 8;
  compare_case(
      "%s, %zu rows, %zu columns, %zu tokens, weights %u, input %u", form->name, rows, columns,
      tokens, weights, input);
  make_weights(&p, weights);
  make_input(&p, input);
  return p;
}

// ---- What must hold --------------------------------------------------------------------------

// A sum in double precision, and how far from it rounding may lead.
typedef struct {
  double value, bound;
} exact_sum;

static exact_sum float_sum(const product *p, size_t token, size_t row) {
  double value = 0, size = 0;
  for (size_t c = 0; c < p->columns; c++) {
    const double term = (double)p->weights[row * p->columns + c] * p->x[token * p->columns + c];
    value += term;
    size += fabs(term);
  }
  return (exact_sum){value, size * (double)(p->columns + 2) * 0x1p-23 + 1e-37};
}

static exact_sum quantised_sum(const product *p, size_t token, size_t row) {
  double value = 0, size = 0;
  for (size_t b = 0; b < p->blocks; b++) {
    const uint8_t *block = p->source + (row * p->blocks + b) * p->form->block_bytes;
    const size_t place = token * p->blocks + b;
    const double scale = fabs(get_half(block));
    // A product may add its weights' offset apart from them: the largest of both counts for each.
    const double largest = p->form->type == ASSAY_Q8_0   ? 384 * scale
                           : p->form->type == ASSAY_Q4_0 ? 24 * scale
                                                         : 16 * scale + fabs(get_half(block + 2));
    double sum = 0, inputs = 0;
    for (size_t c = 0; c < ASSAY_BLOCK; c++) {
      const int x = 256 * p->xq[64 * place + c] + p->xq[64 * place + ASSAY_BLOCK + c];
      sum += (double)p->weights[row * p->columns + b * ASSAY_BLOCK + c] * x;
      inputs += abs(x);
    }
    value += p->scales[place] * sum;
    size += fabs(p->scales[place]) * inputs * largest;
  }
  // The second term: a product of scales that is too small to be exact, times the integers.
  return (exact_sum){value, (double)(p->blocks + 4) * (size * 0x1p-23 + 0x1p-149 * 0x1p28)};
}

static void check_sums(const product *p, const float *y) {
  const float *expected = run_whole(portable, p);
  for (size_t t = 0; t < p->tokens; t++) {
    for (size_t r = 0; r < p->rows; r++) {
      const size_t i = t * p->stride + r;
      const exact_sum exact = is_quantised(p) ? quantised_sum(p, t, r) : float_sum(p, t, r);
      if (!near(y[i], expected[i], exact.bound) || !near(y[i], exact.value, exact.bound))
        differs(
            "token %zu, row %zu: %.9g, portable %.9g, exactly %.9g", t, r, y[i], expected[i],
            exact.value);
    }
  }
}

// `part` covers tokens from `first` on and panels [begin, end), and nothing else.
static void check_part(
    const product *p, const float *y, const float *part, size_t first, size_t count, size_t begin,
    size_t end, const char *name) {
  for (size_t i = 0; i < (count - 1) * p->stride + p->rows; i++) {
    const size_t row = i % p->stride;
    const bool covered =
        row < p->rows && row >= begin * ASSAY_PANEL && row < end * ASSAY_PANEL;
    if (covered ? !same_bits(part[i], y[first * p->stride + i]) : !is_untouched(part[i]))
      differs(
          "%s: token %zu, row %zu: %.9g, in the whole %.9g", name, first + i / p->stride, row,
          part[i], y[first * p->stride + i]);
  }
}

static void check_parts(const product *p, const float *y) {
  const size_t panels = panels_of(p);
  check_part(p, y, y, 0, p->tokens, 0, panels, "writes outside its rows");
  for (size_t t = 0; t < p->tokens; t++)
    check_part(p, y, run(tested, p, t, 1, 0, panels), t, 1, 0, panels, "alone");
  const size_t first = random_size(0, p->tokens - 1);
  const size_t count = random_size(1, p->tokens - first);
  const size_t begin = random_size(0, panels - 1), end = random_size(begin + 1, panels);
  check_part(
      p, y, run(tested, p, first, count, begin, end), first, count, begin, end, "some panels");
}

// What is no number shows in its own token's row, and only there.
static void check_poison(product *p, const float *y) {
  const size_t token = random_size(0, p->tokens - 1);
  if (is_quantised(p)) {
    const size_t place = token * p->blocks + random_size(0, p->blocks - 1);
    p->scales[place] = p->sums[place] = NAN;
  } else {
    p->x[token * p->columns + random_size(0, p->columns - 1)] = NAN;
  }
  const float *poisoned = run_whole(tested, p);
  for (size_t t = 0; t < p->tokens; t++) {
    for (size_t r = 0; r < p->rows; r++) {
      const size_t i = t * p->stride + r;
      if (t == token ? !isnan(poisoned[i]) : !same_bits(poisoned[i], y[i]))
        differs(
            "not a number in token %zu: token %zu, row %zu: %.9g, was %.9g", token, t, r,
            poisoned[i], y[i]);
    }
  }
}

static bool is_neon(const assay_kernels *table) { return strncmp(table->name, "neon-", 5) == 0; }

// The two NEON tables differ in their instructions alone.
static void check_against_dot_products(const product *p, const float *y) {
  const assay_kernels *dot_products = assay_kernels_named("neon-dotprod");
  if (dot_products == NULL || !is_neon(tested)) return;
  const float *expected = run_whole(dot_products, p);
  for (size_t i = 0; i < (p->tokens - 1) * p->stride + p->rows; i++)
    if (!same_bits(y[i], expected[i]))
      differs("at %zu: %.9g, neon-dotprod %.9g", i, y[i], expected[i]);
}

// ---- Exact sums ------------------------------------------------------------------------------

// A block alone, with scales of 1 and no minimum: the float nearest to a sum of integers. NEON's
// eight-bit weights are signed and need no sums of the activations.
static void compare_exact(const form *form, unsigned weights, unsigned input, size_t tokens) {
  product p = {.form = form, .rows = random_size(1, 40), .columns = ASSAY_BLOCK, .tokens = tokens};
  p.blocks = 1;
  p.stride = p.rows;
  compare_case(
      "%s, exact, %zu rows, %zu tokens, weights %u, input %u", form->name, p.rows, tokens, weights,
      input);
  make_weights(&p, weights);
  for (size_t r = 0; r < p.rows; r++) {
    put_half(p.source + r * form->block_bytes, 1);
    if (form->type == ASSAY_Q4_1) put_half(p.source + r * form->block_bytes + 2, 0);
  }
  assay_dequantize(form->type, p.source, p.weights, p.rows * p.columns);
  pack(&p);
  make_quantised(&p, input);
  for (size_t t = 0; t < tokens; t++) p.scales[t] = 1, p.sums[t] = 0;
  const float *y = run_whole(tested, &p);
  for (size_t t = 0; t < tokens; t++) {
    for (size_t r = 0; r < p.rows; r++) {
      int64_t sum = 0;
      for (size_t c = 0; c < ASSAY_BLOCK; c++)
        sum += (int64_t)p.weights[r * ASSAY_BLOCK + c] *
               (256 * p.xq[64 * t + c] + p.xq[64 * t + ASSAY_BLOCK + c]);
      if (y[t * p.stride + r] != (float)sum)
        differs(
            "token %zu, row %zu: %.9g, exactly %lld", t, r, y[t * p.stride + r], (long long)sum);
    }
  }
  release_guarded();
}

// ---- All of them -----------------------------------------------------------------------------

static void compare_product(const form *form, size_t rows, size_t columns, size_t tokens) {
  product p = make(form, rows, columns, tokens);
  const float *y = run_whole(tested, &p);
  check_sums(&p, y);
  check_against_dot_products(&p, y);
  check_parts(&p, y);
  check_poison(&p, y);
  release_guarded();
}

void compare_products(void) {
  for (size_t i = 0; i < FORMS; i++) {
    for (size_t tokens = 1; tokens <= 37; tokens++)
      compare_product(&forms[i], random_size(1, 50), 32 * random_size(1, 6), tokens);
    compare_product(&forms[i], 16, 1536, 5);
    if (is_neon(tested) && forms[i].block == ASSAY_BLOCK && forms[i].type != ASSAY_Q4_0)
      for (unsigned fills = 0; fills < 16; fills++)
        compare_exact(&forms[i], fills % 4, fills / 4, 1 + fills * 5 % 21);
  }
}

// Attention over one form of cache: `cached` is what a value is stored as, `CACHED(name)` names the
// functions for it, `LOAD_CACHED(p)` reads sixteen values. Included by `attention.h` alone.

// Scores of one query with 16 keys; keys[i] is where key i lies.
static inline v16 CACHED(sixteen_scores)(
    const float *query, const cached *const *keys, size_t padded_size) {
  v16 sums[16];
  for (int k = 0; k < 16; k++) sums[k] = LOAD(query) * LOAD_CACHED(keys[k]);
  for (size_t i = 16; i < padded_size; i += 16) {
    v16 q = LOAD(query + i);
    for (int k = 0; k < 16; k++) sums[k] = sums[k] + q * LOAD_CACHED(keys[k] + i);
  }
  return lane_sums(sums);
}

// ---- Values ----------------------------------------------------------------------------------

// result[q] += sum over j in [begin, end) of weights[q][j] * value[j], for 16 * V values of Q queries.
#define MIX_VALUES(Q, V)                                                                       \
  static inline void CACHED(mix_values_##Q##x##V)(                                             \
      float *result, size_t padded_size, const float *weights, size_t padded_length,           \
      const cached *values, size_t slot_stride, const int32_t *slots, size_t begin, size_t end) { \
    v16 sums[Q][V];                                                                            \
    for (int q = 0; q < Q; q++)                                                                \
      for (int l = 0; l < V; l++) sums[q][l] = LOAD(result + (size_t)q * padded_size + 16 * l); \
    for (size_t j = begin; j < end; j++) {                                                     \
      const cached *value = values + (size_t)slots[j] * slot_stride;                            \
      v16 v[V];                                                                                \
      for (int l = 0; l < V; l++) v[l] = LOAD_CACHED(value + 16 * l);                                 \
      _Pragma("clang loop unroll(full)") for (int q = 0; q < Q; q++) {                         \
        float weight = weights[(size_t)q * padded_length + j];                                 \
        for (int l = 0; l < V; l++) sums[q][l] = sums[q][l] + v[l] * weight;                   \
      }                                                                                        \
    }                                                                                          \
    for (int q = 0; q < Q; q++)                                                                \
      for (int l = 0; l < V; l++) STORE(result + (size_t)q * padded_size + 16 * l, sums[q][l]); \
  }

MIX_VALUES(6, 4)
MIX_VALUES(3, 4)
MIX_VALUES(1, 4)
MIX_VALUES(1, 1)

// The same for any number of queries and values.
static inline void CACHED(mix_values)(
    float *result, size_t queries, size_t padded_size, const float *weights, size_t padded_length,
    const cached *values, size_t slot_stride, const int32_t *slots, size_t begin, size_t end) {
#define MIX(Q, V)                                                                              \
  CACHED(mix_values_##Q##x##V)(                                                                \
      result + q * padded_size + i, padded_size, weights + q * padded_length, padded_length,   \
      values + i, slot_stride, slots, begin, end)
  if (begin >= end) return;
  size_t i = 0;
  for (; i + 64 <= padded_size; i += 64) {
    size_t q = 0;
    for (; q + 6 <= queries; q += 6) MIX(6, 4);
    for (; q + 3 <= queries; q += 3) MIX(3, 4);
    for (; q < queries; q++) MIX(1, 4);
  }
  for (; i < padded_size; i += 16)
    for (size_t q = 0; q < queries; q++) MIX(1, 1);
#undef MIX
}

static inline void CACHED(prefetch)(const cached *vector, size_t size) {
  for (size_t i = 0; i < size; i += 64 / sizeof *vector) __builtin_prefetch(vector + i, 0, 3);
}

// ---- Rows ------------------------------------------------------------------------------------

static void CACHED(attention)(
    float *output, const float *queries, size_t rows, size_t row_stride, size_t group,
    size_t head_size, size_t padded_size, const void *key_cache, const void *value_cache,
    size_t slot_stride, const int32_t *slots, size_t length, float scale, float *scratch) {
  const cached *keys = key_cache, *values = value_cache;
  const size_t count = rows * group, longest = length + rows - 1;
  const size_t padded_length = (longest + 15) & ~(size_t)15;
  float *scores = scratch;
  float *padded = scores + count * padded_length;
  float *tile = padded + count * padded_size;
  memset(padded, 0, count * padded_size * sizeof(float));
  for (size_t q = 0; q < count; q++)
    memcpy(
        padded + q * padded_size, queries + q / group * row_stride + q % group * head_size,
        head_size * sizeof(float));
  for (size_t j = 0; j < longest; j += 16) {
    const cached *sixteen[16];
    // Beyond the end the last key stands in; softmax drops those scores.
    for (size_t k = 0; k < 16; k++)
      sixteen[k] = keys + (size_t)slots[j + k < longest ? j + k : longest - 1] * slot_stride;
    // One row's keys and values come from memory once, in an order that only the slots know: the next
    // keys and these keys' values are fetched meanwhile.
    if (rows == 1) {
      for (size_t k = j; k < j + 16; k++) {
        if (k < longest) CACHED(prefetch)(values + (size_t)slots[k] * slot_stride, padded_size);
        if (k + 16 < longest)
          CACHED(prefetch)(keys + (size_t)slots[k + 16] * slot_stride, padded_size);
      }
    }
    size_t q = 0;
    if (count >= 8) {
      for (size_t i = 0; i < padded_size; i += 16) {
        v16 part[16];
        for (int k = 0; k < 16; k++) part[k] = LOAD_CACHED(sixteen[k] + i);
        store_transposed(part, tile + 16 * i);
      }
      for (; q + 4 <= count; q += 4)
        KERNEL(tile_scores_4)(
            scores + q * padded_length + j, padded_length, padded + q * padded_size, tile,
            padded_size, scale);
      for (; q < count; q++)
        KERNEL(tile_scores_1)(
            scores + q * padded_length + j, padded_length, padded + q * padded_size, tile,
            padded_size, scale);
    }
    for (; q < count; q++)
      STORE(
          scores + q * padded_length + j,
          CACHED(sixteen_scores)(padded + q * padded_size, sixteen, padded_size) * scale);
  }
  for (size_t q = 0; q < count; q++) softmax_padded(scores + q * padded_length, length + q / group);
  // The queries are spent: their place takes the result.
  memset(padded, 0, count * padded_size * sizeof(float));
  CACHED(mix_values)(
      padded, count, padded_size, scores, padded_length, values, slot_stride, slots, 0, length);
  for (size_t r = 1; r < rows; r++)
    CACHED(mix_values)(
        padded + r * group * padded_size, group, padded_size, scores + r * group * padded_length,
        padded_length, values, slot_stride, slots, length, length + r);
  for (size_t q = 0; q < count; q++)
    memcpy(
        output + q / group * row_stride + q % group * head_size, padded + q * padded_size,
        head_size * sizeof(float));
}

#undef CACHED
#undef cached
#undef LOAD_CACHED

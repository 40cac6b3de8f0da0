// What the machine can do at most: bytes read from memory a second, and multiply-adds a second in
// float32, bfloat16 and bytes. Prints one JSON object. Build with `clang -O3 -march=native -pthread`.
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#if defined(__AVX512F__)
#include <immintrin.h>
#endif

enum { ROUNDS = 7, MOST_THREADS = 64 };
static const size_t BYTES = (size_t)512 << 20;
static const long STEPS = 20000000;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

typedef struct {
  int index, threads;
  const uint8_t *memory;
} worker;

typedef void *(*body)(void *);
static volatile double sink;

static void *read_memory(void *argument) {
  const worker *w = argument;
  size_t part = BYTES / (size_t)w->threads / 64;
  typedef uint64_t u64x8 __attribute__((vector_size(64)));
  const u64x8 *p = (const u64x8 *)w->memory + part * (size_t)w->index;
  u64x8 sums[8] = {0};
  for (size_t i = 0; i + 8 <= part; i += 8)
    for (int k = 0; k < 8; k++) sums[k] += p[i + (size_t)k];
  for (int k = 1; k < 8; k++) sums[0] += sums[k];
  sink += (double)sums[0][0];
  return NULL;
}

// Twelve independent chains of one instruction.
#define CHAINS(name, type, start, step)                                                        \
  static void *name(void *argument) {                                                          \
    (void)argument;                                                                            \
    type sums[12];                                                                             \
    for (int k = 0; k < 12; k++) sums[k] = start;                                              \
    for (long i = 0; i < STEPS; i++) {                                                         \
      _Pragma("clang loop unroll(full)") for (int k = 0; k < 12; k++) {                        \
        step;                                                                                  \
        __asm__ __volatile__("" : "+v"(sums[k]));                                              \
      }                                                                                        \
    }                                                                                          \
    float first;                                                                               \
    memcpy(&first, sums, sizeof first);                                                        \
    sink += (double)first;                                                                     \
    return NULL;                                                                               \
  }

#if defined(__AVX512F__)
CHAINS(multiply_f32, __m512, _mm512_set1_ps(1), sums[k] = _mm512_fmadd_ps(sums[k], sums[k], sums[k]))
#define F32_OPERATIONS 32.0
#if defined(__AVX512BF16__)
CHAINS(multiply_bf16, __m512, _mm512_set1_ps(1),
       sums[k] = _mm512_dpbf16_ps(sums[k], (__m512bh)_mm512_set1_epi16(1), (__m512bh)_mm512_set1_epi16(2)))
#define BF16_OPERATIONS 64.0
#endif
#if defined(__AVX512VNNI__)
CHAINS(multiply_int8, __m512i, _mm512_set1_epi8(1),
       sums[k] = _mm512_dpbusd_epi32(sums[k], _mm512_set1_epi8(3), _mm512_set1_epi8(2)))
#define INT8_OPERATIONS 128.0
#endif
#endif

static int by_size(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

// The median over rounds of `work` units a second, all threads together.
static double rate(body run, int threads, const uint8_t *memory, double work) {
  double rates[ROUNDS];
  for (int round = 0; round < ROUNDS; round++) {
    pthread_t ids[MOST_THREADS];
    worker workers[MOST_THREADS];
    double start = now();
    for (int t = 0; t < threads; t++) {
      workers[t] = (worker){t, threads, memory};
      if (pthread_create(&ids[t], NULL, run, &workers[t]) != 0) exit(1);
    }
    for (int t = 0; t < threads; t++) pthread_join(ids[t], NULL);
    rates[round] = work / (now() - start);
  }
  qsort(rates, ROUNDS, sizeof rates[0], by_size);
  return rates[ROUNDS / 2];
}

int main(int count, char **arguments) {
  int threads = count > 1 ? atoi(arguments[1]) : 2;
  if (threads < 1 || threads > MOST_THREADS) return 2;
  uint8_t *memory = aligned_alloc(64, BYTES);
  if (memory == NULL) return 1;
  memset(memory, 1, BYTES);
  printf("{\"threads\": %d, \"read_bytes\": %.4g", threads, rate(read_memory, threads, memory, (double)BYTES));
  double steps = 12.0 * (double)STEPS * threads;
  (void)steps;
#if defined(F32_OPERATIONS)
  printf(", \"f32\": %.4g", rate(multiply_f32, threads, memory, steps * F32_OPERATIONS));
#endif
#if defined(BF16_OPERATIONS)
  printf(", \"bf16\": %.4g", rate(multiply_bf16, threads, memory, steps * BF16_OPERATIONS));
#endif
#if defined(INT8_OPERATIONS)
  printf(", \"int8\": %.4g", rate(multiply_int8, threads, memory, steps * INT8_OPERATIONS));
#endif
  printf("}\n");
  free(memory);
  return 0;
}

#include <string.h>

#include "assay_kernels.h"

extern const assay_kernels assay_kernels_portable;
#if defined(__x86_64__)
extern const assay_kernels assay_kernels_avx2;
extern const assay_kernels assay_kernels_avx512;
extern const assay_kernels assay_kernels_avx512_bf16;

static bool runs_avx2(void) {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
}

static bool runs_avx512(void) {
  return runs_avx2() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
         __builtin_cpu_supports("avx512vnni");
}

static bool runs_bfloat16(void) { return runs_avx512() && __builtin_cpu_supports("avx512bf16"); }
#elif defined(__aarch64__)
#if defined(__linux__)
#include <sys/auxv.h>
#endif
extern const assay_kernels assay_kernels_neon;
extern const assay_kernels assay_kernels_neon_i8mm;

static bool runs_dot_products(void) {
#if defined(__linux__)
  return getauxval(AT_HWCAP) & HWCAP_ASIMDDP;
#else
  return false;
#endif
}

static bool runs_int8_matrices(void) {
#if defined(__linux__)
  return runs_dot_products() && getauxval(AT_HWCAP2) & HWCAP2_I8MM;
#else
  return false;
#endif
}
#endif

// From the best to the plainest; NULL where this processor can't run it.
static const assay_kernels *candidate(int index) {
#if defined(__x86_64__)
  if (index == 0) return runs_bfloat16() ? &assay_kernels_avx512_bf16 : NULL;
  if (index == 1) return runs_avx512() ? &assay_kernels_avx512 : NULL;
  if (index == 2) return runs_avx2() ? &assay_kernels_avx2 : NULL;
#elif defined(__aarch64__)
  if (index == 0) return runs_int8_matrices() ? &assay_kernels_neon_i8mm : NULL;
  if (index == 1) return runs_dot_products() ? &assay_kernels_neon : NULL;
#endif
  return index == 3 ? &assay_kernels_portable : NULL;
}

const assay_kernels *assay_kernels_named(const char *name) {
  for (int i = 0; i < 4; i++) {
    const assay_kernels *kernels = candidate(i);
    if (kernels != NULL && (name == NULL || strcmp(name, kernels->name) == 0)) return kernels;
  }
  return NULL;
}

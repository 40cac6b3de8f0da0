// The table of one instruction set, from the names that `KERNEL` makes.
#if defined(NATIVE_BFLOAT16)
#define ROUNDED_KERNELS                                                                        \
  .matmul_rounded_bf16 = KERNEL(matmul_rounded_bf16), .round_row = KERNEL(round_row),
#else
#define ROUNDED_KERNELS
#endif

#define KERNEL_TABLE(set_name)                                                                 \
  {.name = set_name,                                                                           \
   .matmul_f32 = KERNEL(matmul_f32),                                                           \
   .matmul_f16 = KERNEL(matmul_f16),                                                           \
   .matmul_bf16 = KERNEL(matmul_bf16),                                                         \
   .matmul_q8 = KERNEL(matmul_q8),                                                             \
   .matmul_q4 = KERNEL(matmul_q4),                                                             \
   .quantize_row = KERNEL(quantize_row),                                                       \
   ROUNDED_KERNELS                                                                             \
   .rms_norm = KERNEL(rms_norm),                                                               \
   .rope = KERNEL(rope),                                                                       \
   .swiglu = KERNEL(swiglu),                                                                   \
   .add = KERNEL(add),                                                                         \
   .narrow = KERNEL(narrow),                                                                   \
   .attention_f32 = KERNEL(attention_f32),                                                     \
   .attention_f16 = KERNEL(attention_f16),                                                     \
   .log_sum_exp = KERNEL(log_sum_exp)}

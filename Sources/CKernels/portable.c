// Plain C for every processor.
#define KERNEL(name) portable_##name
#include "vector/activations.h"
#include "vector/attention.h"
#include "vector/float_matmul.h"
#include "vector/layer.h"
#include "vector/log_sum_exp.h"
#include "vector/quantized_reference.h"
#include "vector/table.h"

const assay_kernels assay_kernels_portable = KERNEL_TABLE("portable");

// Plain C for every processor.
#define KERNEL(name) portable_##name
#include "quantized_reference.h"
#include "table.h"

const assay_kernels assay_kernels_portable = KERNEL_TABLE("portable");

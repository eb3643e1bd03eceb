/**
 * NVIDIA GPUs through the driver alone. Start from {@link dev.arrowmill.tensor.cuda.CudaProbe},
 * which says what is there; JCuda's types stay inside of this package.
 */
@NullMarked
package dev.arrowmill.tensor.cuda;

import org.jspecify.annotations.NullMarked;

/**
 * NVIDIA GPUs through the driver alone. Start from {@link dev.arrowmill.tensor.cuda.CudaProbe},
 * which says what is there; {@link dev.arrowmill.tensor.cuda.CudaMachine} runs kernels and {@link
 * dev.arrowmill.tensor.cuda.PtxAssembler} checks their text without a device. JCuda's types stay
 * inside of this package.
 */
@NullMarked
package dev.arrowmill.tensor.cuda;

import org.jspecify.annotations.NullMarked;

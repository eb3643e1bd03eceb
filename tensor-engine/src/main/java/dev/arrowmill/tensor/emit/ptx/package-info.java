/**
 * Kernels for NVIDIA GPUs as PTX text, from the same expressions as the Java loops and with the
 * same bits. Start from {@link dev.arrowmill.tensor.emit.ptx.PtxEmitter} (fused kernels) and {@link
 * dev.arrowmill.tensor.emit.ptx.GemmPtx} (matrix products); a {@link
 * dev.arrowmill.tensor.emit.ptx.PtxMachine} runs them. Text only: no CUDA type is used here.
 */
@NullMarked
package dev.arrowmill.tensor.emit.ptx;

import org.jspecify.annotations.NullMarked;

/**
 * The float32 kernels: a scalar reference and a Vector API twin that gives the same bits. Start
 * from {@link dev.arrowmill.tensor.backend.Backends}, which picks one and says why; {@link
 * dev.arrowmill.tensor.backend.FloatMath} defines the transcendental functions, {@link
 * dev.arrowmill.tensor.backend.Backend#gemm} the order of a matrix product.
 */
@NullMarked
package dev.arrowmill.tensor.backend;

import org.jspecify.annotations.NullMarked;

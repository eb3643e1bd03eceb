/**
 * Reverse-mode differentiation over recorded calls. Start from {@link
 * dev.arrowmill.tensor.autograd.Gradients} (functional, for several threads) or {@code
 * Tensor.backward()}; {@link dev.arrowmill.tensor.autograd.GradCheck} compares any function's
 * gradient with finite differences.
 */
@NullMarked
package dev.arrowmill.tensor.autograd;

import org.jspecify.annotations.NullMarked;

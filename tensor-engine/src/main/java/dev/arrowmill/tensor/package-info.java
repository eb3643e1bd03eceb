/**
 * Tensors on heap arrays, with automatic differentiation. Start from {@link
 * dev.arrowmill.tensor.Tensor}; networks are in {@code nn}, optimizers in {@code optim}.
 *
 * <pre>{@code
 * var net = Sequential.of(Linear.of(64, 512), Relu.of(), Linear.of(512, 1));
 * var opt = AdamW.of(net.parameters()).lr(1e-3f);
 * Tensor loss = Losses.bceWithLogits(net.forward(x), y);
 * opt.zeroGrad(); loss.backward(); opt.step();
 * }</pre>
 *
 * <p>Float32 results have the same bits for every thread count, JDK, JIT state and instruction set.
 */
@NullMarked
package dev.arrowmill.tensor;

import org.jspecify.annotations.NullMarked;

/**
 * Layers and losses. Start from {@link dev.arrowmill.tensor.nn.Module} and {@link
 * dev.arrowmill.tensor.nn.Sequential}; a new layer is a class with {@code forward} and a row in
 * {@link dev.arrowmill.tensor.nn.Layers}. Names and layouts of parameters are PyTorch's. {@link
 * dev.arrowmill.tensor.nn.Losses} and {@link dev.arrowmill.tensor.nn.CrossEntropy} are what to
 * lower; {@link dev.arrowmill.tensor.nn.Summary} prints a network.
 *
 * <pre>{@code
 * var net = Sequential.of(Linear.of(4, 8), Relu.of(), Linear.of(8, 1));
 * Tensor y = net.forward(x);   // x [n, 4], y [n, 1]: relu(x W0^T + b0) W2^T + b2
 * }</pre>
 */
@NullMarked
package dev.arrowmill.tensor.nn;

import org.jspecify.annotations.NullMarked;

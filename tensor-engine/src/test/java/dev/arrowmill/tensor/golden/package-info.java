/**
 * PyTorch's golden cases against this engine. {@link dev.arrowmill.tensor.golden.ConformanceTest}
 * runs all groups of a folder; a new op, layer, loss or optimizer is one row in the table of its
 * group ({@code GoldenOps}, {@code GoldenLayers}, {@code GoldenLosses}, {@code GoldenOptim}, {@code
 * GoldenEdge}).
 */
package dev.arrowmill.tensor.golden;

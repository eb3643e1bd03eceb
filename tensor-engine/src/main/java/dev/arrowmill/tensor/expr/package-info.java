/**
 * Backend-neutral elementwise programs: what a fused kernel computes, as a graph of few exact
 * instructions on lanes of 32 bits, from which the Java and the PTX emitter write code that gives
 * the same bits. Start from {@link dev.arrowmill.tensor.expr.Expr}; {@link
 * dev.arrowmill.tensor.expr.Functions} builds exp, log, tanh and their kin from instructions,
 * {@link dev.arrowmill.tensor.expr.Fusible} translates recorded ops, and {@link
 * dev.arrowmill.tensor.expr.Program} puts a graph into order.
 */
@NullMarked
package dev.arrowmill.tensor.expr;

import org.jspecify.annotations.NullMarked;

/**
 * Runs fused elementwise kernels. Start from {@link dev.arrowmill.tensor.emit.FusedSpec}, which
 * says what a kernel reads, computes and writes, and {@link
 * dev.arrowmill.tensor.emit.JavaEmitter#compile}, which turns it into a loop: Vector API code
 * through Janino where both are there (plain Java until it is compiled), else plain Java or an
 * interpreter, always with the same bits.
 */
@NullMarked
package dev.arrowmill.tensor.emit;

import org.jspecify.annotations.NullMarked;

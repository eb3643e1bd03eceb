/**
 * The ops: one file each, one row each in {@link dev.arrowmill.tensor.op.Ops#ALL}. A new op is a
 * class with {@code forward} and {@code vjp} (the gradient, in tensor ops) and a {@link
 * dev.arrowmill.tensor.op.OpSpec} that says on which inputs to test it; the contract test and the
 * docs page pick the row up. Users call ops as methods of {@code Tensor}.
 */
@NullMarked
package dev.arrowmill.tensor.op;

import org.jspecify.annotations.NullMarked;

/**
 * Programs of tensor ops, recorded once and run many times without allocation. Start from {@link
 * dev.arrowmill.tensor.compile.Compiled} (functions) and {@link
 * dev.arrowmill.tensor.compile.CompiledStep} (training steps).
 *
 * <p>The way of a program: {@code Recorder} watches the ops of a call, {@code Unify} compares
 * recordings of several batch sizes into one {@code Graph} whose shapes depend on the batch, passes
 * shrink and fuse it, {@code Plan} lays out memory for one batch size and binds kernels.
 */
@NullMarked
package dev.arrowmill.tensor.compile;

import org.jspecify.annotations.NullMarked;

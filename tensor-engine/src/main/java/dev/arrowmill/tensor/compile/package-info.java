/**
 * Programs of tensor ops, recorded once and run many times without allocation. Start from {@link
 * dev.arrowmill.tensor.compile.Compiled} (functions) and {@link
 * dev.arrowmill.tensor.compile.CompiledStep} (training steps).
 *
 * <p>The way of a program: {@code Recorder} watches the ops of a call, {@code Unify} compares
 * recordings of several batch sizes into one {@code Graph} whose shapes depend on the batch, {@code
 * Passes} shrink it, {@code Grouping} says which calls become one loop, {@code Layout} lays out
 * memory for one batch size, {@code Plan} binds kernels.
 */
@NullMarked
package dev.arrowmill.tensor.compile;

import org.jspecify.annotations.NullMarked;

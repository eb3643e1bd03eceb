/**
 * Optimizers that change parameters in place, formula by formula as PyTorch's. Start from {@link
 * dev.arrowmill.tensor.optim.AdamW}; {@link dev.arrowmill.tensor.optim.Scheduler} changes rates by
 * one of {@link dev.arrowmill.tensor.optim.Schedules}. A new optimizer gives its state's names, the
 * constants of a step and one loop per precision; sparse rows, shares and saving come with it.
 */
@NullMarked
package dev.arrowmill.tensor.optim;

import org.jspecify.annotations.NullMarked;

/**
 * Optimizers that change parameters in place, formula by formula as PyTorch's. Start from {@link
 * dev.arrowmill.tensor.optim.AdamW}; in order of complexity: SGD, Adam, AdamW.
 */
@NullMarked
package dev.arrowmill.tensor.optim;

import org.jspecify.annotations.NullMarked;

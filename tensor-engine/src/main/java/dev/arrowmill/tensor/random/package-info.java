/** Counter-based random numbers: start from {@link dev.arrowmill.tensor.random.Rng}. */
@NullMarked
package dev.arrowmill.tensor.random;

import org.jspecify.annotations.NullMarked;

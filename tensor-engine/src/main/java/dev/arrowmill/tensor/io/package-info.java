/** Tensor files: start from {@link dev.arrowmill.tensor.io.SafeTensors}. */
@NullMarked
package dev.arrowmill.tensor.io;

import org.jspecify.annotations.NullMarked;

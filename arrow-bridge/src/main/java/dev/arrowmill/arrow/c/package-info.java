/**
 * Batches shared with other libraries of the same process, without files: Arrow's C Data Interface
 * and C Stream Interface. Start from {@link dev.arrowmill.arrow.c.ArrowInterop}.
 */
@NullMarked
package dev.arrowmill.arrow.c;

import org.jspecify.annotations.NullMarked;

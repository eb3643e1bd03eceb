/**
 * The operators behind {@link dev.arrowmill.data.Dataset}, one file each with its node (what was
 * asked for) and its stage (the running iterator).
 *
 * <p>Internal: users meet {@code Dataset}. Start from {@link dev.arrowmill.data.op.Node}, then
 * {@link dev.arrowmill.data.op.Stage}: a stage yields {@link dev.arrowmill.data.op.Chunk}s of
 * elements and can say at each border between two chunks where it stands. {@code Operators} lists
 * them all; its contract test restores each at every step.
 */
@NullMarked
package dev.arrowmill.data.op;

import org.jspecify.annotations.NullMarked;

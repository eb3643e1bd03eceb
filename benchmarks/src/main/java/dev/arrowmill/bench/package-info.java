/**
 * Side-by-side measurements: start from {@link dev.arrowmill.bench.Benchmarks}, the table of them.
 *
 * <p>{@link dev.arrowmill.bench.Harness} warms up and runs ours and every peer in turn (A B A B),
 * in one go on one machine, and compares medians. A {@link dev.arrowmill.bench.Contender} is one
 * side; {@link dev.arrowmill.bench.PythonPeer} is one in a Python process that {@code
 * peers/install.sh} prepares. A peer that is not installed is reported as absent.
 */
@NullMarked
package dev.arrowmill.bench;

import org.jspecify.annotations.NullMarked;

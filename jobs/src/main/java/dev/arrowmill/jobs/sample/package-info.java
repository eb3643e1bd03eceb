/**
 * The generator of the project's sample tables.
 *
 * <p>Start from {@link dev.arrowmill.jobs.sample.SampleTable}: a schema and a function from (seed,
 * row number) to a row. Rows are independent of each other and of the machine: numbers come from a
 * counter-based generator and {@link StrictMath}.
 */
@NullMarked
package dev.arrowmill.jobs.sample;

import org.jspecify.annotations.NullMarked;

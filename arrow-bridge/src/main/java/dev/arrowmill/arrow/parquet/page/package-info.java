/**
 * Pages of a Parquet column: decompressed and decoded from heap bytes to Java arrays.
 *
 * <p>Start from {@link dev.arrowmill.arrow.parquet.page.Page}, the rows of one page, and {@link
 * dev.arrowmill.arrow.parquet.page.Values}, the decoders of all encodings. All access goes through
 * bounds-checked arrays: damaged bytes end in {@link dev.arrowmill.arrow.parquet.meta.Damaged},
 * never in a crash.
 */
@NullMarked
package dev.arrowmill.arrow.parquet.page;

import org.jspecify.annotations.NullMarked;

/**
 * Tables as text.
 *
 * <p>Start from {@link dev.arrowmill.arrow.text.CsvSource} and {@link
 * dev.arrowmill.arrow.text.JsonSource}. Types are given or found in a bounded sample of the first
 * file; after that a value of another type is an error that names file, line and column.
 */
@NullMarked
package dev.arrowmill.arrow.text;

import org.jspecify.annotations.NullMarked;

/**
 * What a Parquet file says about itself: footer, row groups, column chunks, page headers and page
 * indexes, read from Thrift's compact protocol and checked against the file's size.
 *
 * <p>Start from {@link dev.arrowmill.arrow.parquet.meta.FileMeta}. Facts follow parquet-format
 * 2.12's {@code parquet.thrift}. Damaged bytes end in {@link
 * dev.arrowmill.arrow.parquet.meta.Damaged}, which callers turn into an error that names the file.
 */
@NullMarked
package dev.arrowmill.arrow.parquet.meta;

import org.jspecify.annotations.NullMarked;

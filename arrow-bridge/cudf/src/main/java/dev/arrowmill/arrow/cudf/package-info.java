/**
 * Parquet read by a GPU: cuDF decodes into device columns, which become one row-major device
 * buffer.
 *
 * <p>Start from {@link dev.arrowmill.arrow.cudf.CudfParquetSource}. {@link
 * dev.arrowmill.arrow.cudf.Cudf} says whether it can work here; it asks the CUDA driver first,
 * because cuDF's own loader unpacks half a gigabyte before it finds that there is no GPU.
 */
@NullMarked
package dev.arrowmill.arrow.cudf;

import org.jspecify.annotations.NullMarked;

/**
 * What sources that are read record by record share: CSV, JSON lines, TFRecord.
 *
 * <p>Start from {@link dev.arrowmill.arrow.record.RecordSource}: a format gives the fields and a
 * {@link dev.arrowmill.arrow.record.RecordReader} per file; splits, seeking, batches and the count
 * of their memory are done here.
 */
@NullMarked
package dev.arrowmill.arrow.record;

import org.jspecify.annotations.NullMarked;

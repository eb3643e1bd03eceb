/**
 * Arrow's own files, read and written.
 *
 * <p>Start from {@link dev.arrowmill.arrow.ipc.IpcSource}, which reads files of the file and the
 * stream format, local ones mapped into memory, and {@link dev.arrowmill.arrow.ipc.IpcWriter},
 * which writes the file format. A {@link dev.arrowmill.arrow.ipc.MatrixVector} is a column of
 * fixed-size lists read and written as rows of a matrix.
 *
 * <p>The format is that of "Arrow Columnar Format: Serialization and Interprocess Communication".
 * Everything that a file claims is checked against its size before memory is asked for.
 */
@NullMarked
package dev.arrowmill.arrow.ipc;

import org.jspecify.annotations.NullMarked;

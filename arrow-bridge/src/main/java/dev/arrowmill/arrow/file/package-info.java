/**
 * Files, wherever they lie: what every file-backed source shares.
 *
 * <p>Start from {@link dev.arrowmill.arrow.file.InputFiles}: it lists files, folders (with {@code
 * key=value} folders below them) and patterns of the local or any Hadoop file system and opens
 * their bytes through a {@link dev.arrowmill.arrow.file.RangeReader}.
 */
@NullMarked
package dev.arrowmill.arrow.file;

import org.jspecify.annotations.NullMarked;

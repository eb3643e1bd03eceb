/**
 * ORC files, through the orc-core library that Spark brings (absent without Spark).
 *
 * <p>Start from {@link dev.arrowmill.arrow.orc.OrcSource}. Files are found and read by {@link
 * dev.arrowmill.arrow.file.InputFiles}, so every file system of the other sources works.
 */
@NullMarked
package dev.arrowmill.arrow.orc;

import org.jspecify.annotations.NullMarked;

package dev.arrowmill.arrow;

/**
 * A part of a source that can be read on its own: one row group of one file.
 *
 * @param file the file's path, as the source knows it
 * @param rowGroup the row group's number in its file, from 0
 * @param rows its number of rows; -1 where only reading tells
 */
public record Split(String file, int rowGroup, long rows) {}

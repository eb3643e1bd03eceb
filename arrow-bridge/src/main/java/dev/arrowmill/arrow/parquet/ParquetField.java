package dev.arrowmill.arrow.parquet;

import dev.arrowmill.arrow.ColumnType;
import org.jspecify.annotations.Nullable;

/**
 * A top-level column of a Parquet file.
 *
 * @param name its name
 * @param type its column type, null where there is none
 * @param parquetType its type in Parquet's words, e.g. {@code INT64 TIMESTAMP(MICROS)}
 */
public record ParquetField(String name, @Nullable ColumnType type, String parquetType) {}

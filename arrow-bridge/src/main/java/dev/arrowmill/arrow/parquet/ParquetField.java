package dev.arrowmill.arrow.parquet;

import dev.arrowmill.arrow.ColumnType;
import org.jspecify.annotations.Nullable;

/**
 * A column of a Parquet file.
 *
 * @param name its name; {@code struct.field} for one within a struct
 * @param type its column type, null where there is none
 * @param parquetType its type in Parquet's words, e.g. {@code INT64 TIMESTAMP(MICROS)}
 * @param nested whether it lies within a struct, where only our own reader finds it
 */
public record ParquetField(
    String name, @Nullable ColumnType type, String parquetType, boolean nested) {}

package dev.arrowmill.arrow.record;

import dev.arrowmill.arrow.ColumnType;
import org.jspecify.annotations.Nullable;

/**
 * A field of the records of a source.
 *
 * @param type its column type, null where there is none
 * @param typeName the type in the words of the format
 */
public record RecordField(String name, @Nullable ColumnType type, String typeName) {}

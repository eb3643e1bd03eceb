package dev.arrowmill.arrow;

import java.math.BigDecimal;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DateMilliVector;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.DurationVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float2Vector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.LargeVarBinaryVector;
import org.apache.arrow.vector.LargeVarCharVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.ViewVarCharVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.ListViewVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.Types.MinorType;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.jspecify.annotations.Nullable;

/** Chooses the column class for a vector. */
final class ArrowColumns {
  private static final long DAY_MILLIS = 86_400_000L;

  private final ArrowColumn.Owner owner;
  private final @Nullable DictionaryProvider dictionaries;
  private final String source;

  ArrowColumns(ArrowColumn.Owner owner, @Nullable DictionaryProvider dictionaries, String source) {
    this.owner = owner;
    this.dictionaries = dictionaries;
    this.source = source;
  }

  /**
   * The column of a vector.
   *
   * @param text whether bytes are to be read as UTF-8, where the file says so and Arrow does not
   * @throws UnsupportedColumnException if its type has no column type
   */
  ArrowColumn of(FieldVector v, boolean text) {
    DictionaryEncoding encoding = v.getField().getDictionary();
    if (encoding != null) {
      return encoded(v, encoding);
    }
    ArrowColumn c = integer(v);
    c = c == null ? real(v) : c;
    c = c == null ? temporal(v) : c;
    c = c == null ? text(v, text) : c;
    c = c == null ? list(v, text) : c;
    if (c == null) {
      throw unsupported(v);
    }
    return c;
  }

  private UnsupportedColumnException unsupported(FieldVector v) {
    return new UnsupportedColumnException(source, v.getName(), v.getField().getType().toString());
  }

  private @Nullable ArrowColumn integer(FieldVector v) {
    return switch (v.getMinorType()) {
      case BIT -> v instanceof BitVector ? new ArrowIntegers.Bits(owner, v) : null;
      case TINYINT -> new ArrowIntegers.Bytes(owner, v, true);
      case UINT1 -> new ArrowIntegers.Bytes(owner, v, false);
      case SMALLINT -> new ArrowIntegers.Shorts(owner, v, true);
      case UINT2 -> new ArrowIntegers.Shorts(owner, v, false);
      case INT -> new ArrowIntegers.Ints(owner, v, ColumnType.LONG, true);
      case UINT4 -> new ArrowIntegers.Ints(owner, v, ColumnType.LONG, false);
      case BIGINT -> new ArrowIntegers.Longs(owner, v, ColumnType.LONG);
      default ->
          v instanceof DurationVector ? new ArrowIntegers.Longs(owner, v, ColumnType.LONG) : null;
    };
  }

  private @Nullable ArrowColumn real(FieldVector v) {
    if (v instanceof Float8Vector) {
      return new ArrowFloats.Doubles(owner, v);
    }
    if (v instanceof Float4Vector) {
      return new ArrowFloats.Singles(owner, v);
    }
    if (v instanceof Float2Vector) {
      return new ArrowFloats.Halves(owner, v);
    }
    if (v.getMinorType() == MinorType.UINT8) {
      return new ArrowFloats.UnsignedLongs(owner, v);
    }
    if (v instanceof DecimalVector d) {
      return new ArrowFloats.Decimals128(owner, v, d.getScale(), row -> exact(d.getObject(row)));
    }
    if (v instanceof Decimal256Vector d) {
      return new ArrowFloats.WideDecimals(owner, v, row -> exact(d.getObject(row)));
    }
    return null;
  }

  private static BigDecimal exact(@Nullable BigDecimal value) {
    return value == null ? BigDecimal.ZERO : value;
  }

  private @Nullable ArrowColumn temporal(FieldVector v) {
    if (v instanceof DateDayVector) {
      return new ArrowIntegers.Ints(owner, v, ColumnType.DATE, true);
    }
    if (v instanceof DateMilliVector) {
      return new ArrowIntegers.Scaled(owner, v, ColumnType.DATE, 1, DAY_MILLIS);
    }
    if (!(v instanceof TimeStampVector)) {
      return null;
    }
    return switch (v.getMinorType()) {
      case TIMESTAMPSEC, TIMESTAMPSECTZ -> timestamp(v, 1_000_000, 1);
      case TIMESTAMPMILLI, TIMESTAMPMILLITZ -> timestamp(v, 1_000, 1);
      case TIMESTAMPNANO, TIMESTAMPNANOTZ -> timestamp(v, 1, 1_000);
      default -> new ArrowIntegers.Longs(owner, v, ColumnType.TIMESTAMP);
    };
  }

  private ArrowColumn timestamp(FieldVector v, long times, long parts) {
    return new ArrowIntegers.Scaled(owner, v, ColumnType.TIMESTAMP, times, parts);
  }

  private @Nullable ArrowColumn text(FieldVector v, boolean text) {
    if (v instanceof VarCharVector || (text && v instanceof VarBinaryVector)) {
      return new ArrowTexts.Utf8(owner, v, false);
    }
    if (v instanceof LargeVarCharVector || (text && v instanceof LargeVarBinaryVector)) {
      return new ArrowTexts.Utf8(owner, v, true);
    }
    return v instanceof ViewVarCharVector ? new ArrowTexts.Objects(owner, v) : null;
  }

  private ArrowColumn encoded(FieldVector v, DictionaryEncoding encoding) {
    Dictionary dictionary = dictionaries == null ? null : dictionaries.lookup(encoding.getId());
    if (dictionary == null) {
      throw new IllegalArgumentException(
          source
              + ": column "
              + v.getName()
              + " refers to dictionary "
              + encoding.getId()
              + ", which the batch lacks");
    }
    if (!(v instanceof BaseIntVector) || !(v.getField().getType() instanceof ArrowType.Int type)) {
      throw unsupported(v);
    }
    DictionaryValues values = values(dictionary, v);
    return ArrowEncoded.of(owner, v, type.getBitWidth() / 8, type.getIsSigned(), values);
  }

  private DictionaryValues values(Dictionary dictionary, FieldVector v) {
    long id = dictionary.getEncoding().getId();
    DictionaryValues kept = dictionaries instanceof DecodedDictionaries d ? d.decoded(id) : null;
    if (kept != null) {
      return kept;
    }
    ArrowColumn entries = of(dictionary.getVector(), true);
    if (entries.type().isList()) {
      throw unsupported(v);
    }
    DictionaryValues values = new DictionaryValues(entries);
    if (dictionaries instanceof DecodedDictionaries d) {
      d.keep(id, values);
    }
    return values;
  }

  private @Nullable ArrowColumn list(FieldVector v, boolean text) {
    if (v instanceof MapVector) {
      return null;
    }
    if (v instanceof ListVector l) {
      return new ArrowLists.Offsets(owner, v, elements(l.getDataVector(), v, text), false);
    }
    if (v instanceof LargeListVector l) {
      return new ArrowLists.Offsets(owner, v, elements(l.getDataVector(), v, text), true);
    }
    if (v instanceof FixedSizeListVector l) {
      return new ArrowLists.Fixed(owner, l, elements(l.getDataVector(), v, text));
    }
    if (v instanceof ListViewVector l) {
      return new ArrowLists.Views(owner, l, elements(l.getDataVector(), v, text));
    }
    return null;
  }

  private ArrowColumn elements(FieldVector data, FieldVector list, boolean text) {
    ArrowColumn elements;
    try {
      elements = of(data, text);
    } catch (UnsupportedColumnException e) {
      throw unsupported(list, e.columnType());
    }
    if (elements.type().isList()) {
      throw unsupported(list, data.getField().getType().toString());
    }
    return elements;
  }

  private UnsupportedColumnException unsupported(FieldVector list, String element) {
    String type = list.getField().getType() + "<" + element + ">";
    return new UnsupportedColumnException(source, list.getName(), type);
  }
}

package dev.arrowmill.data.feature;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Codes of levels: 0 missing, 1 unseen, then the kept levels from the most frequent on, then the
 * buckets of hashed unseen ones. Immutable and thread-safe.
 */
final class LevelCodes {
  private final ColumnType type;
  private final Known known;
  private final Policies policies;
  private final @Nullable Map<String, Integer> texts;
  private final @Nullable LongCodes numbers;

  /**
   * The kept levels, the most frequent first.
   *
   * @param texts of a STRING column
   * @param keys of any other column: the integer, or the bits of the double
   */
  record Known(List<String> texts, long[] keys) {
    static final Known NONE = new Known(List.of(), new long[0]);

    Known {
      texts = List.copyOf(texts);
    }

    int size() {
      return texts.size() + keys.length;
    }

    @Override
    public boolean equals(Object o) {
      return o instanceof Known k && texts.equals(k.texts) && java.util.Arrays.equals(keys, k.keys);
    }

    @Override
    public int hashCode() {
      return Objects.hash(texts, java.util.Arrays.hashCode(keys));
    }

    @Override
    public String toString() {
      return size() + " levels";
    }
  }

  /**
   * @param buckets number of codes of {@link OnUnseen#HASH}
   */
  record Policies(OnMissing nulls, OnMissing nans, OnUnseen unseen, int buckets) {
    static final Policies DEFAULT =
        new Policies(OnMissing.KEEP, OnMissing.KEEP, OnUnseen.BUCKET, 0);
  }

  /**
   * @param type of a value: the element's for a list column
   */
  LevelCodes(ColumnType type, Known known, Policies policies) {
    this.type = type;
    this.known = known;
    this.policies = policies;
    if (type == ColumnType.STRING) {
      Map<String, Integer> map = new HashMap<>(known.size() * 2);
      for (int i = 0; i < known.texts.size(); i++) {
        map.put(known.texts.get(i), CategoricalFeature.FIRST_LEVEL + i);
      }
      texts = map;
      numbers = null;
    } else {
      texts = null;
      numbers = new LongCodes(known.keys);
    }
  }

  Known known() {
    return known;
  }

  ColumnType type() {
    return type;
  }

  int cardinality() {
    int hashed = policies.unseen == OnUnseen.HASH ? policies.buckets : 0;
    return CategoricalFeature.FIRST_LEVEL + known.size() + hashed;
  }

  /** Writes the code of each of {@code count} cells to {@code out[0..count)}. */
  void encode(Column in, int count, Encoded scratch, int[] out) {
    List<String> dictionary = type == ColumnType.STRING ? in.dictionary() : null;
    if (dictionary == null) {
      for (int r = 0; r < count; r++) {
        out[r] = code(in, r);
      }
      return;
    }
    DictionaryCodes codes = scratch.dictionary(this, dictionary);
    in.copyCodes(0, count, out, 0);
    for (int r = 0; r < count; r++) {
      int code = out[r] < 0 ? missing(policies.nulls) : codes.code(out[r]);
      out[r] = code < 0 ? refused(in, r, code) : code;
    }
  }

  /** The code of one cell. */
  int code(Column in, int row) {
    int code;
    if (in.isNull(row)) {
      code = missing(policies.nulls);
    } else if (type == ColumnType.STRING) {
      code = code(in.getString(row));
    } else if (type == ColumnType.DOUBLE) {
      double v = in.getDouble(row) + 0.0;
      code = Double.isNaN(v) ? missing(policies.nans) : code(Double.doubleToLongBits(v));
    } else {
      code = code(in.getLong(row));
    }
    return code < 0 ? refused(in, row, code) : code;
  }

  private static final int REFUSED_MISSING = -2;
  private static final int REFUSED_UNSEEN = -3;

  private int missing(OnMissing policy) {
    return switch (policy) {
      case KEEP -> CategoricalFeature.MISSING;
      case FILL -> mostFrequent();
      case ERROR -> REFUSED_MISSING;
    };
  }

  private int mostFrequent() {
    return known.size() == 0 ? CategoricalFeature.UNSEEN : CategoricalFeature.FIRST_LEVEL;
  }

  private int refused(Column in, int row, int why) {
    if (why == REFUSED_MISSING) {
      throw new BadValueException(in.name(), row, in.isNull(row) ? "null" : "NaN");
    }
    String value =
        switch (type) {
          case STRING -> "'" + in.getString(row) + "'";
          case DOUBLE -> Double.toString(in.getDouble(row));
          default -> Long.toString(in.getLong(row));
        };
    throw new BadValueException(in.name(), row, "unseen level " + value);
  }

  /** The code of a text, negative where it is refused. */
  int code(String text) {
    Map<String, Integer> map = Objects.requireNonNull(texts);
    Integer code = map.get(text);
    if (code != null) {
      return code;
    }
    String clean = Utf16.wellFormed(text);
    Integer again = clean.equals(text) ? null : map.get(clean);
    return again != null ? again : unseen(() -> RowHash.hash(clean));
  }

  private int code(long key) {
    int position = Objects.requireNonNull(numbers).position(key);
    return position == LongCodes.ABSENT
        ? unseen(() -> RowHash.mix(key))
        : CategoricalFeature.FIRST_LEVEL + position;
  }

  private int unseen(java.util.function.LongSupplier hash) {
    return switch (policies.unseen) {
      case BUCKET -> CategoricalFeature.UNSEEN;
      case MISSING -> CategoricalFeature.MISSING;
      case MOST_FREQUENT -> mostFrequent();
      case ERROR -> REFUSED_UNSEEN;
      case HASH ->
          CategoricalFeature.FIRST_LEVEL
              + known.size()
              + (int) Long.remainderUnsigned(hash.getAsLong(), policies.buckets);
    };
  }

  void toJson(ObjectNode json) {
    json.put("of", type.name());
    json.put("nulls", policies.nulls.name()).put("nans", policies.nans.name());
    json.put("unseen", policies.unseen.name()).put("buckets", policies.buckets);
    if (type == ColumnType.STRING) {
      FeatureJson.putTexts(json, "levels", known.texts);
    } else if (type == ColumnType.DOUBLE) {
      double[] values = new double[known.keys.length];
      java.util.Arrays.setAll(values, i -> Double.longBitsToDouble(known.keys[i]));
      FeatureJson.put(json, "levels", values);
    } else {
      FeatureJson.put(json, "levels", known.keys);
    }
  }

  static LevelCodes fromJson(FeatureJson json) {
    ColumnType type = json.choice("of", ColumnType.class);
    json.require(!type.isList(), "of", type);
    Known known =
        switch (type) {
          case STRING -> new Known(json.texts("levels"), new long[0]);
          case DOUBLE -> new Known(List.of(), bits(json.numbers("levels")));
          default -> new Known(List.of(), json.longs("levels"));
        };
    OnUnseen unseen = json.choice("unseen", OnUnseen.class);
    int buckets = json.integer("buckets");
    json.require(buckets >= (unseen == OnUnseen.HASH ? 1 : 0), "buckets", buckets);
    return new LevelCodes(
        type,
        known,
        new Policies(
            json.choice("nulls", OnMissing.class),
            json.choice("nans", OnMissing.class),
            unseen,
            buckets));
  }

  private static long[] bits(double[] values) {
    long[] bits = new long[values.length];
    java.util.Arrays.setAll(bits, i -> Double.doubleToLongBits(values[i]));
    return bits;
  }
}

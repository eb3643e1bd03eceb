package dev.arrowmill.arrow.parquet.meta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrowmill.arrow.ColumnRange;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What bounds allow to leave out, and where they must not be trusted. */
class StatsFilterTest {
  private static Leaf.Store store(Physical physical, Kind kind) {
    return new Leaf.Store(0, physical, kind, 0, 0, 1, 0, 0);
  }

  private static byte[] bytes(Object value) {
    ByteBuffer b = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    if (value instanceof String s) {
      return s.getBytes(StandardCharsets.UTF_8);
    } else if (value instanceof Integer i) {
      b.putInt(i);
    } else if (value instanceof Float f) {
      b.putFloat(f);
    } else if (value instanceof Long l) {
      b.putLong(l);
    }
    byte[] out = new byte[b.position()];
    System.arraycopy(b.array(), 0, out, 0, out.length);
    return out;
  }

  private static Stats stats(Object min, Object max) {
    return new Stats(bytes(min), bytes(max), 0, false);
  }

  private static boolean numbers(Leaf.Store store, Stats s, double min, double max) {
    return new StatsFilter(ColumnRange.numbers("c", min, max), store, true).mayMatch(s, 10);
  }

  @Test
  void numbersOutsideTheBoundsAreLeftOut() {
    Leaf.Store ints = store(Physical.INT32, Kind.INT32);
    assertThat(numbers(ints, stats(-5, 9), 9, 20)).isTrue();
    assertThat(numbers(ints, stats(-5, 9), 9.5, 20)).isFalse();
    assertThat(numbers(ints, stats(-5, 9), -20, -5)).isTrue();
    assertThat(numbers(ints, stats(-5, 9), -20, -6)).isFalse();
    Leaf.Store millis = store(Physical.INT64, Kind.MILLIS);
    assertThat(numbers(millis, stats(1_000L, 2_000L), 2_000_000, 3e6)).isTrue();
    assertThat(numbers(millis, stats(1_000L, 2_000L), 2_000_001, 3e6)).isFalse();
    Leaf.Store unsigned = store(Physical.INT32, Kind.UINT32);
    assertThat(numbers(unsigned, stats(1, -1), 4e9, 5e9)).isTrue();
    assertThat(numbers(unsigned, stats(1, 7), 4e9, 5e9)).isFalse();
  }

  @Test
  void boundsThatSayNothingAreNotTrusted() {
    Leaf.Store floats = store(Physical.FLOAT, Kind.FLOAT);
    assertThat(numbers(floats, stats(Float.NaN, 1f), 5, 6)).isTrue();
    assertThat(numbers(floats, stats(0f, Float.NaN), 5, 6)).isTrue();
    assertThat(numbers(floats, stats(-0f, 0f), 0, 0)).isTrue();
    assertThat(numbers(floats, stats(2f, 1f), 5, 6)).as("upside down").isTrue();
    assertThat(numbers(floats, stats(2, 3L), 5, 6)).as("of another size").isTrue();
    Leaf.Store old = store(Physical.INT96, Kind.INT96);
    assertThat(numbers(old, stats("aaaaaaaaaaaa", "bbbbbbbbbbbb"), 5, 6)).isTrue();
    Stats none = new Stats(null, null, -1, false);
    assertThat(numbers(floats, none, 5, 6)).isTrue();
    ColumnRange range = ColumnRange.numbers("c", 5, 6);
    Leaf.Store ints = store(Physical.INT32, Kind.INT32);
    assertThat(new StatsFilter(range, ints, false).mayMatch(stats(0, 1), 10))
        .as("order unknown")
        .isTrue();
    Stats deprecated = new Stats(bytes(0), bytes(1), 0, true);
    assertThat(new StatsFilter(range, ints, false).mayMatch(deprecated, 10)).isFalse();
    Leaf.Store unsigned = store(Physical.INT32, Kind.UINT32);
    assertThat(new StatsFilter(range, unsigned, true).mayMatch(deprecated, 10)).isTrue();
  }

  @Test
  void nullsNeverMatch() {
    Leaf.Store ints = store(Physical.INT32, Kind.INT32);
    assertThat(numbers(ints, new Stats(null, null, 10, false), -1e9, 1e9)).isFalse();
    assertThat(numbers(ints, new Stats(null, null, 9, false), -1e9, 1e9)).isTrue();
  }

  private static boolean texts(Stats s, String... wanted) {
    ColumnRange range = ColumnRange.texts("c", List.of(wanted));
    return new StatsFilter(range, store(Physical.BYTE_ARRAY, Kind.TEXT), true).mayMatch(s, 10);
  }

  @Test
  void textsAreComparedByTheirBytesAlsoWithCutBounds() {
    assertThat(texts(stats("b", "d"), "c")).isTrue();
    assertThat(texts(stats("b", "d"), "a", "e")).isFalse();
    assertThat(texts(stats("b", "d"), "dd")).isFalse();
    assertThat(texts(stats("gre", "grf"), "green")).as("cut and raised").isTrue();
    assertThat(texts(stats("a", "\uD83D\uDE00"), "\uFFFD")).as("as bytes, not as chars").isTrue();
    Stats noBounds = new Stats(bytes("a"), null, 0, false);
    assertThat(texts(noBounds, "z")).isTrue();
  }
}

package dev.arrowmill.arrow;

import static dev.arrowmill.arrow.ColumnsAssert.assertSame;
import static dev.arrowmill.arrow.ColumnsAssert.cells;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateMilliVector;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.DurationVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float2Vector;
import org.apache.arrow.vector.LargeVarCharVector;
import org.apache.arrow.vector.NullVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.UInt2Vector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.ViewVarCharVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryEncoder;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.util.Text;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ArrowColumnsTest {
  private final BufferAllocator allocator = new RootAllocator();

  @AfterEach
  void nothingIsLeft() {
    assertThat(allocator.getAllocatedMemory()).isZero();
    allocator.close();
  }

  private static Arguments row(
      String what,
      BiFunction<String, BufferAllocator, FieldVector> vector,
      ColumnType type,
      @Nullable Object... values) {
    return Arguments.of(what, vector, type, Arrays.asList(values));
  }

  /** Each vector has a value, a null, another value. */
  static Stream<Arguments> vectors() {
    return Stream.of(
        row("bool", (n, a) -> ints(new BitVector(n, a), 1, 0), ColumnType.BOOLEAN, 1L, null, 0L),
        row("int8", (n, a) -> ints(new TinyIntVector(n, a), -7, 7), ColumnType.LONG, -7L, null, 7L),
        row(
            "int16",
            (n, a) -> ints(new SmallIntVector(n, a), -300, 3),
            ColumnType.LONG,
            -300L,
            null,
            3L),
        row(
            "uint8",
            (n, a) -> ints(new UInt1Vector(n, a), 255, 1),
            ColumnType.LONG,
            255L,
            null,
            1L),
        row(
            "uint16",
            (n, a) -> ints(new UInt2Vector(n, a), 65_535, 1),
            ColumnType.LONG,
            65_535L,
            null,
            1L),
        row(
            "uint32",
            (n, a) -> ints(new UInt4Vector(n, a), -1, 1),
            ColumnType.LONG,
            4_294_967_295L,
            null,
            1L),
        row("uint64", ArrowColumnsTest::unsignedLongs, ColumnType.DOUBLE, 0x1p64, null, 9.0),
        row("float16", ArrowColumnsTest::halves, ColumnType.DOUBLE, 1.5, null, -0.25),
        row(
            "decimal",
            ArrowColumnsTest::decimals,
            ColumnType.DOUBLE,
            1234567890123456789012.345,
            null,
            -0.001),
        row(
            "decimal256",
            ArrowColumnsTest::wide,
            ColumnType.DOUBLE,
            1234567890123456789012.345,
            null,
            -0.001),
        row("date64", (n, a) -> millis(new DateMilliVector(n, a)), ColumnType.DATE, -1L, null, 1L),
        row("duration", ArrowColumnsTest::durations, ColumnType.LONG, 5L, null, -5L),
        row("large utf8", ArrowColumnsTest::large, ColumnType.STRING, "☃", null, ""),
        row(
            "utf8 view",
            ArrowColumnsTest::view,
            ColumnType.STRING,
            "a view longer than twelve",
            null,
            ""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void readsEveryType(
      String what,
      BiFunction<String, BufferAllocator, FieldVector> make,
      ColumnType type,
      List<@Nullable Object> expected) {
    FieldVector v = make.apply("c", allocator);
    v.setValueCount(3);
    try (ColumnBatch batch = ColumnBatch.of(ArrowFixtures.root(v))) {
      assertThat(batch.schema().field(0)).as(what).isEqualTo(new ColumnField("c", type));
      assertThat(cells(batch.column(0))).isEqualTo(expected);
      HeapColumns copy = HeapColumns.copyOf(batch);
      assertSame(batch, copy);
      assertSame(batch.slice(1, 2), copy.slice(1, 2));
    }
  }

  @Test
  void timestampsOfEveryUnitAreMicroseconds() {
    for (TimeUnit unit : TimeUnit.values()) {
      for (String zone : new String[] {null, "Europe/Berlin"}) {
        ArrowType type = new ArrowType.Timestamp(unit, zone);
        var v =
            (TimeStampVector) FieldType.nullable(type).createNewSingleVector("t", allocator, null);
        v.allocateNew(4);
        v.set(0, 1_700_000_001L);
        v.setNull(1);
        v.set(2, -1L);
        v.set(3, 0L);
        v.setValueCount(4);
        long times = unit == TimeUnit.SECOND ? 1_000_000 : unit == TimeUnit.MILLISECOND ? 1_000 : 1;
        long parts = unit == TimeUnit.NANOSECOND ? 1_000 : 1;
        try (ColumnBatch batch = ColumnBatch.of(ArrowFixtures.root(v))) {
          assertThat(batch.schema().field(0).type()).isEqualTo(ColumnType.TIMESTAMP);
          assertThat(cells(batch.column(0)))
              .containsExactly(
                  Math.floorDiv(1_700_000_001L * times, parts),
                  null,
                  Math.floorDiv(-times, parts),
                  0L);
          assertSame(batch, HeapColumns.copyOf(batch));
        }
      }
    }
  }

  @Test
  void dictionaryTextOutlivesItsDictionary() {
    DictionaryEncoding encoding = new DictionaryEncoding(3, false, new ArrowType.Int(8, true));
    VarCharVector words = texts("words", "red", "green");
    VarCharVector plain = texts("colour", "green", null, "red", "green");
    MapDictionaryProvider provider = new MapDictionaryProvider();
    Dictionary dictionary = new Dictionary(words, encoding);
    provider.put(dictionary);
    var encoded = (FieldVector) DictionaryEncoder.encode(plain, dictionary);
    plain.close();
    try (ColumnBatch batch =
        ColumnBatch.of(ArrowFixtures.root(encoded), provider, "part-0.parquet")) {
      provider.close();
      words.close();
      assertThat(cells(batch.column("colour"))).containsExactly("green", null, "red", "green");
    }
  }

  @Test
  void aMissingDictionaryIsNamed() {
    DictionaryEncoding encoding = new DictionaryEncoding(42, false, null);
    FieldType type = new FieldType(true, new ArrowType.Int(32, true), encoding);
    FieldVector v = type.createNewSingleVector("colour", allocator, null);
    assertThatThrownBy(() -> ColumnBatch.of(ArrowFixtures.root(v), null, "f.parquet"))
        .hasMessageContaining("f.parquet")
        .hasMessageContaining("colour")
        .hasMessageContaining("42");
  }

  @Test
  void typesWithoutAColumnTypeAreNamedAndFreed() {
    List<FieldVector> bad =
        List.of(
            new VarBinaryVector("bad", allocator),
            ListVector.empty("bad", allocator),
            StructVector.empty("bad", allocator),
            new NullVector(new Field("bad", FieldType.nullable(ArrowType.Null.INSTANCE), null)));
    for (FieldVector v : bad) {
      VarCharVector ok = texts("ok", "x");
      assertThatThrownBy(() -> ColumnBatch.of(ArrowFixtures.root(ok, v), null, "f.parquet"))
          .isInstanceOf(UnsupportedColumnException.class)
          .hasMessageContaining("f.parquet: column bad")
          .hasMessageContaining(v.getField().getType().toString())
          .hasMessageContaining("exclude it");
      assertThat(allocator.getAllocatedMemory()).isZero();
    }
  }

  private VarCharVector texts(String name, @Nullable String... values) {
    VarCharVector v = new VarCharVector(name, allocator);
    for (int i = 0; i < values.length; i++) {
      String s = values[i];
      if (s != null) {
        v.setSafe(i, new Text(s));
      }
    }
    v.setValueCount(values.length);
    return v;
  }

  private static FieldVector ints(FieldVector v, int first, int last) {
    v.allocateNew();
    for (int i = 0; i < 3; i += 2) {
      int x = i == 0 ? first : last;
      if (v instanceof BitVector b) {
        b.setSafe(i, x);
      } else if (v instanceof TinyIntVector b) {
        b.setSafe(i, x);
      } else if (v instanceof SmallIntVector b) {
        b.setSafe(i, x);
      } else if (v instanceof UInt1Vector b) {
        b.setSafe(i, x);
      } else if (v instanceof UInt2Vector b) {
        b.setSafe(i, x);
      } else if (v instanceof UInt4Vector b) {
        b.setSafe(i, x);
      }
    }
    return v;
  }

  private static FieldVector unsignedLongs(String n, BufferAllocator a) {
    UInt8Vector v = new UInt8Vector(n, a);
    v.setSafe(0, -1L);
    v.setSafe(2, 9L);
    return v;
  }

  private static FieldVector halves(String n, BufferAllocator a) {
    Float2Vector v = new Float2Vector(n, a);
    v.setSafeWithPossibleTruncate(0, 1.5f);
    v.setSafeWithPossibleTruncate(2, -0.25f);
    return v;
  }

  private static FieldVector decimals(String n, BufferAllocator a) {
    DecimalVector v = new DecimalVector(n, a, 38, 3);
    v.setSafe(0, new BigDecimal("1234567890123456789012.345"));
    v.setSafe(2, new BigDecimal("-0.001"));
    return v;
  }

  private static FieldVector wide(String n, BufferAllocator a) {
    Decimal256Vector v = new Decimal256Vector(n, a, 60, 3);
    v.setSafe(0, new BigDecimal("1234567890123456789012.345"));
    v.setSafe(2, new BigDecimal("-0.001"));
    return v;
  }

  private static FieldVector millis(DateMilliVector v) {
    v.setSafe(0, -86_400_000L);
    v.setSafe(2, 86_400_000L);
    return v;
  }

  private static FieldVector durations(String n, BufferAllocator a) {
    var type = FieldType.nullable(new ArrowType.Duration(TimeUnit.SECOND));
    DurationVector v = new DurationVector(n, type, a);
    v.setSafe(0, 5L);
    v.setSafe(2, -5L);
    return v;
  }

  private static FieldVector large(String n, BufferAllocator a) {
    LargeVarCharVector v = new LargeVarCharVector(n, a);
    v.setSafe(0, new Text("☃"));
    v.setSafe(2, new Text(""));
    return v;
  }

  private static FieldVector view(String n, BufferAllocator a) {
    ViewVarCharVector v = new ViewVarCharVector(n, a);
    v.allocateNew(64, 3);
    v.setSafe(0, new Text("a view longer than twelve"));
    v.setSafe(2, new Text(""));
    return v;
  }
}

package dev.arrowmill.data.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.HeapColumns;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The contract of every transform, on fitted features that hold several of each kind. */
class TransformsTest {
  private static final FeatureSpec SPEC = Tables.everything();
  private static final FeatureStats STATS =
      new FeatureStats(Tables.SCHEMA, SPEC, 1)
          .add(HeapColumns.ofRows(Tables.SCHEMA, Tables.rows(2000, 11)));
  private static final Features FEATURES =
      FeaturePlanner.plan(STATS, SPEC, "label", Set.of()).features();

  @Test
  void theTableOfKindsIsCovered() {
    Set<String> used =
        FEATURES.transforms().stream().map(Transforms::nameOf).collect(Collectors.toSet());
    assertThat(used).containsExactlyInAnyOrderElementsOf(Transforms.names());
  }

  @Test
  void namesAreUniqueAndInputsAreRaw() {
    assertThat(FEATURES.numeric().stream().map(NumericFeature::name)).doesNotHaveDuplicates();
    assertThat(FEATURES.categorical().stream().map(CategoricalFeature::name))
        .doesNotHaveDuplicates();
    assertThat(FEATURES.input().names()).doesNotContain("ratio", "late", "label");
    for (NumericFeature f : FEATURES.numeric()) {
      assertThat(f.edges()).as(f.name()).isNotEmpty().isSorted().doesNotHaveDuplicates();
    }
  }

  @Test
  void featuresOfOneTableHaveOneCardinality() {
    Map<String, Set<Integer>> cardinalities =
        FEATURES.categorical().stream()
            .collect(
                Collectors.groupingBy(
                    CategoricalFeature::table,
                    Collectors.mapping(CategoricalFeature::cardinality, Collectors.toSet())));
    assertThat(cardinalities.values()).allMatch(s -> s.size() == 1);
  }

  @Test
  void adversarialValuesStayInRange() {
    HeapColumns batch = Tables.adversarial(10_000);
    Encoded out = FEATURES.encode(batch, FEATURES.newBatch());
    for (int i = 0; i < out.numericWidth(); i++) {
      boolean missing = false;
      for (int r = 0; r < out.rows(); r++) {
        float v = out.numeric()[r * out.numericWidth() + i];
        assertThat(Float.isInfinite(v)).as(FEATURES.numeric().get(i).name()).isFalse();
        missing |= Float.isNaN(v);
      }
      assertThat(missing || !FEATURES.numeric().get(i).missing()).isTrue();
    }
    for (int i = 0; i < out.categoricalWidth(); i++) {
      int cardinality = FEATURES.categorical().get(i).cardinality();
      for (int r = 0; r < out.rows(); r++) {
        int code = out.categorical()[r * out.categoricalWidth() + i];
        if (code < 0 || code >= cardinality) {
          assertThat(code).as(FEATURES.categorical().get(i).name()).isBetween(0, cardinality - 1);
        }
      }
    }
  }

  @Test
  void jsonKeepsTheBits() throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    byte[] bytes = mapper.writeValueAsBytes(FEATURES.toJson());
    Features back = Features.fromJson(mapper.readTree(bytes));
    assertThat(back.numeric()).isEqualTo(FEATURES.numeric());
    assertThat(back.categorical()).isEqualTo(FEATURES.categorical());
    assertThat(back.input()).isEqualTo(FEATURES.input());
    assertThat(mapper.writeValueAsBytes(back.toJson())).isEqualTo(bytes);
    for (HeapColumns batch :
        List.of(
            Tables.adversarial(10_000), HeapColumns.ofRows(Tables.SCHEMA, Tables.rows(500, 12)))) {
      assertSameBits(
          back.encode(batch, back.newBatch()), FEATURES.encode(batch, FEATURES.newBatch()));
      assertSameBits(
          back.encodeTraining(batch, back.newBatch()),
          FEATURES.encodeTraining(batch, FEATURES.newBatch()));
    }
  }

  @Test
  void anySplitIntoBatchesAndRowsByNameGiveTheSameBits() {
    HeapColumns batch = Tables.adversarial(2_000);
    Encoded all = FEATURES.encode(batch, FEATURES.newBatch());
    Encoded reused = FEATURES.newBatch();
    for (int size : new int[] {1, 7, 333, 1024}) {
      for (int at = 0; at < batch.rows(); at += size) {
        int n = Math.min(size, batch.rows() - at);
        assertSameRows(FEATURES.encode(batch.slice(at, n), reused), all, at);
      }
    }
    for (int r = 0; r < batch.rows(); r++) {
      HeapColumns one = HeapColumns.ofRow(FEATURES.input(), byName(batch, r));
      assertSameRows(FEATURES.encode(one, reused), all, r);
    }
  }

  private static Map<String, @Nullable Object> byName(HeapColumns batch, int row) {
    Map<String, @Nullable Object> out = new LinkedHashMap<>();
    for (ColumnField f : FEATURES.input().fields()) {
      Column column = batch.column(f.name());
      out.put(f.name(), column.isNull(row) ? null : value(column, row));
    }
    return out;
  }

  /** As the scorer's users give it. */
  private static Object value(Column c, int row) {
    return switch (c.type()) {
      case DOUBLE -> c.getDouble(row);
      case STRING -> c.getString(row);
      case BOOLEAN -> c.getLong(row) == 1;
      case LONG -> c.getLong(row);
      case DATE -> LocalDate.ofEpochDay(c.getLong(row));
      case TIMESTAMP -> Instant.EPOCH.plus(c.getLong(row), ChronoUnit.MICROS);
      default -> {
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = c.listStart(row); i < c.listEnd(row); i++) {
          list.add(c.elements().isNull(i) ? null : value(c.elements(), i));
        }
        yield list;
      }
    };
  }

  @Test
  void missingAndUnseenHaveTheirBuckets() {
    FeatureStats stats =
        new FeatureStats(Tables.SCHEMA, 1)
            .add(HeapColumns.ofRows(Tables.SCHEMA, Tables.rows(2000, 11)));
    Features automatic = FeaturePlanner.plan(stats, Set.of("label")).features();
    HeapColumns batch = new HeapColumns(Tables.SCHEMA, 2);
    batch.addRow();
    int r = batch.addRow();
    batch.setString(r, 4, "never seen");
    batch.setLong(r, 3, 77);
    Encoded out = automatic.encode(batch, automatic.newBatch());
    int w = out.categoricalWidth();
    for (int i = 0; i < w; i++) {
      assertThat(out.categorical()[i]).isEqualTo(CategoricalFeature.MISSING);
    }
    for (int i = 0; i < out.numericWidth(); i++) {
      assertThat(out.numeric()[i]).isNaN();
    }
    int name = position(automatic, "name");
    int code = position(automatic, "code~2");
    assertThat(out.categorical()[w + name]).isEqualTo(CategoricalFeature.UNSEEN);
    assertThat(out.categorical()[w + code]).isEqualTo(CategoricalFeature.UNSEEN);
  }

  private static int position(Features features, String name) {
    for (int i = 0; i < features.categorical().size(); i++) {
      if (features.categorical().get(i).name().equals(name)) {
        return i;
      }
    }
    throw new AssertionError(name);
  }

  @Test
  void damagedJsonNamesColumnAndKey() throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    String text = mapper.writeValueAsString(FEATURES.toJson());
    assertThatThrownBy(
            () -> Features.fromJson(mapper.readTree(text.replace("\"knots\"", "\"knits\""))))
        .hasMessageContaining("count")
        .hasMessageContaining("knots");
    assertThatThrownBy(
            () ->
                Features.fromJson(
                    mapper.readTree(text.replace("\"date-parts\"", "\"phase-of-moon\""))))
        .hasMessageContaining("phase-of-moon");
  }

  private static void assertSameBits(Encoded a, Encoded b) {
    assertThat(a.rows()).isEqualTo(b.rows());
    assertSameRows(a, b, 0);
  }

  /** Row i of one is row {@code at + i} of the other; bits, so that NaN and -0.0 count. */
  private static void assertSameRows(Encoded part, Encoded all, int at) {
    int n = part.numericWidth();
    int c = part.categoricalWidth();
    boolean numbers =
        Arrays.equals(
            part.numeric(), 0, part.rows() * n, all.numeric(), at * n, (at + part.rows()) * n);
    boolean codes =
        Arrays.equals(
            part.categorical(),
            0,
            part.rows() * c,
            all.categorical(),
            at * c,
            (at + part.rows()) * c);
    assertThat(numbers && codes).as("rows from " + at).isTrue();
  }
}

package dev.arrowmill.data.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.arrowmill.arrow.HeapColumns;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The contract of every transform, on fitted features that hold one of each kind. */
class TransformsTest {
  private static final FeatureStats STATS =
      new FeatureStats(Tables.SCHEMA, 1)
          .add(HeapColumns.ofRows(Tables.SCHEMA, Tables.rows(2000, 11)));
  private static final Features FEATURES = FeaturePlanner.plan(STATS, Set.of()).features();

  @Test
  void theTableOfKindsIsCovered() {
    Set<String> used =
        FEATURES.transforms().stream().map(Transforms::nameOf).collect(Collectors.toSet());
    assertThat(used).containsExactlyInAnyOrderElementsOf(Transforms.names());
  }

  @Test
  void adversarialValuesStayInRange() {
    HeapColumns batch = Tables.adversarial();
    Encoded out = FEATURES.encode(batch, FEATURES.newBatch());
    for (int r = 0; r < out.rows(); r++) {
      for (int i = 0; i < out.numericWidth(); i++) {
        assertThat(out.numeric()[r * out.numericWidth() + i]).isNotInfinite();
      }
      for (int i = 0; i < out.categoricalWidth(); i++) {
        int cardinality = FEATURES.categorical().get(i).cardinality();
        assertThat(out.categorical()[r * out.categoricalWidth() + i]).isBetween(0, cardinality - 1);
      }
    }
  }

  @Test
  void jsonKeepsTheBits() throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    String text = mapper.writeValueAsString(FEATURES.toJson());
    Features back = Features.fromJson(mapper.readTree(text));
    assertThat(back.numeric()).isEqualTo(FEATURES.numeric());
    assertThat(back.categorical()).isEqualTo(FEATURES.categorical());
    for (HeapColumns batch :
        List.of(Tables.adversarial(), HeapColumns.ofRows(Tables.SCHEMA, Tables.rows(500, 12)))) {
      assertSameBits(
          back.encode(batch, back.newBatch()), FEATURES.encode(batch, FEATURES.newBatch()));
    }
  }

  @Test
  void aRowDoesNotDependOnItsCompany() {
    var rows = Tables.rows(100, 13);
    Encoded all = FEATURES.encode(HeapColumns.ofRows(Tables.SCHEMA, rows), FEATURES.newBatch());
    for (int r = 0; r < rows.size(); r++) {
      Encoded one =
          FEATURES.encode(
              HeapColumns.ofRows(Tables.SCHEMA, rows.subList(r, r + 1)), FEATURES.newBatch());
      int w = one.numericWidth();
      assertThat(Arrays.copyOf(one.numeric(), w))
          .containsExactly(Arrays.copyOfRange(all.numeric(), r * w, (r + 1) * w));
    }
  }

  @Test
  void missingAndUnseenHaveTheirBuckets() {
    HeapColumns batch = new HeapColumns(Tables.SCHEMA, 2);
    batch.addRow();
    int r = batch.addRow();
    batch.setString(r, 4, "never seen");
    batch.setLong(r, 3, 77);
    Encoded out = FEATURES.encode(batch, FEATURES.newBatch());
    int w = out.categoricalWidth();
    for (int i = 0; i < w; i++) {
      assertThat(out.categorical()[i]).isEqualTo(CategoricalFeature.MISSING);
    }
    int name = position("name");
    int code = position("code");
    assertThat(out.categorical()[w + name]).isEqualTo(CategoricalFeature.UNSEEN);
    assertThat(out.categorical()[w + code]).isEqualTo(CategoricalFeature.UNSEEN);
    assertThat(out.numeric()[0]).isNaN();
  }

  private static int position(String name) {
    for (int i = 0; i < FEATURES.categorical().size(); i++) {
      if (FEATURES.categorical().get(i).name().equals(name)) {
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
    int n = a.rows() * a.numericWidth();
    assertThat(Arrays.copyOf(a.numeric(), n)).containsExactly(Arrays.copyOf(b.numeric(), n));
    int c = a.rows() * a.categoricalWidth();
    assertThat(Arrays.copyOf(a.categorical(), c))
        .containsExactly(Arrays.copyOf(b.categorical(), c));
  }
}

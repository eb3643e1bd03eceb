package dev.arrowmill.arrow.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrowmill.arrow.HeapColumns;
import dev.arrowmill.arrow.Pack;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.junit.jupiter.api.Test;

class PackSparkTest {
  @Test
  void sparkAndHeapPackAlike() {
    List<InternalRow> rows = new ArrayList<>();
    for (int i = 0; i < 700; i++) {
      rows.addAll(SparkFixtures.ROWS);
    }
    List<String> names = new ArrayList<>(List.of(SparkFixtures.ALL_TYPES.fieldNames()));
    names.remove("text");
    int[] places = new int[rows.size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = (int) ((i * 1_009L + 17) % places.length);
    }
    HeapColumns heap = RowColumns.of(SparkFixtures.ALL_TYPES, 4).fill(rows.iterator(), rows.size());
    Pack pack = Pack.of(names).fill(-3);
    float[] expected = new float[rows.size() * names.size()];
    pack.floats(heap, 0, rows.size(), places, 0, expected);
    for (boolean offHeap : new boolean[] {false, true}) {
      try (ColumnarBatch batch = SparkFixtures.vectors(rows, offHeap)) {
        float[] out = new float[expected.length];
        SparkColumns view = SparkColumns.of(SparkFixtures.ALL_TYPES, batch);
        pack.floats(view, 0, rows.size(), places, 0, out);
        assertThat(out).isEqualTo(expected);
      }
    }
  }
}

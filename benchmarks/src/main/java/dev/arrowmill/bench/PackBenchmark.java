package dev.arrowmill.bench;

import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.HeapColumns;
import dev.arrowmill.arrow.Pack;
import dev.arrowmill.tensor.random.Rng;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Columns to shuffled row-major batches: ours scatters each column once into a permuted window, the
 * peers gather rows batch by batch (PyTorch from a row-major table that is already packed, numpy
 * from columns). A plain copy of the same bytes is the limit.
 */
final class PackBenchmark implements Benchmark {
  private static final int ROWS = 1 << 16;
  private static final int BATCH = 4096;

  @Override
  public String name() {
    return "pack";
  }

  @Override
  public List<Row> run(Harness harness, boolean peers, Consumer<Row> progress) throws Exception {
    List<Row> rows = new ArrayList<>();
    for (int width : new int[] {16, 40}) {
      try (Peers others =
          Peers.of(peers, List.of("torch", "numpy"), "pack", "" + ROWS, "" + width, "" + BATCH)) {
        Row row =
            harness.measure(
                new Case(
                    "pack " + width + " columns, shuffled",
                    "rows/s",
                    ROWS,
                    1,
                    ours(width),
                    others.all()));
        rows.add(row);
        progress.accept(row);
      }
    }
    return rows;
  }

  private static Contender ours(int width) {
    List<ColumnField> fields = new ArrayList<>();
    for (int c = 0; c < width; c++) {
      fields.add(new ColumnField("c" + c, ColumnType.DOUBLE));
    }
    ColumnSchema schema = ColumnSchema.of(fields);
    HeapColumns table = new HeapColumns(schema, ROWS);
    Rng rng = Rng.of(3);
    for (int r = 0; r < ROWS; r++) {
      table.addRow();
      for (int c = 0; c < width; c++) {
        table.setDouble(r, c, rng.uniformAt((long) r * width + c));
      }
    }
    Pack pack = Pack.of(schema.names());
    int[] places = new int[ROWS];
    float[] window = new float[ROWS * width];
    long[] epoch = {0};
    return Contender.of(
        "arrowmill",
        () -> {
          permute(rng.fold(epoch[0]++), places);
          pack.floats(table, 0, ROWS, places, 0, window);
        });
  }

  private static void permute(Rng rng, int[] places) {
    for (int i = 0; i < places.length; i++) {
      int j = rng.indexAt(i, i + 1);
      places[i] = places[j];
      places[j] = i;
    }
  }
}

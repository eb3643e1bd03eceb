package dev.arrowmill.spark;

import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.HeapColumns;
import dev.arrowmill.data.feature.Encoded;
import dev.arrowmill.model.TabularModel;
import dev.arrowmill.model.net.TabularNet;
import dev.arrowmill.model.net.TwoTowerNet;
import dev.arrowmill.spark.internal.ModelHandle;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Makes vectors of users or of items. The network's output is the product of a user's and an item's
 * vector plus {@link #bias}; the networks of an ensemble stand side by side.
 *
 * @param users whether rows are users, otherwise items
 * @param names the columns of a row, the id first
 */
record TowerVectors(ModelHandle model, boolean users, List<String> names) implements Serializable {
  private static final int BATCH = 1024;

  TowerVectors {
    names = new ArrayList<>(names);
  }

  /** Some ids and their vectors, row-major. */
  record Batch(Object[] ids, float[] vectors) implements Serializable {}

  static List<TwoTowerNet> nets(TabularModel model) {
    List<TwoTowerNet> nets = new ArrayList<>();
    for (TabularNet net : model.nets()) {
      if (!(net instanceof TwoTowerNet towers)) {
        throw new IllegalArgumentException(
            "the model is no recommender: its architecture is " + model.config().architecture());
      }
      nets.add(towers);
    }
    return nets;
  }

  static int width(TabularModel model) {
    return nets(model).stream().mapToInt(TwoTowerNet::width).sum();
  }

  static float bias(TabularModel model) {
    List<TwoTowerNet> nets = nets(model);
    float sum = 0;
    for (TwoTowerNet net : nets) {
      sum += net.bias(0);
    }
    return sum / nets.size();
  }

  /** Reads rows in batches. */
  Iterator<Batch> of(Iterator<Row> rows) {
    Reader reader = new Reader(model.model());
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public Batch next() {
        if (!rows.hasNext()) {
          throw new NoSuchElementException();
        }
        return reader.next(rows);
      }
    };
  }

  private final class Reader {
    private final TabularModel tabular;
    private final HeapColumns batch;
    private final Encoded encoded;
    private final int[] columns;

    Reader(TabularModel tabular) {
      this.tabular = tabular;
      ColumnSchema input = tabular.features().input();
      batch = new HeapColumns(input, BATCH);
      encoded = tabular.features().newBatch();
      columns = names.stream().mapToInt(input.names()::indexOf).toArray();
    }

    Batch next(Iterator<Row> rows) {
      batch.clear();
      List<Object> ids = new ArrayList<>();
      while (rows.hasNext() && ids.size() < BATCH) {
        Row row = rows.next();
        int r = batch.addRow();
        for (int c = 0; c < columns.length; c++) {
          if (columns[c] >= 0) {
            batch.set(r, columns[c], value(row, c));
          }
        }
        ids.add(row.get(0));
      }
      tabular.features().encode(batch, encoded);
      return new Batch(ids.toArray(), vectors(ids.size()));
    }

    private @Nullable Object value(Row row, int c) {
      Object value = row.get(c);
      return value instanceof scala.collection.Seq<?> ? row.getList(c) : value;
    }

    private float[] vectors(int rows) {
      List<TwoTowerNet> nets = nets(tabular);
      int all = width(tabular);
      float[] out = new float[rows * all];
      int at = 0;
      for (TwoTowerNet net : nets) {
        float[] part = users ? net.users(encoded) : net.items(encoded);
        float factor = users ? 1 : net.scale(0) / nets.size();
        int width = net.width();
        for (int r = 0; r < rows; r++) {
          for (int i = 0; i < width; i++) {
            out[r * all + at + i] = part[r * width + i] * factor;
          }
        }
        at += width;
      }
      return out;
    }
  }
}

package dev.arrowmill.data.feature;

import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.Columns;
import dev.arrowmill.arrow.HeapColumns;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Statistics of all columns from one pass over the rows. {@link #merge} makes the same result, to
 * the last bit, for any split of the rows into parts and any order of merging, so that one Spark
 * job with any partitioning fits the same model. Not thread-safe.
 */
public final class FeatureStats {
  /** Rows kept in the joint sample from which quantiles are taken. */
  public static final int SAMPLE_ROWS = 1 << 16;

  /** Distinct texts counted exactly per column; beyond, levels are taken from the sample. */
  public static final int MAX_TEXT_LEVELS = 1 << 17;

  /** Distinct numbers counted exactly per column. */
  public static final int MAX_NUMBER_LEVELS = 1 << 12;

  /** Distinct integers counted exactly per column. */
  public static final int MAX_INTEGER_LEVELS = 1 << 15;

  private final ColumnSchema raw;
  private final ColumnSchema schema;
  private final Expressions expressions;
  private final long seed;
  private final RowHash hash;
  private final CellBlock shared = new CellBlock();
  private final List<CellBlock> blocks = new ArrayList<>();
  private final List<ColumnStats> columns = new ArrayList<>();
  private RowSample sample;
  private long rows;
  private long[] hashes = new long[0];

  public FeatureStats(ColumnSchema schema, long seed) {
    this(schema, FeatureSpec.auto(), seed);
  }

  /**
   * Statistics of the columns of a table and of those that a spec computes from them.
   *
   * @param raw the columns of the batches
   * @throws IllegalArgumentException if an expression cannot be computed from them
   */
  public FeatureStats(ColumnSchema raw, FeatureSpec spec, long seed) {
    this.raw = raw;
    this.expressions = Expressions.of(spec.expressions(), raw);
    this.schema = expressions.over(raw);
    this.seed = seed;
    this.hash = new RowHash(seed);
    this.sample = new RowSample(schema, SAMPLE_ROWS);
    for (ColumnField f : schema.fields()) {
      columns.add(new ColumnStats(f, maxLevels(f)));
      blocks.add(f.type() == ColumnType.STRING ? new CellBlock() : shared);
    }
  }

  private static int maxLevels(ColumnField field) {
    return switch (ColumnStats.levelType(field)) {
      case STRING -> MAX_TEXT_LEVELS;
      case DOUBLE -> MAX_NUMBER_LEVELS;
      default -> MAX_INTEGER_LEVELS;
    };
  }

  /** Sees a batch with exactly the table's columns. */
  public FeatureStats add(Columns batch) {
    if (!batch.schema().equals(raw)) {
      throw new IllegalArgumentException(
          "statistics: batch has " + batch.schema() + ", expected " + raw);
    }
    int n = batch.rows();
    if (hashes.length < n) {
      hashes = new long[n];
    }
    java.util.Arrays.fill(hashes, 0, n, hash.start());
    Columns all = expressions.over(batch);
    for (int c = 0; c < columns.size(); c++) {
      CellBlock cells = blocks.get(c);
      cells.read(all.column(c), n, hashes, c < raw.size());
      columns.get(c).add(all.column(c), cells);
    }
    sample.add(all, hashes);
    rows += n;
    return this;
  }

  /** Takes in what another part has seen; the other must not be used afterwards. */
  public FeatureStats merge(FeatureStats other) {
    if (!other.schema.equals(schema) || other.seed != seed) {
      throw new IllegalArgumentException("statistics: merge of different schema or seed");
    }
    for (int c = 0; c < columns.size(); c++) {
      columns.get(c).merge(other.columns.get(c));
    }
    sample.merge(other.sample);
    rows += other.rows;
    return this;
  }

  /** The table's columns and the computed ones behind them. */
  public ColumnSchema schema() {
    return schema;
  }

  Expressions expressions() {
    return expressions;
  }

  public long rows() {
    return rows;
  }

  public List<ColumnStats> columns() {
    return List.copyOf(columns);
  }

  public ColumnStats column(String name) {
    int i = schema.indexOf(name);
    if (i < 0) {
      throw new IllegalArgumentException("statistics: no column " + name + " in " + schema.names());
    }
    return columns.get(i);
  }

  /** The sampled finite values of a numeric, date or timestamp column, ascending. */
  public double[] sorted(String name) {
    return sample.sorted(schema.indexOf(column(name).name()));
  }

  /** The sampled rows, in an order that depends on their content only. */
  public HeapColumns sampleRows() {
    return sample.rows();
  }

  /** A compact binary form, for sending between JVMs of one version. */
  public byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(rows);
      for (ColumnStats c : columns) {
        c.write(out);
      }
      sample.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The inverse of {@link #toBytes} for the same columns and seed. */
  public static FeatureStats fromBytes(byte[] bytes, ColumnSchema schema, long seed) {
    return fromBytes(bytes, schema, FeatureSpec.auto(), seed);
  }

  /** The inverse of {@link #toBytes} for the same columns, spec and seed. */
  public static FeatureStats fromBytes(
      byte[] bytes, ColumnSchema raw, FeatureSpec spec, long seed) {
    FeatureStats stats = new FeatureStats(raw, spec, seed);
    ColumnSchema schema = stats.schema;
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      stats.rows = in.readLong();
      for (int c = 0; c < schema.size(); c++) {
        stats.columns.set(c, ColumnStats.read(in, schema.field(c), maxLevels(schema.field(c))));
      }
      stats.sample = RowSample.read(in, schema, SAMPLE_ROWS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return stats;
  }
}

package dev.arrowmill.arrow;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A batch on the Java heap that is filled value by value and reused: for rows that arrive one at a
 * time, for tests and for scoring a single row. Not thread-safe.
 */
public final class HeapColumns implements Columns {
  private static final long MOST_BYTES = 1L << 26;

  private final ColumnSchema schema;
  private final Cells[] cells;
  private int rows;

  /** An empty batch with room for {@code capacity} rows; it grows when needed. */
  public HeapColumns(ColumnSchema schema, int capacity) {
    this.schema = schema;
    this.cells = new Cells[schema.size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = new Cells(schema.field(i), Math.max(1, capacity));
    }
  }

  /** A batch of the given rows, each an array in the order of the schema, null where missing. */
  public static HeapColumns ofRows(ColumnSchema schema, List<@Nullable Object[]> rows) {
    HeapColumns batch = new HeapColumns(schema, rows.size());
    for (@Nullable Object[] row : rows) {
      if (row.length != schema.size()) {
        throw new IllegalArgumentException(
            "row has " + row.length + " values, the schema " + schema.size() + ": " + schema);
      }
      int r = batch.addRow();
      for (int c = 0; c < row.length; c++) {
        batch.set(r, c, row[c]);
      }
    }
    return batch;
  }

  /** One row by column name; names that the map lacks are null. */
  public static HeapColumns ofRow(
      ColumnSchema schema, Map<String, ? extends @Nullable Object> row) {
    HeapColumns batch = new HeapColumns(schema, 1);
    int r = batch.addRow();
    for (int c = 0; c < schema.size(); c++) {
      batch.set(r, c, row.get(schema.field(c).name()));
    }
    return batch;
  }

  /** A copy of a batch, independent of the memory it borrows. */
  public static HeapColumns copyOf(Columns from) {
    HeapColumns copy = new HeapColumns(from.schema(), from.rows());
    copy.append(from);
    return copy;
  }

  /**
   * Adds copies of all rows of a batch of the same schema.
   *
   * @throws IllegalArgumentException if its schema is another
   */
  public void append(Columns from) {
    if (!from.schema().equals(schema)) {
      throw new IllegalArgumentException(
          "append: the schema is " + from.schema() + ", expected " + schema);
    }
    int first = rows;
    for (int r = 0; r < from.rows(); r++) {
      addRow();
    }
    for (int c = 0; c < cells.length; c++) {
      cells[c].copy(from.column(c), first);
    }
  }

  /** Forgets all rows, keeps the memory. */
  public void clear() {
    rows = 0;
    for (Cells c : cells) {
      if (c.elements != null) {
        c.elements.clear();
      }
    }
  }

  /** Adds a row of nulls and returns its number. */
  public int addRow() {
    for (Cells c : cells) {
      c.addNull(rows);
    }
    return rows++;
  }

  public void setNull(int row, int column) {
    cells[column].nulls[row] = true;
  }

  public void setLong(int row, int column, long value) {
    cells[column].setLong(row, value);
  }

  public void setDouble(int row, int column, double value) {
    cells[column].setDouble(row, value);
  }

  public void setString(int row, int column, String value) {
    cells[column].setString(row, value);
  }

  /** Sets the list of a row to elements {@code start} to {@code end} of another column. */
  public void setList(int row, int column, Column elements, int start, int end) {
    cells[column].setList(row, elements, start, end);
  }

  /**
   * Sets a value by its Java type: Boolean, Number, CharSequence, {@code java.time} and {@code
   * java.sql} dates and timestamps; for a list column a collection or array of these; null leaves
   * the cell null.
   *
   * @throws IllegalArgumentException if the value does not fit the column's type
   */
  public void set(int row, int column, @Nullable Object value) {
    CellValues.set(cells[column], row, value);
  }

  /**
   * Whether a batch under construction should end here: at {@code mostRows} rows, or earlier where
   * its rows are so large that they need more than 64 MB.
   */
  public boolean isFull(int mostRows) {
    return rows >= mostRows || (rows > 0 && (rows & 0xff) == 0 && bytes() > MOST_BYTES);
  }

  /** About how many bytes of the heap the rows need. */
  public long bytes() {
    long sum = 0;
    for (Cells c : cells) {
      sum += c.bytes();
    }
    return sum;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public ColumnSchema schema() {
    return schema;
  }

  @Override
  public Column column(int i) {
    return cells[i];
  }

  /** The growing arrays of one column; only the one of its type is allocated. */
  final class Cells implements Column {
    private final ColumnField field;
    private boolean[] nulls;
    private long[] longs = new long[0];
    private double[] doubles = new double[0];
    private @Nullable String[] strings = new @Nullable String[0];
    private int[] starts = new int[0];
    private int[] ends = new int[0];
    private final @Nullable HeapColumns elements;

    Cells(ColumnField field, int capacity) {
      this.field = field;
      this.nulls = new boolean[capacity];
      this.elements =
          field.type().isList()
              ? new HeapColumns(
                  ColumnSchema.of(new ColumnField(field.name(), field.type().element())), capacity)
              : null;
      resize(capacity);
    }

    private void resize(int capacity) {
      nulls = Arrays.copyOf(nulls, capacity);
      switch (field.type()) {
        case DOUBLE -> doubles = Arrays.copyOf(doubles, capacity);
        case STRING -> strings = Arrays.copyOf(strings, capacity);
        case LONG_LIST, DOUBLE_LIST, STRING_LIST -> {
          starts = Arrays.copyOf(starts, capacity);
          ends = Arrays.copyOf(ends, capacity);
        }
        default -> longs = Arrays.copyOf(longs, capacity);
      }
    }

    /** A text costs its object, its array and about a byte per character. */
    long bytes() {
      long sum = nulls.length + 8L * (longs.length + doubles.length + starts.length);
      for (int i = 0; i < Math.min(rows, strings.length); i++) {
        String s = strings[i];
        sum += 8 + (s == null ? 0 : 40 + s.length());
      }
      return sum + (elements == null ? 0 : elements.bytes());
    }

    private void addNull(int row) {
      if (row == nulls.length) {
        resize(row * 2);
      }
      nulls[row] = true;
    }

    private void copy(Column from, int first) {
      for (int i = 0; i < from.rows(); i++) {
        if (from.isNull(i)) {
          continue;
        }
        switch (field.type()) {
          case DOUBLE -> setDouble(first + i, from.getDouble(i));
          case STRING -> setString(first + i, from.getString(i));
          case LONG_LIST, DOUBLE_LIST, STRING_LIST ->
              setList(first + i, from.elements(), from.listStart(i), from.listEnd(i));
          default -> setLong(first + i, from.getLong(i));
        }
      }
    }

    void setLong(int row, long value) {
      nulls[row] = false;
      longs[row] = value;
    }

    void setDouble(int row, double value) {
      nulls[row] = false;
      doubles[row] = value;
    }

    void setString(int row, String value) {
      nulls[row] = false;
      strings[row] = value;
    }

    private HeapColumns lists() {
      if (elements == null) {
        throw new IllegalStateException(
            "column " + field.name() + ": a list in a " + field.type() + " column");
      }
      return elements;
    }

    void setList(int row, Column from, int start, int end) {
      HeapColumns to = lists();
      starts[row] = to.rows;
      for (int i = start; i < end; i++) {
        int at = to.addRow();
        if (!from.isNull(i)) {
          switch (field.type()) {
            case DOUBLE_LIST -> to.setDouble(at, 0, from.getDouble(i));
            case STRING_LIST -> to.setString(at, 0, from.getString(i));
            default -> to.setLong(at, 0, from.getLong(i));
          }
        }
      }
      ends[row] = to.rows;
      nulls[row] = false;
    }

    void setList(int row, Iterable<? extends @Nullable Object> values) {
      HeapColumns to = lists();
      starts[row] = to.rows;
      for (Object v : values) {
        to.set(to.addRow(), 0, v);
      }
      ends[row] = to.rows;
      nulls[row] = false;
    }

    @Override
    public Column elements() {
      return lists().column(0);
    }

    @Override
    public int listStart(int row) {
      return starts[row];
    }

    @Override
    public int listEnd(int row) {
      return ends[row];
    }

    @Override
    public String name() {
      return field.name();
    }

    @Override
    public ColumnType type() {
      return field.type();
    }

    @Override
    public int rows() {
      return rows;
    }

    @Override
    public boolean isNull(int row) {
      return nulls[row];
    }

    @Override
    public long getLong(int row) {
      return longs[row];
    }

    @Override
    public double getDouble(int row) {
      return field.type() == ColumnType.DOUBLE ? doubles[row] : longs[row];
    }

    @Override
    public String getString(int row) {
      String s = strings[row];
      return s == null ? "" : s;
    }

    @Override
    public void copyDoubles(int start, int count, double[] out, int offset) {
      if (field.type() == ColumnType.DOUBLE) {
        System.arraycopy(doubles, start, out, offset, count);
      } else {
        for (int i = 0; i < count; i++) {
          out[offset + i] = longs[start + i];
        }
      }
      for (int i = 0; i < count; i++) {
        if (nulls[start + i]) {
          out[offset + i] = Double.NaN;
        }
      }
    }
  }
}

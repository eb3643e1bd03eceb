package dev.arrowmill.arrow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A batch of one text column that says it is stored as codes. */
public record CodedColumns(Columns texts, List<String> words) implements Columns {
  @Override
  public int rows() {
    return texts.rows();
  }

  @Override
  public ColumnSchema schema() {
    return texts.schema();
  }

  @Override
  public Column column(int i) {
    return new Coded(texts.column(i), words);
  }

  private record Coded(Column of, List<String> dictionary) implements Column {
    @Override
    public String name() {
      return of.name();
    }

    @Override
    public ColumnType type() {
      return of.type();
    }

    @Override
    public int rows() {
      return of.rows();
    }

    @Override
    public boolean isNull(int row) {
      return of.isNull(row);
    }

    @Override
    public long getLong(int row) {
      return of.getLong(row);
    }

    @Override
    public double getDouble(int row) {
      return of.getDouble(row);
    }

    @Override
    public String getString(int row) {
      return of.getString(row);
    }

    @Override
    public @Nullable List<String> dictionary() {
      return dictionary;
    }

    @Override
    public void copyCodes(int start, int count, int[] out, int offset) {
      for (int i = 0; i < count; i++) {
        out[offset + i] = of.isNull(start + i) ? -1 : dictionary.indexOf(of.getString(start + i));
      }
    }
  }
}

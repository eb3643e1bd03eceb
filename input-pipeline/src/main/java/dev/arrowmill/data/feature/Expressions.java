package dev.arrowmill.data.feature;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.Columns;
import dev.arrowmill.arrow.HeapColumns;
import dev.arrowmill.data.SqlExpr;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Columns that are computed from raw ones. They are computed by this program, not by Spark's SQL,
 * so that they have the same bits wherever a row is read. Immutable and thread-safe.
 */
public final class Expressions {
  /** No computed columns. */
  static final Expressions NONE = new Expressions(List.of());

  private final List<One> all;

  private record One(String name, SqlExpr sql, List<ColumnField> reads) {}

  private Expressions(List<One> all) {
    this.all = List.copyOf(all);
  }

  /**
   * The expressions of a spec for tables of this schema.
   *
   * @throws IllegalArgumentException for an expression that cannot be read, names a column that is
   *     absent, or has the name of one that is there
   */
  static Expressions of(Map<String, String> sql, ColumnSchema raw) {
    List<One> all = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    sql.forEach(
        (name, text) -> {
          if (raw.indexOf(name) >= 0) {
            throw new IllegalArgumentException(
                "feature spec: expression " + name + " has the name of a column; choose another");
          }
          SqlExpr expr = SqlExpr.parse(text);
          List<ColumnField> reads = new ArrayList<>();
          for (String column : expr.columns().stream().sorted().toList()) {
            if (!names.contains(column)) {
              reads.add(
                  raw.find(column)
                      .orElseThrow(
                          () ->
                              new IllegalArgumentException(
                                  "feature spec: expression "
                                      + name
                                      + ": no column "
                                      + column
                                      + ", there are "
                                      + raw.names())));
            }
          }
          names.add(name);
          all.add(new One(name, expr, reads));
        });
    return new Expressions(all);
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** The raw columns that are read. */
  List<ColumnField> reads() {
    return all.stream().flatMap(e -> e.reads.stream()).distinct().toList();
  }

  List<String> names() {
    return all.stream().map(One::name).toList();
  }

  /** The columns of the raw schema and the computed ones behind them. */
  ColumnSchema over(ColumnSchema raw) {
    return isEmpty() ? raw : over(new HeapColumns(raw, 1)).schema();
  }

  /** A batch with the computed columns behind its own, valid as long as it is. */
  Columns over(Columns raw) {
    return isEmpty() ? raw : new Extended(raw, all);
  }

  /** Those that these names need, directly or through others. */
  Expressions needed(Collection<String> names) {
    Set<String> wanted = new LinkedHashSet<>(names);
    List<One> kept = new ArrayList<>();
    for (int i = all.size() - 1; i >= 0; i--) {
      One e = all.get(i);
      if (wanted.contains(e.name)) {
        kept.add(0, e);
        wanted.addAll(e.sql.columns());
      }
    }
    return new Expressions(kept);
  }

  void toJson(com.fasterxml.jackson.databind.node.ArrayNode array) {
    for (One e : all) {
      ObjectNode json = array.addObject().put("kind", KIND);
      json.put("name", e.name).put("sql", e.sql.toString());
      Transforms.write(e.reads, json.putArray("reads"));
    }
  }

  /** What stands in the place of a transform's kind in a saved model. */
  static final String KIND = "expression";

  static Expressions fromJson(List<FeatureJson> nodes) {
    List<One> all = new ArrayList<>();
    for (FeatureJson json : nodes) {
      List<ColumnField> reads = new ArrayList<>();
      for (FeatureJson f : json.children("reads")) {
        reads.add(
            new ColumnField(
                f.text("column"), f.choice("type", dev.arrowmill.arrow.ColumnType.class)));
      }
      all.add(new One(json.text("name"), SqlExpr.parse(json.text("sql")), reads));
    }
    return new Expressions(all);
  }

  /** A batch with more columns. */
  private static final class Extended implements Columns {
    private final Columns raw;
    private final ColumnSchema schema;
    private final List<Column> computed = new ArrayList<>();

    Extended(Columns raw, List<One> all) {
      this.raw = raw;
      List<ColumnField> fields = new ArrayList<>(raw.schema().fields());
      ColumnSchema so = raw.schema();
      for (One e : all) {
        Column column = e.sql.expr().over(new View(raw, so, computed));
        computed.add(column);
        fields.add(new ColumnField(e.name, column.type()));
        so = ColumnSchema.of(fields);
      }
      this.schema = so;
    }

    @Override
    public int rows() {
      return raw.rows();
    }

    @Override
    public ColumnSchema schema() {
      return schema;
    }

    @Override
    public Column column(int i) {
      return new View(raw, schema, computed).column(i);
    }
  }

  private record View(Columns raw, ColumnSchema schema, List<Column> computed) implements Columns {
    @Override
    public int rows() {
      return raw.rows();
    }

    @Override
    public Column column(int i) {
      int own = raw.schema().size();
      return i < own ? raw.column(i) : computed.get(i - own);
    }
  }
}

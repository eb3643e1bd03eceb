package dev.arrowmill.data.op;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.HeapColumns;
import dev.arrowmill.data.ElementSpec;
import dev.arrowmill.data.ElementSpec.Component;
import dev.arrowmill.data.Expr;
import dev.arrowmill.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A column computed from the others, a run of rows at a time. */
public final class WithColumn extends Node {
  private final String column;
  private final Expr expression;
  private final Optional<ElementSpec> spec;

  private WithColumn(Node input, String column, Expr expression) {
    super(input);
    this.column = column;
    this.expression = expression;
    requireRows("withColumn");
    this.spec = input.spec().map(this::added);
  }

  public static WithColumn of(Node input, String column, Expr expression) {
    return new WithColumn(input, column, expression);
  }

  @Override
  public String name() {
    return "withColumn(" + column + " = " + expression + ")";
  }

  @Override
  public long cardinality() {
    return input().cardinality();
  }

  @Override
  public Optional<ElementSpec> spec() {
    return spec;
  }

  /** The type comes from computing no rows of columns like the input's. */
  private ElementSpec added(ElementSpec before) {
    List<ColumnField> fields = new ArrayList<>();
    for (Component c : before.components()) {
      if (c.shape().size() <= 1) {
        fields.add(new ColumnField(c.name(), type(c)));
      }
    }
    Column values = expression.over(new HeapColumns(ColumnSchema.of(fields), 1));
    DType dtype = ElementSpec.dtype(values.type());
    List<Component> out = new ArrayList<>(before.components());
    Component made = new Component(column, dtype, List.of());
    int old = before.components().stream().map(Component::name).toList().indexOf(column);
    if (old >= 0) {
      out.set(old, made);
    } else {
      out.add(made);
    }
    return new ElementSpec(out);
  }

  private static ColumnType type(Component c) {
    DType t = c.dtype();
    ColumnType scalar =
        t == null
            ? ColumnType.STRING
            : t == DType.FLOAT32 || t == DType.FLOAT64 ? ColumnType.DOUBLE : ColumnType.LONG;
    return c.shape().isEmpty() ? scalar : scalar.list();
  }

  @Override
  Node over(Node newInput) {
    return of(newInput, column, expression);
  }

  @Override
  public Stage open(Context context) {
    return new Added(context, this, input().open(context.packed(false)));
  }

  private static final class Added extends Passing {
    private final WithColumn node;

    Added(Context context, WithColumn node, Stage input) {
      super(context, node, input);
      this.node = node;
    }

    @Override
    @Nullable Chunk advance() {
      Chunk chunk = input.next();
      if (chunk == null) {
        return null;
      }
      try {
        var rows = chunk.columns("withColumn");
        Column values = node.expression.over(rows);
        if (values.type().isList()) {
          throw new IllegalArgumentException(
              "withColumn: " + node.expression + " is a " + values.type() + ", expected a value");
        }
        return chunk instanceof StoreChunk s
            ? s.with(node.column, values)
            : ColumnsChunk.of(AddedColumn.of(rows, node.column, values), chunk);
      } catch (RuntimeException | Error e) {
        chunk.close();
        throw e;
      }
    }
  }
}

package dev.arrowmill.data.op;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.Columns;
import dev.arrowmill.data.ElementSpec;
import dev.arrowmill.data.ElementSpec.Component;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One column or component under another name. */
public final class Rename extends Node {
  private final String from;
  private final String to;

  private Rename(Node input, String from, String to) {
    super(input);
    this.from = from;
    this.to = to;
    requireRows("rename");
    input.spec().ifPresent(s -> check(s.components().stream().map(Component::name).toList()));
  }

  public static Rename of(Node input, String from, String to) {
    return new Rename(input, from, to);
  }

  private void check(List<String> names) {
    if (!names.contains(from) || (names.contains(to) && !from.equals(to))) {
      throw new IllegalArgumentException(
          "rename: " + from + " to " + to + " does not fit the columns " + names);
    }
  }

  @Override
  public String name() {
    return "rename(" + from + " to " + to + ")";
  }

  @Override
  public long cardinality() {
    return input().cardinality();
  }

  @Override
  public Optional<ElementSpec> spec() {
    return input()
        .spec()
        .map(
            s ->
                new ElementSpec(
                    s.components().stream()
                        .map(c -> new Component(renamed(c.name()), c.dtype(), c.shape()))
                        .toList()));
  }

  private String renamed(String name) {
    return name.equals(from) ? to : name;
  }

  @Override
  Node over(Node newInput) {
    return of(newInput, from, to);
  }

  @Override
  public Stage open(Context context) {
    return new Renamed(context, this, input().open(context.packed(false)));
  }

  private static final class Renamed extends Passing {
    private final Rename node;

    Renamed(Context context, Rename node, Stage input) {
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
        if (chunk instanceof StoreChunk s && !s.store().isTable()) {
          node.check(s.store().names());
          return StoreChunk.of(s.dense().renamed(node.from, node.to));
        }
        Columns all = chunk instanceof ColumnsChunk c ? c.all() : chunk.columns("rename");
        node.check(all.schema().names());
        Columns view = view(all);
        return chunk instanceof ColumnsChunk c ? c.with(view) : ColumnsChunk.of(view, chunk);
      } catch (RuntimeException e) {
        chunk.close();
        throw e;
      }
    }

    private Columns view(Columns all) {
      List<ColumnField> fields =
          all.schema().fields().stream()
              .map(f -> new ColumnField(node.renamed(f.name()), f.type()))
              .toList();
      return new RenamedColumns(all, ColumnSchema.of(fields));
    }
  }

  /** The same columns under other names. */
  private record RenamedColumns(Columns from, ColumnSchema schema) implements Columns {
    @Override
    public int rows() {
      return from.rows();
    }

    @Override
    public Column column(int i) {
      Column c = from.column(i);
      String name = schema.field(i).name();
      return c.name().equals(name) ? c : new Named(name, c);
    }
  }
}

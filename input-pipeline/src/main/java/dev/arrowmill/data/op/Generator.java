package dev.arrowmill.data.op;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.HeapColumns;
import dev.arrowmill.data.ElementSpec;
import dev.arrowmill.tensor.Tensor;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Elements from a user's iterator, one at a time, a new iterator for each epoch. Where they cannot
 * be made again, the state of an iterator cannot be saved.
 *
 * @param <T> what the user's iterators give
 */
public final class Generator<T> extends Node {
  private final Supplier<? extends Iterator<? extends T>> iterators;
  private final Function<T, Chunk> element;
  private final boolean repeatable;
  private final Optional<ElementSpec> spec;

  private Generator(
      Supplier<? extends Iterator<? extends T>> iterators,
      Function<T, Chunk> element,
      boolean repeatable,
      Optional<ElementSpec> spec) {
    this.iterators = iterators;
    this.element = element;
    this.repeatable = repeatable;
    this.spec = spec;
  }

  /** Elements of tensors, each without a first size for rows. */
  public static Generator<Map<String, Tensor>> tensors(
      Supplier<? extends Iterator<? extends Map<String, Tensor>>> iterators, boolean repeatable) {
    return new Generator<>(iterators, Generator::one, repeatable, Optional.empty());
  }

  /** Rows by column name. */
  public static Generator<Map<String, ?>> rows(
      ColumnSchema schema,
      Supplier<? extends Iterator<? extends Map<String, ?>>> iterators,
      boolean repeatable) {
    return new Generator<>(
        iterators,
        row -> ColumnsChunk.of(row(schema, row), null),
        repeatable,
        Optional.of(ElementSpec.of(schema)));
  }

  private static HeapColumns row(ColumnSchema schema, Map<String, ?> values) {
    for (String name : values.keySet()) {
      if (schema.indexOf(name) < 0) {
        throw new IllegalArgumentException(
            "fromGenerator: no column " + name + " in the schema; it has " + schema.names());
      }
    }
    return HeapColumns.ofRow(schema, values);
  }

  /** One element of tensors. */
  static Chunk one(Map<String, Tensor> tensors) {
    Map<String, Tensor> rows = new LinkedHashMap<>();
    tensors.forEach((name, t) -> rows.put(name, t.unsqueeze(0)));
    return StoreChunk.of(Store.of(rows));
  }

  @Override
  public String name() {
    return "fromGenerator";
  }

  @Override
  public Optional<ElementSpec> spec() {
    return spec;
  }

  @Override
  public Stage open(Context context) {
    return new Generated(context);
  }

  private final class Generated extends Stage {
    private @Nullable Iterator<? extends T> iterator;
    private long given;
    private long skip;
    private boolean ended;

    Generated(Context context) {
      super(context, Generator.this);
      if (!repeatable) {
        context.session().unsaved().add(name());
      }
    }

    @Override
    @Nullable Chunk advance() {
      Iterator<? extends T> it = iterator == null ? iterators.get() : iterator;
      iterator = it;
      while (!ended) {
        if (!it.hasNext()) {
          ended = true;
          return null;
        }
        T next = it.next();
        if (skip > 0) {
          skip--;
          continue;
        }
        given++;
        return element.apply(next);
      }
      return null;
    }

    @Override
    public ObjectNode state() {
      return object().put("given", given);
    }

    @Override
    public void restore(JsonNode state) {
      given = state.path("given").asLong();
      skip = given;
    }

    @Override
    public void close() {
      if (iterator instanceof AutoCloseable c) {
        Closing.close(c);
      }
      ended = true;
    }
  }
}

package dev.arrowmill.data.op;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.data.ElementSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Some of the columns; on a source, the others are never read. */
public final class Select extends Node {
  private final ColumnPatterns patterns;

  private Select(Node input, ColumnPatterns patterns) {
    super(input);
    this.patterns = patterns;
    requireRows(patterns.name());
    input.spec().ifPresent(this::chosen);
  }

  /** These columns, even of a source. */
  static Select exactly(Node input, List<String> names) {
    return new Select(input, new ColumnPatterns(names, false));
  }

  /** Chooses columns by names and patterns with {@code *} and {@code ?}. */
  public static Node of(Node input, boolean exclude, List<String> patterns) {
    ColumnPatterns p = new ColumnPatterns(patterns, exclude);
    return input instanceof Source s ? s.choose(p) : new Select(input, p);
  }

  ColumnPatterns patterns() {
    return patterns;
  }

  @Override
  public Optional<ElementSpec> spec() {
    return input().spec().map(this::chosen);
  }

  private ElementSpec chosen(ElementSpec all) {
    Map<String, ElementSpec.Component> byName = new LinkedHashMap<>();
    all.components().forEach(c -> byName.put(c.name(), c));
    List<ElementSpec.Component> out = new ArrayList<>();
    for (String name : patterns.choose(List.copyOf(byName.keySet()))) {
      out.add(Objects.requireNonNull(byName.get(name)));
    }
    return new ElementSpec(out);
  }

  @Override
  Node over(Node newInput) {
    return new Select(newInput, patterns);
  }

  @Override
  public String name() {
    return patterns.toString();
  }

  @Override
  public long cardinality() {
    return input().cardinality();
  }

  @Override
  public Stage open(Context context) {
    return new Chosen(context, this, input().open(context.packed(false)));
  }

  private static final class Chosen extends Stage {
    private final ColumnPatterns patterns;
    private final Stage input;

    Chosen(Context context, Select node, Stage input) {
      super(context, node);
      this.patterns = node.patterns;
      this.input = input;
    }

    @Override
    @Nullable Chunk advance() {
      Chunk chunk = input.next();
      if (chunk == null) {
        return null;
      }
      try {
        return chunk instanceof ColumnsChunk c
            ? c.with(c.all().select(patterns.choose(c.all().schema().names())))
            : ((StoreChunk) chunk).select(patterns);
      } catch (RuntimeException e) {
        chunk.close();
        throw e;
      }
    }

    @Override
    public ObjectNode state() {
      return input.state();
    }

    @Override
    public void restore(JsonNode state) {
      input.restore(state);
    }

    @Override
    public void close() {
      input.close();
    }
  }
}

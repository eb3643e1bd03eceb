package dev.arrowmill.data.op;

import dev.arrowmill.data.Batch;
import dev.arrowmill.data.ElementSpec;
import dev.arrowmill.data.ElementSpec.Component;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of batches as elements, sharing the memory of the batches. */
public final class Unbatch extends Node {
  private Unbatch(Node input) {
    super(input);
    if (!input.batched() && !input.mayBeBatched()) {
      throw new IllegalStateException("unbatch: elements are rows; put it after batch");
    }
  }

  public static Unbatch of(Node input) {
    return new Unbatch(input);
  }

  @Override
  public String name() {
    return "unbatch";
  }

  @Override
  public boolean batched() {
    return false;
  }

  @Override
  boolean mayBeBatched() {
    return false;
  }

  @Override
  long maxElements() {
    return Long.MAX_VALUE;
  }

  /** Known where every batch has the same number of rows. */
  @Override
  public long cardinality() {
    long batches = input().cardinality();
    int rows = input().spec().map(Unbatch::rows).orElse(ElementSpec.UNKNOWN);
    if (batches == 0 || rows == 0) {
      return 0;
    }
    return batches == INFINITE ? INFINITE : batches < 0 || rows < 0 ? UNKNOWN_SIZE : batches * rows;
  }

  private static int rows(ElementSpec batch) {
    return batch.components().stream()
        .map(Component::shape)
        .filter(s -> !s.isEmpty())
        .mapToInt(s -> s.get(0))
        .findFirst()
        .orElse(ElementSpec.UNKNOWN);
  }

  @Override
  public Optional<ElementSpec> spec() {
    return input()
        .spec()
        .map(
            s ->
                new ElementSpec(
                    s.components().stream()
                        .map(c -> new Component(c.name(), c.dtype(), rest(c)))
                        .toList()));
  }

  private static java.util.List<Integer> rest(Component c) {
    return c.shape().isEmpty() ? c.shape() : c.shape().subList(1, c.shape().size());
  }

  @Override
  Node over(Node newInput) {
    return of(newInput);
  }

  @Override
  public Stage open(Context context) {
    return new Rows(context, this, new Cursor(input().open(context.packed(false))));
  }

  private static final class Rows extends Reading {
    Rows(Context context, Unbatch node, Cursor input) {
      super(context, node, input);
    }

    @Override
    @Nullable Chunk advance() {
      while (input.available() > 0) {
        if (!(input.chunk() instanceof BatchChunk batches)) {
          throw new IllegalStateException("unbatch: elements are rows; put it after batch");
        }
        Batch batch = batches.batches().get(input.position());
        input.use(1);
        if (batch.rows() > 0) {
          return StoreChunk.of(batch.store()).range(batch.first(), batch.rows());
        }
      }
      return null;
    }
  }
}

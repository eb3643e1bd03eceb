package dev.arrowmill.data.op;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.arrow.BatchSource;
import dev.arrowmill.arrow.Columns;
import dev.arrowmill.arrow.HeapColumns;
import dev.arrowmill.data.ElementSpec;
import dev.arrowmill.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Elements that lie in memory: tensors, columns, a range of numbers. */
public final class Memory extends Node {
  private final String name;
  private final int size;
  private final Supplier<Chunk> all;
  private final ElementSpec spec;

  private Memory(String name, int size, ElementSpec spec, Supplier<Chunk> all) {
    this.name = name;
    this.size = size;
    this.all = all;
    this.spec = spec;
  }

  /** Rows of tensors, shared, not copied. */
  public static Memory tensors(Map<String, Tensor> tensors) {
    Store store = Store.of(tensors);
    return new Memory(
        "fromTensorSlices", store.rows(), store.layout().spec(), () -> StoreChunk.of(store));
  }

  /** Rows of batches of one schema, copied unless there is but one on the heap. */
  public static Memory columns(List<? extends Columns> batches) {
    Columns joined = join(batches);
    return new Memory(
        "of", joined.rows(), ElementSpec.of(joined.schema()), () -> ColumnsChunk.of(joined, null));
  }

  /** The numbers {@code start, start + step, ...} before {@code stop} in a column {@code value}. */
  public static Node range(long start, long stop, long step) {
    return Range.of(start, stop, step);
  }

  private static Columns join(List<? extends Columns> batches) {
    if (batches.isEmpty()) {
      throw new IllegalArgumentException("dataset: no batches given");
    }
    if (batches.size() == 1 && batches.get(0) instanceof HeapColumns one) {
      return one;
    }
    int rows = batches.stream().mapToInt(Columns::rows).sum();
    HeapColumns joined = new HeapColumns(batches.get(0).schema(), rows);
    batches.forEach(b -> joined.append(b));
    return joined;
  }

  @Override
  public Optional<ElementSpec> spec() {
    return Optional.of(spec);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  Optional<RandomAccess> randomAccess() {
    return Optional.of(
        new RandomAccess() {
          @Override
          public int size() {
            return size;
          }

          @Override
          public Chunk gather(int[] elements) {
            return all.get().keep(elements);
          }
        });
  }

  @Override
  long maxElements() {
    return size;
  }

  @Override
  void fingerprint(StringBuilder out) {
    out.append(pipeline()).append(' ');
    try (Chunk chunk = all.get()) {
      out.append(size == 0 ? 0 : ContentHash.of(chunk));
    }
  }

  @Override
  public String pipeline() {
    return name + "[" + size + "]";
  }

  @Override
  public long cardinality() {
    return size;
  }

  @Override
  public Stage open(Context context) {
    return new Rows(context);
  }

  private final class Rows extends Stage {
    private int at;

    Rows(Context context) {
      super(context, Memory.this);
    }

    @Override
    @Nullable Chunk advance() {
      if (at >= size) {
        return null;
      }
      int n = Math.min(BatchSource.BATCH_ROWS, size - at);
      at += n;
      return all.get().range(at - n, n);
    }

    @Override
    public ObjectNode state() {
      return object().put("row", at);
    }

    @Override
    public void restore(JsonNode state) {
      at = state.path("row").asInt();
    }

    @Override
    public void close() {}
  }
}

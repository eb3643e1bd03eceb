package dev.arrowmill.data.op;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Each element once, where it comes first. All distinct elements of an epoch are held on the heap;
 * resuming reads the epoch's input again from its start.
 */
public final class Unique extends Node {
  private Unique(Node input) {
    super(input);
    requireRows("unique");
  }

  public static Unique of(Node input) {
    return new Unique(input);
  }

  @Override
  public String name() {
    return "unique";
  }

  @Override
  public Stage open(Context context) {
    Context rows = context.packed(false);
    return new Distinct(rows, this, input().open(rows));
  }

  private static final class Distinct extends Stage {
    private final Context context;
    private final Stage input;
    private final Set<ByteBuffer> seen = new HashSet<>();
    private long read;
    private long replay;

    Distinct(Context context, Unique node, Stage input) {
      super(context, node);
      this.context = context;
      this.input = input;
    }

    @Override
    @Nullable Chunk advance() {
      for (Chunk chunk = input.next(); chunk != null; chunk = input.next()) {
        Chunk fresh = keepFresh(chunk);
        if (fresh.size() > 0) {
          return fresh;
        }
        fresh.close();
      }
      return null;
    }

    private Chunk keepFresh(Chunk chunk) {
      try {
        ElementBytes bytes = new ElementBytes(chunk, context.session().arrangement());
        int[] kept = new int[chunk.size()];
        int n = 0;
        for (int i = 0; i < kept.length; i++) {
          boolean first = seen.add(ByteBuffer.wrap(bytes.of(i)));
          if (first && replay == 0) {
            kept[n++] = i;
          }
          replay = Math.max(0, replay - 1);
        }
        read += kept.length;
        return n == kept.length ? chunk : chunk.keep(java.util.Arrays.copyOf(kept, n));
      } catch (RuntimeException | Error e) {
        chunk.close();
        throw e;
      }
    }

    @Override
    public ObjectNode state() {
      return object().put("read", read + replay);
    }

    @Override
    public void restore(JsonNode state) {
      replay = state.path("read").asLong();
    }

    @Override
    public void close() {
      input.close();
    }
  }
}

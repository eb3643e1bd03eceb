package dev.arrowmill.data.op;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The elements of the first whole pass, kept on the heap and given again in every later one, also
 * to other iterators of the dataset. A pass that is not finished keeps nothing.
 */
public final class Cache extends Node {
  /** A whole pass, and the seed it was made with. */
  private record Content(long seed, List<Chunk> chunks) {}

  private final AtomicReference<@Nullable Content> content = new AtomicReference<>();

  private Cache(Node input) {
    super(input);
  }

  public static Cache of(Node input) {
    return new Cache(input);
  }

  @Override
  public String name() {
    return "cache";
  }

  @Override
  public long cardinality() {
    return input().cardinality();
  }

  @Override
  public Stage open(Context context) {
    Context first = context.firstEpoch().packed(false);
    return new Cached(context, this, input().open(first));
  }

  private @Nullable Content contentFor(long seed) {
    Content c = content.get();
    return c == null || (input().random() && c.seed() != seed) ? null : c;
  }

  private static final class Cached extends Stage {
    private final Cache node;
    private final long seed;
    private final Stage input;
    private final @Nullable Content ready;
    private final List<Chunk> seen = new ArrayList<>();
    private int next;
    private long given;
    private long skip;
    private long total;
    private boolean failed;
    private boolean ended;

    Cached(Context context, Cache node, Stage input) {
      super(context, node);
      this.node = node;
      this.seed = context.seed();
      this.input = input;
      this.ready = node.contentFor(seed);
    }

    @Override
    @Nullable Chunk advance() {
      for (Chunk chunk = pull(); chunk != null; chunk = pull()) {
        if (skip < chunk.size()) {
          Chunk rest = skip == 0 ? chunk : chunk.range((int) skip, (int) (chunk.size() - skip));
          given += chunk.size();
          skip = 0;
          return rest;
        }
        skip -= chunk.size();
        given += chunk.size();
      }
      return null;
    }

    private @Nullable Chunk pull() {
      if (ready != null) {
        return next < ready.chunks().size() ? ready.chunks().get(next++) : null;
      }
      Chunk chunk = ended ? null : nextOfInput();
      if (chunk == null) {
        ended = true;
        keep();
        return null;
      }
      Chunk kept = chunk.detach();
      seen.add(kept);
      total += kept.size();
      if (total == node.cardinality()) {
        keep();
      }
      return kept;
    }

    private @Nullable Chunk nextOfInput() {
      try {
        return input.next();
      } catch (RuntimeException | Error e) {
        failed = true;
        throw e;
      }
    }

    /** A pass with an error is not whole. */
    private void keep() {
      if (!failed) {
        node.content.compareAndSet(null, new Content(seed, List.copyOf(seen)));
      }
    }

    @Override
    public ObjectNode state() {
      return object().put("given", given + skip);
    }

    @Override
    public void restore(JsonNode state) {
      skip = state.path("given").asLong();
    }

    @Override
    public void close() {
      input.close();
    }
  }
}

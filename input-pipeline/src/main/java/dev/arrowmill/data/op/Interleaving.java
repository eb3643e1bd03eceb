package dev.arrowmill.data.op;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The running {@link Interleave}. A slot that is found at its end is filled again when it is its
 * turn the next time. The state is that of each open slot, and the input's where the oldest of them
 * was made; where that is long, it is the number of elements given since the epoch's start.
 */
final class Interleaving extends Stage {
  private static final int CHUNK = 1_024;
  private static final int STATE_LIMIT = 2_000;

  private final Context context;
  private final Interleave node;
  private final Cursor input;
  private final @Nullable InterleaveSlot[] slots;
  private final int parallelism;
  private @Nullable RuntimeException failure;
  private int turn;
  private int taken;
  private long number;
  private long given;
  private long skip;
  private boolean opened;
  private boolean inputEnded;
  private boolean chosen;
  private final boolean anyOrder;

  Interleaving(Context context, Interleave node, Cursor input) {
    super(context, node);
    this.context = context;
    this.node = node;
    this.input = input;
    this.slots = new @Nullable InterleaveSlot[node.cycle];
    int threads = context.workers().limit();
    int wanted = node.parallelism < 0 ? threads : node.parallelism;
    this.parallelism = threads == 1 ? 0 : Math.min(wanted, node.cycle);
    this.anyOrder = parallelism > 0 && !context.options().deterministic();
  }

  @Override
  @Nullable Chunk advance() {
    Chunk chunk = gather();
    while (chunk != null && skip > 0) {
      if (skip < chunk.size()) {
        chunk = chunk.range((int) skip, (int) (chunk.size() - skip));
        skip = 0;
      } else {
        skip -= chunk.size();
        chunk.close();
        chunk = gather();
      }
    }
    return chunk;
  }

  /** As many elements as need no new chunk, at least one; null at the end. */
  private @Nullable Chunk gather() {
    openAhead();
    Gather out = null;
    int empty = 0;
    while (empty <= slots.length && (out == null || out.size() < CHUNK)) {
      if (out == null && !chosen) {
        preferReady();
      }
      chosen = false;
      InterleaveSlot slot = slots[turn];
      if (out != null && (anyOrder || slot == null || slot.left() == 0)) {
        break;
      }
      slot = slot == null ? open(turn) : slot;
      int n = slot == null ? 0 : available(slot);
      if (slot == null || n == 0) {
        empty = slot == null ? empty + 1 : 0;
        leave(slot);
        continue;
      }
      empty = 0;
      out = out == null ? Gather.of(slot.current(), 64) : out;
      if (!out.fits(slot.current())) {
        break;
      }
      int count = Math.min(Math.min(n, node.block - taken), CHUNK - out.size());
      slot.moveTo(out, count);
      given += count;
      taken += count;
      if (taken == node.block) {
        turn();
      }
    }
    return out == null ? null : out.chunk();
  }

  /** A failure takes the place of an element in the block. */
  private int available(InterleaveSlot slot) {
    try {
      return slot.available();
    } catch (RuntimeException e) {
      taken++;
      if (taken == node.block) {
        turn();
      }
      throw e;
    }
  }

  private void leave(@Nullable InterleaveSlot ended) {
    if (ended != null) {
      slots[turn] = null;
      ended.close();
    }
    turn();
  }

  private void turn() {
    turn = (turn + 1) % slots.length;
    taken = 0;
  }

  /**
   * Where order is not asked for, goes to the next slot that is to be filled or need not be waited
   * for, if there is one. A chunk is of one slot then, and a state says which is next.
   */
  private void preferReady() {
    if (taken > 0 || !anyOrder || chosen) {
      return;
    }
    openAhead();
    if (!goToReady()) {
      Task.awaitAny(
          Arrays.stream(slots)
              .map(s -> s == null ? null : s.ahead())
              .filter(Objects::nonNull)
              .toList());
      goToReady();
    }
  }

  private boolean goToReady() {
    for (int i = 0; i < slots.length; i++) {
      InterleaveSlot slot = slots[(turn + i) % slots.length];
      if (slot == null ? !inputEnded : slot.isReady()) {
        turn = (turn + i) % slots.length;
        return true;
      }
    }
    return false;
  }

  /** Opens all slots at the beginning, so that workers make their first chunks. */
  private void openAhead() {
    if (opened || parallelism == 0) {
      return;
    }
    opened = true;
    try {
      int i = 0;
      while (i < slots.length && open(i) != null) {
        i++;
      }
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  /** Makes the next pipeline in a slot; null when the input has ended. */
  private @Nullable InterleaveSlot open(int i) {
    RuntimeException f = failure;
    if (f != null) {
      failure = null;
      throw f;
    }
    inputEnded = input.available() == 0;
    if (inputEnded) {
      return null;
    }
    ObjectNode madeAt = input.state();
    long made = number++;
    try {
      InterleaveSlot slot = slot(made, madeAt);
      slots[i] = slot;
      slot.begin();
      return slot;
    } finally {
      input.use(1);
    }
  }

  private InterleaveSlot slot(long made, ObjectNode madeAt) {
    Stage stage =
        FlatMap.make(input, context, node.function, node).open(context.nested(node, made));
    long ahead = Arrays.stream(slots).filter(Objects::nonNull).count();
    return new InterleaveSlot(stage, made, madeAt, ahead < parallelism ? context.workers() : null);
  }

  @Override
  public ObjectNode state() {
    if (skip > 0) {
      return object().put("given", given + skip);
    }
    preferReady();
    chosen = anyOrder;
    InterleaveSlot oldest =
        Arrays.stream(slots)
            .filter(Objects::nonNull)
            .min(Comparator.comparingLong(InterleaveSlot::number))
            .orElse(null);
    ObjectNode s = object().put("turn", turn).put("taken", taken).put("next", number);
    s.put("given", given).put("first", oldest == null ? number : oldest.number());
    s.set("in", oldest == null ? input.state() : oldest.madeAt());
    ArrayNode open = s.putArray("slots");
    for (int i = 0; i < slots.length; i++) {
      InterleaveSlot slot = slots[i];
      if (slot != null) {
        open.add(slot.state().put("slot", i));
      }
    }
    return !anyOrder && open.size() > 8 && s.toString().length() > STATE_LIMIT
        ? object().put("given", given)
        : s;
  }

  @Override
  public void restore(JsonNode state) {
    if (!state.has("in")) {
      skip = state.path("given").asLong();
      return;
    }
    given = state.path("given").asLong();
    turn = state.path("turn").asInt();
    chosen = anyOrder;
    taken = state.path("taken").asInt();
    input.restore(state.path("in"));
    long end = state.path("next").asLong();
    opened = end > 0;
    for (number = state.path("first").asLong(); number < end; ) {
      JsonNode saved = find(state.path("slots"), number);
      if (input.available() == 0) {
        throw new IllegalStateException(
            "interleave: the input ends before element " + number + ", which was open");
      }
      if (saved == null) {
        number++;
        input.use(1);
      } else {
        reopen(saved);
      }
    }
  }

  private void reopen(JsonNode saved) {
    ObjectNode madeAt = input.state();
    InterleaveSlot slot = slot(number, madeAt);
    slots[saved.path("slot").asInt()] = slot;
    slot.restore(saved);
    slot.begin();
    number++;
    input.use(1);
  }

  private static @Nullable JsonNode find(JsonNode open, long number) {
    for (JsonNode s : open) {
      if (s.path("number").asLong() == number) {
        return s;
      }
    }
    return null;
  }

  @Override
  public void close() {
    for (int i = 0; i < slots.length; i++) {
      InterleaveSlot slot = slots[i];
      slots[i] = null;
      Closing.close(slot);
    }
    input.close();
  }
}

package dev.arrowmill.data.op;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.data.Row;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The running {@link GroupByWindow}. Its state is where the oldest element lies that belongs to an
 * open group, the number of groups that were given since and lie wholly after it, and for each key
 * of which a given group began before it, how far that one reached. With many such keys it is the
 * epoch's start and the number of groups given.
 */
final class Grouping<K extends Comparable<K>> extends Flattening {
  private static final int CUT_LIMIT = 24;

  /** Elements of one key, by the numbers of the first and the last. */
  private static final class Group<K> {
    private final K key;
    private final long first;
    private final List<Gather> elements = new ArrayList<>();
    private long last;
    private int count;

    Group(K key, long first) {
      this.key = key;
      this.first = first;
    }

    void add(Chunk chunk, int position, long index) {
      Gather open = elements.isEmpty() ? null : elements.get(elements.size() - 1);
      if (open == null || !open.fits(chunk)) {
        open = Gather.of(chunk, 16);
        elements.add(open);
      }
      open.add(chunk, position, 1);
      last = index;
      count++;
    }
  }

  /** A group that was given. */
  private record Given(String key, long first, long last) {}

  private final Context context;
  private final GroupByWindow<K> node;
  private final Lookback input;
  private final ObjectNode start;
  private final Map<K, Group<K>> open = new LinkedHashMap<>();
  private final Deque<Given> given = new ArrayDeque<>();
  private final Map<String, Long> cut = new HashMap<>();
  private @Nullable Group<K> current;
  private @Nullable Row row;
  private @Nullable Chunk rowChunk;
  private long at;
  private long again;
  private long total;

  /**
   * What was given since element {@link #summedAt}: groups wholly after it, reach of the others.
   */
  private final Map<String, Long> reached = new TreeMap<>();

  private long summedAt;
  private long whole;

  Grouping(Context context, GroupByWindow<K> node, Stage input) {
    super(context, node);
    this.context = context;
    this.node = node;
    this.input = new Lookback(input);
    this.start = this.input.state(0);
  }

  @Override
  boolean ready() {
    while (current == null) {
      Group<K> full = input.has(at) ? take() : leftover();
      if (full == null && open.isEmpty() && !input.has(at)) {
        return false;
      }
      if (full == null) {
        continue;
      }
      if (again > 0) {
        again--;
        log(full);
      } else {
        current = full;
      }
    }
    return true;
  }

  /** Adds the next element to its group; the group, if it is full then. */
  private @Nullable Group<K> take() {
    long index = at++;
    Chunk chunk = input.chunk(index);
    int position = input.position(index);
    K key = node.key.apply(rows(chunk).at(position));
    Long reached = cut.get(String.valueOf(key));
    Group<K> full = null;
    if (reached == null || index > reached) {
      int size = node.sizeOf(key);
      Group<K> group = open.computeIfAbsent(key, k -> new Group<>(k, index));
      group.add(chunk, position, index);
      full = group.count >= size ? open.remove(key) : null;
    }
    if (position == chunk.size() - 1) {
      input.release(at);
    }
    return full;
  }

  private Row rows(Chunk chunk) {
    Row r = row;
    if (r == null || rowChunk != chunk) {
      r = RowsOf.row(chunk, context, "groupByWindow");
      row = r;
      rowChunk = chunk;
    }
    return r;
  }

  private @Nullable Group<K> leftover() {
    K least = open.keySet().stream().min(Comparator.naturalOrder()).orElse(null);
    return least == null ? null : open.remove(least);
  }

  @Override
  Node make(long number) {
    Group<K> group = current;
    if (group == null) {
      throw new IllegalStateException("groupByWindow: no group");
    }
    List<Chunk> chunks = group.elements.stream().map(Gather::chunk).toList();
    return node.made(node.reduce.apply(group.key, new Held(chunks, node.input())));
  }

  @Override
  void done() {
    Group<K> group = current;
    current = null;
    if (group != null) {
      log(group);
    }
  }

  private void log(Group<K> group) {
    total++;
    Given g = new Given(String.valueOf(group.key), group.first, group.last);
    given.add(g);
    if (oldest() == summedAt) {
      sum(g);
    } else {
      summarise();
    }
  }

  /** The number of the first element that is still needed. */
  private long oldest() {
    long oldest = open.isEmpty() ? at : open.values().iterator().next().first;
    Group<K> g = current;
    return g == null ? oldest : Math.min(oldest, g.first);
  }

  /** Counts what was given since the oldest needed element anew. */
  private void summarise() {
    summedAt = oldest();
    input.forget(summedAt);
    for (Given g = given.peek(); g != null && g.last < summedAt; g = given.peek()) {
      given.remove();
    }
    cut.values().removeIf(reached -> reached < summedAt);
    reached.clear();
    reached.putAll(cut);
    whole = 0;
    given.forEach(this::sum);
  }

  private void sum(Given g) {
    if (g.first >= summedAt) {
      whole++;
    } else if (g.last >= summedAt) {
      reached.put(g.key, g.last);
    }
  }

  @Override
  ObjectNode place() {
    if (oldest() != summedAt) {
      summarise();
    }
    boolean fromStart = reached.size() > CUT_LIMIT;
    ObjectNode s = fromStart ? start.deepCopy() : input.state(summedAt);
    s.put("from", fromStart ? 0 : summedAt).put("total", total + again);
    s.put("again", again + (fromStart ? total : whole));
    ObjectNode cuts = s.putObject("cut");
    if (!fromStart) {
      reached.forEach((key, last) -> cuts.put(key, last - summedAt));
    }
    return s;
  }

  @Override
  void goTo(JsonNode place) {
    input.restore(place);
    at = place.path("from").asLong();
    again = place.path("again").asLong();
    total = place.path("total").asLong() - again;
    for (Map.Entry<String, JsonNode> e : place.path("cut").properties()) {
      cut.put(e.getKey(), at + e.getValue().asLong());
    }
    summarise();
  }

  @Override
  void closeInput() {
    input.close();
  }
}

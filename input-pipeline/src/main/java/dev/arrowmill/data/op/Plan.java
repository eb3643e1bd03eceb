package dev.arrowmill.data.op;

import dev.arrowmill.data.Condition;
import dev.arrowmill.data.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline as it runs: the same elements in the same order, with less work. Every rule keeps the
 * numbers of the nodes, so that shuffles draw as before, and depends on the pipeline and options
 * alone, so that a state fits in another process. Internal.
 *
 * @param node what runs
 * @param rewrites what was changed, in words
 */
public record Plan(Node node, List<String> rewrites) {
  /** The plan of a pipeline. */
  public static Plan of(Node node, Options options) {
    List<String> done = new ArrayList<>();
    Node rewritten = rewrite(node, done);
    if (options.autotune() && options.workers() > 1 && readsFiles(node)) {
      rewritten = prefetched(rewritten, done);
    }
    return new Plan(rewritten, List.copyOf(done));
  }

  private static Node rewrite(Node node, List<String> done) {
    if (node.inputs().size() != 1) {
      return node;
    }
    Node input = rewrite(node.input(), done);
    Node same = input == node.input() ? node : node.over(input);
    if (same == null) {
      return node;
    }
    same.at(node.depth());
    return local(same, done);
  }

  private static Node local(Node n, List<String> done) {
    if (n.isIdentity()) {
      done.add("dropped " + n.name() + ": it changes nothing");
      return n.input();
    }
    Node better = null;
    if (n instanceof Filter f) {
      better = filter(f, done);
    } else if (n instanceof Select s) {
      better = select(s, done);
    } else if (n instanceof MapColumns second && n.input() instanceof MapColumns first) {
      done.add("joined two maps to one");
      better = second.after(first);
    } else if (n instanceof Skip s && s.count() >= 0) {
      Node seeking = seeking(n.input(), s.count());
      if (seeking != null) {
        done.add(n.name() + ": reading begins at that row");
        return seeking;
      }
    } else if (n instanceof Take t && n.input() instanceof Source from && from.canSeek()) {
      done.add(n.name() + ": reading ends at that row");
      better = n.over(from.atMost(t.count()).at(from.depth()));
    }
    return better == null ? n : better.at(n.depth());
  }

  /** The same elements from a row on, if a source can begin there; buffers do not matter. */
  private static @Nullable Node seeking(Node node, long row) {
    if (node instanceof Prefetch buffer) {
      Node below = seeking(buffer.input(), row);
      return below == null ? null : moved(buffer, below);
    }
    if (node instanceof Range numbers) {
      return numbers.from(row).at(numbers.depth() + 1);
    }
    return node instanceof Source from && from.canSeek()
        ? from.from(row).at(from.depth() + 1)
        : null;
  }

  private static @Nullable Node filter(Filter filter, List<String> done) {
    Optional<Condition> own = filter.condition();
    if (own.isEmpty() || own.get().columns().isEmpty()) {
      return null;
    }
    if (filter.input() instanceof Filter before && simple(before)) {
      done.add("joined two filters to one");
      Condition both = before.condition().orElseThrow().and(own.get());
      return local(Filter.of(before.input(), both), done);
    }
    if (filter.input() instanceof Source from
        && !from.isRestricted()
        && !own.get().ranges().isEmpty()
        && from.chosen().containsAll(own.get().columns().get())) {
      done.add(filter.name() + ": row groups and pages without such rows are not read");
      return filter.over(from.where(own.get().ranges()).at(from.depth()));
    }
    return null;
  }

  private static boolean simple(Filter f) {
    return f.condition().flatMap(Condition::columns).isPresent();
  }

  private static @Nullable Node select(Select select, List<String> done) {
    if (!(select.input() instanceof Filter filter)
        || !(filter.input() instanceof Source from)
        || !simple(filter)) {
      return null;
    }
    Set<String> tested = filter.condition().flatMap(Condition::columns).orElseGet(Set::of);
    List<String> wanted = select.patterns().choose(from.chosen());
    Set<String> needed = new TreeSet<>(wanted);
    needed.addAll(tested);
    List<String> kept = from.chosen().stream().filter(needed::contains).toList();
    if (kept.size() == from.chosen().size()) {
      return null;
    }
    done.add(select.name() + ": only " + kept.size() + " columns are read");
    Node narrow = filter.over(from.only(kept)).at(filter.depth());
    return Select.exactly(narrow, wanted);
  }

  private static boolean readsFiles(Node node) {
    return node instanceof Source || node.inputs().stream().anyMatch(Plan::readsFiles);
  }

  /** A thread that works ahead: by windows where a shuffle is packed, else by elements. */
  private static Node prefetched(Node top, List<String> done) {
    if (prefetches(top)) {
      return top;
    }
    Node inside = aheadOfBatches(top);
    done.add("a thread works ahead" + (inside == null ? "" : ", a window at a time"));
    return inside == null ? Prefetch.of(top, Prefetch.AUTO) : inside;
  }

  private static boolean prefetches(Node node) {
    return node instanceof Prefetch || node.inputs().stream().anyMatch(Plan::prefetches);
  }

  private static @Nullable Node aheadOfBatches(Node node) {
    if (node instanceof Batching && node.input() instanceof Shuffle shuffle) {
      return moved(node, Prefetch.of(shuffle, 1));
    }
    if (node.inputs().size() != 1) {
      return null;
    }
    Node below = aheadOfBatches(node.input());
    return below == null ? null : moved(node, below);
  }

  private static @Nullable Node moved(Node node, Node input) {
    Node same = node.over(input);
    return same == null ? null : same.at(node.depth());
  }
}

package dev.arrowmill.data.op;

import static dev.arrowmill.data.op.Tables.text;
import static dev.arrowmill.data.op.Tables.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.arrowmill.data.Batch;
import dev.arrowmill.data.Options;
import dev.arrowmill.data.Row;
import dev.arrowmill.data.RowWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What every operator keeps, by itself and in chains (points 62-66 and 70 of the checklist):
 * restore at every step, state below 1 KB, close, empty input, and no influence of threads.
 */
class OperatorContractTest {
  private static final int ROWS = 29;

  private final BufferAllocator allocator = new RootAllocator();

  @AfterEach
  void nothingIsLeft() {
    assertThat(allocator.getAllocatedMemory()).isZero();
    allocator.close();
    assertThat(prefetchThreads()).isEmpty();
  }

  private static List<Thread> prefetchThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(t -> t.getName().startsWith("arrowmill-"))
        .toList();
  }

  private static Map<String, UnaryOperator<Node>> chains(Operators.Operator op) {
    UnaryOperator<Node> f = op.example();
    if (op.kind() == Operators.Kind.BATCHES) {
      return Map.of(
          "batch(3) > op", n -> f.apply(Batching.of(n, 3, false)),
          "shuffle(9) > batch(2) > op > repeat(2)",
              n -> Repeat.of(f.apply(Batching.of(Shuffle.of(n, 9, true), 2, false)), 2));
    }
    UnaryOperator<Node> batch =
        n -> f.apply(n).batched() ? f.apply(n) : Batching.of(f.apply(n), 4, false);
    return Map.of(
        "op",
        f,
        "op > batch(4) > take(5)",
        n -> Take.of(batch.apply(n), 5),
        "shuffle(6) > op > batch(4) > repeat(2)",
        n -> Repeat.of(batch.apply(Shuffle.of(n, 6, true)), 2),
        "skip(2) > op > batch(4) > cache > repeat(2)",
        n -> Repeat.of(Cache.of(batch.apply(Skip.of(n, 2))), 2));
  }

  private static Map<String, UnaryOperator<Node>> threads() {
    return Map.of("before", n -> Prefetch.of(n, 1), "auto", n -> Prefetch.of(n, Prefetch.AUTO));
  }

  private Running run(Node node) {
    return new Running(node, Settings.DEFAULT.withSeed(42), 42, 0, allocator);
  }

  private static List<String> rest(Running running) {
    List<String> out = new ArrayList<>();
    while (running.hasNext()) {
      out.add(text(running.next()));
    }
    assertThat(running.hasNext()).isFalse();
    running.close();
    return out;
  }

  @TestFactory
  Stream<DynamicTest> restoresAtEveryStep() {
    return forEach(
        (node, name) -> {
          List<String> whole = rest(run(node));
          for (int k = 0; k <= whole.size() + 1; k++) {
            Running first = run(node);
            for (int i = 0; i < Math.min(k, whole.size()); i++) {
              assertThat(text(first.next())).isEqualTo(whole.get(i));
            }
            if (k > whole.size()) {
              assertThat(first.hasNext()).isFalse();
            }
            String state = first.state();
            assertThat(state.length()).isLessThan(1_024);
            assertThat(first.state()).isEqualTo(state);
            first.close();
            Running second = run(node);
            second.restore(state);
            assertThat(rest(second))
                .as("%s after %d: %s", name, k, state)
                .isEqualTo(whole.subList(Math.min(k, whole.size()), whole.size()));
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> closesAtEveryStep() {
    return forEach(
        (node, name) -> {
          int size = rest(run(node)).size();
          for (int k = 0; k <= size; k++) {
            Running running = run(node);
            List<Batch> kept = new ArrayList<>();
            for (int i = 0; i < k; i++) {
              kept.add(running.next());
            }
            running.close();
            running.close();
            assertThat(allocator.getAllocatedMemory()).as(name + " after " + k).isZero();
            assertThat(texts(kept.iterator())).hasSize(k);
          }
          assertThat(prefetchThreads()).isEmpty();
        });
  }

  @TestFactory
  Stream<DynamicTest> emptyInputEnds() {
    return Operators.ALL.stream()
        .filter(op -> op.kind() != Operators.Kind.SOURCE)
        .flatMap(
            op ->
                chains(op).entrySet().stream()
                    .map(
                        chain ->
                            dynamicTest(
                                op.name() + ": " + chain.getKey(),
                                () -> {
                                  for (Node empty :
                                      List.of(
                                          Memory.columns(List.of(Tables.rows(0))),
                                          Source.of(Tables.arrow(0)))) {
                                    assertThat(rest(run(chain.getValue().apply(empty)))).isEmpty();
                                  }
                                })));
  }

  @TestFactory
  Stream<DynamicTest> threadsAndSourcesChangeNothing() {
    return Operators.ALL.stream()
        .flatMap(
            op ->
                chains(op).entrySet().stream()
                    .map(
                        chain ->
                            dynamicTest(
                                op.name() + ": " + chain.getKey(),
                                () -> sameStream(chain.getValue()))));
  }

  private void sameStream(UnaryOperator<Node> chain) {
    Node memory = Memory.columns(List.of(Tables.rows(ROWS)));
    Node arrow = Source.of(Tables.arrow(ROWS));
    List<String> expected = rest(run(chain.apply(memory)));
    assertThat(rest(run(chain.apply(arrow)))).isEqualTo(expected);
    threads()
        .forEach(
            (where, prefetch) -> {
              assertThat(rest(run(chain.apply(prefetch.apply(arrow))))).isEqualTo(expected);
              assertThat(rest(run(prefetch.apply(chain.apply(arrow))))).isEqualTo(expected);
              Running plain = run(chain.apply(arrow));
              int half = expected.size() / 2;
              for (int i = 0; i < half; i++) {
                plain.next();
              }
              String state = plain.state();
              plain.close();
              Running threaded = run(prefetch.apply(chain.apply(prefetch.apply(arrow))));
              threaded.restore(state);
              assertThat(rest(threaded)).isEqualTo(expected.subList(half, expected.size()));
            });
  }

  @TestFactory
  Stream<DynamicTest> anyNumberOfThreadsGivesTheSame() {
    return forEach(
        (node, name) -> {
          List<String> expected = rest(run(node));
          for (int threads : new int[] {1, 2, 8}) {
            Options options = Options.DEFAULT.threads(threads);
            Settings settings = Settings.DEFAULT.withSeed(42).withOptions(options);
            assertThat(rest(new Running(node, settings, 42, 0, allocator)))
                .as("%s with %d threads", name, threads)
                .isEqualTo(expected);
          }
        });
  }

  /**
   * Rows 13 and 14 fail; what comes after may be other elements, but always the same. A snapshot is
   * whole or not there: it fails each time.
   */
  @TestFactory
  Stream<DynamicTest> failingElementsSurfaceAndNothingHangsOrLeaks() {
    return Operators.ALL.stream()
        .filter(op -> op.kind() != Operators.Kind.SOURCE && !op.name().startsWith("snapshot"))
        .flatMap(
            op ->
                chains(op).entrySet().stream()
                    .filter(chain -> !chain.getKey().contains("repeat"))
                    .map(
                        chain ->
                            dynamicTest(
                                op.name() + ": " + chain.getKey(),
                                () -> failsAlike(chain.getValue()))));
  }

  private void failsAlike(UnaryOperator<Node> chain) {
    Node failing =
        MapRows.of(Source.of(Tables.arrow(ROWS)), Tables.SCHEMA, OperatorContractTest::copy);
    List<String> first = withErrors(run(chain.apply(failing)));
    assertThat(withErrors(run(chain.apply(failing)))).isEqualTo(first);
    assertThat(allocator.getAllocatedMemory()).isZero();
  }

  private static void copy(Row in, RowWriter out) {
    long id = in.getLong("id");
    if (id == 13 || id == 14) {
      throw new ArithmeticException("row " + id);
    }
    out.set("id", id).set("x", in.get("x")).set("s", in.get("s"));
  }

  private static List<String> withErrors(Running running) {
    List<String> out = new ArrayList<>();
    while (true) {
      assertThat(out).as("endless errors").hasSizeLessThan(1_000);
      try {
        if (!running.hasNext()) {
          running.close();
          return out;
        }
        out.add(text(running.next()));
      } catch (ArithmeticException e) {
        assertThat(e.getSuppressed()).hasSize(1);
        out.add(e.getMessage());
      } catch (IllegalStateException e) {
        assertThat(e).hasMessageContaining("assertCardinality");
        out.add("wrong number");
      }
    }
  }

  private interface Check {
    void run(Node node, String name);
  }

  private Stream<DynamicTest> forEach(Check check) {
    return Operators.ALL.stream()
        .flatMap(
            op ->
                chains(op).entrySet().stream()
                    .map(
                        chain ->
                            dynamicTest(
                                op.name() + ": " + chain.getKey(),
                                () ->
                                    check.run(
                                        chain.getValue().apply(Source.of(Tables.arrow(ROWS))),
                                        op.name() + ": " + chain.getKey()))));
  }
}

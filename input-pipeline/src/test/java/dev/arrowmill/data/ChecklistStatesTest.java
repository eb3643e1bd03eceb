package dev.arrowmill.data;

import static dev.arrowmill.data.Streams.VALUE;
import static dev.arrowmill.data.Streams.assertResumes;
import static dev.arrowmill.data.Streams.list;
import static dev.arrowmill.data.Streams.texts;
import static dev.arrowmill.data.Streams.upTo;
import static dev.arrowmill.data.Streams.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrowmill.data.op.Tables;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Points 35 and 62 to 71 of tf.data's semantics: states and resources. States are those of
 * iterators, in JSON, and never hold elements (point 68).
 */
class ChecklistStatesTest {
  @TempDir Path folder;

  /** A pipeline with most of what can be saved, for another process too. */
  static Dataset pipeline() {
    return Dataset.of(Tables.rows(97))
        .shuffle(17)
        .withColumn("twice", Expr.col("id").times(2))
        .interleave(
            r -> Dataset.range(r.getLong("twice"), r.getLong("twice") + r.getLong("id") % 4, 1),
            3,
            2,
            2)
        .groupByWindow(r -> r.getLong("value") % 5, (k, w) -> w.shuffle(3), 4)
        .window(4, 3, 1, false)
        .unbatch()
        .batch(5)
        .repeat(2)
        .prefetch(2)
        .seed(21)
        .options(Options.DEFAULT.threads(3));
  }

  static Stream<Supplier<Dataset>> datasets() {
    List<Supplier<Dataset>> all = new ArrayList<>();
    for (int buffer : new int[] {1, 3, 5, 8, 10}) {
      for (boolean reshuffle : new boolean[] {true, false}) {
        all.add(() -> Dataset.range(5).shuffle(buffer, reshuffle).repeat(2).seed(7));
      }
    }
    all.add(() -> Dataset.range(9).interleave(r -> Dataset.range(r.getLong("value")), 3, 2, 2));
    all.add(() -> Dataset.range(20).prefetch(5).cache().repeat(2));
    all.add(
        () ->
            Dataset.sampleFromDatasets(
                    List.of(Dataset.range(9), Dataset.range(40, 50, 1).shuffle(4)), 2, 1)
                .seed(3)
                .repeat(2));
    all.add(() -> Dataset.range(11).window(4, 2, 2, false));
    all.add(() -> Dataset.range(23).groupByWindow(r -> r.getLong("value") % 3, (k, w) -> w, 3));
    all.add(() -> Streams.lists(1, 4, 2, 0, 3, 3, 1).paddedBatch(2, Padding.longest()));
    all.add(() -> Dataset.range(30).rejectionResample(r -> 0, new double[] {1}));
    all.add(
        () ->
            Dataset.range(40)
                .groupByWindow(r -> r.getLong("value") * 31 % 37, (k, w) -> w.repeat(2), 2));
    all.add(ChecklistStatesTest::pipeline);
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("datasets")
  void points62To65AnIteratorIsRestoredBeforeAtAndAfterEveryElement(Supplier<Dataset> dataset) {
    assertResumes(dataset);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 13, 40})
  void point65AnotherProcessGoesOn(int at) throws Exception {
    List<String> whole = texts(pipeline());
    IteratorState state;
    try (DatasetIterator it = pipeline().iterator()) {
      for (int i = 0; i < at; i++) {
        it.next();
      }
      state = it.state();
    }
    Path saved = Files.writeString(folder.resolve("state.json"), state.json());
    Path out = folder.resolve("rest.txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(a -> a.startsWith("--") || a.startsWith("-XX:+Ignore"))
        .forEach(command::add);
    command.addAll(List.of("-Xmx256m", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Resuming.class.getName(), saved.toString(), out.toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log.txt").toFile())
            .start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(() -> read(folder.resolve("log.txt"))).isZero();
    assertThat(Files.readAllLines(out)).isEqualTo(whole.subList(at, whole.size()));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (java.io.IOException e) {
      return e.toString();
    }
  }

  /** What the other process does. */
  static final class Resuming {
    private Resuming() {}

    public static void main(String[] args) throws Exception {
      try (DatasetIterator it = pipeline().iterator()) {
        it.restore(new IteratorState(Files.readString(Path.of(args[0]))));
        Files.write(Path.of(args[1]), Tables.texts(it));
      }
    }
  }

  @Test
  void point66ARestoredDatasetStartsAnewWithItsNextIterator() {
    Dataset ds = Dataset.range(12).batch(5);
    try (DatasetIterator it = ds.iterator();
        DatasetIterator restored = ds.iterator()) {
      it.next();
      restored.restore(it.state());
      assertThat(Tables.longs(restored, "value")).isEqualTo(list(5, 6, 7, 8, 9, 10, 11));
    }
    assertThat(values(ds)).isEqualTo(upTo(12));
  }

  private static Dataset generated(boolean repeatable) {
    return Dataset.fromGenerator(
        VALUE,
        () -> LongStream.range(0, 9).mapToObj(v -> Map.of("value", v)).iterator(),
        repeatable);
  }

  @Test
  void point67AGeneratorIsSavedOnlyIfItMayBeCalledAgain() {
    for (Dataset ds :
        List.of(
            generated(false).batch(2),
            Dataset.range(2).flatMap(r -> generated(false)).shuffle(3),
            Dataset.range(9).rename("value", "b").zip(generated(false)))) {
      try (DatasetIterator it = ds.iterator()) {
        it.next();
        assertThatThrownBy(it::state)
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContainingAll("state", "fromGenerator", "repeatable");
        assertThat(it.hasNext()).isTrue();
      }
    }
    assertResumes(() -> generated(true).shuffle(4).batch(2).seed(1));
    assertThatThrownBy(
            () ->
                values(
                    Dataset.fromGenerator(
                        VALUE, () -> List.of(Map.of("other", 1L)).iterator(), true)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("no column other", "[value]");
  }

  @ParameterizedTest
  @CsvSource({"1, 8", "8, 1", "2, 8"})
  void aStateDoesNotDependOnThreads(int before, int after) {
    Dataset ds = pipeline().options(Options.DEFAULT.threads(before));
    Dataset other = pipeline().options(Options.DEFAULT.threads(after));
    List<String> whole = texts(pipeline());
    try (DatasetIterator a = ds.iterator();
        DatasetIterator b = other.iterator()) {
      List<String> out = new ArrayList<>();
      for (int i = 0; i < 23; i++) {
        out.add(Tables.text(a.next()));
      }
      b.restore(a.state());
      out.addAll(Tables.texts(b));
      assertThat(out).isEqualTo(whole);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5})
  void points35And70ClosingEarlyGivesEverythingBackAlsoFromStuckFunctions(int taken)
      throws Exception {
    CountDownLatch stuck = new CountDownLatch(1);
    try (BufferAllocator allocator = new RootAllocator()) {
      Dataset ds =
          Dataset.of(Tables.arrow(60))
              .interleave(
                  r ->
                      Dataset.of(Tables.arrow(3))
                          .map(
                              c -> {
                                if (r.getLong("id") == 6) {
                                  stuck.countDown();
                                  sleep();
                                }
                                return c;
                              }),
                  4,
                  1,
                  4)
              .map(VALUE, (in, out) -> out.set("value", in.getLong("id")), 2)
              .allocator(allocator)
              .options(Options.DEFAULT.threads(4));
      DatasetIterator it = ds.iterator();
      for (int i = 0; i < taken; i++) {
        it.next();
      }
      it.close();
      assertThat(allocator.getAllocatedMemory()).isZero();
      assertThat(allocator.getChildAllocators()).isEmpty();
    }
    assertThat(
            Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().startsWith("arrowmill-")))
        .isEmpty();
  }

  private static void sleep() {
    try {
      Thread.sleep(60_000);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void point71ExceptionsKeepTheirTypeAndSayWhereTheyComeFrom(int parallelism) {
    ArithmeticException thrown = new ArithmeticException("boom");
    Dataset ds =
        Dataset.of(Tables.arrow(29))
            .filter(Expr.col("id").ge(3))
            .map(
                VALUE,
                (in, out) -> {
                  if (in.getLong("id") == 20) {
                    throw thrown;
                  }
                  out.set("value", in.getLong("id"));
                },
                parallelism)
            .prefetch(1);
    try (DatasetIterator it = ds.iterator()) {
      assertThatThrownBy(() -> it.forEachRemaining(b -> {})).isSameAs(thrown);
    }
    ElementTrace trace = ElementTrace.of(thrown).orElseThrow();
    assertThat(trace.operator()).isEqualTo("map[value]");
    assertThat(trace.source()).contains("table");
    Dataset nested =
        Dataset.range(3)
            .flatMap(
                r -> {
                  throw new ArithmeticException("nested");
                });
    assertThatThrownBy(() -> values(nested))
        .isInstanceOf(ArithmeticException.class)
        .satisfies(e -> assertThat(ElementTrace.of(e).orElseThrow()).hasMessage("in flatMap"));
  }
}

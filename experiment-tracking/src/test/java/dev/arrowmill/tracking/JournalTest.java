package dev.arrowmill.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked
class JournalTest {
  private static final List<JournalEntry> ENTRIES =
      List.of(
          new JournalEntry.Started(new NewRun("id", "exp", "näme", 7, Map.of("k", "v"))),
          new JournalEntry.Bound("run1"),
          new JournalEntry.Metric(new MetricPoint("a", Double.NaN, 8, -1)),
          new JournalEntry.Metric(new MetricPoint("a", Double.NEGATIVE_INFINITY, 8, 1L << 40)),
          new JournalEntry.Metric(new MetricPoint("a", Double.MIN_VALUE, 8, 0)),
          new JournalEntry.Metric(new MetricPoint("a", -0.0, 8, 0)),
          new JournalEntry.Param("p", "line\nbreak"),
          new JournalEntry.Tag("t", ""),
          new JournalEntry.Text("x/y.txt", "content"),
          new JournalEntry.File("f", Path.of("/tmp/f")),
          new JournalEntry.Ended(RunStatus.FAILED, 9));

  @TempDir Path dir;

  private Path written() {
    Path path = dir.resolve("run.journal");
    try (Journal journal = Journal.create(path)) {
      ENTRIES.forEach(journal::append);
    }
    return path;
  }

  @Test
  void givesBackEveryEntry() throws Exception {
    assertThat(Journal.read(written()).entries()).isEqualTo(ENTRIES);
  }

  @Test
  void aTornTailLosesOnlyTheLastEntry() throws Exception {
    byte[] whole = Files.readAllBytes(written());
    for (int cut = 1; cut < 20; cut++) {
      Path torn = dir.resolve("torn" + cut);
      Files.write(torn, java.util.Arrays.copyOf(whole, whole.length - cut));
      assertThat(Journal.read(torn).entries()).isEqualTo(ENTRIES.subList(0, ENTRIES.size() - 1));
    }
  }

  @Test
  void aFlippedByteIsNeverReadAsAnEntry() throws Exception {
    byte[] whole = Files.readAllBytes(written());
    Path damaged = dir.resolve("damaged");
    for (int at = 0; at < whole.length; at++) {
      byte[] copy = whole.clone();
      copy[at] ^= 0x20;
      Files.write(damaged, copy);
      List<JournalEntry> entries = Journal.read(damaged).entries();
      assertThat(entries)
          .hasSizeLessThan(ENTRIES.size())
          .isEqualTo(ENTRIES.subList(0, entries.size()));
    }
  }

  @Test
  void aJournalIsWrittenOnceAndReopenedAfterItsTail() throws Exception {
    Path path = written();
    assertThatThrownBy(() -> Journal.create(path))
        .isInstanceOf(TrackingException.class)
        .hasMessageContaining("run.journal");
    Files.write(path, new byte[] {0, 0, 0}, java.nio.file.StandardOpenOption.APPEND);
    try (Journal journal = Journal.reopen(path)) {
      journal.append(new JournalEntry.Tag("late", "1"));
    }
    assertThat(Journal.read(path).entries())
        .hasSize(ENTRIES.size() + 1)
        .endsWith(new JournalEntry.Tag("late", "1"));
  }
}

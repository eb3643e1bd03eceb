package dev.arrowmill.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailuresTest {
  @Test
  void keepsTheSentenceAndDropsWhatIsForProgrammers() {
    assertThat(
            Failures.describe(
                new IllegalStateException(
                    "[PATH_NOT_FOUND] Path does not exist: file:/x. SQLSTATE: 42K03")))
        .isEqualTo("Path does not exist: file:/x.");
    assertThat(Failures.describe(new NullPointerException())).isEqualTo("NullPointerException");
    assertThat(Failures.describe(new RuntimeException("java.io.IOException: disk full\n\tat x")))
        .isEqualTo("disk full");
  }

  @Test
  void saysTheOutermostAndTheDeepestCause() {
    Exception deep = new IllegalArgumentException("file:/a.parquet is not a Parquet file");
    Exception outer =
        new RuntimeException("cannot read the table", new RuntimeException("wrapped", deep));
    assertThat(Failures.describe(outer))
        .isEqualTo("cannot read the table (file:/a.parquet is not a Parquet file)");
    assertThat(Failures.describe(new RuntimeException(deep.getMessage(), deep)))
        .isEqualTo(deep.getMessage());
  }

  @Test
  void unwrapsAnAwaitedFailure() {
    Exception deep = new IllegalStateException("a.parquet is not a Parquet file");
    assertThat(Failures.describe(new RuntimeException("Exception thrown in awaitResult: ", deep)))
        .isEqualTo("a.parquet is not a Parquet file");
  }

  @Test
  void aStopFromOutsideIsSaidAsSuch() {
    assertThat(
            Failures.describe(
                new IllegalStateException(
                    "Task serialization failed: Cannot call methods on a stopped SparkContext.")))
        .isEqualTo("the job was stopped before it was done");
  }

  @Test
  void unwrapsAStageFailure() {
    String message =
        "Job aborted due to stage failure: Task 0 in stage 1.0 failed 1 times, most recent failure: Lost task 0.0 in"
            + " stage 1.0 (TID 1) (localhost executor driver): java.lang.IllegalStateException: row 7 has no label";
    assertThat(Failures.describe(new RuntimeException(message))).isEqualTo("row 7 has no label");
  }
}

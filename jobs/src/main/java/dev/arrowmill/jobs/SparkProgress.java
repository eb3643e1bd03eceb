package dev.arrowmill.jobs;

import dev.arrowmill.jobs.cli.Console;
import dev.arrowmill.jobs.cli.Progress;
import java.util.Locale;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Shows the tasks of the Spark jobs that run while it is open; one line at the end when piped. */
final class SparkProgress extends SparkListener implements AutoCloseable {
  private static final int REDRAW_MILLIS = 250;

  private final SparkContext spark;
  private final Progress progress;
  private final Timer timer = new Timer("arrowmill-progress", true);
  private final AtomicLong tasks = new AtomicLong();
  private final AtomicLong finished = new AtomicLong();
  private volatile String note = "";

  private SparkProgress(SparkContext spark, Console console, String what) {
    this.spark = spark;
    this.progress = console.progress(what);
    if (console.terminal()) {
      spark.addSparkListener(this);
      timer.schedule(new Redraw(), REDRAW_MILLIS, REDRAW_MILLIS);
    }
  }

  static SparkProgress start(Context context, String what) {
    return new SparkProgress(context.spark().sparkContext(), context.console(), what);
  }

  @Override
  public void onStageSubmitted(SparkListenerStageSubmitted stage) {
    tasks.addAndGet(stage.stageInfo().numTasks());
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd task) {
    finished.incrementAndGet();
  }

  /** What to show beside the bar. */
  void note(String text) {
    note = text;
  }

  double seconds() {
    return progress.seconds();
  }

  void done(String summary) {
    close();
    progress.done(summary);
  }

  @Override
  public void close() {
    timer.cancel();
    spark.removeSparkListener(this);
  }

  private final class Redraw extends TimerTask {
    @Override
    public void run() {
      String text =
          String.format(
              Locale.ROOT, "%.0f s%s%s", progress.seconds(), note.isEmpty() ? "" : ", ", note);
      progress.at(finished.get(), Math.max(1, tasks.get()), text);
    }
  }
}

package dev.arrowmill.jobs;

import java.util.List;

/** The table of jobs, in the order of the list that {@code --help} shows. */
final class Jobs {
  static final List<Job> ALL =
      List.of(
          new DemoJob(),
          new ProfileJob(),
          new TrainJob(),
          new TuneJob(),
          new EvaluateJob(),
          new ScoreJob(),
          new RunsJob(),
          new DoctorJob(),
          new SampleDataJob(),
          new BenchJob());

  private Jobs() {}
}

package dev.arrowmill.jobs;

import dev.arrowmill.jobs.cli.Key;
import dev.arrowmill.jobs.cli.Report;
import dev.arrowmill.jobs.cli.Settings;
import dev.arrowmill.jobs.doctor.Check;
import dev.arrowmill.jobs.doctor.Doctor;
import java.util.List;

/**
 * Says what is on, why something is off and which flag turns it on. Fails when a need is not met.
 */
final class DoctorJob implements Job {
  @Override
  public String name() {
    return "doctor";
  }

  @Override
  public String summary() {
    return "say what works on this machine and how to turn on what does not";
  }

  @Override
  public List<Key<?>> keys() {
    return List.of();
  }

  @Override
  public String example() {
    return "bin/arrowmill doctor --json";
  }

  @Override
  public Work prepare(Settings settings) {
    return context -> {
      List<Check> checks = Doctor.examine();
      Report report = new Report();
      checks.forEach(c -> report.line(c.line()));
      boolean healthy = checks.stream().allMatch(c -> c.on() || !c.needed());
      return report
          .put("healthy", healthy)
          .put("checks", checks)
          .exitCode(healthy ? Cli.DONE : Cli.FAILED);
    };
  }
}

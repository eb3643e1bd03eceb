package dev.arrowmill.tracking;

/** A run's state, by MLflow's names. */
public enum RunStatus {
  RUNNING,
  SCHEDULED,
  FINISHED,
  FAILED,
  KILLED
}

package dev.arrowmill.model;

/** What a model predicts of one label. */
public enum Task {
  /** One of two classes. */
  BINARY,
  /** One of three or more classes. */
  MULTICLASS,
  /** A number: its mean. */
  REGRESSION,
  /** A number: some of its quantiles. */
  QUANTILE,
  /** A number of events, 0 and up: its mean, by a Poisson likelihood. */
  COUNT,
  /** A time until an event that some rows have not seen yet: its survival curve. */
  SURVIVAL,
  /** A relevance: the order of rows within their group. */
  RANKING;

  public boolean isClassification() {
    return this == BINARY || this == MULTICLASS;
  }
}

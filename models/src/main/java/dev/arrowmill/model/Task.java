package dev.arrowmill.model;

/** What a model predicts. */
public enum Task {
  /** One of two classes. */
  BINARY,
  /** One of three or more classes. */
  MULTICLASS,
  /** A number. */
  REGRESSION;

  public boolean isClassification() {
    return this != REGRESSION;
  }
}

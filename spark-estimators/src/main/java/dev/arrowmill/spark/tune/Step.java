package dev.arrowmill.spark.tune;

/**
 * One training of a search.
 *
 * @param trial from 0
 * @param rung from 0; a higher rung trains for more epochs
 */
public record Step(int trial, int rung) implements Comparable<Step> {
  @Override
  public int compareTo(Step o) {
    return rung != o.rung ? Integer.compare(rung, o.rung) : Integer.compare(trial, o.trial);
  }
}

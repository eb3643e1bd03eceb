/**
 * Spark ML stages around {@link dev.arrowmill.model.TabularModel}.
 *
 * <p>Start from {@link dev.arrowmill.spark.NeuralClassifier} and {@link
 * dev.arrowmill.spark.NeuralRegressor}: {@code fit} takes a raw table (numbers, texts, booleans,
 * dates, nulls) or a vector column, runs one Spark job for the statistics of all columns ({@link
 * dev.arrowmill.spark.TableStats}) and one for training ({@link
 * dev.arrowmill.spark.DistributedTrainer}), and gives a model that adds prediction columns. Spark's
 * internal classes are touched in {@code dev.arrowmill.spark.internal} only.
 *
 * <p>A new estimator is a class here, its model, and one row in {@link
 * dev.arrowmill.spark.Estimators}.
 */
@NullMarked
package dev.arrowmill.spark;

import org.jspecify.annotations.NullMarked;

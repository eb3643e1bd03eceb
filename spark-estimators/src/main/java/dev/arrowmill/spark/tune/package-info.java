/**
 * Parts of a search for hyperparameters: what is drawn, which trainings come next, what is kept.
 * {@link dev.arrowmill.spark.Tuner} runs it.
 */
@NullMarked
package dev.arrowmill.spark.tune;

import org.jspecify.annotations.NullMarked;

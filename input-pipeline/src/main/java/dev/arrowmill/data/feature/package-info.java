/**
 * From raw typed columns to what a network reads, fitted once and the same bits everywhere.
 *
 * <p>Read it in the order of the data: {@link dev.arrowmill.data.feature.FeatureStats} sees every
 * row once and merges with its like, independent of how rows were split; {@link
 * dev.arrowmill.data.feature.FeaturePlanner} gives each column a {@link
 * dev.arrowmill.data.feature.ColumnRole} and fits {@link dev.arrowmill.data.feature.Transform}s;
 * {@link dev.arrowmill.data.feature.Features} is the immutable, saved result that turns {@link
 * dev.arrowmill.arrow.Columns} into an {@link dev.arrowmill.data.feature.Encoded} batch, in
 * training, in Spark and in a plain JVM.
 *
 * <p>A new transform is one record here and one row in {@link
 * dev.arrowmill.data.feature.Transforms}.
 */
@NullMarked
package dev.arrowmill.data.feature;

import org.jspecify.annotations.NullMarked;

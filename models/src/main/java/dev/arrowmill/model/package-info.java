/**
 * A model as one thing: fitted features, network, target and provenance in one artefact.
 *
 * <p>Start from {@link dev.arrowmill.model.TabularModel}: it is saved to and loaded from a
 * directory of JSON and safetensors files with checksums, needs no Spark, and its {@link
 * dev.arrowmill.model.Scorer} scores rows or column batches with the same bits everywhere. {@link
 * dev.arrowmill.model.net.TabularNet} is the network, {@link dev.arrowmill.model.Target} the label.
 */
@NullMarked
package dev.arrowmill.model;

import org.jspecify.annotations.NullMarked;

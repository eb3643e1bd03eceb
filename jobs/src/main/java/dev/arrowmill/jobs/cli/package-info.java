/**
 * Settings of a job and how it talks to people: no Spark, no models.
 *
 * <p>Start from {@link dev.arrowmill.jobs.cli.Key}, one setting with its meaning, default and
 * accepted values; {@link dev.arrowmill.jobs.cli.Settings} reads them from flags and a YAML file
 * and collects every {@linkplain dev.arrowmill.jobs.cli.Problem problem}; {@link
 * dev.arrowmill.jobs.cli.Console} and {@link dev.arrowmill.jobs.cli.Report} carry what a job says.
 */
@NullMarked
package dev.arrowmill.jobs.cli;

import org.jspecify.annotations.NullMarked;

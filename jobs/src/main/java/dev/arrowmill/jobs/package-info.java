/**
 * The command line {@code arrowmill <job>}, also for {@code spark-submit}.
 *
 * <p>Start from {@link dev.arrowmill.jobs.Job}: its settings are declared as {@linkplain
 * dev.arrowmill.jobs.cli.Key keys}, checked all at once, and only then the work runs and reports.
 * {@link dev.arrowmill.jobs.Jobs} lists the jobs, {@link dev.arrowmill.jobs.Main} is the entry
 * point.
 */
@NullMarked
package dev.arrowmill.jobs;

import org.jspecify.annotations.NullMarked;

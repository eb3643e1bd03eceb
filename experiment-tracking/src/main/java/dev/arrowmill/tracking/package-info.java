/**
 * Runs, their parameters and metrics, written where MLflow can read them.
 *
 * <p>Start from {@link dev.arrowmill.tracking.Tracker}: {@code Tracker.open("sqlite:mlflow.db")} is
 * an embedded store in MLflow's own SQLite schema, {@code http(s)://} an MLflow server, {@code
 * none:} a tracker that keeps nothing. {@link dev.arrowmill.tracking.Tracker#start(String) start}
 * gives a {@link dev.arrowmill.tracking.Run}, an object that is written to and closed.
 *
 * <p>Whatever a run is told goes first to a journal on the local disk and from there, by a
 * background thread, to the store: slow or absent tracking never slows or stops training. What
 * could not be sent stays in the journal and {@link dev.arrowmill.tracking.Tracker#replay replay}
 * sends it later.
 *
 * <p>MLflow's types stay inside this package; no other module of ours is imported.
 */
@NullMarked
package dev.arrowmill.tracking;

import org.jspecify.annotations.NullMarked;

package dev.arrowmill.tracking;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;

/** The statements that change a store. A repeated write changes nothing. */
final class SqliteWrites {
  private SqliteWrites() {}

  static void create(Connection db, NewRun run, String artifactRoot) throws SQLException {
    long experiment = experiment(db, run.experiment(), artifactRoot);
    try (PreparedStatement s =
        db.prepareStatement(
            "INSERT OR IGNORE INTO runs (run_uuid, name, source_type, source_name,"
                + " entry_point_name, user_id, status, start_time, source_version,"
                + " lifecycle_stage, artifact_uri, experiment_id)"
                + " SELECT ?, ?, 'UNKNOWN', '', '', ?, 'RUNNING', ?, '', 'active',"
                + " artifact_location || '/' || ? || '/artifacts', experiment_id"
                + " FROM experiments WHERE experiment_id = ?")) {
      s.setString(1, run.localId());
      s.setString(2, run.name());
      s.setString(3, run.tags().getOrDefault("mlflow.user", ""));
      s.setLong(4, run.startTime());
      s.setString(5, run.localId());
      s.setLong(6, experiment);
      s.executeUpdate();
    }
    tags(db, run.localId(), run.tags());
  }

  private static long experiment(Connection db, String name, String artifactRoot)
      throws SQLException {
    try (PreparedStatement s =
        db.prepareStatement(
            "SELECT experiment_id, lifecycle_stage FROM experiments WHERE name = ?")) {
      s.setString(1, name);
      try (ResultSet rs = s.executeQuery()) {
        if (rs.next()) {
          if ("deleted".equals(rs.getString(2))) {
            throw TrackingException.of(
                "start: experiment '" + name + "' is deleted in this store; choose another name");
          }
          return rs.getLong(1);
        }
      }
    }
    long id;
    try (PreparedStatement s =
            db.prepareStatement("SELECT COALESCE(MAX(experiment_id), 0) + 1 FROM experiments");
        ResultSet rs = s.executeQuery()) {
      id = rs.next() ? rs.getLong(1) : 1;
    }
    SqliteSchema.insertExperiment(db, id, name, artifactRoot);
    return id;
  }

  static void log(Connection db, String runId, Batch batch) throws SQLException {
    metrics(db, runId, batch);
    pairs(
        db,
        "INSERT OR IGNORE INTO params (\"key\", value, run_uuid) VALUES (?, ?, ?)",
        runId,
        batch.params());
    tags(db, runId, batch.tags());
  }

  private static void metrics(Connection db, String runId, Batch batch) throws SQLException {
    try (PreparedStatement all =
            db.prepareStatement(
                "INSERT OR IGNORE INTO metrics (\"key\", value, timestamp, step, is_nan, run_uuid)"
                    + " VALUES (?, ?, ?, ?, ?, ?)");
        PreparedStatement latest =
            db.prepareStatement(
                "INSERT INTO latest_metrics (\"key\", value, timestamp, step, is_nan, run_uuid)"
                    + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (\"key\", run_uuid) DO UPDATE SET"
                    + " value = excluded.value, timestamp = excluded.timestamp,"
                    + " step = excluded.step, is_nan = excluded.is_nan"
                    + " WHERE (excluded.step, excluded.timestamp, excluded.value)"
                    + " > (latest_metrics.step, latest_metrics.timestamp, latest_metrics.value)")) {
      for (MetricPoint m : batch.metrics()) {
        bind(all, m, runId);
        bind(latest, m, runId);
      }
      all.executeBatch();
      latest.executeBatch();
    }
  }

  private static void bind(PreparedStatement s, MetricPoint m, String runId) throws SQLException {
    s.setString(1, m.key());
    s.setDouble(2, toColumn(m.value()));
    s.setLong(3, m.timestamp());
    s.setLong(4, m.step());
    s.setInt(5, Double.isNaN(m.value()) ? 1 : 0);
    s.setString(6, runId);
    s.addBatch();
  }

  /** MLflow keeps NaN as 0 with a flag, and the infinities as the largest doubles. */
  private static double toColumn(double value) {
    if (Double.isNaN(value)) {
      return 0;
    }
    return Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, value));
  }

  private static void tags(Connection db, String runId, Map<String, String> tags)
      throws SQLException {
    pairs(
        db,
        "INSERT INTO tags (\"key\", value, run_uuid) VALUES (?, ?, ?)"
            + " ON CONFLICT (\"key\", run_uuid) DO UPDATE SET value = excluded.value",
        runId,
        tags);
  }

  private static void pairs(Connection db, String sql, String runId, Map<String, String> pairs)
      throws SQLException {
    try (PreparedStatement s = db.prepareStatement(sql)) {
      for (Map.Entry<String, String> e : pairs.entrySet()) {
        s.setString(1, e.getKey());
        s.setString(2, e.getValue());
        s.setString(3, runId);
        s.addBatch();
      }
      s.executeBatch();
    }
  }

  static void end(Connection db, String runId, RunStatus status, long time) throws SQLException {
    try (PreparedStatement s =
        db.prepareStatement("UPDATE runs SET status = ?, end_time = ? WHERE run_uuid = ?")) {
      s.setString(1, status.name());
      s.setLong(2, time);
      s.setString(3, runId);
      s.executeUpdate();
    }
  }
}

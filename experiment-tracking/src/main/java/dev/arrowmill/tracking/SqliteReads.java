package dev.arrowmill.tracking;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The queries of a store. */
final class SqliteReads {
  private static final String RUN_COLUMNS =
      "SELECT run_uuid, name, experiment_id, status, start_time, end_time, artifact_uri FROM runs ";

  private SqliteReads() {}

  static List<Experiment> experiments(Connection db) throws SQLException {
    List<Experiment> all = new ArrayList<>();
    try (PreparedStatement s =
            db.prepareStatement(
                "SELECT experiment_id, name, artifact_location FROM experiments"
                    + " WHERE lifecycle_stage = 'active' ORDER BY experiment_id");
        ResultSet rs = s.executeQuery()) {
      while (rs.next()) {
        all.add(new Experiment(rs.getString(1), rs.getString(2), text(rs.getString(3))));
      }
    }
    return all;
  }

  static List<RunSummary> runs(Connection db, String experimentId) throws SQLException {
    return select(
        db,
        RUN_COLUMNS
            + "WHERE experiment_id = ? AND lifecycle_stage = 'active'"
            + " ORDER BY start_time DESC, run_uuid",
        experimentId);
  }

  static RunDetails run(Connection db, String id, String uri) throws SQLException {
    List<RunSummary> found = select(db, RUN_COLUMNS + "WHERE run_uuid = ?", id);
    if (found.isEmpty()) {
      throw TrackingException.of("run: there is no run '" + id + "' in " + uri);
    }
    Map<String, List<MetricPoint>> history = new TreeMap<>();
    for (MetricPoint p : points(db, "metrics", id)) {
      history.computeIfAbsent(p.key(), k -> new ArrayList<>()).add(p);
    }
    return new RunDetails(found.get(0), history);
  }

  private static List<RunSummary> select(Connection db, String sql, String argument)
      throws SQLException {
    List<RunSummary> all = new ArrayList<>();
    try (PreparedStatement s = db.prepareStatement(sql)) {
      s.setString(1, argument);
      try (ResultSet rs = s.executeQuery()) {
        while (rs.next()) {
          all.add(summary(db, rs));
        }
      }
    }
    return all;
  }

  private static RunSummary summary(Connection db, ResultSet rs) throws SQLException {
    String id = rs.getString(1);
    Map<String, MetricPoint> latest = new TreeMap<>();
    points(db, "latest_metrics", id).forEach(p -> latest.put(p.key(), p));
    return new RunSummary(
        id,
        text(rs.getString(2)),
        rs.getString(3),
        RunStatus.valueOf(rs.getString(4)),
        rs.getLong(5),
        rs.getLong(6),
        text(rs.getString(7)),
        pairs(db, "params", id),
        latest,
        pairs(db, "tags", id));
  }

  private static Map<String, String> pairs(Connection db, String table, String id)
      throws SQLException {
    Map<String, String> all = new TreeMap<>();
    try (PreparedStatement s =
        db.prepareStatement("SELECT \"key\", value FROM " + table + " WHERE run_uuid = ?")) {
      s.setString(1, id);
      try (ResultSet rs = s.executeQuery()) {
        while (rs.next()) {
          all.put(rs.getString(1), text(rs.getString(2)));
        }
      }
    }
    return all;
  }

  private static List<MetricPoint> points(Connection db, String table, String id)
      throws SQLException {
    List<MetricPoint> all = new ArrayList<>();
    try (PreparedStatement s =
        db.prepareStatement(
            "SELECT \"key\", value, timestamp, step, is_nan FROM "
                + table
                + " WHERE run_uuid = ? ORDER BY \"key\", step, timestamp, value")) {
      s.setString(1, id);
      try (ResultSet rs = s.executeQuery()) {
        while (rs.next()) {
          double value = rs.getInt(5) == 1 ? Double.NaN : fromColumn(rs.getDouble(2));
          all.add(new MetricPoint(rs.getString(1), value, rs.getLong(3), rs.getLong(4)));
        }
      }
    }
    return all;
  }

  private static double fromColumn(double value) {
    return Math.abs(value) == Double.MAX_VALUE ? value * 2 : value;
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}

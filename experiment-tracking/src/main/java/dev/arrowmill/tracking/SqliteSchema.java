package dev.arrowmill.tracking;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Makes MLflow's tables in an empty file, and refuses a file that holds other tables. */
final class SqliteSchema {
  /** The head of MLflow 2.17's migrations. */
  static final String REVISION = "f5a4f2784254";

  private static final Set<String> NEEDED =
      Set.of("experiments", "runs", "params", "metrics", "latest_metrics", "tags");

  private SqliteSchema() {}

  /** Call inside a transaction. */
  static void ensure(Connection db, String file, String artifactRoot) throws SQLException {
    Set<String> tables = tables(db);
    if (tables.containsAll(NEEDED)) {
      return;
    }
    if (!tables.isEmpty()) {
      throw TrackingException.of(
          "sqlite: "
              + file
              + " is not an MLflow database, it has the tables "
              + tables
              + "; choose another file");
    }
    try (Statement s = db.createStatement()) {
      for (String ddl : script().split(";")) {
        if (!ddl.isBlank()) {
          s.executeUpdate(ddl);
        }
      }
      s.executeUpdate("INSERT INTO alembic_version VALUES ('" + REVISION + "')");
    }
    insertExperiment(db, 0, "Default", artifactRoot);
  }

  static void insertExperiment(Connection db, long id, String name, String artifactRoot)
      throws SQLException {
    try (PreparedStatement s =
        db.prepareStatement(
            "INSERT INTO experiments (experiment_id, name, artifact_location, lifecycle_stage,"
                + " creation_time, last_update_time) VALUES (?, ?, ?, 'active', ?, ?)")) {
      long now = System.currentTimeMillis();
      s.setLong(1, id);
      s.setString(2, name);
      s.setString(3, artifactRoot + "/" + id);
      s.setLong(4, now);
      s.setLong(5, now);
      s.executeUpdate();
    }
  }

  private static Set<String> tables(Connection db) throws SQLException {
    Set<String> names = new TreeSet<>();
    try (Statement s = db.createStatement();
        ResultSet rs =
            s.executeQuery(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")) {
      while (rs.next()) {
        names.add(rs.getString(1));
      }
    }
    return names;
  }

  private static String script() {
    try (InputStream in = SqliteSchema.class.getResourceAsStream("mlflow-2.17.sql")) {
      if (in == null) {
        throw new IllegalStateException("sqlite: mlflow-2.17.sql is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("--"))
          .collect(Collectors.joining("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

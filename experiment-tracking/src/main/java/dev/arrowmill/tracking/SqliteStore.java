package dev.arrowmill.tracking;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * A SQLite file in MLflow's schema, with the artefacts in {@code mlruns} beside it. Several
 * processes may write the same file: each write is one immediate transaction that waits for its
 * turn.
 *
 * <p>Thread-safe.
 */
final class SqliteStore implements Store {
  private static final int BUSY_MILLIS = 20_000;

  private final String uri;
  private final Path file;
  private final Connection db;

  private SqliteStore(String uri, Path file, Connection db) {
    this.uri = uri;
    this.file = file;
    this.db = db;
  }

  static SqliteStore open(String uri, Path file) {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.enforceForeignKeys(true);
    try {
      Files.createDirectories(parent(file));
      Connection db = config.createConnection("jdbc:sqlite:" + file);
      SqliteStore store = new SqliteStore(uri, file, db);
      try {
        store.write("open", c -> SqliteSchema.ensure(c, file.toString(), store.artifactRoot()));
        return store;
      } catch (RuntimeException e) {
        store.close();
        throw e;
      }
    } catch (IOException | SQLException e) {
      throw TrackingException.of("sqlite: cannot open " + file + ": " + e.getMessage(), e);
    }
  }

  private static Path parent(Path file) {
    Path parent = file.getParent();
    return parent == null ? Path.of("") : parent;
  }

  private String artifactRoot() {
    String root = parent(file).resolve("mlruns").toUri().toString();
    return root.endsWith("/") ? root.substring(0, root.length() - 1) : root;
  }

  @Override
  public String uri() {
    return uri;
  }

  @Override
  public Path journalDir() {
    return parent(file).resolve(".arrowmill").resolve("journal");
  }

  @Override
  public String create(NewRun run) {
    write("start", c -> SqliteWrites.create(c, run, artifactRoot()));
    return run.localId();
  }

  @Override
  public void log(String runId, Batch batch) {
    write("log", c -> SqliteWrites.log(c, runId, batch));
  }

  @Override
  public void end(String runId, RunStatus status, long time) {
    write("end", c -> SqliteWrites.end(c, runId, status, time));
  }

  @Override
  public void putText(String runId, String name, String content) {
    Artifacts.writeLocal(run(runId).summary().artifactLocation(), name, content);
  }

  @Override
  public void putFile(String runId, String name, Path source) {
    Artifacts.copyLocal(run(runId).summary().artifactLocation(), name, source);
  }

  @Override
  public List<Experiment> experiments() {
    return read("experiments", SqliteReads::experiments);
  }

  @Override
  public List<RunSummary> runs(String experimentId) {
    return read("runs", c -> SqliteReads.runs(c, experimentId));
  }

  @Override
  public RunDetails run(String runId) {
    return read("run", c -> SqliteReads.run(c, runId, uri));
  }

  @Override
  public synchronized void close() {
    try {
      db.close();
    } catch (SQLException e) {
      throw failure("close", e);
    }
  }

  private interface Write {
    void on(Connection c) throws SQLException;
  }

  private interface Read<T> {
    T on(Connection c) throws SQLException;
  }

  private synchronized <T> T read(String what, Read<T> query) {
    try {
      return query.on(db);
    } catch (SQLException e) {
      throw failure(what, e);
    }
  }

  private synchronized void write(String what, Write change) {
    try {
      db.setAutoCommit(false);
      try {
        change.on(db);
        db.commit();
      } catch (SQLException | RuntimeException e) {
        db.rollback();
        throw e;
      } finally {
        db.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw failure(what, e);
    }
  }

  private TrackingException failure(String what, SQLException e) {
    boolean busy =
        e instanceof SQLiteException s
            && (s.getResultCode() == SQLiteErrorCode.SQLITE_BUSY
                || s.getResultCode() == SQLiteErrorCode.SQLITE_LOCKED);
    return new TrackingException(
        what + ": sqlite file " + file + ": " + e.getMessage(), busy, "", e);
  }
}

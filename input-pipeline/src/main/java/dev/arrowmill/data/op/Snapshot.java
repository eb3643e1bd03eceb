package dev.arrowmill.data.op;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.arrow.ipc.IpcSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The elements of the first pass in an Arrow file, from which every later pass reads them, also in
 * other processes. The file's name is a fingerprint of the operators and files before it, so that
 * another input gets another file.
 */
public final class Snapshot extends Node {
  private final Path directory;

  private Snapshot(Node input, Path directory) {
    super(input);
    this.directory = directory;
    requireRows("snapshot");
    if (input.cardinality() == INFINITE) {
      throw new IllegalArgumentException(
          "snapshot: the input never ends (" + input.pipeline() + "); put repeat after it");
    }
  }

  public static Snapshot of(Node input, Path directory) {
    return new Snapshot(input, directory);
  }

  @Override
  public String name() {
    return "snapshot(" + directory.getFileName() + ")";
  }

  @Override
  public long cardinality() {
    return input().cardinality();
  }

  @Override
  public Stage open(Context context) {
    return new Recorded(context);
  }

  /** The file for this input, laid out as it is used. */
  Path file(Context context) {
    StringBuilder key = new StringBuilder();
    input().fingerprint(key);
    if (input().random()) {
      key.append("\nseed ").append(context.seed());
    }
    if (context.packed()) {
      key.append('\n').append(context.session().arrangement().describe());
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] hash = digest.digest(key.toString().getBytes(StandardCharsets.UTF_8));
      return directory.resolve("snapshot-" + HexFormat.of().formatHex(hash, 0, 8) + ".arrow");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private final class Recorded extends Stage {
    private final Context context;
    private final Path file;
    private @Nullable Stage reading;
    private @Nullable SnapshotLayout layout;
    private @Nullable JsonNode restored;
    private boolean closed;

    Recorded(Context context) {
      super(context, Snapshot.this);
      this.context = context;
      this.file = file(context);
    }

    @Override
    @Nullable Chunk advance() {
      if (closed) {
        return null;
      }
      Stage from = reading == null ? begin() : reading;
      Chunk chunk = from.next();
      SnapshotLayout packed = layout;
      return chunk == null || packed == null ? chunk : packed.chunk((ColumnsChunk) chunk);
    }

    private Stage begin() {
      if (!Files.exists(file)) {
        new SnapshotWriter(file, context).write(input());
      }
      if (SnapshotWriter.isEmpty(file)) {
        return opened(Memory.range(0, 0, 1).open(context.nested(Snapshot.this, 0)));
      }
      IpcSource source = IpcSource.of(file.toString());
      layout = SnapshotLayout.read(source.metadata(), file.toString());
      Stage stage = opened(Source.of(source).open(context.nested(Snapshot.this, 0)));
      if (restored != null) {
        stage.restore(restored);
      }
      return stage;
    }

    private Stage opened(Stage stage) {
      reading = stage;
      return stage;
    }

    @Override
    public ObjectNode state() {
      Stage from = reading;
      if (from != null) {
        return from.state();
      }
      return restored == null
          ? object().put("split", 0).put("row", 0)
          : ((ObjectNode) restored).deepCopy();
    }

    @Override
    public void restore(JsonNode state) {
      restored = state;
    }

    @Override
    public void close() {
      closed = true;
      Stage from = reading;
      if (from != null) {
        from.close();
      }
    }
  }
}

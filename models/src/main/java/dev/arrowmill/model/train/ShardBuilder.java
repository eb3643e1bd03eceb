package dev.arrowmill.model.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Collects the rows of one shard and puts them into canonical order. A shard whose rows take more
 * than some bytes goes to temporary files, bucket by bucket of the rows' hashes, so that memory
 * stays the same however many rows there are. Which way a shard goes depends on its rows only,
 * never on the order they came in. Not thread-safe.
 */
public final class ShardBuilder {
  /** A shard stays in memory up to so many bytes unless a system property says otherwise. */
  public static final long MEMORY_BYTES = Long.getLong("arrowmill.train.shardBytes", 64L << 20);

  private static final int BUCKETS = 256;
  private static final int SHARD_BITS = 3;
  private static final int BUCKET_BITS = 8;
  private static final int BUFFERED_ROWS = 64;

  private record Chunk(long at, int length) {}

  private final int number;
  private final RowBlock empty;
  private final long memoryBytes;
  private final List<RowBlock> blocks = new ArrayList<>();
  private final List<List<Chunk>> chunks = new ArrayList<>();
  private RowBlock[] buffers = new RowBlock[0];
  private final List<FileChannel> files = new ArrayList<>();
  private long bytes;

  /**
   * @param empty a block of the rows' widths
   * @param memoryBytes above this the rows go to files; {@link Long#MAX_VALUE} for never
   */
  ShardBuilder(int number, RowBlock empty, long memoryBytes) {
    this.number = number;
    this.empty = empty;
    this.memoryBytes = memoryBytes;
  }

  /** Takes in rows of this shard. */
  public void add(RowBlock block) {
    bytes += block.bytes();
    if (bytes <= memoryBytes) {
      blocks.add(block);
      return;
    }
    if (files.isEmpty()) {
      files.add(temporary());
      buffers = new RowBlock[BUCKETS];
      Arrays.setAll(buffers, b -> empty.empty(BUFFERED_ROWS));
      IntStream.range(0, BUCKETS).forEach(b -> chunks.add(new ArrayList<>()));
    }
    blocks.forEach(this::spill);
    blocks.clear();
    spill(block);
  }

  /** Deleted at once where the system allows: it vanishes when its channel is closed or lost. */
  private static FileChannel temporary() {
    try {
      Path file = Files.createTempFile("arrowmill-shard", ".rows");
      FileChannel channel =
          FileChannel.open(
              file,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
      Files.deleteIfExists(file);
      return channel;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "training rows: no temporary file in "
              + System.getProperty("java.io.tmpdir")
              + "; set -Djava.io.tmpdir to a folder with room for the encoded table",
          e);
    }
  }

  private void spill(RowBlock block) {
    for (int r = 0; r < block.rows(); r++) {
      int bucket = (int) (block.hash(r) << SHARD_BITS >>> (Long.SIZE - BUCKET_BITS));
      buffers[bucket].addAll(block, r, r + 1);
      if (buffers[bucket].rows() == BUFFERED_ROWS) {
        flush(bucket);
      }
    }
  }

  private void flush(int bucket) {
    byte[] data = buffers[bucket].toBytes();
    chunks.get(bucket).add(new Chunk(append(files.get(0), data), data.length));
    buffers[bucket] = empty.empty(BUFFERED_ROWS);
  }

  private static long append(FileChannel to, byte[] data) {
    try {
      long at = to.size();
      ByteBuffer bytes = ByteBuffer.wrap(data);
      while (bytes.hasRemaining()) {
        to.write(bytes, at + bytes.position());
      }
      return at;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "training rows: cannot write the temporary file in "
              + System.getProperty("java.io.tmpdir"),
          e);
    }
  }

  /** The shard; the builder must not be used afterwards. */
  public Shard build() {
    if (files.isEmpty()) {
      RowBlock all = RowBlock.sorted(blocks, empty);
      blocks.clear();
      return new Shard(
          number,
          new RowStore.InMemory(all.select(held(all, false))),
          new RowStore.InMemory(all.select(held(all, true))));
    }
    Out training = new Out();
    Out validation = new Out();
    for (int b = 0; b < BUCKETS; b++) {
      flush(b);
      RowBlock sorted = RowBlock.sorted(read(chunks.get(b)), empty);
      training.add(sorted.select(held(sorted, false)));
      validation.add(sorted.select(held(sorted, true)));
    }
    try {
      files.get(0).close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Shard(number, training.store(), validation.store());
  }

  private static int[] held(RowBlock rows, boolean wanted) {
    return IntStream.range(0, rows.rows()).filter(r -> rows.held(r) == wanted).toArray();
  }

  private List<RowBlock> read(List<Chunk> parts) {
    List<RowBlock> out = new ArrayList<>();
    for (Chunk c : parts) {
      RowStore one =
          new RowStore.OnDisk(files.get(0), List.of(c.at, c.at + c.length), List.of(0), empty);
      out.add(one.piece(0));
    }
    return out;
  }

  /** A file of pieces. */
  private final class Out {
    private final FileChannel channel = temporary();
    private final List<Long> starts = new ArrayList<>(List.of(0L));
    private final List<Integer> counts = new ArrayList<>();

    void add(RowBlock piece) {
      if (piece.rows() > 0) {
        byte[] data = piece.toBytes();
        starts.add(append(channel, data) + data.length);
        counts.add(piece.rows());
      }
    }

    RowStore store() {
      return new RowStore.OnDisk(channel, List.copyOf(starts), List.copyOf(counts), empty);
    }
  }
}

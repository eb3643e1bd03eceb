package dev.arrowmill.model.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;

/**
 * The encoded rows of a shard in canonical order, in memory or in a file, piece by piece. Immutable
 * and safe for use by several threads.
 */
public interface RowStore {

  /** How many rows there are. */
  int rows();

  /** How many pieces there are. */
  int pieces();

  /** How many rows a piece has, at least 1. */
  int rows(int piece);

  /** The rows of a piece, ordered by hash; each piece comes after the one before. */
  RowBlock piece(int piece);

  /** Rows {@code [0, n)}. */
  RowBlock first(int n);

  /** All rows. */
  default RowBlock all() {
    return first(rows());
  }

  /** Rows in memory: one piece, or none. */
  record InMemory(RowBlock block) implements RowStore {
    @Override
    public int rows() {
      return block.rows();
    }

    @Override
    public int pieces() {
      return block.rows() == 0 ? 0 : 1;
    }

    @Override
    public int rows(int piece) {
      return block.rows();
    }

    @Override
    public RowBlock piece(int piece) {
      return block;
    }

    @Override
    public RowBlock first(int n) {
      return n == block.rows() ? block : block.range(0, n);
    }
  }

  /**
   * Rows in a file that is deleted already and vanishes with its channel.
   *
   * @param starts the byte at which each piece starts, then the file's size
   * @param counts the rows of each piece
   * @param empty a block of the rows' widths
   */
  record OnDisk(FileChannel channel, List<Long> starts, List<Integer> counts, RowBlock empty)
      implements RowStore {
    @Override
    public int rows() {
      return counts.stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public int pieces() {
      return counts.size();
    }

    @Override
    public int rows(int piece) {
      return counts.get(piece);
    }

    @Override
    public RowBlock piece(int piece) {
      long start = starts.get(piece);
      ByteBuffer bytes = ByteBuffer.allocate((int) (starts.get(piece + 1) - start));
      try {
        while (bytes.hasRemaining()) {
          if (channel.read(bytes, start + bytes.position()) < 0) {
            throw new IOException("training rows: the temporary file is cut short");
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return empty.read(bytes.array());
    }

    @Override
    public RowBlock first(int n) {
      RowBlock out = empty.empty(n);
      for (int p = 0; p < pieces() && out.rows() < n; p++) {
        RowBlock block = piece(p);
        out.addAll(block, 0, Math.min(block.rows(), n - out.rows()));
      }
      return out;
    }
  }
}

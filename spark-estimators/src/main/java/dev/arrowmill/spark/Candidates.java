package dev.arrowmill.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Ids with their vectors, in ascending order of the ids, laid out in blocks of columns so that the
 * loop over a block's candidates runs in SIMD registers.
 */
final class Candidates implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int BLOCK = 512;

  private final Object[] ids;
  private final int width;
  private final float[][] blocks;

  private Candidates(Object[] ids, int width, float[][] blocks) {
    this.ids = ids;
    this.width = width;
    this.blocks = blocks;
  }

  private record Place(Comparable<Object> id, float[] vectors, int row) {}

  @SuppressWarnings("unchecked")
  static Candidates of(List<TowerVectors.Batch> batches, int width) {
    List<Place> places = new ArrayList<>();
    for (TowerVectors.Batch batch : batches) {
      for (int r = 0; r < batch.ids().length; r++) {
        places.add(new Place((Comparable<Object>) batch.ids()[r], batch.vectors(), r));
      }
    }
    places.sort(Comparator.comparing(Place::id));
    float[][] blocks = new float[(places.size() + BLOCK - 1) / BLOCK][width * BLOCK];
    for (int i = 0; i < places.size(); i++) {
      Place p = places.get(i);
      for (int d = 0; d < width; d++) {
        blocks[i / BLOCK][d * BLOCK + i % BLOCK] = p.vectors()[p.row() * width + d];
      }
    }
    return new Candidates(places.stream().map(Place::id).toArray(), width, blocks);
  }

  int size() {
    return ids.length;
  }

  Object id(int i) {
    return ids[i];
  }

  /** The best for one vector. */
  static final class Best {
    private final float[] scores;
    private final int[] places;
    private int size;

    private Best(int k) {
      scores = new float[k];
      places = new int[k];
    }

    int size() {
      return size;
    }

    float score(int i) {
      return scores[i];
    }

    int place(int i) {
      return places[i];
    }

    /** Candidates come in ascending order, so of equal ones the first stays in front. */
    private void offer(float score, int place) {
      if (size == scores.length && !(score > scores[size - 1])) {
        return;
      }
      int at = size < scores.length ? size++ : size - 1;
      while (at > 0 && score > scores[at - 1]) {
        scores[at] = scores[at - 1];
        places[at] = places[at - 1];
        at--;
      }
      scores[at] = score;
      places[at] = place;
    }
  }

  /**
   * The candidates of the greatest products for each of some vectors, in descending order, of equal
   * ones the smaller id first.
   *
   * @param vectors row-major [rows, width]
   */
  List<Best> best(float[] vectors, int rows, int k) {
    List<Best> all = new ArrayList<>();
    for (int r = 0; r < rows; r++) {
      all.add(new Best(Math.min(k, ids.length)));
    }
    float[] sums = new float[BLOCK];
    for (int b = 0; b < blocks.length; b++) {
      int first = b * BLOCK;
      int count = Math.min(BLOCK, ids.length - first);
      for (int r = 0; r < rows; r++) {
        multiply(blocks[b], vectors, r * width, sums);
        Best best = all.get(r);
        for (int i = 0; i < count; i++) {
          best.offer(sums[i], first + i);
        }
      }
    }
    return all;
  }

  private void multiply(float[] block, float[] vectors, int at, float[] sums) {
    Arrays.fill(sums, 0);
    for (int d = 0; d < width; d++) {
      float v = vectors[at + d];
      int from = d * BLOCK;
      for (int i = 0; i < BLOCK; i++) {
        sums[i] += v * block[from + i];
      }
    }
  }
}

package dev.arrowmill.model.train;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What a trained model gives for held-out rows, to calibrate it and to choose a threshold.
 *
 * @param outputs the network's outputs, the mean over all members, row-major [rows, width]
 * @param targets the targets as they were trained on, row-major [rows, targets]
 * @param weights the row weights
 * @param width outputs per row
 */
public record HeldOut(float[] outputs, float[] targets, float[] weights, int width) {
  /** Most rows that are kept, evenly from all shards. */
  public static final int MAX_ROWS = 1 << 17;

  public int rows() {
    return weights.length;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(width);
    write(out, outputs);
    write(out, targets);
    write(out, weights);
  }

  static HeldOut read(DataInput in) throws IOException {
    int width = in.readInt();
    return new HeldOut(floats(in), floats(in), floats(in), width);
  }

  private static void write(DataOutput out, float[] values) throws IOException {
    out.writeInt(values.length);
    for (float v : values) {
      out.writeFloat(v);
    }
  }

  private static float[] floats(DataInput in) throws IOException {
    float[] values = new float[in.readInt()];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readFloat();
    }
    return values;
  }
}

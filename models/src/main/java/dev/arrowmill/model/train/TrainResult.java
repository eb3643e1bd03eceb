package dev.arrowmill.model.train;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What training came to.
 *
 * @param weights the best weights, as safetensors
 * @param epochs one report per epoch
 * @param trainingRows rows trained on
 * @param validationRows rows held out
 */
public record TrainResult(
    byte[] weights, List<EpochReport> epochs, long trainingRows, long validationRows) {
  public TrainResult {
    epochs = List.copyOf(epochs);
  }

  /** The epoch whose weights were kept. */
  public EpochReport best() {
    EpochReport best = epochs.get(0);
    for (EpochReport e : epochs) {
      best = e.best() ? e : best;
    }
    return best;
  }

  /** A compact binary form, for sending between JVMs of one version. */
  public byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(weights.length);
      out.write(weights);
      out.writeLong(trainingRows);
      out.writeLong(validationRows);
      out.writeInt(epochs.size());
      for (EpochReport e : epochs) {
        e.write(out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The inverse of {@link #toBytes}. */
  public static TrainResult fromBytes(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      byte[] weights = new byte[in.readInt()];
      in.readFully(weights);
      long trainingRows = in.readLong();
      long validationRows = in.readLong();
      int n = in.readInt();
      List<EpochReport> epochs = new ArrayList<>(n);
      for (int i = 0; i < n; i++) {
        epochs.add(EpochReport.read(in));
      }
      return new TrainResult(weights, epochs, trainingRows, validationRows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

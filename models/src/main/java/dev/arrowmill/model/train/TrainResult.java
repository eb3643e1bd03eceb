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
 * @param members the best weights of every member, as safetensors
 * @param epochs one report per epoch, members one after the other
 * @param trainingRows rows trained on
 * @param validationRows rows held out
 * @param held what the members give together for held-out rows
 */
public record TrainResult(
    List<byte[]> members,
    List<EpochReport> epochs,
    long trainingRows,
    long validationRows,
    HeldOut held) {
  public TrainResult {
    members = List.copyOf(members);
    epochs = List.copyOf(epochs);
  }

  /** The weights of the first member. */
  public byte[] weights() {
    return members.get(0);
  }

  /** The epoch with the least validation loss, the last epoch if none was validated. */
  public EpochReport best() {
    EpochReport best = epochs.get(0);
    for (EpochReport e : epochs) {
      boolean better = !(e.validationLoss() >= best.validationLoss());
      best = e.best() && better ? e : best;
    }
    return best;
  }

  /** A compact binary form, for sending between JVMs of one version. */
  public byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(members.size());
      for (byte[] weights : members) {
        out.writeInt(weights.length);
        out.write(weights);
      }
      out.writeLong(trainingRows);
      out.writeLong(validationRows);
      out.writeInt(epochs.size());
      for (EpochReport e : epochs) {
        e.write(out);
      }
      held.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The inverse of {@link #toBytes}. */
  public static TrainResult fromBytes(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      List<byte[]> members = new ArrayList<>();
      int count = in.readInt();
      for (int i = 0; i < count; i++) {
        byte[] weights = new byte[in.readInt()];
        in.readFully(weights);
        members.add(weights);
      }
      long trainingRows = in.readLong();
      long validationRows = in.readLong();
      int n = in.readInt();
      List<EpochReport> epochs = new ArrayList<>(n);
      for (int i = 0; i < n; i++) {
        epochs.add(EpochReport.read(in));
      }
      return new TrainResult(members, epochs, trainingRows, validationRows, HeldOut.read(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

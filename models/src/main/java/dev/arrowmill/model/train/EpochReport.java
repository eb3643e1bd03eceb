package dev.arrowmill.model.train;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What one epoch came to.
 *
 * @param epoch from 1, running on over the members of an ensemble
 * @param member the ensemble's member that is trained, from 0
 * @param trainLoss weighted mean loss over the epoch's steps
 * @param validationLoss weighted mean loss of the averaged weights on the held-out rows, NaN if
 *     there are none
 * @param best whether these weights are the best so far
 * @param rows training rows seen in this epoch
 * @param seconds wall time of the epoch
 */
public record EpochReport(
    int epoch,
    int member,
    double trainLoss,
    double validationLoss,
    boolean best,
    long rows,
    double seconds) {

  public void write(DataOutput out) throws IOException {
    out.writeInt(epoch);
    out.writeInt(member);
    out.writeDouble(trainLoss);
    out.writeDouble(validationLoss);
    out.writeBoolean(best);
    out.writeLong(rows);
    out.writeDouble(seconds);
  }

  /** The inverse of {@link #write}. */
  public static EpochReport read(DataInput in) throws IOException {
    return new EpochReport(
        in.readInt(),
        in.readInt(),
        in.readDouble(),
        in.readDouble(),
        in.readBoolean(),
        in.readLong(),
        in.readDouble());
  }
}

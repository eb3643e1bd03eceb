package dev.arrowmill.arrow.cudf;

import ai.rapids.cudf.ColumnVector;

/**
 * A row-major matrix of 32-bit floats in device memory, owned until it is closed: rows times width
 * values from {@link #pointer} on. Not thread-safe.
 */
public final class DeviceMatrix implements AutoCloseable {
  private final ColumnVector values;
  private final int rows;
  private final int width;
  private boolean closed;

  DeviceMatrix(ColumnVector values, int rows, int width) {
    this.values = values;
    this.rows = rows;
    this.width = width;
  }

  public int rows() {
    return rows;
  }

  public int width() {
    return width;
  }

  /** The device address of the first value, as a CUDA tensor takes it. */
  public long pointer() {
    if (closed) {
      throw new IllegalStateException("device matrix: used after close");
    }
    return values.getData().getAddress();
  }

  /** Bytes of device memory. */
  public long bytes() {
    return 4L * rows * width;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      values.close();
    }
  }
}

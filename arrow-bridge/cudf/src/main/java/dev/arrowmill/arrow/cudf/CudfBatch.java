package dev.arrowmill.arrow.cudf;

import ai.rapids.cudf.ColumnVector;
import ai.rapids.cudf.DType;
import ai.rapids.cudf.HostColumnVector;
import ai.rapids.cudf.Scalar;
import ai.rapids.cudf.Table;
import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.HeapLease;
import dev.arrowmill.arrow.OwnedColumns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Rows in device memory. A column is copied to the host when it is first read, and counted by the
 * allocator then; {@link #matrix} stays on the device. Several threads may read as long as none of
 * them closes the batch.
 */
public final class CudfBatch implements OwnedColumns {
  private final ColumnSchema schema;
  private final ColumnVector[] device;
  private final @Nullable HostColumnVector[] host;
  private final List<HeapLease> leases = new ArrayList<>();
  private final BufferAllocator allocator;
  private final String source;
  private final long firstRow;
  private final int rows;
  private boolean closed;

  /** Takes over the columns. */
  CudfBatch(
      ColumnSchema schema,
      ColumnVector[] device,
      BufferAllocator allocator,
      String source,
      long firstRow) {
    this.schema = schema;
    this.device = device;
    this.host = new @Nullable HostColumnVector[device.length];
    this.allocator = allocator;
    this.source = source;
    this.firstRow = firstRow;
    this.rows = Math.toIntExact(device[0].getRowCount());
  }

  /**
   * Some columns as one row-major matrix of floats on the device, null as NaN. The caller closes
   * it.
   *
   * @throws IllegalArgumentException if a column is missing, text or a list
   */
  public DeviceMatrix matrix(List<String> columns) {
    checkOpen();
    ColumnVector[] floats = new ColumnVector[columns.size()];
    try (Scalar nan = Scalar.fromFloat(Float.NaN)) {
      for (int i = 0; i < floats.length; i++) {
        int c = schema.indexOf(columns.get(i));
        if (c < 0 || !isNumber(c)) {
          throw new IllegalArgumentException(
              "device matrix: column " + columns.get(i) + " is no number of " + schema);
        }
        try (ColumnVector cast = device[c].castTo(DType.FLOAT32)) {
          floats[i] = cast.replaceNulls(nan);
        }
      }
      try (Table table = new Table(floats)) {
        return new DeviceMatrix(table.interleaveColumns(), rows, floats.length);
      }
    } finally {
      Arrays.stream(floats).filter(v -> v != null).forEach(ColumnVector::close);
    }
  }

  private boolean isNumber(int c) {
    return switch (schema.field(c).type()) {
      case BOOLEAN, LONG, DOUBLE -> true;
      default -> false;
    };
  }

  @Override
  public String source() {
    return source;
  }

  @Override
  public long firstRow() {
    return firstRow;
  }

  /** Bytes of device memory, and of host memory that columns were copied to. */
  @Override
  public synchronized long bytes() {
    if (closed) {
      return 0;
    }
    long sum = leases.stream().mapToLong(HeapLease::bytes).sum();
    for (ColumnVector v : device) {
      sum += v.getDeviceMemorySize();
    }
    return sum;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public ColumnSchema schema() {
    return schema;
  }

  @Override
  public synchronized Column column(int i) {
    checkOpen();
    HostColumnVector copy = host[i];
    if (copy == null) {
      copy = device[i].copyToHost();
      host[i] = copy;
      leases.add(HeapLease.of(allocator, copy.getHostMemorySize()));
    }
    return new HostColumn(schema.field(i), copy);
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException(
          "batch of " + source + ": used after close; copy what must live longer");
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      leases.forEach(HeapLease::close);
      Arrays.stream(host).filter(v -> v != null).forEach(HostColumnVector::close);
      Arrays.stream(device).forEach(ColumnVector::close);
    }
  }
}

package dev.arrowmill.arrow;

import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Arrow batches for tests. */
final class ArrowFixtures {
  private ArrowFixtures() {}

  static ColumnBatch arrow(Columns from, BufferAllocator allocator) {
    return ArrowVectors.copyOf(from, allocator, "Arrow batch");
  }

  static VectorSchemaRoot root(FieldVector... vectors) {
    List<FieldVector> all = Arrays.asList(vectors);
    VectorSchemaRoot root = new VectorSchemaRoot(all);
    root.setRowCount(vectors.length == 0 ? 0 : vectors[0].getValueCount());
    return root;
  }
}

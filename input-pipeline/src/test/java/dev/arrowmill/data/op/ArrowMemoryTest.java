package dev.arrowmill.data.op;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrowmill.data.Dataset;
import dev.arrowmill.data.DatasetIterator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;

class ArrowMemoryTest {
  @Test
  void aPipelineOverHeapMemoryAsksForNone() {
    try (RootAllocator parent = new RootAllocator();
        DatasetIterator it = Dataset.range(100).shuffle().batch(10).allocator(parent).iterator()) {
      while (it.hasNext()) {
        it.next();
        assertThat(parent.getChildAllocators()).isEmpty();
      }
    }
  }

  @Test
  void aChildLivesFromFirstUseToClose() {
    try (RootAllocator parent = new RootAllocator()) {
      ArrowMemory memory = new ArrowMemory(parent, 1 << 20);
      assertThat(memory.get()).isSameAs(memory.get());
      assertThat(parent.getChildAllocators()).hasSize(1);
      memory.close();
      memory.close();
      assertThat(parent.getChildAllocators()).isEmpty();
    }
  }
}

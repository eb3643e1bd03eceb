package dev.arrowmill.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;

class HeapLeaseTest {
  @Test
  void heapBytesCountAgainstTheLimitUntilTheyAreGivenBack() {
    try (BufferAllocator root = new RootAllocator(1_000)) {
      HeapLease most = HeapLease.of(root, 900);
      assertThat(root.getAllocatedMemory()).isEqualTo(900);
      assertThat(most.bytes()).isEqualTo(900);
      assertThatThrownBy(() -> HeapLease.of(root, 101)).isInstanceOf(OutOfMemoryException.class);
      assertThat(root.getAllocatedMemory()).isEqualTo(900);
      most.close();
      most.close();
      assertThat(most.bytes()).isZero();
      assertThat(root.getAllocatedMemory()).isZero();
      HeapLease.of(root, 0).close();
    }
  }

  @Test
  void aForgottenLeaseIsALeak() {
    BufferAllocator root = new RootAllocator(1_000);
    HeapLease lease = HeapLease.of(root, 10);
    assertThatThrownBy(root::close).isInstanceOf(IllegalStateException.class);
    assertThat(lease.bytes()).isEqualTo(10);
  }
}

package dev.arrowmill.tensor.cuda;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CudaMachineTest {
  @Test
  void aDeviceThatIsNotThereIsRefusedWithTheReason() {
    CudaStatus s = CudaProbe.probe();
    int beyond = s.devices().size();
    assertThatThrownBy(() -> CudaMachine.open(beyond))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("cuda: there is no device " + beyond + ": " + s.reason());
    assertThatThrownBy(() -> CudaMachine.open(-1))
        .hasMessageStartingWith("cuda: there is no device -1: ");
  }
}

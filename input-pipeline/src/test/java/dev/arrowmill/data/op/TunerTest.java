package dev.arrowmill.data.op;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** The climb on waits that are a function of the knobs. */
class TunerTest {
  private final Tuner tuner = new Tuner(true);
  private final Node node = Memory.range(0, 1, 1);
  private final List<Integer> turns = new ArrayList<>();

  private void run(int periods, DoubleUnaryOperator waitOf, Tuner.Knob knob) {
    for (int p = 0; p < periods; p++) {
      tuner.period(waitOf.applyAsDouble(knob.value()), 0.5);
    }
  }

  @Test
  void climbsWhileTheWaitFallsAndStaysAtTheTop() {
    Tuner.Knob k = tuner.knob(node, "threads", 1, 8, turns::add);
    run(40, v -> 100.0 / Math.min(v, 3), k);
    assertThat(k.value()).isEqualTo(3);
    assertThat(turns.subList(0, 4)).containsExactly(2, 3, 4, 3);
  }

  @Test
  void turnsBackWithoutGainAndRestsAfterwards() {
    Tuner.Knob k = tuner.knob(node, "prefetch", 2, 32, turns::add);
    run(20, v -> 100, k);
    assertThat(k.value()).isEqualTo(2);
    assertThat(turns).containsExactly(3, 2);
  }

  @Test
  void staysWithinItsLimit() {
    Tuner.Knob k = tuner.knob(node, "threads", 1, 4, turns::add);
    run(60, v -> 1000.0 / v / v, k);
    assertThat(k.value()).isEqualTo(4);
    assertThat(turns).allMatch(v -> v <= 4);
  }

  @Test
  void doesNothingWhileTheConsumerHardlyWaits() {
    Tuner.Knob k = tuner.knob(node, "threads", 1, 4, turns::add);
    for (int p = 0; p < 50; p++) {
      tuner.period(100, 0.01);
    }
    assertThat(k.value()).isEqualTo(1);
    assertThat(turns).isEmpty();
  }

  @Test
  void findsTheKnobThatHelps() {
    Tuner.Knob useless = tuner.knob(node, "prefetch", 2, 32, v -> {});
    Tuner.Knob useful = tuner.knob(node, "threads", 1, 4, v -> {});
    for (int p = 0; p < 60; p++) {
      tuner.period(100.0 / useful.value(), 0.5);
    }
    assertThat(useless.value()).isEqualTo(2);
    assertThat(useful.value()).isEqualTo(4);
  }

  @Test
  void aNodeOpenedAgainFindsItsKnob() {
    Tuner.Knob k = tuner.knob(node, "prefetch", 2, 32, v -> {});
    assertThat(tuner.knob(node, "prefetch", 2, 32, turns::add)).isSameAs(k);
    tuner.period(100, 0.5);
    assertThat(turns).containsExactly(3);
    assertThat(tuner.values()).containsExactly("prefetch 3");
  }

  @Test
  void switchedOffItCountsNothing() {
    Tuner off = new Tuner(false);
    Tuner.Knob k = off.knob(node, "threads", 1, 4, turns::add);
    for (int i = 0; i < 1_000; i++) {
      off.gave(1_000_000_000L, 900_000_000L);
    }
    assertThat(k.value()).isEqualTo(1);
  }
}

package dev.arrowmill.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.model.train.HeldOut;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CalibrationTest {
  private static final int ROWS = 20_000;
  private static final Target TWO = target(Task.BINARY, List.of("no", "yes"));
  private static final HeldOut HELD = held(3);

  private static Target target(Task task, List<String> classes) {
    return new Target("y", ColumnType.STRING, task, classes, List.of(), 0, 1, List.of(), null);
  }

  /** Logits that are {@code factor} times too sure of themselves, and off by one. */
  private static HeldOut held(double factor) {
    Random random = new Random(4);
    float[] outputs = new float[ROWS];
    float[] targets = new float[ROWS];
    float[] weights = new float[ROWS];
    for (int r = 0; r < ROWS; r++) {
      double logit = random.nextGaussian() * 1.5;
      targets[r] = random.nextDouble() < 1 / (1 + Math.exp(-logit)) ? 1 : 0;
      outputs[r] = (float) (factor * (logit - 1));
      weights[r] = 1;
    }
    return new HeldOut(outputs, targets, weights, 1);
  }

  private static double logLoss(Calibration c) {
    double sum = 0;
    for (int r = 0; r < ROWS; r++) {
      double p = c.probability(HELD.outputs()[r]);
      p = Math.min(Math.max(p, 1e-12), 1 - 1e-12);
      sum -= Math.log(HELD.targets()[r] == 1 ? p : 1 - p) / ROWS;
    }
    return sum;
  }

  @Test
  void plattFindsTheLine() {
    Calibration c = new CalibrationFit(TWO, HELD, 1).fit(Calibration.Kind.PLATT);
    assertThat(c.a()).isCloseTo(1 / 3.0, within(0.02));
    assertThat(c.b()).isCloseTo(1, within(0.05));
  }

  @Test
  void isotonicIsMonotoneAndNotWorseThanPlatt() {
    CalibrationFit fit = new CalibrationFit(TWO, HELD, 1);
    Calibration c = fit.fit(Calibration.Kind.ISOTONIC);
    assertThat(c.y()).isSorted();
    assertThat(c.x()).isSorted().doesNotHaveDuplicates();
    assertThat(logLoss(c)).isLessThanOrEqualTo(logLoss(fit.fit(Calibration.Kind.PLATT)) + 1e-9);
    double last = 0;
    for (double x = -20; x < 20; x += 0.01) {
      double p = c.probability(x);
      assertThat(p).isBetween(last, 1.0);
      last = p;
    }
  }

  @Test
  void temperatureCoolsBothBinaryAndMulticlass() {
    Calibration two = new CalibrationFit(TWO, HELD, 1).fit(Calibration.Kind.TEMPERATURE);
    assertThat(two.a()).isGreaterThan(1.5);
    assertThat(logLoss(two)).isLessThan(logLoss(Calibration.NONE));
    Random random = new Random(7);
    float[] outputs = new float[3 * ROWS];
    float[] targets = new float[ROWS];
    float[] weights = new float[ROWS];
    for (int r = 0; r < ROWS; r++) {
      double best = Double.NEGATIVE_INFINITY;
      for (int c = 0; c < 3; c++) {
        double logit = random.nextGaussian();
        outputs[3 * r + c] = (float) (2.5 * logit);
        double gumbel = logit - Math.log(-Math.log(random.nextDouble()));
        if (gumbel > best) {
          best = gumbel;
          targets[r] = c;
        }
      }
      weights[r] = 1;
    }
    Target three = target(Task.MULTICLASS, List.of("a", "b", "c"));
    CalibrationFit fit = new CalibrationFit(three, new HeldOut(outputs, targets, weights, 3), 1);
    assertThat(fit.fit(Calibration.Kind.TEMPERATURE).a()).isCloseTo(2.5, within(0.1));
    assertThatThrownBy(() -> fit.fit(Calibration.Kind.PLATT))
        .isInstanceOf(LabelException.class)
        .hasMessageContaining("needs two classes, label y has 3; use temperature");
  }

  @Test
  void thresholdsMakeTheirCriterionLargest() {
    CalibrationFit fit = new CalibrationFit(TWO, HELD, 1);
    Calibration c = fit.fit(Calibration.Kind.PLATT);
    assertThat(fit.threshold(c, CalibrationFit.Criterion.ACCURACY)).isCloseTo(0.5, within(0.05));
    double f1 = fit.threshold(c, CalibrationFit.Criterion.F1);
    for (double other : new double[] {0.05, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8}) {
      assertThat(f1(c, f1)).as("at %s", other).isGreaterThanOrEqualTo(f1(c, other));
    }
  }

  private static double f1(Calibration c, double threshold) {
    double hits = 0;
    double wrong = 0;
    for (int r = 0; r < ROWS; r++) {
      boolean yes = c.probability(HELD.outputs()[r]) > threshold;
      hits += yes && HELD.targets()[r] == 1 ? 1 : 0;
      wrong += yes != (HELD.targets()[r] == 1) ? 1 : 0;
    }
    return 2 * hits / (2 * hits + wrong);
  }

  @Test
  void whatCannotBeCalibratedIsNamed() {
    HeldOut none = new HeldOut(new float[0], new float[0], new float[0], 1);
    assertThatThrownBy(() -> new CalibrationFit(TWO, none, 1))
        .isInstanceOf(LabelException.class)
        .hasMessageContaining("needs held-out rows");
    HeldOut same = new HeldOut(new float[] {1, 2}, new float[] {0, 0}, new float[] {1, 1}, 1);
    assertThatThrownBy(() -> new CalibrationFit(TWO, same, 1).fit(Calibration.Kind.PLATT))
        .isInstanceOf(LabelException.class)
        .hasMessageContaining("all 2 held-out rows have class no");
    assertThatThrownBy(
            () ->
                new CalibrationFit(
                    new Target(
                        "y",
                        ColumnType.DOUBLE,
                        Task.REGRESSION,
                        List.of(),
                        List.of(),
                        0,
                        1,
                        List.of(),
                        null),
                    HELD,
                    1))
        .isInstanceOf(LabelException.class)
        .hasMessageContaining("has no classes");
  }
}

package dev.arrowmill.tensor.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.Parameter;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Schedules beside the golden ones, their state, averages of weights, and LAMB and FTRL by hand.
 */
class ScheduleTest {
  private static Parameter parameter(float... values) {
    return new Parameter("p", Tensor.of(values));
  }

  private static Sgd sgd(Parameter p) {
    return Sgd.of(List.of(p)).lr(0.1);
  }

  @Test
  void warmupRisesThenFollows() {
    Sgd opt = sgd(parameter(0));
    Scheduler s = Scheduler.of(opt, Schedules.warmup(4, Schedules.exponentialLr(0.5)));
    List<Double> rates = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      rates.add(opt.lr());
      s.step();
    }
    double[] truth = {0, 0.025, 0.05, 0.075, 0.1, 0.05, 0.025};
    for (int i = 0; i < truth.length; i++) {
      assertThat(rates.get(i)).isCloseTo(truth[i], within(1e-15));
    }
  }

  @Test
  void lambdaAndStateGoOnWhereTheyWere() {
    Sgd opt = sgd(parameter(0));
    Schedule half = Schedules.lambdaLr(t -> 1.0 / (1 + t));
    Scheduler s = Scheduler.of(opt, half);
    s.step();
    s.step();
    Sgd other = Sgd.of(List.of(parameter(0))).lr(7);
    Scheduler t = Scheduler.of(other, half);
    t.loadState(s.state());
    assertThat(t.steps()).isEqualTo(2);
    assertThat(other.lr()).isEqualTo(opt.lr()).isEqualTo(0.1 * (1.0 / 3));
    assertThatThrownBy(() -> t.loadState(Map.of())).hasMessageContaining("base_lr");
  }

  @Test
  void plateauRemembersItsPatience() {
    Sgd opt = sgd(parameter(0));
    ReduceLrOnPlateau a = ReduceLrOnPlateau.of(opt).patience(1).factor(0.5);
    a.step(1);
    a.step(2);
    Sgd other = sgd(parameter(0));
    ReduceLrOnPlateau b = ReduceLrOnPlateau.of(other).patience(1).factor(0.5);
    b.loadState(a.state());
    b.step(2);
    assertThat(other.lr()).isEqualTo(0.05);
    assertThatThrownBy(() -> a.factor(1)).hasMessageContaining("1.0");
    assertThatThrownBy(() -> a.loadState(Map.of())).hasMessageContaining("plateau");
  }

  @Test
  void mistakesAreNamed() {
    assertThatThrownBy(() -> Schedules.stepLr(0, 0.1)).hasMessageContaining("stepSize");
    assertThatThrownBy(() -> Schedules.sequential(List.of(), 1)).hasMessageContaining("0 sched");
    assertThatThrownBy(() -> OneCycleLr.of(1, 5).lr(0.1, 6)).hasMessageContaining("step 6");
    assertThatThrownBy(() -> OneCycleLr.of(1, 5).pctStart(2)).hasMessageContaining("2.0");
    Adagrad opt = Adagrad.of(List.of(parameter(0)));
    assertThatThrownBy(() -> Scheduler.of(opt, OneCycleLr.of(1, 5)))
        .hasMessageContaining("Adagrad: has no momentum");
    Scheduler quiet = Scheduler.of(opt, OneCycleLr.of(1, 5).withoutMomentum());
    quiet.step();
    assertThat(opt.lr()).isGreaterThan(0.04);
    assertThatThrownBy(() -> Ema.of(List.of(parameter(0)), 1)).hasMessageContaining("1.0");
    assertThatThrownBy(() -> Lbfgs.of(List.of())).hasMessageContaining("no parameters");
  }

  @Test
  void groupsKeepTheirOwnRateInProportion() {
    Parameter a = new Parameter("a", Tensor.of(new double[] {1}));
    Parameter b = new Parameter("b", Tensor.of(new double[] {1}));
    Sgd opt =
        Sgd.ofGroups(
                List.of(
                    ParamGroup.of(List.of(a)), ParamGroup.of(List.of(b)).lr(0.01).weightDecay(0.5)))
            .lr(0.1);
    Scheduler s = Scheduler.of(opt, Schedules.exponentialLr(0.5));
    a.setGrad(Tensor.of(new double[] {1}));
    b.setGrad(Tensor.of(new double[] {1}));
    opt.step();
    assertThat(a.tensor().item()).isEqualTo(1 - 0.1);
    assertThat(b.tensor().item()).isEqualTo(1 - 0.01 * 1.5);
    s.step();
    double before = b.tensor().item();
    opt.step();
    assertThat(a.tensor().item()).isEqualTo(1 - 0.1 - 0.05);
    assertThat(b.tensor().item()).isCloseTo(before - 0.005 * (1 + 0.5 * before), within(1e-15));
    assertThatThrownBy(() -> ParamGroup.of(List.of(a)).lr(-1)).hasMessageContaining("lr -1.0");
  }

  @Test
  void averagesFollowTheWeights() {
    Parameter p = parameter(1, 2);
    Ema ema = Ema.of(List.of(p), 0.75);
    p.tensor().floats()[0] = 5;
    ema.update();
    ema.swap();
    assertThat(p.tensor().toFloats()).containsExactly(2, 2);
    ema.swap();
    assertThat(p.tensor().toFloats()).containsExactly(5, 2);
    Parameter q = parameter(0, 0);
    Ema other = Ema.of(List.of(q), 0.75);
    other.loadState(ema.state());
    assertThat(other.state()).containsOnlyKeys("ema.0");
    other.swap();
    assertThat(q.tensor().toFloats()).containsExactly(2, 2);
    other.swap();
    assertThatThrownBy(() -> other.loadState(Map.of())).hasMessageContaining("ema.0");
  }

  @Test
  void lambScalesToTheNormOfTheWeights() {
    Parameter p = new Parameter("p", Tensor.of(new double[] {3, 4}));
    p.setGrad(Tensor.of(new double[] {1, -1}));
    Lamb.of(List.of(p)).lr(0.01).eps(0).weightDecay(0).step();
    double length = 0.01 * 5 / Math.sqrt(2);
    assertThat(p.tensor().toDoubles()[0]).isCloseTo(3 - length, within(1e-12));
    assertThat(p.tensor().toDoubles()[1]).isCloseTo(4 + length, within(1e-12));
  }

  @Test
  void ftrlKeepsWeakWeightsAtZero() {
    Parameter p = new Parameter("p", Tensor.of(new double[] {0.0, 0.0}));
    p.setGrad(Tensor.of(new double[] {0.4, 0.1}));
    Ftrl.of(List.of(p)).lr(0.5).l1(0.2).l2(0.25).initialAccumulator(0.04).step();
    double quadratic = Math.sqrt(0.04 + 0.16) / 0.5 + 0.5;
    assertThat(p.tensor().toDoubles()[0]).isCloseTo(-(0.4 - 0.2) / quadratic, within(1e-12));
    assertThat(p.tensor().toDoubles()[1]).isZero();
  }

  @Test
  void lbfgsWithoutSearchFindsAMinimum() {
    Parameter p = new Parameter("p", Tensor.of(new double[] {3, -2}));
    Lbfgs opt = Lbfgs.of(List.of(p)).lr(1).maxIterations(30);
    Tensor scale = Tensor.of(new double[] {1, 10});
    for (int i = 0; i < 5; i++) {
      opt.step(() -> p.tensor().sub(1).square().mul(scale).sum());
    }
    assertThat(p.tensor().toDoubles()[0]).isCloseTo(1, within(1e-5));
    assertThat(p.tensor().toDoubles()[1]).isCloseTo(1, within(1e-5));
  }

  @Test
  void stepsAllocateNothing() {
    Parameter p = new Parameter("p", Tensor.zeros(300));
    p.setGrad(Tensor.ones(300));
    for (Optimizer opt :
        List.of(
            Sgd.of(List.of(p)).momentum(0.9),
            AdamW.of(List.of(p)),
            Adagrad.of(List.of(p)),
            RmsProp.of(List.of(p)),
            NAdam.of(List.of(p)))) {
      var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
      long bytes = Long.MAX_VALUE;
      for (int round = 0; bytes >= 2000 && round < 1000; round++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 100; i++) {
          opt.step();
        }
        bytes = threads.getCurrentThreadAllocatedBytes() - before;
      }
      assertThat(bytes).as(opt.getClass().getSimpleName()).isLessThan(2000);
    }
  }
}

package dev.arrowmill.spark.tune;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class SearchTest {
  /** The waves of a search, each training as {@code trial/rung}. */
  private static List<List<String>> waves(Search search, ToDoubleFunction<Step> loss) {
    Map<Step, Double> losses = new TreeMap<>();
    List<List<String>> waves = new ArrayList<>();
    for (List<Step> w = search.next(losses); !w.isEmpty(); w = search.next(losses)) {
      waves.add(w.stream().map(s -> s.trial() + "/" + s.rung()).toList());
      w.forEach(s -> losses.put(s, loss.applyAsDouble(s)));
    }
    return waves;
  }

  @Test
  void rungsEndWithAllEpochs() {
    assertThat(Algorithm.RANDOM.rungs(1, 27, 3)).containsExactly(27);
    assertThat(Algorithm.HALVING.rungs(1, 27, 3)).containsExactly(1, 3, 9, 27);
    assertThat(Algorithm.ASHA.rungs(4, 100, 3)).containsExactly(11, 33, 100);
    assertThat(Algorithm.ASHA.rungs(1, 1, 2)).containsExactly(1);
  }

  @Test
  void randomSearchTrainsEveryTrialOnce() {
    assertThat(waves(Algorithm.RANDOM.search(3, 1, 3, 1), s -> 1))
        .containsExactly(List.of("0/0", "1/0", "2/0"));
  }

  @Test
  void halvingKeepsTheBestThirdOfEachRung() {
    List<List<String>> waves =
        waves(Algorithm.HALVING.search(9, 3, 3, 1), s -> Math.abs(s.trial() - 4));
    assertThat(waves.get(0)).hasSize(9);
    assertThat(waves.subList(1, 3)).containsExactly(List.of("3/1", "4/1", "5/1"), List.of("4/2"));
    assertThat(waves).hasSize(3);
  }

  @Test
  void divergedTrialsNeverGoOn() {
    assertThat(waves(Algorithm.HALVING.search(4, 3, 2, 1), s -> Double.NaN)).hasSize(1);
    assertThat(
            waves(Algorithm.HALVING.search(4, 2, 2, 1), s -> s.trial() == 3 ? 9 : Double.NaN)
                .get(1))
        .containsExactly("3/1");
    assertThat(waves(Algorithm.ASHA.search(4, 3, 2, 1), s -> Double.NaN)).hasSize(4);
  }

  @Test
  void ashaPromotesAsSoonAsATrialIsAmongTheBest() {
    double[] loss = {5, 3, 4, 2, 9, 8, 1, 7, 6};
    assertThat(
            waves(Algorithm.ASHA.search(9, 3, 3, 1), s -> loss[s.trial()]).stream()
                .map(w -> w.get(0)))
        .containsExactly(
            "0/0", "1/0", "2/0", "1/1", "3/0", "3/1", "4/0", "5/0", "6/0", "6/1", "6/2", "7/0",
            "8/0");
  }

  @Test
  void ashaChoosesAsManyAtOnceAsRunSideBySide() {
    List<List<String>> waves = waves(Algorithm.ASHA.search(6, 2, 3, 2), Step::trial);
    assertThat(waves)
        .containsExactly(
            List.of("0/0", "1/0"),
            List.of("2/0", "3/0"),
            List.of("0/1", "4/0"),
            List.of("5/0"),
            List.of("1/1"));
  }
}

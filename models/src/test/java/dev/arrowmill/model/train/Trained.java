package dev.arrowmill.model.train;

import dev.arrowmill.arrow.HeapColumns;
import dev.arrowmill.data.feature.FeaturePlanner;
import dev.arrowmill.data.feature.FeatureStats;
import dev.arrowmill.model.Decision;
import dev.arrowmill.model.LabelSpec;
import dev.arrowmill.model.Samples;
import dev.arrowmill.model.TabularModel;
import dev.arrowmill.model.Target;
import dev.arrowmill.model.net.NetConfig;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Plans and models for labels of any task, on tables made in tests. */
final class Trained {
  private Trained() {}

  static TrainingPlan plan(
      HeapColumns table, List<LabelSpec> labels, Set<String> notFeatures, TrainOptions options) {
    FeatureStats stats = new FeatureStats(table.schema(), 1).add(table);
    Set<String> except = new HashSet<>(notFeatures);
    List<Target> targets = new ArrayList<>();
    for (LabelSpec label : labels) {
      except.add(label.column());
      if (label.companion() != null) {
        except.add(label.companion());
      }
      targets.add(Target.fit(stats, label));
    }
    return new TrainingPlan(
        FeaturePlanner.plan(stats, except).features(),
        targets,
        new NetConfig().with("hidden", "32,16").with("dropout", "0"),
        options,
        null,
        1,
        null,
        List.of());
  }

  static TrainOptions options(int epochs) {
    return new TrainOptions(epochs, 10, 128, 1e-2f, 1e-3f, 0.9f, 0.2, 1);
  }

  static TabularModel model(TrainingPlan plan, HeapColumns table) {
    return TabularModel.of(plan, Samples.train(plan, table, 1), Decision.PLAIN, Map.of());
  }
}

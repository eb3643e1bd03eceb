package dev.arrowmill.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrowmill.data.feature.FeaturePlanner;
import dev.arrowmill.data.feature.FeatureStats;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

class TableStatsTest {
  @Test
  void anyPartitioningGivesTheSameStatisticsInOneJob() throws Exception {
    SparkSession session = Sparks.session();
    Dataset<Row> table = Sparks.table(session, 3000, 1);
    String truth = describe(TableStats.of(table.coalesce(1), 5));
    for (int partitions : new int[] {2, 7, 50}) {
      Dataset<Row> split = table.repartition(partitions).cache();
      split.count();
      AtomicInteger jobs = new AtomicInteger();
      SparkListener listener =
          new SparkListener() {
            @Override
            public void onJobStart(SparkListenerJobStart start) {
              jobs.incrementAndGet();
            }
          };
      session.sparkContext().addSparkListener(listener);
      FeatureStats stats = TableStats.of(split, 5);
      session.sparkContext().listenerBus().waitUntilEmpty();
      session.sparkContext().removeSparkListener(listener);
      assertThat(describe(stats)).as("%s partitions", partitions).isEqualTo(truth);
      assertThat(jobs).hasValue(1);
      split.unpersist();
    }
  }

  private static String describe(FeatureStats stats) {
    var plan = FeaturePlanner.plan(stats, Set.of("two"));
    return stats.columns() + plan.explain() + plan.features().toJson();
  }
}

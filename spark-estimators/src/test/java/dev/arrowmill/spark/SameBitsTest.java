package dev.arrowmill.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrowmill.model.train.EpochReport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The same seed gives the same model on any cluster, partitioning and number of workers. */
class SameBitsTest {
  @AfterAll
  static void backToTheUsualSession() {
    Sparks.session();
  }

  @Test
  void mastersPartitionsAndWorkers() {
    List<String> ids = new ArrayList<>();
    ids.add(id(Sparks.session("local[1]"), 3, 1));
    SparkSession two = Sparks.session("local[2]");
    ids.add(id(two, 1, 1));
    ids.add(id(two, 11, 2));
    ids.add(id(Sparks.session("local[4]"), 5, 4));
    ids.add(id(Sparks.session("local-cluster[2,1,1024]"), 4, 2));
    assertThat(ids).containsOnly(ids.get(0));
  }

  private static String id(SparkSession session, int partitions, int workers) {
    Dataset<Row> table = Sparks.table(session, 1500, 5).repartition(partitions);
    List<EpochReport> told = new CopyOnWriteArrayList<>();
    NeuralClassificationModel model =
        Sparks.classifier("two")
            .setMaxEpochs(3)
            .setNumWorkers(workers)
            .setEpochListener(told::add)
            .fit(table);
    assertThat(told).isEqualTo(model.summary().orElseThrow().epochs());
    return model.tabularModel().id();
  }
}

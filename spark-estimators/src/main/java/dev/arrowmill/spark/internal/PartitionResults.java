package dev.arrowmill.spark.internal;

import java.io.Serializable;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaRDD;
import scala.collection.Iterator;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction1;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/** Hands the results of partitions to the driver one by one, as they arrive. */
public final class PartitionResults {
  private PartitionResults() {}

  /**
   * Runs one job.
   *
   * @param results at most one per partition
   * @param sink receives each on the driver, in any order, never two at once
   */
  public static void each(JavaRDD<byte[]> results, Consumer<byte[]> sink) {
    results
        .context()
        .runJob(
            results.rdd(),
            new First(),
            new AbstractFunction2<Object, byte[], BoxedUnit>() {
              @Override
              public BoxedUnit apply(Object partition, byte[] result) {
                if (result.length > 0) {
                  synchronized (sink) {
                    sink.accept(result);
                  }
                }
                return BoxedUnit.UNIT;
              }
            },
            ClassTag$.MODULE$.apply(byte[].class));
  }

  private static final class First extends AbstractFunction1<Iterator<byte[]>, byte[]>
      implements Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public byte[] apply(Iterator<byte[]> it) {
      return it.hasNext() ? it.next() : new byte[0];
    }
  }
}

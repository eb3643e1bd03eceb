package dev.arrowmill.spark.internal;

import dev.arrowmill.arrow.spark.SparkColumns;
import dev.arrowmill.model.Scorer;
import dev.arrowmill.model.Scores;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.apache.spark.sql.execution.ColumnarToRowTransition;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.jspecify.annotations.Nullable;
import scala.collection.AbstractIterator;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction1;

/**
 * Scores the column vectors of a scan where they lie and hands on rows with their scores. It stands
 * in the place of the transition from columns to rows, so no row is made before it is scored.
 */
public final class ColumnarScoreExec extends ScoreExec implements ColumnarToRowTransition {
  private static final long serialVersionUID = 1L;

  /** Public because Spark copies plans by reflection. */
  public ColumnarScoreExec(SparkPlan child, Score score, AttributeReference attribute) {
    super(child, score, attribute);
  }

  @Override
  public RDD<InternalRow> doExecute() {
    int[] ordinals =
        java.util.Objects.requireNonNull(
            ScorePlans.ordinals(child(), score()), "inputs are columns");
    return child()
        .executeColumnar()
        .mapPartitions(
            new Partition(score(), ordinals), true, ClassTag$.MODULE$.apply(InternalRow.class));
  }

  @Override
  ScoreExec over(SparkPlan newChild) {
    return new ColumnarScoreExec(newChild, score(), attribute());
  }

  @Override
  public SparkPlan withNewChildInternal(SparkPlan newChild) {
    return over(newChild);
  }

  /** The work on one partition. */
  private static final class Partition
      extends AbstractFunction1<
          scala.collection.Iterator<ColumnarBatch>, scala.collection.Iterator<InternalRow>>
      implements Serializable {
    private static final long serialVersionUID = 1L;
    private final Score score;
    private final int[] ordinals;

    Partition(Score score, int[] ordinals) {
      this.score = score;
      this.ordinals = ordinals;
    }

    @Override
    public scala.collection.Iterator<InternalRow> apply(
        scala.collection.Iterator<ColumnarBatch> batches) {
      return new ScoredRows(batches, score, ordinals);
    }
  }

  /** Rows of one batch after the other, with their scores. */
  private static final class ScoredRows extends AbstractIterator<InternalRow> {
    private final scala.collection.Iterator<ColumnarBatch> batches;
    private final int[] ordinals;
    private final Scorer scorer;
    private final SparkColumns view;
    private final JoinedRow joined = new JoinedRow();
    private @Nullable Iterator<InternalRow> rows;
    private @Nullable List<Scores> scores;
    private int row;

    ScoredRows(scala.collection.Iterator<ColumnarBatch> batches, Score score, int[] ordinals) {
      this.batches = batches;
      this.ordinals = ordinals;
      this.scorer = score.model().newScorer();
      this.view = SparkColumns.withLists(score.inputType());
    }

    @Override
    public boolean hasNext() {
      while (rows == null || !rows.hasNext()) {
        if (!batches.hasNext()) {
          return false;
        }
        open(batches.next());
      }
      return true;
    }

    private void open(ColumnarBatch batch) {
      ColumnVector[] inputs = new ColumnVector[ordinals.length];
      for (int i = 0; i < inputs.length; i++) {
        inputs[i] = batch.column(ordinals[i]);
      }
      /* Not closed: the vectors belong to the scan. */
      @SuppressWarnings("MustBeClosed")
      ColumnarBatch borrowed = new ColumnarBatch(inputs, batch.numRows());
      scores = scorer.scoreAll(view.reset(borrowed));
      rows = batch.rowIterator();
      row = 0;
    }

    @Override
    public InternalRow next() {
      if (!hasNext() || rows == null || scores == null) {
        throw new java.util.NoSuchElementException();
      }
      return joined.apply(rows.next(), ScoreRows.column(scores, row++));
    }
  }
}

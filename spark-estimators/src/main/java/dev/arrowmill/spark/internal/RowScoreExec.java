package dev.arrowmill.spark.internal;

import dev.arrowmill.arrow.spark.RowColumns;
import dev.arrowmill.model.Scorer;
import dev.arrowmill.model.Scores;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.types.StructType;
import scala.collection.AbstractIterator;
import scala.collection.Iterator;
import scala.collection.immutable.Seq;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction1;

/** Collects rows into batches, scores each batch at once, and adds the score to every row. */
public final class RowScoreExec extends ScoreExec {
  private static final long serialVersionUID = 1L;
  static final int BATCH_ROWS = 1024;

  /** Public because Spark copies plans by reflection. */
  public RowScoreExec(SparkPlan child, Score score, AttributeReference attribute) {
    super(child, score, attribute);
  }

  @Override
  public RDD<InternalRow> doExecute() {
    return child()
        .execute()
        .mapPartitions(
            new Partition(score(), child().output()),
            true,
            ClassTag$.MODULE$.apply(InternalRow.class));
  }

  @Override
  ScoreExec over(SparkPlan newChild) {
    return new RowScoreExec(newChild, score(), attribute());
  }

  /** The work on one partition. */
  private static final class Partition
      extends AbstractFunction1<Iterator<InternalRow>, Iterator<InternalRow>>
      implements Serializable {
    private static final long serialVersionUID = 1L;
    private final Score score;
    private final Seq<Attribute> input;

    Partition(Score score, Seq<Attribute> input) {
      this.score = score;
      this.input = input;
    }

    @Override
    public Iterator<InternalRow> apply(Iterator<InternalRow> rows) {
      return new Batches(rows, score, input);
    }
  }

  /** Rows with their scores. */
  private static final class Batches extends AbstractIterator<InternalRow> {
    private final Iterator<InternalRow> rows;
    private final Scorer scorer;
    private final UnsafeProjection inputs;
    private final RowColumns columns;
    private final List<InternalRow> batch = new ArrayList<>(BATCH_ROWS);
    private final JoinedRow joined = new JoinedRow();
    private List<Scores> scores;
    private int next;

    Batches(Iterator<InternalRow> rows, Score score, Seq<Attribute> input) {
      this.rows = rows;
      this.scorer = score.model().newScorer();
      this.inputs = UnsafeProjection.create(score.children(), input);
      StructType type = score.inputType();
      this.columns = RowColumns.withLists(type, BATCH_ROWS);
      this.scores = scorer.scoreAll(columns.batch());
    }

    @Override
    public boolean hasNext() {
      return next < batch.size() || rows.hasNext();
    }

    @Override
    public InternalRow next() {
      if (next == batch.size()) {
        fill();
      }
      InternalRow row = joined.apply(batch.get(next), ScoreRows.column(scores, next));
      next++;
      return row;
    }

    private void fill() {
      batch.clear();
      columns.clear();
      next = 0;
      while (batch.size() < BATCH_ROWS && rows.hasNext()) {
        InternalRow row = rows.next();
        batch.add(row.copy());
        columns.add(inputs.apply(row));
      }
      scores = scorer.scoreAll(columns.batch());
    }
  }
}

package dev.arrowmill.spark.internal;

import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.types.Metadata;
import scala.collection.immutable.Seq;

/** Chooses the operator that computes a score on batches. */
final class ScorePlans {
  private ScorePlans() {}

  /** The column that an operator adds for a score. */
  static AttributeReference attribute(Score score) {
    return new AttributeReference(
        "arrowmill_score",
        score.dataType(),
        false,
        Metadata.empty(),
        NamedExpression.newExprId(),
        scala.collection.immutable.Seq$.MODULE$.<String>newBuilder().result());
  }

  /**
   * Reads column vectors straight from a columnar scan when the score's inputs are its columns;
   * otherwise collects rows into batches.
   */
  static SparkPlan of(SparkPlan child, Score score, AttributeReference attribute) {
    boolean scan = child.supportsColumnar() && child.children().isEmpty();
    return scan && ordinals(child, score) != null
        ? new ColumnarScoreExec(child, score, attribute)
        : new RowScoreExec(child, score, attribute);
  }

  /** Positions of the score's inputs among the child's columns, null if some is no column. */
  static int @org.jspecify.annotations.Nullable [] ordinals(SparkPlan child, Score score) {
    Seq<Expression> inputs = score.children();
    int[] ordinals = new int[inputs.size()];
    for (int i = 0; i < ordinals.length; i++) {
      ordinals[i] = inputs.apply(i) instanceof Attribute a ? position(child, a) : -1;
      if (ordinals[i] < 0) {
        return null;
      }
    }
    return ordinals;
  }

  private static int position(SparkPlan child, Attribute wanted) {
    Seq<Attribute> output = child.output();
    for (int i = 0; i < output.size(); i++) {
      if (output.apply(i).exprId().equals(wanted.exprId())) {
        return i;
      }
    }
    return -1;
  }
}

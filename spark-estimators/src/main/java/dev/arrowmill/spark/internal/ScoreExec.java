package dev.arrowmill.spark.internal;

import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.execution.SparkPlan;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** An operator that adds the column of a {@link Score} to its child's columns. */
public abstract class ScoreExec extends SparkPlan {
  private static final long serialVersionUID = 1L;

  private final SparkPlan child;
  private final Score score;
  private final AttributeReference attribute;

  ScoreExec(SparkPlan child, Score score, AttributeReference attribute) {
    this.child = child;
    this.score = score;
    this.attribute = attribute;
  }

  /** The same operator over another child. */
  abstract ScoreExec over(SparkPlan newChild);

  public SparkPlan child() {
    return child;
  }

  final Score score() {
    return score;
  }

  final AttributeReference attribute() {
    return attribute;
  }

  @Override
  public final Seq<Attribute> output() {
    return child.output().appended(attribute).toSeq();
  }

  @Override
  public final AttributeSet producedAttributes() {
    return AttributeSet.apply(attribute);
  }

  @Override
  public final Seq<SparkPlan> children() {
    return CollectionConverters.asScala(List.of(child)).toSeq();
  }

  @Override
  public final SparkPlan withNewChildrenInternal(IndexedSeq<SparkPlan> newChildren) {
    return over(newChildren.apply(0));
  }

  @Override
  public final int productArity() {
    return 3;
  }

  @Override
  public final Object productElement(int n) {
    return n == 0 ? child : n == 1 ? score : attribute;
  }

  @Override
  public final boolean canEqual(Object other) {
    return other != null && other.getClass() == getClass();
  }

  @Override
  public final boolean equals(Object other) {
    return other instanceof ScoreExec s
        && s.canEqual(this)
        && s.child.equals(child)
        && s.score.equals(score)
        && s.attribute.equals(attribute);
  }

  @Override
  public final int hashCode() {
    return 31 * child.hashCode() + score.hashCode();
  }
}

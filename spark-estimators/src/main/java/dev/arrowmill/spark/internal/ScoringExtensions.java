package dev.arrowmill.spark.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.execution.ColumnarRule;
import org.apache.spark.sql.execution.ProjectExec;
import org.apache.spark.sql.execution.SparkPlan;
import scala.Function1;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;
import scala.runtime.AbstractPartialFunction;
import scala.runtime.BoxedUnit;

/**
 * Makes scoring work on batches: set {@code spark.sql.extensions} to this class. Without it the
 * same queries run row by row and give the same bits.
 */
public final class ScoringExtensions extends AbstractFunction1<SparkSessionExtensions, BoxedUnit> {

  @Override
  public BoxedUnit apply(SparkSessionExtensions extensions) {
    extensions.injectColumnar(
        new AbstractFunction1<SparkSession, ColumnarRule>() {
          @Override
          public ColumnarRule apply(SparkSession session) {
            return new BatchRule();
          }
        });
    return BoxedUnit.UNIT;
  }

  /** Works before the transitions between rows and columns are planned. */
  private static final class BatchRule extends ColumnarRule {
    @Override
    public Rule<SparkPlan> preColumnarTransitions() {
      return new ExtractScores();
    }
  }

  /** Takes the scores out of every projection and computes each in an operator below it. */
  private static final class ExtractScores extends Rule<SparkPlan> {
    @Override
    public SparkPlan apply(SparkPlan plan) {
      return (SparkPlan) plan.transformUp(when(SparkPlan.class, ExtractScores::extract));
    }

    private static SparkPlan extract(SparkPlan node) {
      if (!(node instanceof ProjectExec project)) {
        return node;
      }
      Map<Score, AttributeReference> found = new LinkedHashMap<>();
      List<NamedExpression> list = new ArrayList<>();
      for (NamedExpression e : CollectionConverters.asJava(project.projectList())) {
        list.add(
            (NamedExpression)
                ((Expression) e).transformUp(when(Expression.class, x -> replace(x, found))));
      }
      SparkPlan below = project.child();
      for (Map.Entry<Score, AttributeReference> e : found.entrySet()) {
        below = ScorePlans.of(below, e.getKey(), e.getValue());
      }
      return found.isEmpty()
          ? node
          : new ProjectExec(CollectionConverters.asScala(list).toSeq(), below);
    }

    private static Expression replace(Expression e, Map<Score, AttributeReference> found) {
      return e instanceof Score score ? found.computeIfAbsent(score, ScorePlans::attribute) : e;
    }

    /** A total function as the partial function that Spark's trees want. */
    private static <T> AbstractPartialFunction<T, T> when(
        Class<T> type, java.util.function.UnaryOperator<T> change) {
      return new AbstractPartialFunction<>() {
        @Override
        public boolean isDefinedAt(T node) {
          return type.isInstance(node);
        }

        @Override
        @SuppressWarnings("unchecked")
        public <A extends T, B> B applyOrElse(A node, Function1<A, B> otherwise) {
          return (B) change.apply(node);
        }
      };
    }
  }
}

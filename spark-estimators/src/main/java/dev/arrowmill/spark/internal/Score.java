package dev.arrowmill.spark.internal;

import dev.arrowmill.arrow.spark.RowColumns;
import dev.arrowmill.model.Scorer;
import dev.arrowmill.model.Target;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenFallback;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;
import org.apache.spark.sql.classic.ExpressionUtils;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The expression {@code score(columns...)}: a struct of predictions for a row. Evaluated row by row
 * wherever Spark puts it; {@link ScoringExtensions} replaces a projection that holds it by an
 * operator that scores whole batches, with the same bits.
 */
public final class Score extends Expression implements CodegenFallback, Serializable {
  private static final long serialVersionUID = 1L;

  private final ModelHandle model;
  private final DataType type;
  private final List<String> names;
  private final Seq<Expression> children;
  private transient @Nullable Scorer scorer;
  private transient @Nullable RowColumns row;

  /** Public because Spark copies expressions by reflection; the arguments are the product. */
  public Score(ModelHandle model, DataType type, List<String> names, Seq<Expression> children) {
    this.model = model;
    this.type = type;
    this.names = new ArrayList<>(names);
    this.children = children;
  }

  /**
   * A column of {@link ScoreRows#type}.
   *
   * @param names the model's input columns
   * @param columns where they come from, in the same order
   */
  public static Column column(
      ModelHandle model, List<Target> targets, List<String> names, List<Column> columns) {
    List<Expression> children = new ArrayList<>();
    columns.forEach(c -> children.add(ExpressionUtils.expression(c)));
    return ExpressionUtils.column(
        new Score(
            model, ScoreRows.type(targets), names, CollectionConverters.asScala(children).toSeq()));
  }

  ModelHandle model() {
    return model;
  }

  /** The type of the rows that the children make. */
  StructType inputType() {
    StructField[] fields = new StructField[names.size()];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = DataTypes.createStructField(names.get(i), children.apply(i).dataType(), true);
    }
    return DataTypes.createStructType(fields);
  }

  @Override
  public Object eval(InternalRow input) {
    if (scorer == null || row == null) {
      scorer = model.newScorer();
      row = RowColumns.withLists(inputType(), 1);
    }
    Object[] values = new Object[names.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = children.apply(i).eval(input);
    }
    row.clear();
    row.add(new GenericInternalRow(values));
    return ScoreRows.of(scorer.scoreAll(row.batch()), 0);
  }

  @Override
  public ExprCode doGenCode(CodegenContext context, ExprCode code) {
    return CodegenFallback.super.doGenCode(context, code);
  }

  @Override
  public boolean nullable() {
    return false;
  }

  @Override
  public DataType dataType() {
    return type;
  }

  @Override
  public Seq<Expression> children() {
    return children;
  }

  @Override
  public Expression withNewChildrenInternal(IndexedSeq<Expression> newChildren) {
    return new Score(model, type, names, newChildren);
  }

  @Override
  public String prettyName() {
    return "arrowmill_score";
  }

  @Override
  public int productArity() {
    return 4;
  }

  @Override
  public Object productElement(int n) {
    return switch (n) {
      case 0 -> model;
      case 1 -> type;
      case 2 -> names;
      default -> children;
    };
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof Score;
  }

  @Override
  public String toString() {
    return prettyName() + "(" + model.id() + ", " + children.mkString(", ") + ")";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Score s
        && s.model.id().equals(model.id())
        && s.names.equals(names)
        && s.children.equals(children);
  }

  @Override
  public int hashCode() {
    return 31 * model.id().hashCode() + children.hashCode();
  }
}

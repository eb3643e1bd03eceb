package dev.arrowmill.data;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.Columns;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;

/** How the expressions of {@link Expr} are computed, a column at a time; null in gives null out. */
final class Formulas {
  private Formulas() {}

  /** The values of an expression for some rows. */
  interface Formula {
    Column of(Columns rows);
  }

  /** One value for every row. */
  record Constant(ColumnType type, int rows, long number, double real, String text)
      implements Column {
    @Override
    public String name() {
      return "literal";
    }

    @Override
    public boolean isNull(int row) {
      return false;
    }

    @Override
    public long getLong(int row) {
      return number;
    }

    @Override
    public double getDouble(int row) {
      return real;
    }

    @Override
    public String getString(int row) {
      return text;
    }
  }

  /** Integers give integers, anything else doubles. */
  static Formula binary(
      String text, Formula a, Formula b, LongBinaryOperator whole, DoubleBinaryOperator real) {
    return rows -> {
      Column left = number(text, a.of(rows));
      Column right = number(text, b.of(rows));
      boolean integral = left.type().isIntegral() && right.type().isIntegral();
      return integral ? longs(text, left, right, whole) : doubles(text, left, right, real);
    };
  }

  /** Doubles, whatever the operands are. */
  static Formula real(String text, Formula a, Formula b, DoubleBinaryOperator f) {
    return rows -> doubles(text, number(text, a.of(rows)), number(text, b.of(rows)), f);
  }

  static Formula real(String text, Formula a, DoubleUnaryOperator f) {
    return real(text, a, a, (x, same) -> f.applyAsDouble(x));
  }

  /** Integers stay integers, anything else doubles. */
  static Formula unary(String text, Formula a, LongUnaryOperator whole, DoubleUnaryOperator real) {
    return binary(
        text, a, a, (x, same) -> whole.applyAsLong(x), (x, same) -> real.applyAsDouble(x));
  }

  private static Column longs(String text, Column a, Column b, LongBinaryOperator f) {
    Computed out = new Computed(text, ColumnType.LONG, a.rows());
    for (int i = 0; i < a.rows(); i++) {
      if (a.isNull(i) || b.isNull(i)) {
        out.setNull(i);
      } else {
        out.longs[i] = exact(text, a.getLong(i), b.getLong(i), f);
      }
    }
    return out;
  }

  private static long exact(String text, long a, long b, LongBinaryOperator f) {
    try {
      return f.applyAsLong(a, b);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          text + ": " + a + " and " + b + " leave the range of LONG; cast to DOUBLE first", e);
    }
  }

  private static Column doubles(String text, Column a, Column b, DoubleBinaryOperator f) {
    int n = a.rows();
    double[] right = new double[n];
    Computed out = new Computed(text, ColumnType.DOUBLE, n);
    a.copyDoubles(0, n, out.doubles, 0);
    b.copyDoubles(0, n, right, 0);
    for (int i = 0; i < n; i++) {
      if (a.isNull(i) || b.isNull(i)) {
        out.setNull(i);
      }
      out.doubles[i] = f.applyAsDouble(out.doubles[i], right[i]);
    }
    return out;
  }

  static Formula text(String text, Formula a, UnaryOperator<String> f) {
    return rows -> {
      Column in = texts(text, a.of(rows));
      Computed out = new Computed(text, ColumnType.STRING, in.rows());
      for (int i = 0; i < in.rows(); i++) {
        if (in.isNull(i)) {
          out.setNull(i);
        } else {
          out.texts[i] = f.apply(in.getString(i));
        }
      }
      return out;
    };
  }

  static Formula ofText(String text, Formula a, ToLongFunction<String> f) {
    return rows -> {
      Column in = texts(text, a.of(rows));
      Computed out = new Computed(text, ColumnType.LONG, in.rows());
      for (int i = 0; i < in.rows(); i++) {
        if (in.isNull(i)) {
          out.setNull(i);
        } else {
          out.longs[i] = f.applyAsLong(in.getString(i));
        }
      }
      return out;
    };
  }

  /** 1 where the condition is true, 0 where it is false, null where it is unknown. */
  static Formula truth(Condition condition) {
    return rows -> {
      byte[] truths = condition.truths(rows);
      Computed out = new Computed(condition.toString(), ColumnType.BOOLEAN, truths.length);
      for (int i = 0; i < truths.length; i++) {
        if (truths[i] == Condition.unknown()) {
          out.setNull(i);
        }
        out.longs[i] = truths[i] == Condition.truth(true) ? 1 : 0;
      }
      return out;
    };
  }

  /** The first value where the condition is true, else the second. */
  static Formula choose(String text, Formula condition, Formula yes, Formula no) {
    return rows -> {
      Column test = condition.of(rows);
      Column a = yes.of(rows);
      Column b = no.of(rows);
      Computed out = new Computed(text, common(text, a.type(), b.type()), test.rows());
      for (int i = 0; i < test.rows(); i++) {
        out.set(i, !test.isNull(i) && test.getLong(i) != 0 ? a : b, i);
      }
      return out;
    };
  }

  /** The value where the condition is true, else null. */
  static Formula only(Formula condition, Formula yes) {
    return rows -> {
      Column test = condition.of(rows);
      Column a = yes.of(rows);
      Computed out = new Computed(a.name(), a.type(), test.rows());
      for (int i = 0; i < test.rows(); i++) {
        if (!test.isNull(i) && test.getLong(i) != 0) {
          out.set(i, a, i);
        } else {
          out.setNull(i);
        }
      }
      return out;
    };
  }

  private static ColumnType common(String text, ColumnType a, ColumnType b) {
    if (a == b && !a.isList()) {
      return a;
    }
    boolean numbers = isNumber(a) && isNumber(b);
    if (!numbers) {
      throw new IllegalArgumentException(
          text + ": the values are " + a + " and " + b + "; cast one to the other's type");
    }
    return a == ColumnType.DOUBLE || b == ColumnType.DOUBLE ? ColumnType.DOUBLE : ColumnType.LONG;
  }

  private static boolean isNumber(ColumnType t) {
    return t == ColumnType.DOUBLE || t == ColumnType.LONG || t == ColumnType.BOOLEAN;
  }

  static Column number(String text, Column c) {
    if (c.type() == ColumnType.STRING || c.type().isList()) {
      throw new IllegalArgumentException(
          text + ": " + c.name() + " is " + c.type() + ", expected a number");
    }
    return c;
  }

  private static Column texts(String text, Column c) {
    if (c.type() != ColumnType.STRING) {
      throw new IllegalArgumentException(
          text + ": " + c.name() + " is " + c.type() + ", expected text");
    }
    return c;
  }
}

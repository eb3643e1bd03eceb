package dev.arrowmill.tensor.expr;

import static dev.arrowmill.tensor.expr.Lane.FLOAT;
import static dev.arrowmill.tensor.expr.Lane.INT;
import static dev.arrowmill.tensor.expr.Lane.MASK;

import java.util.List;

/**
 * The instructions. Each is exact or correctly rounded to nearest even, so that every processor
 * gives the same bits (a NaN's payload excepted); none is ever contracted or reordered.
 */
@SuppressWarnings("ImmutableEnumChecker")
public enum Code {
  /** Element of a float32 slot; the value is the slot. */
  INPUT(FLOAT),
  /** Element of a bool slot; the value is the slot. */
  FLAG(MASK),
  /** A float32 constant; the value holds its bits. */
  CONST(FLOAT),
  /** An int32 constant. */
  WHOLE(INT),
  /** a + b. */
  ADD(FLOAT, FLOAT, FLOAT),
  /** a - b. */
  SUB(FLOAT, FLOAT, FLOAT),
  /** a * b. */
  MUL(FLOAT, FLOAT, FLOAT),
  /** a / b. */
  DIV(FLOAT, FLOAT, FLOAT),
  /** The smaller; NaN when either is; -0 is less than +0. */
  MIN(FLOAT, FLOAT, FLOAT),
  /** The larger; NaN when either is; -0 is less than +0. */
  MAX(FLOAT, FLOAT, FLOAT),
  /** a * b + c, rounded once. */
  FMA(FLOAT, FLOAT, FLOAT, FLOAT),
  /** -a. */
  NEG(FLOAT, FLOAT),
  /** |a|. */
  ABS(FLOAT, FLOAT),
  /** The square root. */
  SQRT(FLOAT, FLOAT),
  /** a less than b; false with NaN. */
  LT(MASK, FLOAT, FLOAT),
  /** a at most b; false with NaN. */
  LE(MASK, FLOAT, FLOAT),
  /** a equals b; false with NaN. */
  EQ(MASK, FLOAT, FLOAT),
  /** a differs from b; true with NaN. */
  NE(MASK, FLOAT, FLOAT),
  /** b where a holds, else c. */
  SELECT(FLOAT, MASK, FLOAT, FLOAT),
  /** Both. */
  AND(MASK, MASK, MASK),
  /** Either. */
  OR(MASK, MASK, MASK),
  /** Exactly one. */
  XOR(MASK, MASK, MASK),
  /** Not a. */
  NOT(MASK, MASK),
  /** The bits of a float. */
  BITS(INT, FLOAT),
  /** The float of bits. */
  FLOATS(FLOAT, INT),
  /** a + b, wrapping. */
  IADD(INT, INT, INT),
  /** a - b, wrapping. */
  ISUB(INT, INT, INT),
  /** Bitwise and. */
  IAND(INT, INT, INT),
  /** Bitwise or. */
  IOR(INT, INT, INT),
  /** a shifted left by the value, 0 to 31. */
  SHL(INT, INT),
  /** a shifted right by the value, 0 to 31, keeping the sign. */
  SHR(INT, INT),
  /** a differs from b. */
  INE(MASK, INT, INT);

  private final Lane result;
  private final List<Lane> args;

  Code(Lane result, Lane... args) {
    this.result = result;
    this.args = List.of(args);
  }

  /** What the instruction yields. */
  public Lane result() {
    return result;
  }

  /** What it takes. */
  public List<Lane> args() {
    return args;
  }

  /** Whether an instruction's value field tells two of them apart. */
  public boolean hasValue() {
    return switch (this) {
      case INPUT, FLAG, CONST, WHOLE, SHL, SHR -> true;
      default -> false;
    };
  }
}

package dev.arrowmill.tensor.expr;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One value per lane: an instruction and its arguments. Immutable; equal expressions are the same
 * object, so that a common subexpression is computed once and {@code ==} compares.
 */
public final class Expr {
  private static final Map<Expr, WeakReference<Expr>> POOL = new WeakHashMap<>();

  private final Code code;
  private final int value;
  private final List<Expr> args;
  private final int hash;

  private Expr(Code code, int value, List<Expr> args) {
    this.code = code;
    this.value = value;
    this.args = args;
    int h = code.ordinal() * 31 + value;
    for (Expr a : args) {
      h = h * 31 + a.hash;
    }
    this.hash = h;
  }

  private static Expr make(Code code, int value, Expr... args) {
    List<Lane> wanted = code.args();
    for (int i = 0; i < args.length; i++) {
      if (args[i].lane() != wanted.get(i)) {
        throw new IllegalArgumentException(
            "expr: " + code + " takes " + wanted + ", argument " + i + " is " + args[i].lane());
      }
    }
    Expr fresh = new Expr(code, value, List.of(args));
    synchronized (POOL) {
      WeakReference<Expr> known = POOL.get(fresh);
      Expr e = known == null ? null : known.get();
      if (e != null) {
        return e;
      }
      POOL.put(fresh, new WeakReference<>(fresh));
      return fresh;
    }
  }

  /** The element of a float32 slot. */
  public static Expr input(int slot) {
    return make(Code.INPUT, slot);
  }

  /** The element of a bool slot. */
  public static Expr flag(int slot) {
    return make(Code.FLAG, slot);
  }

  /** A constant. */
  public static Expr of(float v) {
    return make(Code.CONST, Float.floatToRawIntBits(v));
  }

  /** An int32 constant. */
  public static Expr whole(int v) {
    return make(Code.WHOLE, v);
  }

  /** One instruction without a value field, on arguments of the lanes that it takes. */
  public static Expr of(Code code, Expr... args) {
    if (code.hasValue() || args.length != code.args().size()) {
      throw new IllegalArgumentException(
          "expr: " + code + " takes " + code.args() + ", got " + args.length + " arguments");
    }
    return make(code, 0, args);
  }

  /** A shift by a constant of 0 to 31 places. */
  private Expr shift(Code code, int places) {
    if (places < 0 || places > 31) {
      throw new IllegalArgumentException("expr: shift by " + places + ", expected 0 to 31");
    }
    return make(code, places, this);
  }

  /** The same instruction on other arguments. */
  public Expr with(List<Expr> others) {
    return others.equals(args) ? this : make(code, value, others.toArray(Expr[]::new));
  }

  /** The instruction. */
  public Code code() {
    return code;
  }

  /** Its value field: a slot, a constant's bits, a shift; else 0. */
  public int value() {
    return value;
  }

  /** The constant of a {@link Code#CONST}. */
  public float constant() {
    return Float.intBitsToFloat(value);
  }

  /** Its arguments. */
  public List<Expr> args() {
    return args;
  }

  /** What it yields. */
  public Lane lane() {
    return code.result();
  }

  /** a + b. */
  public Expr add(Expr b) {
    return of(Code.ADD, this, b);
  }

  /** a + b. */
  public Expr add(float b) {
    return add(of(b));
  }

  /** a - b. */
  public Expr sub(Expr b) {
    return of(Code.SUB, this, b);
  }

  /** a - b. */
  public Expr sub(float b) {
    return sub(of(b));
  }

  /** a * b. */
  public Expr mul(Expr b) {
    return of(Code.MUL, this, b);
  }

  /** a * b. */
  public Expr mul(float b) {
    return mul(of(b));
  }

  /** a / b. */
  public Expr div(Expr b) {
    return of(Code.DIV, this, b);
  }

  /** a * b + c, rounded once. */
  public Expr fma(Expr b, Expr c) {
    return of(Code.FMA, this, b, c);
  }

  /** a * b + c, rounded once. */
  public Expr fma(Expr b, float c) {
    return fma(b, of(c));
  }

  /** a * b + c, rounded once. */
  public Expr fma(float b, Expr c) {
    return fma(of(b), c);
  }

  /** The smaller, NaN when either is. */
  public Expr min(Expr b) {
    return of(Code.MIN, this, b);
  }

  /** The larger, NaN when either is. */
  public Expr max(Expr b) {
    return of(Code.MAX, this, b);
  }

  /** -a. */
  public Expr neg() {
    return of(Code.NEG, this);
  }

  /** |a|. */
  public Expr abs() {
    return of(Code.ABS, this);
  }

  /** The square root. */
  public Expr sqrt() {
    return of(Code.SQRT, this);
  }

  /** a less than b. */
  public Expr lt(Expr b) {
    return of(Code.LT, this, b);
  }

  /** a less than b. */
  public Expr lt(float b) {
    return lt(of(b));
  }

  /** a at most b. */
  public Expr le(Expr b) {
    return of(Code.LE, this, b);
  }

  /** a greater than b. */
  public Expr gt(Expr b) {
    return of(Code.LT, b, this);
  }

  /** a greater than b. */
  public Expr gt(float b) {
    return gt(of(b));
  }

  /** a at least b. */
  public Expr ge(Expr b) {
    return of(Code.LE, b, this);
  }

  /** a equals b. */
  public Expr eq(float b) {
    return of(Code.EQ, this, of(b));
  }

  /** This mask choosing: b where it holds, else c. */
  public Expr select(Expr b, Expr c) {
    return of(Code.SELECT, this, b, c);
  }

  /** Not this mask. */
  public Expr not() {
    return code == Code.NOT ? args.get(0) : of(Code.NOT, this);
  }

  /** The bits of this float. */
  public Expr bits() {
    return of(Code.BITS, this);
  }

  /** The float of these bits. */
  public Expr floats() {
    return of(Code.FLOATS, this);
  }

  /** Int a + b. */
  public Expr iadd(int b) {
    return of(Code.IADD, this, whole(b));
  }

  /** Int a - b. */
  public Expr isub(Expr b) {
    return of(Code.ISUB, this, b);
  }

  /** Int a - b. */
  public Expr isub(int b) {
    return isub(whole(b));
  }

  /** Int a and b. */
  public Expr iand(int b) {
    return of(Code.IAND, this, whole(b));
  }

  /** Int a or b. */
  public Expr ior(Expr b) {
    return of(Code.IOR, this, b);
  }

  /** Int shift to the left. */
  public Expr shl(int places) {
    return shift(Code.SHL, places);
  }

  /** Int shift to the right, keeping the sign. */
  public Expr shr(int places) {
    return shift(Code.SHR, places);
  }

  /** Same instruction on the same argument objects. */
  @Override
  public boolean equals(@Nullable Object o) {
    if (!(o instanceof Expr e) || e.code != code || e.value != value) {
      return false;
    }
    for (int i = 0; i < args.size(); i++) {
      if (!same(args.get(i), e.args.get(i))) {
        return false;
      }
    }
    return true;
  }

  @SuppressWarnings("ReferenceEquality")
  private static boolean same(Expr a, Expr b) {
    return a == b;
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /**
   * Nested to a depth of 3, such as {@code MUL[INPUT 0, CONST 2.0]}; {@link Program} prints all.
   */
  @Override
  public String toString() {
    return text(3);
  }

  private String text(int depth) {
    String field = code == Code.CONST ? Float.toString(constant()) : Integer.toString(value);
    String head = code.hasValue() ? code + " " + field : code.toString();
    if (args.isEmpty()) {
      return head;
    }
    return head + (depth == 0 ? "[..]" : args.stream().map(a -> a.text(depth - 1)).toList());
  }
}

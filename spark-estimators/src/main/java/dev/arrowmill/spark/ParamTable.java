package dev.arrowmill.spark;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;
import org.jspecify.annotations.Nullable;
import scala.runtime.AbstractFunction1;

/**
 * The {@link Param} objects of one stage, by name; its owner hands them out through methods. The
 * owner's uid must be set before the first one is made.
 */
public final class ParamTable implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Params owner;
  private final TreeMap<String, Param<?>> params = new TreeMap<>();

  ParamTable(Params owner) {
    this.owner = owner;
  }

  /** A predicate that may travel. */
  interface Test<T> extends Serializable {
    boolean test(T value);
  }

  private <T> void add(Param<T> param, @Nullable T byDefault) {
    params.put(param.name(), param);
    if (byDefault != null) {
      owner.setDefault(param, byDefault);
    }
  }

  ParamTable text(String name, String doc, @Nullable String byDefault) {
    add(new Param<>(owner, name, doc), byDefault);
    return this;
  }

  ParamTable choice(String name, String doc, String byDefault, String... words) {
    List<String> allowed = List.of(words);
    String range = " (" + String.join(", ", allowed) + ")";
    add(new Param<>(owner, name, doc + range, new Check<String>(allowed::contains)), byDefault);
    return this;
  }

  ParamTable integer(String name, String doc, int byDefault, int min) {
    Test<Object> ok = n -> (Integer) n >= min;
    add(new IntParam(owner, name, doc + " (>= " + min + ")", new Check<>(ok)), byDefault);
    return this;
  }

  ParamTable whole(String name, String doc, long byDefault) {
    add(new LongParam(owner, name, doc), byDefault);
    return this;
  }

  ParamTable decimal(
      String name, String doc, @Nullable Double byDefault, Test<Double> ok, String range) {
    Test<Object> test = v -> ok.test((Double) v);
    add(new DoubleParam(owner, name, doc + " (" + range + ")", new Check<>(test)), byDefault);
    return this;
  }

  ParamTable texts(String name, String doc, String @Nullable [] byDefault) {
    add(new StringArrayParam(owner, name, doc), byDefault);
    return this;
  }

  ParamTable integers(String name, String doc) {
    Test<int[]> ok = v -> Arrays.stream(v).allMatch(n -> n > 0);
    add(new IntArrayParam(owner, name, doc + " (> 0)", new Check<>(ok)), null);
    return this;
  }

  ParamTable decimals(String name, String doc, Test<double[]> ok) {
    add(new DoubleArrayParam(owner, name, doc, new Check<>(ok)), null);
    return this;
  }

  private <P> P get(String name, Class<P> type) {
    Param<?> p = params.get(name);
    if (p == null) {
      throw new IllegalStateException("no param " + name + " in " + params.keySet());
    }
    return type.cast(p);
  }

  @SuppressWarnings("unchecked")
  Param<String> text(String name) {
    return get(name, Param.class);
  }

  IntParam integer(String name) {
    return get(name, IntParam.class);
  }

  LongParam whole(String name) {
    return get(name, LongParam.class);
  }

  DoubleParam decimal(String name) {
    return get(name, DoubleParam.class);
  }

  StringArrayParam texts(String name) {
    return get(name, StringArrayParam.class);
  }

  IntArrayParam integers(String name) {
    return get(name, IntArrayParam.class);
  }

  DoubleArrayParam decimals(String name) {
    return get(name, DoubleArrayParam.class);
  }

  /** A Scala function that says whether a value is allowed. */
  private static final class Check<T> extends AbstractFunction1<T, Object> implements Serializable {
    private static final long serialVersionUID = 1L;
    private final Test<T> allowed;

    Check(Test<T> allowed) {
      this.allowed = allowed;
    }

    @Override
    public Object apply(T value) {
      return allowed.test(value);
    }
  }
}

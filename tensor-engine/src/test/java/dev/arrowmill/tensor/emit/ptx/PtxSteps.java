package dev.arrowmill.tensor.emit.ptx;

import dev.arrowmill.tensor.emit.ptx.PtxOperands.DoubleSource;
import dev.arrowmill.tensor.emit.ptx.PtxOperands.FloatSource;
import dev.arrowmill.tensor.emit.ptx.PtxOperands.IntSource;
import dev.arrowmill.tensor.emit.ptx.PtxOperands.LongSource;
import dev.arrowmill.tensor.emit.ptx.PtxOperands.PredicateSource;
import java.util.List;
import java.util.Map;

/** The meaning of each instruction, after the PTX ISA manual. */
final class PtxSteps {
  private final Map<String, Integer> labels;
  private final PtxOperands o;

  PtxSteps(
      Map<String, Integer> labels,
      Map<String, Integer> symbols,
      List<Map.Entry<String, String>> parameters) {
    this.labels = labels;
    this.o = new PtxOperands(symbols, parameters);
  }

  PtxEntry.Step step(String code, String... a) {
    if (code.startsWith("setp.")) {
      return code.endsWith("f32") ? compareFloats(code, a) : compareInts(code, a);
    }
    if (code.startsWith("ld.") || code.startsWith("st.")) {
      return memory(code, a);
    }
    if (code.endsWith(".f32") && !code.startsWith("cvt")) {
      return floats(code, a);
    }
    if (code.endsWith(".pred")) {
      return predicates(code, a);
    }
    return others(code, a);
  }

  private PtxEntry.Step floats(String code, String... a) {
    FloatSource x = o.f32(a[1]);
    FloatSource y = a.length > 2 ? o.f32(a[2]) : x;
    return o.setFloat(
        a[0],
        switch (code) {
          case "mov.f32" -> x;
          case "add.rn.f32" -> t -> x.get(t) + y.get(t);
          case "sub.rn.f32" -> t -> x.get(t) - y.get(t);
          case "mul.rn.f32" -> t -> x.get(t) * y.get(t);
          case "div.rn.f32" -> t -> x.get(t) / y.get(t);
          case "min.NaN.f32" -> t -> Math.min(x.get(t), y.get(t));
          case "max.NaN.f32" -> t -> Math.max(x.get(t), y.get(t));
          case "neg.f32" -> t -> -x.get(t);
          case "abs.f32" -> t -> Math.abs(x.get(t));
          case "sqrt.rn.f32" -> t -> (float) Math.sqrt(x.get(t));
          case "fma.rn.f32" -> {
            FloatSource z = o.f32(a[3]);
            yield t -> Math.fma(x.get(t), y.get(t), z.get(t));
          }
          case "selp.f32" -> {
            PredicateSource p = o.pred(a[3]);
            yield t -> p.get(t) ? x.get(t) : y.get(t);
          }
          default -> throw new IllegalArgumentException("unknown instruction " + code);
        });
  }

  private PtxEntry.Step compareFloats(String code, String... a) {
    FloatSource x = o.f32(a[1]);
    FloatSource y = o.f32(a[2]);
    return o.setPredicate(
        a[0],
        switch (code) {
          case "setp.lt.f32" -> t -> x.get(t) < y.get(t);
          case "setp.le.f32" -> t -> x.get(t) <= y.get(t);
          case "setp.eq.f32" -> t -> x.get(t) == y.get(t);
          case "setp.neu.f32" -> t -> !(x.get(t) == y.get(t));
          default -> throw new IllegalArgumentException("unknown instruction " + code);
        });
  }

  private PtxEntry.Step compareInts(String code, String... a) {
    IntSource x = o.b32(a[1]);
    IntSource y = o.b32(a[2]);
    return o.setPredicate(
        a[0],
        switch (code) {
          case "setp.lt.s32" -> t -> x.get(t) < y.get(t);
          case "setp.gt.s32" -> t -> x.get(t) > y.get(t);
          case "setp.ge.s32" -> t -> x.get(t) >= y.get(t);
          case "setp.eq.s32" -> t -> x.get(t) == y.get(t);
          case "setp.ne.s32" -> t -> x.get(t) != y.get(t);
          default -> throw new IllegalArgumentException("unknown instruction " + code);
        });
  }

  private PtxEntry.Step predicates(String code, String... a) {
    PredicateSource x = o.pred(a[1]);
    PredicateSource y = a.length > 2 ? o.pred(a[2]) : x;
    return o.setPredicate(
        a[0],
        switch (code) {
          case "and.pred" -> t -> x.get(t) & y.get(t);
          case "or.pred" -> t -> x.get(t) | y.get(t);
          case "xor.pred" -> t -> x.get(t) ^ y.get(t);
          case "not.pred" -> t -> !x.get(t);
          default -> throw new IllegalArgumentException("unknown instruction " + code);
        });
  }

  private PtxEntry.Step memory(String code, String... a) {
    switch (code) {
      case "ld.param.u64" -> {
        int i = o.parameter(a[1]);
        return o.setLong(a[0], t -> (Long) t.arguments[i]);
      }
      case "ld.param.u32" -> {
        int i = o.parameter(a[1]);
        return o.setInt(a[0], t -> (Integer) t.arguments[i]);
      }
      case "ld.global.f32" -> {
        LongSource at = o.globalAddress(a[1]);
        return o.setFloat(a[0], t -> Float.intBitsToFloat(t.global.load(t, at.get(t), 4)));
      }
      case "ld.global.s32", "ld.global.u8" -> {
        LongSource at = o.globalAddress(a[1]);
        int size = code.endsWith("u8") ? 1 : 4;
        return o.setInt(a[0], t -> t.global.load(t, at.get(t), size));
      }
      case "ld.shared.f32" -> {
        IntSource at = o.sharedAddress(a[1]);
        return o.setFloat(a[0], t -> t.shared.load(t, at.get(t)));
      }
      case "st.global.f32" -> {
        LongSource at = o.globalAddress(a[0]);
        FloatSource v = o.f32(a[1]);
        return t -> t.global.store(t, at.get(t), 4, Float.floatToRawIntBits(v.get(t)));
      }
      case "st.global.u8" -> {
        LongSource at = o.globalAddress(a[0]);
        IntSource v = o.b32(a[1]);
        return t -> t.global.store(t, at.get(t), 1, v.get(t));
      }
      case "st.shared.f32" -> {
        IntSource at = o.sharedAddress(a[0]);
        FloatSource v = o.f32(a[1]);
        return t -> t.shared.store(t, at.get(t), v.get(t));
      }
      default -> throw new IllegalArgumentException("unknown instruction " + code);
    }
  }

  private PtxEntry.Step others(String code, String... a) {
    switch (code) {
      case "ret" -> {
        return t -> t.ended = true;
      }
      case "bar.sync" -> {
        return t -> t.waits = true;
      }
      case "bra" -> {
        int to = java.util.Objects.requireNonNull(labels.get(a[0]));
        return t -> t.pc = to;
      }
      case "cvta.to.global.u64" -> {
        return o.setLong(a[0], o.b64(a[1]));
      }
      case "mul.wide.s32" -> {
        IntSource x = o.b32(a[1]);
        IntSource y = o.b32(a[2]);
        return o.setLong(a[0], t -> (long) x.get(t) * y.get(t));
      }
      case "add.s64" -> {
        LongSource x = o.b64(a[1]);
        LongSource y = o.b64(a[2]);
        return o.setLong(a[0], t -> x.get(t) + y.get(t));
      }
      case "mov.f64" -> {
        return o.setDouble(a[0], o.f64(a[1]));
      }
      case "add.rn.f64" -> {
        DoubleSource x = o.f64(a[1]);
        DoubleSource y = o.f64(a[2]);
        return o.setDouble(a[0], t -> x.get(t) + y.get(t));
      }
      case "cvt.f64.f32" -> {
        FloatSource x = o.f32(a[1]);
        return o.setDouble(a[0], t -> x.get(t));
      }
      case "cvt.rn.f32.f64" -> {
        DoubleSource x = o.f64(a[1]);
        return o.setFloat(a[0], t -> (float) x.get(t));
      }
      default -> {
        return ints(code, a);
      }
    }
  }

  private PtxEntry.Step ints(String code, String... a) {
    if (code.equals("mov.b32") && (a[0].startsWith("%f") || a[1].startsWith("%f"))) {
      return bits(a);
    }
    IntSource x = o.b32(a[1]);
    IntSource y = a.length > 2 ? o.b32(a[2]) : x;
    return o.setInt(
        a[0],
        switch (code) {
          case "mov.u32", "mov.b32" -> x;
          case "add.s32" -> t -> x.get(t) + y.get(t);
          case "sub.s32" -> t -> x.get(t) - y.get(t);
          case "mul.lo.s32" -> t -> x.get(t) * y.get(t);
          case "div.s32" -> t -> x.get(t) / y.get(t);
          case "rem.s32" -> t -> x.get(t) % y.get(t);
          case "min.s32" -> t -> Math.min(x.get(t), y.get(t));
          case "and.b32" -> t -> x.get(t) & y.get(t);
          case "or.b32" -> t -> x.get(t) | y.get(t);
          case "shl.b32" -> t -> x.get(t) << y.get(t);
          case "shr.s32" -> t -> x.get(t) >> y.get(t);
          case "shr.u32" -> t -> x.get(t) >>> y.get(t);
          case "mad.lo.s32" -> {
            IntSource z = o.b32(a[3]);
            yield t -> x.get(t) * y.get(t) + z.get(t);
          }
          case "selp.b32" -> {
            PredicateSource p = o.pred(a[3]);
            yield t -> p.get(t) ? x.get(t) : y.get(t);
          }
          default -> throw new IllegalArgumentException("unknown instruction " + code);
        });
  }

  private PtxEntry.Step bits(String... a) {
    if (a[0].startsWith("%r")) {
      FloatSource x = o.f32(a[1]);
      return o.setInt(a[0], t -> Float.floatToRawIntBits(x.get(t)));
    }
    IntSource x = o.b32(a[1]);
    return o.setFloat(a[0], t -> Float.intBitsToFloat(x.get(t)));
  }
}

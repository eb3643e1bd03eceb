package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What attention must not see. Immutable.
 *
 * @param keys bool [n, keys], true where a key is to be ignored, or null
 * @param pairs [queries, keys], bool (true: not allowed) or float (added to the scores), or null
 * @param causal whether a query sees only keys up to its own place
 */
public record AttentionMask(@Nullable Tensor keys, @Nullable Tensor pairs, boolean causal) {
  /** Everything is seen. */
  public static AttentionMask none() {
    return new AttentionMask(null, null, false);
  }

  /** Nothing behind the query's own place. */
  public static AttentionMask ofCausal() {
    return new AttentionMask(null, null, true);
  }

  /** Not these keys: bool [n, keys], true where ignored. */
  public static AttentionMask ofKeys(Tensor ignored) {
    return new AttentionMask(ignored, null, false);
  }

  /** Not these pairs: [queries, keys], bool or float. */
  public static AttentionMask ofPairs(Tensor mask) {
    return new AttentionMask(null, mask, false);
  }

  /** Scores [n, heads, queries, keys] with minus infinity where nothing may be seen. */
  Tensor apply(Tensor scores) {
    Tensor s = scores;
    if (pairs != null) {
      s = pairs.dtype() == DType.BOOL ? hide(s, pairs) : s.add(pairs.toType(s.dtype()));
    }
    if (causal) {
      Tensor rows = Tensor.arange(s.size(2)).unsqueeze(1);
      s = hide(s, Tensor.arange(s.size(3)).gt(rows));
    }
    return keys == null ? s : hide(s, keys.unsqueeze(1).unsqueeze(1));
  }

  private static Tensor hide(Tensor s, Tensor hidden) {
    return s.where(hidden.not(), Double.NEGATIVE_INFINITY);
  }
}

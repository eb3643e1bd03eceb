package dev.arrowmill.data.feature;

/** What becomes of a null, or of a NaN. */
public enum OnMissing {
  /** It stays missing: NaN for a number, code {@link CategoricalFeature#MISSING} for a level. */
  KEEP,
  /** It is replaced: by the imputed number, or by the most frequent level. */
  FILL,
  /** It is refused with a {@link BadValueException}. */
  ERROR
}

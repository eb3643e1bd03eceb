package dev.arrowmill.data.feature;

import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.data.feature.FeaturePlan.Decision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Chooses the role of each column from its statistics, and says why. */
final class Roles {
  private static final double IDENTIFIER_SHARE = 0.95;
  private static final int IDENTIFIER_ROWS = 500;
  private static final double TEXT_WORDS = 4;
  private static final double TEXT_SHARE = 0.2;
  private static final double LEAK_SHARE = 0.98;
  private static final double USEFUL_SHARE = 0.02;

  private final FeatureSpec spec;
  private final FeatureStats stats;
  private final Sample sample;
  private final Map<Long, String> fingerprints = new HashMap<>();
  private final List<String> warnings = new ArrayList<>();

  Roles(FeatureSpec spec, FeatureStats stats, Sample sample) {
    this.spec = spec;
    this.stats = stats;
    this.sample = sample;
  }

  List<String> warnings() {
    return warnings;
  }

  /** Columns are decided in the order of the table: the first of some equal ones is kept. */
  Decision decide(ColumnStats column) {
    String name = column.name();
    ColumnRole given = spec.roles().get(name);
    Decision decision;
    if (column.present() == 0) {
      decision = decision(column, ColumnRole.CONSTANT, "no value in " + column.count() + " rows");
    } else if (spec.columns().containsKey(name)) {
      decision = decision(column, readAs(column), "as the spec says");
    } else if (given != null) {
      decision = decision(column, given, "as the spec says");
    } else {
      decision = automatic(column);
    }
    if (decision.role().used()) {
      warnOfLeak(column);
    }
    return decision;
  }

  private ColumnRole readAs(ColumnStats column) {
    ColumnSpec first = spec.columns().getOrDefault(column.name(), List.of()).get(0);
    if (first instanceof Levels) {
      boolean truth = column.field().type() == ColumnType.BOOLEAN;
      return truth ? ColumnRole.BOOLEAN : ColumnRole.CATEGORICAL;
    }
    return first instanceof Numbers
        ? ColumnRole.NUMERIC
        : first instanceof Dates
            ? ColumnRole.DATE
            : first instanceof Lists ? ColumnRole.LIST : ColumnRole.TEXT;
  }

  private Decision automatic(ColumnStats column) {
    boolean list = column.field().type().isList();
    long distinct = column.distinctEstimate();
    if (!list && distinct == 1 && !column.hasMissing()) {
      return decision(column, ColumnRole.CONSTANT, "every row has the same value");
    }
    if (list && column.max() == 0) {
      return decision(column, ColumnRole.CONSTANT, "every list is empty");
    }
    String twin = fingerprints.putIfAbsent(sample.fingerprint(column.name()), column.name());
    if (twin != null && alike(column, stats.column(twin))) {
      return decision(column, ColumnRole.DUPLICATE, "the same as " + twin + " in every row");
    }
    return switch (column.field().type()) {
      case BOOLEAN -> decision(column, ColumnRole.BOOLEAN, "");
      case DATE, TIMESTAMP -> decision(column, ColumnRole.DATE, "");
      case STRING -> text(column);
      case LONG, DOUBLE -> number(column, distinct);
      case LONG_LIST, DOUBLE_LIST, STRING_LIST ->
          decision(
              column,
              ColumnRole.LIST,
              String.format(Locale.ROOT, "%.1f elements on average", column.mean()));
    };
  }

  private static boolean alike(ColumnStats a, ColumnStats b) {
    return a.field().type() == b.field().type()
        && a.nulls() == b.nulls()
        && a.nans() == b.nans()
        && a.infinities() == b.infinities()
        && Double.compare(a.min(), b.min()) == 0
        && Double.compare(a.max(), b.max()) == 0
        && Double.compare(a.mean(), b.mean()) == 0
        && a.distinctEstimate() == b.distinctEstimate();
  }

  private Decision text(ColumnStats column) {
    double share = distinctShare(column);
    double words = sample.meanWords(column.name());
    String about = String.format(Locale.ROOT, "%.1f words on average", words);
    if (words >= TEXT_WORDS && share > TEXT_SHARE) {
      return decision(column, ColumnRole.TEXT, about);
    }
    if (share > IDENTIFIER_SHARE && column.present() > IDENTIFIER_ROWS) {
      return words >= 1.5
          ? decision(column, ColumnRole.TEXT, about + ", values hardly repeat but words do")
          : identifier(column, ColumnRole.CATEGORICAL, "values of one word hardly ever repeat");
    }
    return decision(column, ColumnRole.CATEGORICAL, "");
  }

  private Decision number(ColumnStats column, long distinct) {
    if (column.wholeNumbers() && distinct <= spec.numberLevels()) {
      return decision(column, ColumnRole.NUMERIC_AND_CATEGORICAL, "few whole numbers");
    }
    double range = column.max() - column.min() + 1;
    boolean key =
        column.field().type() == ColumnType.LONG
            && column.present() > IDENTIFIER_ROWS
            && range <= 1.5 * column.present()
            && distinctShare(column) >= 1.0;
    return key
        ? identifier(column, ColumnRole.NUMERIC, "whole numbers that count the rows, none repeats")
        : decision(column, ColumnRole.NUMERIC, "");
  }

  /** A column that says something of the label is kept, however much it looks like a key. */
  private Decision identifier(ColumnStats column, ColumnRole otherwise, String why) {
    Outcomes outcomes = sample.outcomes();
    boolean number = otherwise == ColumnRole.NUMERIC;
    if (number
        && outcomes != null
        && Predictive.share(sample, column.name(), outcomes) > USEFUL_SHARE) {
      warnings.add(
          "column "
              + column.name()
              + " looks like an identifier but says something of the label: rows may be sorted by"
              + " it; drop it if new rows go on counting");
      return decision(column, otherwise, why + ", kept because it predicts the label");
    }
    return decision(column, ColumnRole.IDENTIFIER, why);
  }

  private double distinctShare(ColumnStats column) {
    return column.distinct().isPresent()
        ? (double) column.distinct().getAsLong() / column.present()
        : sample.distinctShare(column.name());
  }

  private void warnOfLeak(ColumnStats column) {
    Outcomes outcomes = sample.outcomes();
    if (outcomes == null) {
      return;
    }
    double share = Predictive.share(sample, column.name(), outcomes);
    if (share >= LEAK_SHARE) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "LABEL LEAK? column %s alone explains %.1f%% of the label: is it known when"
                  + " predictions are made? It is kept; drop it if it is not",
              column.name(),
              100 * share));
    }
  }

  private static Decision decision(ColumnStats column, ColumnRole role, String why) {
    String distinct =
        column.distinct().isPresent()
            ? column.distinct().getAsLong() + " distinct"
            : "about " + column.distinctEstimate() + " distinct";
    String missing =
        column.hasMissing()
            ? String.format(
                Locale.ROOT,
                ", %.1f%% missing",
                100.0 * (column.nulls() + column.nans()) / column.count())
            : "";
    String reason =
        column.field().type()
            + ", "
            + distinct
            + missing
            + (why.isEmpty() ? "" : ", " + why)
            + (role.used() ? "" : ", dropped");
    return new Decision(column.name(), role, reason);
  }
}

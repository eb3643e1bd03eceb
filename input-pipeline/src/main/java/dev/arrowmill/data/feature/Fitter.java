package dev.arrowmill.data.feature;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.data.feature.LevelCodes.Known;
import dev.arrowmill.data.feature.LevelCodes.Policies;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Fits the transforms of columns whose reading is known. Not thread-safe. */
final class Fitter {
  private final FeatureSpec spec;
  private final FeatureStats stats;
  private final Sample sample;
  private final NumberFitter numbers;
  private final List<ColumnField> foldColumns;
  private final Set<String> names = new HashSet<>();
  private final Map<List<String>, Known> shared = new HashMap<>();

  /**
   * @param foldColumns the raw columns that are used
   */
  Fitter(FeatureSpec spec, FeatureStats stats, Sample sample, List<ColumnField> foldColumns) {
    this.foldColumns = foldColumns;
    this.spec = spec;
    this.stats = stats;
    this.sample = sample;
    this.numbers = new NumberFitter(spec, stats, sample);
  }

  /** The readings of a column that has a role. */
  List<ColumnSpec> readings(ColumnRole role, ColumnField field) {
    if (spec.columns().containsKey(field.name()) && role.used()) {
      return spec.columns().getOrDefault(field.name(), List.of());
    }
    Levels every = Levels.AUTO.minCount(1);
    return switch (role) {
      case NUMERIC -> List.of(Numbers.AUTO);
      case NUMERIC_AND_CATEGORICAL -> List.of(Numbers.AUTO, every);
      case BOOLEAN -> List.of(every);
      case CATEGORICAL -> List.of(Levels.AUTO);
      case DATE -> List.of(Dates.AUTO);
      case TEXT -> List.of(Text.AUTO);
      case LIST -> List.of(field.type() == ColumnType.DOUBLE_LIST ? Lists.summary() : Lists.AUTO);
      case IDENTIFIER, CONSTANT, DUPLICATE, DROPPED -> List.of();
    };
  }

  void fit(ColumnSpec reading, ColumnStats column, List<Transform> out) {
    ColumnField field = column.field();
    ColumnType type = field.type();
    boolean date = type == ColumnType.DATE || type == ColumnType.TIMESTAMP;
    if (reading instanceof Numbers n) {
      NumberFitter.require(type != ColumnType.STRING && !type.isList(), field, reading);
      out.add(numbers.fit(n, column, unique(field.name())));
    } else if (reading instanceof Levels l) {
      NumberFitter.require(!type.isList(), field, reading);
      out.add(levels(l, column));
    } else if (reading instanceof Dates d) {
      NumberFitter.require(date, field, reading);
      dates(d, column, out);
    } else if (reading instanceof Lists l) {
      NumberFitter.require(type.isList(), field, reading);
      out.add(lists(l, column));
    } else if (reading instanceof Text t) {
      NumberFitter.require(type == ColumnType.STRING, field, reading);
      String name = unique(field.name());
      out.add(new TextTokens(List.of(field), name, t.length(), Tokenizer.of(t)));
    }
  }

  /** A name that no feature has: the column's, with a number from the second on. */
  private String unique(String column) {
    String name = column;
    for (int i = 2; !names.add(name); i++) {
      name = column + "~" + i;
    }
    return name;
  }

  private Transform levels(Levels reading, ColumnStats column) {
    LevelCodes codes = codes(reading, column);
    List<ColumnField> inputs = List.of(column.field());
    String name = unique(column.name());
    return switch (reading.encoding()) {
      case VOCABULARY, HASH -> new Vocabulary(inputs, name, table(column, name, codes), codes);
      case ONE_HOT -> new OneHot(inputs, name, codes);
      case TARGET -> target(reading, column.field(), name, codes);
    };
  }

  private LevelCodes codes(Levels reading, ColumnStats column) {
    boolean hashed = reading.encoding() == Levels.Encoding.HASH;
    Policies policies =
        new Policies(
            reading.nulls(),
            reading.nans(),
            hashed ? OnUnseen.HASH : reading.unseen(),
            reading.buckets());
    boolean embedded = reading.encoding() == Levels.Encoding.VOCABULARY;
    int minCount = orElse(reading.minCount(), spec.minCount());
    int most = orElse(reading.top(), spec.maxLevels());
    Known known =
        hashed
            ? Known.NONE
            : embedded ? known(column, minCount, most) : ownLevels(column, minCount, most);
    return new LevelCodes(column.field().type(), known, policies);
  }

  private static int orElse(int value, int otherwise) {
    return value == 0 ? otherwise : value;
  }

  /** The kept levels of a column, or of all columns with which it shares its table. */
  private Known known(ColumnStats column, int minCount, int most) {
    ColumnType type = ColumnStats.levelType(column.field());
    List<String> group = group(column.name());
    if (group.isEmpty()) {
      return ownLevels(column, minCount, most);
    }
    return shared.computeIfAbsent(
        group,
        g -> {
          LevelTable table = new LevelTable();
          for (String name : g) {
            ColumnStats other = stats.column(name);
            if (ColumnStats.levelType(other.field()) != type) {
              throw new IllegalArgumentException(
                  "feature spec: columns that share a table must have one type: "
                      + column.field()
                      + ", "
                      + other.field());
            }
            table.add(other, sample, minCount);
          }
          return table.known(type, minCount, most);
        });
  }

  private Known ownLevels(ColumnStats column, int minCount, int most) {
    LevelTable table = new LevelTable();
    table.add(column, sample, minCount);
    return table.known(ColumnStats.levelType(column.field()), minCount, most);
  }

  private List<String> group(String column) {
    return spec.sharedTables().stream()
        .filter(g -> g.contains(column))
        .findFirst()
        .orElse(List.of());
  }

  /** The shared table's name where the vocabulary is the shared one and nothing else. */
  private String table(ColumnStats column, String name, LevelCodes codes) {
    List<String> group = group(column.name());
    Known common = shared.get(group);
    boolean same =
        codes.known().equals(common)
            && codes.cardinality() == CategoricalFeature.FIRST_LEVEL + codes.known().size();
    return same ? String.join("+", group) : name;
  }

  private Transform target(Levels reading, ColumnField field, String name, LevelCodes codes) {
    Outcomes outcomes = sample.outcomes();
    if (outcomes == null) {
      throw new IllegalArgumentException(
          "feature spec: column "
              + field.name()
              + ": target encoding needs a label with at least two values");
    }
    int outputs = outcomes.free();
    TargetMeans.Sums sums = TargetMeans.Sums.zero(reading.folds(), codes.cardinality(), outputs);
    Column column = sample.column(field.name());
    int[] folds = TargetMeans.folds(sample.columns(foldColumns), sample.size(), reading.folds());
    int[] rowCodes = new int[sample.size()];
    for (int r = 0; r < rowCodes.length; r++) {
      rowCodes[r] = codes.code(column, r);
      double[] outcome = outcomes.values()[r];
      if (!Double.isNaN(outcome[0])) {
        sums.add(folds[r], rowCodes[r], outcome);
      }
    }
    double[] means = TargetMeans.means(sums, -1, reading.smoothing());
    List<Step> steps = new ArrayList<>();
    List<NumericFeature> features = new ArrayList<>();
    for (int k = 0; k < outputs; k++) {
      double[] values = new double[rowCodes.length];
      for (int r = 0; r < values.length; r++) {
        values[r] = means[rowCodes[r] * outputs + k];
      }
      double[] sorted = Sample.sorted(values);
      Scaling.Seen seen = Scaling.Seen.of(sorted);
      Step step = new Step.Affine(seen.mean(), seen.std() > 0 ? seen.std() : 1);
      String part = name + (outputs == 1 ? ".target" : ".target[" + k + "]");
      steps.add(step);
      features.add(
          NumberFitter.feature(part, false, Bins.edges(sorted, spec.bins()), List.of(step)));
    }
    List<ColumnField> inputs = new ArrayList<>(List.of(field));
    inputs.addAll(foldColumns);
    return new TargetMeans(inputs, codes, sums, reading.smoothing(), steps, features);
  }

  private void dates(Dates reading, ColumnStats column, List<Transform> out) {
    if (reading.trend() || reading.cycles() || reading.weekday()) {
      double[] sorted = stats.sorted(column.name());
      double[] edges =
          sorted.length == 0
              ? new double[] {column.min(), column.max()}
              : Bins.edges(sorted, spec.bins());
      out.add(DateParts.of(column, unique(column.name()), reading, edges));
    }
    if (reading.parts()) {
      boolean missing = column.hasMissing();
      out.add(
          new CalendarParts(
              column.field(), unique(column.name()), reading.zone(), missing, reading.nulls()));
    }
    if (!reading.since().isEmpty()) {
      long since = TimePoint.micros(reading.since());
      out.add(since(reading, List.of(column.field()), since, column.name() + ".since"));
    }
    if (!reading.sinceColumn().isEmpty()) {
      ColumnField other = stats.column(reading.sinceColumn()).field();
      boolean date = other.type() == ColumnType.DATE || other.type() == ColumnType.TIMESTAMP;
      NumberFitter.require(date, other, reading);
      String name = column.name() + ".since-" + other.name();
      out.add(since(reading, List.of(column.field(), other), 0, name));
    }
  }

  private Transform since(Dates reading, List<ColumnField> inputs, long since, String name) {
    List<Column> in = sample.columns(inputs);
    double[] values = new double[sample.size()];
    for (int r = 0; r < values.length; r++) {
      values[r] = TimeSince.days(in, since, r);
    }
    List<Step> steps = new ArrayList<>();
    NumericFeature feature = numbers.computed(unique(name), values, steps);
    return new TimeSince(inputs, since, reading.nulls(), steps, feature);
  }

  private Transform lists(Lists reading, ColumnStats column) {
    List<ColumnField> inputs = List.of(column.field());
    if (reading.encoding() == Lists.Encoding.SUMMARY) {
      return summary(inputs);
    }
    boolean bag = reading.encoding() == Lists.Encoding.BAG;
    int most = bag ? orElse(reading.top(), spec.maxLevels()) : reading.width();
    boolean hashed = bag && reading.buckets() > 0;
    Policies policies =
        new Policies(
            OnMissing.KEEP,
            OnMissing.KEEP,
            hashed ? OnUnseen.HASH : OnUnseen.BUCKET,
            reading.buckets());
    int minCount = orElse(reading.minCount(), spec.minCount());
    Known known =
        hashed
            ? Known.NONE
            : bag ? known(column, minCount, most) : ownLevels(column, minCount, most);
    LevelCodes codes = new LevelCodes(column.field().type().element(), known, policies);
    String name = unique(column.name());
    return bag
        ? new ListBag(inputs, name, table(column, name, codes), reading.width(), codes)
        : new MultiHot(inputs, name, codes);
  }

  private Transform summary(List<ColumnField> inputs) {
    String name = unique(inputs.get(0).name());
    Column column = sample.column(inputs.get(0).name());
    List<List<Step>> steps = new ArrayList<>();
    List<NumericFeature> features = new ArrayList<>();
    for (int part = 0; part < ListSummary.parts(inputs.get(0).type()); part++) {
      double[] values = new double[sample.size()];
      for (int r = 0; r < values.length; r++) {
        values[r] = ListSummary.value(column, r, part);
      }
      List<Step> of = new ArrayList<>();
      features.add(numbers.computed(name + "." + ListSummary.PARTS.get(part), values, of));
      steps.add(of);
    }
    return new ListSummary(inputs, steps, features);
  }
}

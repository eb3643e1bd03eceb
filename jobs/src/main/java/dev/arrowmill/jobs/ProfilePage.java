package dev.arrowmill.jobs;

import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.data.feature.ColumnStats;
import dev.arrowmill.data.feature.FeaturePlan;
import dev.arrowmill.data.feature.FeatureStats;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A table's profile as one HTML page that needs nothing else: warnings, roles, and per column
 * counts, range, quantiles, a histogram (inline SVG) and the most frequent levels.
 */
final class ProfilePage {
  private static final int BARS = 32;
  private static final int TOP = 10;
  private static final String STYLE =
      """
      :root { color-scheme: light dark; --line: #8884; --bar: #3b74c4; --soft: #8882; }
      body { font: 15px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto;
        padding: 0 1rem; }
      table { border-collapse: collapse; width: 100%; }
      th, td { text-align: left; padding: .25rem .6rem; border-bottom: 1px solid var(--line);
        vertical-align: top; overflow-wrap: anywhere; }
      td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
      .warning { border-left: 4px solid #d9822b; background: var(--soft); padding: .5rem 1rem;
        margin: .5rem 0; }
      section { border-top: 2px solid var(--line); margin-top: 2rem; }
      .grid { display: grid; grid-template-columns: repeat(auto-fit, minmax(18rem, 1fr));
        gap: 1rem 2rem; }
      .role { font-size: .8rem; background: var(--soft); border-radius: 1rem; padding: .1rem .6rem; }
      svg { width: 100%; height: 8rem; } rect { fill: var(--bar); }
      .level { background: linear-gradient(var(--soft), var(--soft)) no-repeat; }
      """;

  private final FeatureStats stats;
  private final StringBuilder out = new StringBuilder();

  private ProfilePage(FeatureStats stats) {
    this.stats = stats;
  }

  /** The page; {@code name} is what the table is called. */
  static String of(String name, FeatureStats stats, FeaturePlan plan) {
    return new ProfilePage(stats).page(name, plan);
  }

  private String page(String name, FeaturePlan plan) {
    out.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
    out.append("<meta name=\"viewport\" content=\"width=device-width\">");
    out.append("<title>").append(escape(name)).append("</title><style>\n").append(STYLE);
    out.append("</style></head><body>\n<h1>").append(escape(name)).append("</h1>\n");
    out.append(
        String.format(
            Locale.ROOT, "<p>%,d rows, %d columns</p>%n", stats.rows(), stats.columns().size()));
    plan.warnings()
        .forEach(w -> out.append("<p class=\"warning\">").append(escape(w)).append("</p>\n"));
    out.append("<table><tr><th>column<th>role<th class=\"n\">missing<th>why</tr>\n");
    for (FeaturePlan.Decision d : plan.columns()) {
      ColumnStats c = stats.column(d.column());
      out.append("<tr><td><a href=\"#").append(anchor(c)).append("\">").append(escape(c.name()));
      out.append("</a><td>").append(role(d)).append("<td class=\"n\">").append(missing(c));
      out.append("<td>").append(escape(d.reason())).append("</tr>\n");
    }
    out.append("</table>\n");
    plan.columns().forEach(d -> column(stats.column(d.column()), d));
    return out.append("</body></html>\n").toString();
  }

  private String anchor(ColumnStats c) {
    return "c" + stats.schema().indexOf(c.name());
  }

  private static String role(FeaturePlan.Decision d) {
    String role = d.role().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return "<span class=\"role\">" + role + "</span>";
  }

  private static String missing(ColumnStats c) {
    double share = c.count() == 0 ? 0 : (double) (c.nulls() + c.nans()) / c.count();
    return String.format(Locale.ROOT, "%.1f%%", 100 * share);
  }

  private void column(ColumnStats c, FeaturePlan.Decision d) {
    out.append("<section id=\"").append(anchor(c)).append("\"><h2>").append(escape(c.name()));
    out.append(" ").append(role(d)).append("</h2><div class=\"grid\"><table>\n");
    row("type", c.field().type().name().toLowerCase(Locale.ROOT));
    row("rows", count(c.count()));
    row("null", count(c.nulls()));
    if (c.field().type() == ColumnType.DOUBLE) {
      row("NaN", count(c.nans()));
      row("infinite", count(c.infinities()));
    }
    row("distinct", (c.distinct().isPresent() ? "" : "about ") + count(c.distinctEstimate()));
    if (c.present() > 0) {
      range(c);
    }
    out.append("</table><div>\n");
    if (c.present() > 0) {
      histogram(c);
      levels(c);
    }
    out.append("</div></div></section>\n");
  }

  private void range(ColumnStats c) {
    boolean length = c.field().type() == ColumnType.STRING || c.field().type().isList();
    String of = length ? " length" : "";
    row("smallest" + of, value(c, c.min()));
    if (isOrdered(c)) {
      double[] sorted = stats.sorted(c.name());
      for (int percent : new int[] {5, 25, 50, 75, 95}) {
        if (sorted.length > 0) {
          row(percent + "%", value(c, sorted[(sorted.length - 1) * percent / 100]));
        }
      }
    }
    row("largest" + of, value(c, c.max()));
    if (!isTime(c)) {
      row("mean" + of, Text.number(c.mean()));
      row("standard deviation", Text.number(c.std()));
    }
  }

  private void row(String name, String value) {
    out.append("<tr><th>").append(name).append("<td class=\"n\">").append(escape(value));
    out.append("</tr>\n");
  }

  private static boolean isTime(ColumnStats c) {
    return c.field().type() == ColumnType.DATE || c.field().type() == ColumnType.TIMESTAMP;
  }

  private static boolean isOrdered(ColumnStats c) {
    return isTime(c)
        || c.field().type() == ColumnType.LONG
        || c.field().type() == ColumnType.DOUBLE;
  }

  private static String count(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  private static String value(ColumnStats c, double v) {
    return switch (c.field().type()) {
      case DATE -> LocalDate.ofEpochDay((long) v).toString();
      case TIMESTAMP -> Instant.ofEpochSecond(Math.floorDiv((long) v, 1_000_000L)).toString();
      default -> Text.number(v);
    };
  }

  /**
   * Bars of equal width between the 1% and the 99% quantile, so that one value does not hide all.
   */
  private void histogram(ColumnStats c) {
    double[] sorted = isOrdered(c) ? stats.sorted(c.name()) : new double[0];
    if (sorted.length == 0) {
      return;
    }
    double low = sorted[sorted.length / 100];
    double high = sorted[sorted.length - 1 - sorted.length / 100];
    if (!(low < high)) {
      return;
    }
    int[] bars = new int[BARS];
    int most = 1;
    for (double v : sorted) {
      if (v >= low && v <= high) {
        int bar = (int) Math.min(BARS - 1, (v - low) / (high - low) * BARS);
        most = Math.max(most, ++bars[bar]);
      }
    }
    out.append("<svg viewBox=\"0 0 320 100\" preserveAspectRatio=\"none\" role=\"img\" ");
    out.append("aria-label=\"histogram\">");
    for (int i = 0; i < BARS; i++) {
      double height = 100.0 * bars[i] / most;
      out.append(
          String.format(
              Locale.ROOT,
              "<rect x=\"%d\" y=\"%.2f\" width=\"9\" height=\"%.2f\"/>",
              i * 10,
              100 - height,
              height));
    }
    out.append("</svg><div>").append(escape(value(c, low))).append(" to ");
    out.append(escape(value(c, high))).append(" (1% to 99%)</div>\n");
  }

  private void levels(ColumnStats c) {
    if (isTime(c) || (isOrdered(c) && c.distinctEstimate() > 3 * TOP)) {
      return;
    }
    List<Map.Entry<String, Long>> top =
        c.textLevels().entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
            .limit(TOP)
            .toList();
    if (top.isEmpty()) {
      return;
    }
    double most = top.get(0).getValue();
    out.append("<table>");
    for (Map.Entry<String, Long> level : top) {
      out.append(
          String.format(
              Locale.ROOT,
              "<tr><td class=\"level\" style=\"background-size: %.1f%% 100%%\">",
              100 * level.getValue() / most));
      out.append(escape(shortened(level.getKey()))).append("<td class=\"n\">");
      out.append(count(level.getValue())).append("</tr>\n");
    }
    out.append("</table>");
  }

  private static String shortened(String text) {
    return text.isEmpty() ? "(empty)" : text.length() <= 80 ? text : text.substring(0, 79) + "…";
  }

  /** Text for HTML; control characters and halves of surrogate pairs are made visible. */
  static String escape(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> {
                  boolean odd = Character.isISOControl(c) || (c >= 0xD800 && c <= 0xDFFF);
                  safe.appendCodePoint(odd ? 0xFFFD : c);
                }
              }
            });
    return safe.toString();
  }
}

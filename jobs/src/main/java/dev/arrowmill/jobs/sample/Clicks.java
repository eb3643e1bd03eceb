package dev.arrowmill.jobs.sample;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.Locale;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Was an advertisement clicked? Binary, with two categories of thousands of levels. */
final class Clicks implements SampleTable {
  private static final String[] DEVICES = {"phone", "desktop", "tablet", "tv"};
  private static final Zipf DEVICE = new Zipf(DEVICES.length, 0.9);
  private static final Zipf COUNTRY = new Zipf(30, 1.0);
  private static final Zipf CATEGORY = new Zipf(120, 0.8);
  private static final Zipf AD = new Zipf(4000, 1.05);
  private static final Zipf SITE = new Zipf(2500, 1.1);
  private static final long START_SECONDS = 1_735_689_600L;
  private static final int DAYS = 90;
  private static final int DAY_SECONDS = 86_400;

  @Override
  public String name() {
    return "clicks";
  }

  @Override
  public String label() {
    return "label";
  }

  @Override
  public int rows() {
    return 60_000;
  }

  @Override
  public StructType schema() {
    return new StructType()
        .add("label", DataTypes.IntegerType)
        .add("shown_at", DataTypes.TimestampType)
        .add("signup_date", DataTypes.DateType)
        .add("price", DataTypes.DoubleType)
        .add("discount", DataTypes.DoubleType)
        .add("dwell_seconds", DataTypes.DoubleType)
        .add("visits_7d", DataTypes.IntegerType)
        .add("cart_items", DataTypes.IntegerType)
        .add("age", DataTypes.IntegerType)
        .add("is_member", DataTypes.BooleanType)
        .add("is_returning", DataTypes.BooleanType)
        .add("device", DataTypes.StringType)
        .add("country", DataTypes.StringType)
        .add("category", DataTypes.StringType)
        .add("ad_id", DataTypes.StringType)
        .add("site_id", DataTypes.StringType);
  }

  @Override
  public @Nullable Object[] row(long seed, int index) {
    Draws d = new Draws(seed, "clicks", index);
    double logPrice = d.normal();
    double heat = d.normal();
    double dwell = StrictMath.exp(2.2 + 1.3 * heat);
    int visits = (int) Math.min(400, StrictMath.pow(1 - d.uniform(), -0.7) - 1);
    int cart = (int) Math.min(40, -2.2 * StrictMath.log(1 - d.uniform()));
    int age = (int) Values.clamp(41 + 14 * d.normal(), 16, 90);
    double discount = d.chance(0.45) ? 0 : Values.round(0.7 * d.uniform(), 0.01);
    boolean member = d.chance(0.4);
    boolean returning = d.chance(0.55);
    int device = DEVICE.draw(d.uniform());
    int country = COUNTRY.draw(d.uniform());
    int category = CATEGORY.draw(d.uniform());
    int ad = AD.draw(d.uniform());
    int site = SITE.draw(d.uniform());
    int second = d.below(DAYS * DAY_SECONDS);
    double hour = (second % DAY_SECONDS) / 3600.0;
    boolean noPrice = d.chance(0.06);

    double logit = -1.6;
    logit += noPrice ? 0.8 : 1.5 * StrictMath.sin(2.3 * logPrice);
    logit += ageEffect(age) * (device == 0 ? 1.1 : -0.9);
    logit += member == discount > 0.25 ? 0.8 : -0.8;
    logit += (device == 2 ? -0.8 : 0.8) * StrictMath.cos(2 * StrictMath.PI * (hour - 20) / 24);
    logit += 1.2 * Values.bump(heat, 0.3, 0.7) - 0.6;
    logit += (returning ? 0.55 : 0.15) * StrictMath.log(1 + visits) - (returning ? 0.1 : 0.5);
    logit += cart == 0 ? -0.7 : 0.2 * Math.min(cart, 6);
    logit += identities(seed, country, category, ad, site);
    boolean clicked = d.chance(Values.sigmoid(logit));

    return new @Nullable Object[] {
      clicked ? 1 : 0,
      new Timestamp((START_SECONDS + second) * 1000),
      d.chance(0.08) ? null : Date.valueOf(LocalDate.of(2019, 1, 1).plusDays(d.below(2100))),
      noPrice ? null : Values.round(StrictMath.exp(3.1 + 1.1 * logPrice), 0.01),
      discount,
      d.chance(0.12) ? null : Values.round(dwell, 0.1),
      visits,
      cart,
      d.chance(0.1) ? null : age,
      d.chance(0.03) ? null : member,
      returning,
      DEVICES[device],
      text("C%02d", country),
      d.chance(0.02) ? null : text("cat-%03d", category),
      text("ad-%04d", ad),
      text("site-%04d", site)
    };
  }

  private static double ageEffect(int age) {
    double x = (age - 41) / 16.0;
    return x * x - 0.8;
  }

  /** What country, category, advertisement and site add, alone and together. */
  private static double identities(long seed, int country, int category, int ad, int site) {
    double sum = 0.4 * Draws.trait(seed, "country", country, 0);
    sum += 0.7 * Draws.trait(seed, "category", category, 0);
    sum += 0.7 * Draws.trait(seed, "ad", ad, 0) + 0.5 * Draws.trait(seed, "site", site, 0);
    for (int part = 1; part <= 2; part++) {
      sum +=
          1.2
              * Draws.trait(seed, "category", category, part)
              * Draws.trait(seed, "country", country, part);
    }
    return sum;
  }

  private static String text(String format, int number) {
    return String.format(Locale.ROOT, format, number);
  }
}

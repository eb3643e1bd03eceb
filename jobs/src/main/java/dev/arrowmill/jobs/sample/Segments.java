package dev.arrowmill.jobs.sample;

import java.sql.Timestamp;
import java.util.Locale;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** To which of five groups does a customer belong? Multiclass. */
final class Segments implements SampleTable {
  private static final String[] NAMES = {"loyal", "bargain", "business", "newcomer", "dormant"};
  private static final String[] CHANNELS = {"app", "web", "shop", "phone"};
  private static final Zipf CITY = new Zipf(300, 0.9);
  private static final long START_SECONDS = 1_704_067_200L;
  private static final int DAY_SECONDS = 86_400;

  @Override
  public String name() {
    return "segments";
  }

  @Override
  public String label() {
    return "segment";
  }

  @Override
  public int rows() {
    return 15_000;
  }

  @Override
  public StructType schema() {
    return new StructType()
        .add("segment", DataTypes.StringType)
        .add("last_order_at", DataTypes.TimestampType)
        .add("spend", DataTypes.DoubleType)
        .add("orders", DataTypes.LongType)
        .add("discount_share", DataTypes.FloatType)
        .add("returns_share", DataTypes.FloatType)
        .add("tenure_days", DataTypes.IntegerType)
        .add("newsletter", DataTypes.BooleanType)
        .add("channel", DataTypes.StringType)
        .add("city", DataTypes.StringType);
  }

  @Override
  public @Nullable Object[] row(long seed, int index) {
    Draws d = new Draws(seed, "segments", index);
    double money = d.normal();
    long orders = (long) StrictMath.exp(Values.clamp(1.4 + 0.9 * d.normal(), 0, 6));
    double cheap = d.uniform();
    double returned = d.uniform() * d.uniform();
    int tenure = (int) (3000 * d.uniform() * d.uniform());
    boolean newsletter = d.chance(0.5);
    int channel = d.below(CHANNELS.length);
    int city = CITY.draw(d.uniform());
    int second = d.below(365 * DAY_SECONDS);
    int weekday = (second / DAY_SECONDS) % 7;
    double recency = 1 - second / (365.0 * DAY_SECONDS);

    double[] score = {
      1.2 * StrictMath.log(orders) * (tenure > 400 ? 1 : -1) + (newsletter ? 0.6 : 0),
      5 * Values.bump(cheap, 0.8, 0.25) + (channel == 1 ? 0.8 : -0.4) - 1.2,
      1.6 * Values.bump(money, 1.2, 0.8) * (weekday < 5 ? 2 : -1) + (channel == 3 ? 1.1 : 0) + 0.3,
      3.4 * Values.bump(tenure, 60, 220) - (returned > 0.3 ? 1 : 0),
      3.5 * (recency > 0.55 ? recency : -0.5) - (newsletter ? 0.9 : 0)
    };
    int best = 0;
    for (int k = 0; k < score.length; k++) {
      score[k] += Draws.trait(seed, "city" + k, city, 0) * 0.8;
      score[k] -= 0.45 * StrictMath.log(-StrictMath.log(1 - d.uniform()) + 1e-12);
      best = score[k] > score[best] ? k : best;
    }

    return new @Nullable Object[] {
      NAMES[best],
      new Timestamp((START_SECONDS + second) * 1000),
      d.chance(0.05) ? null : Values.round(StrictMath.exp(4.5 + money), 0.01),
      orders,
      (float) Values.round(cheap, 0.001),
      d.chance(0.2) ? null : (float) Values.round(returned, 0.001),
      tenure,
      newsletter,
      CHANNELS[channel],
      d.chance(0.02) ? null : String.format(Locale.ROOT, "city-%03d", city)
    };
  }
}

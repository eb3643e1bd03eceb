package dev.arrowmill.jobs.sample;

import java.sql.Date;
import java.time.LocalDate;
import java.util.Locale;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** For how much was a house sold? Regression. */
final class Houses implements SampleTable {
  private static final String[] KINDS = {"flat", "terraced", "detached"};
  private static final String[] CONDITIONS = {"good", "fair", "new", "poor"};
  private static final double[] CONDITION_EFFECTS = {0.0, -0.06, 0.12, -0.2};
  private static final Zipf DISTRICT = new Zipf(60, 0.7);

  @Override
  public String name() {
    return "houses";
  }

  @Override
  public String label() {
    return "price";
  }

  @Override
  public int rows() {
    return 15_000;
  }

  @Override
  public StructType schema() {
    return new StructType()
        .add("price", DataTypes.DoubleType)
        .add("sold_on", DataTypes.DateType)
        .add("area_m2", DataTypes.DoubleType)
        .add("rooms", DataTypes.IntegerType)
        .add("floor", DataTypes.IntegerType)
        .add("built", DataTypes.IntegerType)
        .add("garden_m2", DataTypes.DoubleType)
        .add("north_km", DataTypes.DoubleType)
        .add("east_km", DataTypes.DoubleType)
        .add("has_garage", DataTypes.BooleanType)
        .add("kind", DataTypes.StringType)
        .add("condition", DataTypes.StringType)
        .add("district", DataTypes.StringType);
  }

  @Override
  public @Nullable Object[] row(long seed, int index) {
    Draws d = new Draws(seed, "houses", index);
    int kind = d.chance(0.5) ? 0 : d.chance(0.5) ? 1 : 2;
    double area = Values.clamp(StrictMath.exp(4.35 + 0.25 * kind + 0.38 * d.normal()), 18, 900);
    int rooms = (int) Values.clamp(area / 26 + d.normal(), 1, 14);
    int floor = kind == 0 ? d.below(9) : 0;
    int built = 1900 + (int) (124 * StrictMath.sqrt(d.uniform()));
    double garden = kind == 0 ? 0 : StrictMath.exp(4.6 + kind * 0.6 + 0.7 * d.normal());
    double north = 12 * d.normal();
    double east = 9 * d.normal();
    boolean garage = d.chance(0.2 + 0.25 * kind);
    int condition = d.below(4);
    int district = DISTRICT.draw(d.uniform());
    int day = d.below(1400);

    double log = 12.1 + 0.78 * StrictMath.log(area / 80) + CONDITION_EFFECTS[condition];
    log += 0.55 * Values.bump(north, 2, 6) * Values.bump(east, -1, 5);
    log += 0.35 * Values.bump(north, -14, 4) * Values.bump(east, 10, 4);
    log += 0.18 * Values.bump(built, 1908, 18) + 0.2 * Values.bump(built, 2024, 14);
    log += kind == 0 ? 0.015 * floor : 0.05 * kind + 0.035 * StrictMath.log(1 + garden);
    log += garage ? 0.05 + 0.06 * Values.bump(north, 2, 6) : 0;
    log += 0.22 * Draws.trait(seed, "district", district, 0);
    log += 0.08 * StrictMath.sin(day / 95.0) + 0.00012 * day;
    log += 0.09 * d.normal();

    return new @Nullable Object[] {
      Values.round(StrictMath.exp(log), 1) - Values.round(StrictMath.exp(log), 1) % 100,
      Date.valueOf(LocalDate.of(2021, 1, 1).plusDays(day)),
      Values.round(area, 0.1),
      d.chance(0.04) ? null : rooms,
      kind == 0 ? floor : null,
      d.chance(0.07) ? null : built,
      d.chance(0.05) ? null : Values.round(garden, 0.1),
      Values.round(north, 0.01),
      Values.round(east, 0.01),
      garage,
      KINDS[kind],
      d.chance(0.03) ? null : CONDITIONS[condition],
      String.format(Locale.ROOT, "D%02d", district)
    };
  }
}

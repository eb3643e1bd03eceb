package dev.arrowmill.tensor.golden;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrowmill.tensor.nn.Losses;
import dev.arrowmill.tensor.nn.Reduction;
import java.util.Locale;

/** The group {@code losses}. */
final class GoldenLosses {
  static final GoldenTable TABLE =
      new GoldenTable()
          .one("mse_loss", (a, in) -> Losses.mse(in.get(0), in.get(1), null, reduction(a)))
          .one("l1_loss", (a, in) -> Losses.l1(in.get(0), in.get(1), null, reduction(a)))
          .one(
              "smooth_l1_loss",
              (a, in) ->
                  Losses.smoothL1(
                      in.get(0), in.get(1), a.path("beta").asDouble(1), null, reduction(a)))
          .one(
              "huber_loss",
              (a, in) ->
                  Losses.huber(
                      in.get(0), in.get(1), a.path("delta").asDouble(1), null, reduction(a)));

  private GoldenLosses() {}

  private static Reduction reduction(JsonNode a) {
    return Reduction.valueOf(a.path("reduction").asText("mean").toUpperCase(Locale.ROOT));
  }
}

package dev.arrowmill.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A public table with its given split.
 *
 * @param name short name
 * @param label the label column
 * @param classes whether the label is one of two classes, else a number
 * @param splits what is trained on and what is tested on; figures are means over the splits
 * @param promised accuracy and AUC, or RMSE, that the default must reach
 */
record PublicTable(
    String name, String label, boolean classes, List<Split> splits, List<Double> promised) {

  /** Parquet files to train on, and to test on. */
  record Split(List<String> train, List<String> test) {}

  /** The tables whose files lie under a folder. */
  static List<PublicTable> in(Path data) {
    List<PublicTable> all =
        List.of(
            new PublicTable(
                "adult",
                "income",
                true,
                List.of(split(data, List.of("adult/train"), "adult/test")),
                List.of(0.8642, 0.9184)),
            new PublicTable(
                "california",
                "median_house_value",
                false,
                List.of(
                    split(
                        data,
                        List.of("california-housing/train", "california-housing/validation"),
                        "california-housing/test")),
                List.of(0.475)),
            new PublicTable("bank", "y", true, folds(data), List.of(0.0, 0.929)));
    return all.stream().filter(t -> Files.exists(Path.of(t.splits.get(0).test.get(0)))).toList();
  }

  private static List<Split> folds(Path data) {
    List<Split> folds = new ArrayList<>();
    for (int fold = 0; fold < 5; fold++) {
      int held = fold;
      List<String> others =
          IntStream.range(0, 5)
              .filter(f -> f != held)
              .mapToObj(f -> "bank-marketing/fold-" + f)
              .toList();
      folds.add(split(data, others, "bank-marketing/fold-" + fold));
    }
    return folds;
  }

  private static Split split(Path data, List<String> train, String test) {
    return new Split(
        train.stream().map(t -> data.resolve(t + ".parquet").toString()).toList(),
        List.of(data.resolve(test + ".parquet").toString()));
  }

  /** What is measured, in the order of {@link #promised}. */
  List<String> metrics() {
    return classes ? List.of("accuracy", "AUC") : List.of("RMSE");
  }
}

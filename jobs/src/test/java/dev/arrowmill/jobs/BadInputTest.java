package dev.arrowmill.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every bad input gives one clear error, an exit code, and leaves nothing that looks like a result.
 */
@NullUnmarked
class BadInputTest {
  @TempDir Path dir;

  private Dataset<Row> good() {
    return SmallTables.rows(1, 0, 300).drop("sold_on");
  }

  private Outcome train(Dataset<Row> table, String label, String... more) {
    return train(SmallTables.parquet(dir, "data", table), label, more);
  }

  private Outcome train(String data, String label, String... more) {
    List<String> args =
        new java.util.ArrayList<>(
            List.of("train", "--data", data, "--label", label, "--epochs", "1"));
    args.addAll(List.of("--out", dir.resolve("model").toString(), "--tracking", "none:", "--json"));
    args.addAll(List.of(more));
    Outcome outcome = Outcome.of(args.toArray(new String[0]));
    assertThat(outcome.code()).isNotZero();
    assertThat(outcome.err()).doesNotContain("\tat ");
    assertThat(outcome.json().get("status").asText()).isIn("invalid", "failed");
    assertThat(dir.resolve("model")).doesNotExist();
    assertThat(dir.toFile().list((d, name) -> name.contains("tmp-"))).isEmpty();
    return outcome;
  }

  @Test
  void aMissingPathIsFoundBeforeSparkStarts() {
    Outcome outcome = train(dir.resolve("absent").toString(), "price");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains(dir.resolve("absent").toString(), "no such file");
  }

  @Test
  void unknownColumnsAreAllNamedWithTheNearest() {
    Outcome outcome = train(good(), "prise", "--exclude", "rooms,flor", "--weight", "w");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err())
        .contains(
            "label = 'prise'",
            "did you mean price?",
            "exclude = 'flor'",
            "did you mean floor?",
            "weight = 'w'");
  }

  @Test
  void anEmptyTable() {
    Outcome outcome = train(good().limit(0), "price");
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err()).contains(dir.resolve("data").toString(), "no rows");
  }

  @Test
  void aLabelWithOneClass() {
    Outcome outcome = train(good().withColumn("y", lit("same")), "y");
    assertThat(outcome.err()).contains("data", "label y", "same");
  }

  @Test
  void aColumnWithoutValues() {
    Outcome outcome = train(good().withColumn("empty", lit(null).cast("double")), "price");
    assertThat(outcome.err()).contains("data", "column empty", "300", "--handle-invalid keep");
  }

  @Test
  void notANumberAndInfinity() {
    Dataset<Row> table =
        good()
            .withColumn(
                "east_km", when(col("rooms").equalTo(3), Double.NaN).otherwise(col("east_km")))
            .withColumn(
                "north_km",
                when(col("rooms").equalTo(4), Double.POSITIVE_INFINITY).otherwise(col("north_km")));
    assertThat(train(table, "price").err())
        .contains("data", "east_km", "north_km", "NaN", "infinite");
  }

  @Test
  void aNestedColumn() {
    assertThat(train(good().withColumn("tags", struct(lit(1).as("a"))), "price").err())
        .contains("data", "tags", "struct<a:int>");
  }

  @Test
  void aTruncatedFile() throws Exception {
    String data = SmallTables.parquet(dir, "data", good());
    File part = new File(data).listFiles((d, name) -> name.startsWith("part-"))[0];
    byte[] bytes = Files.readAllBytes(part.toPath());
    Files.write(part.toPath(), java.util.Arrays.copyOf(bytes, bytes.length / 2));
    for (File crc : new File(data).listFiles((d, name) -> name.endsWith(".crc"))) {
      Files.delete(crc.toPath());
    }
    Outcome outcome = train(data, "price");
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err()).contains(part.getName());
    assertThat(outcome.err().strip().lines().filter(l -> l.startsWith("arrowmill"))).hasSize(1);
  }

  @Test
  void anOutputThatExists() throws Exception {
    Files.createDirectories(dir.resolve("taken"));
    String data = SmallTables.parquet(dir, "data", good());
    Outcome outcome =
        Outcome.of(
            "train",
            "--data",
            data,
            "--label",
            "price",
            "--out",
            dir.resolve("taken").toString(),
            "--tracking",
            "none:");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("taken", "exists already", "--overwrite");
    assertThat(dir.resolve("taken").toFile().list()).isEmpty();
  }

  @Test
  void bothWaysToMeasure() {
    String data = SmallTables.parquet(dir, "data", good());
    Outcome outcome = train(data, "price", "--test", data, "--test-fraction", "0.2");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("test-fraction", "--test");
  }

  private String model() {
    String data = SmallTables.parquet(dir, "fit", good());
    String model = dir.resolve("good-model").toString();
    Outcome outcome =
        Outcome.of(
            "train",
            "--data",
            data,
            "--label",
            "price",
            "--epochs",
            "1",
            "--out",
            model,
            "--tracking",
            "none:");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    return model;
  }

  @Test
  void aTableThatDoesNotFitTheModel() {
    String model = model();
    Dataset<Row> drifted =
        good()
            .drop("rooms")
            .withColumn("area_m2", col("area_m2").cast("string"))
            .withColumn("new", lit(1));
    String data = SmallTables.parquet(dir, "drifted", drifted);
    Outcome outcome =
        Outcome.of(
            "score", "--model", model, "--data", data, "--out", dir.resolve("scored").toString());
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err())
        .contains("drifted", "rooms", "missing", "area_m2", "string")
        .doesNotContain("\tat ");
    assertThat(dir.resolve("scored")).doesNotExist();
    Outcome measured =
        Outcome.of(
            "evaluate",
            "--model",
            model,
            "--data",
            SmallTables.parquet(dir, "unlabelled", good().drop("price")));
    assertThat(measured.code()).isEqualTo(1);
    assertThat(measured.err()).contains("unlabelled", "price");
  }

  @Test
  void aDamagedModel() throws Exception {
    String model = model();
    String data = dir.resolve("fit").toString();
    for (File file : new File(model).listFiles()) {
      byte[] whole = Files.readAllBytes(file.toPath());
      byte[] damaged = whole.clone();
      damaged[whole.length / 2] ^= 1;
      Files.write(file.toPath(), damaged);
      Outcome outcome = Outcome.of("evaluate", "--model", model, "--data", data);
      assertThat(outcome.code()).as(file.getName()).isEqualTo(1);
      assertThat(outcome.err()).contains(model).doesNotContain("\tat ");
      Files.write(file.toPath(), whole);
    }
    Outcome absent =
        Outcome.of("evaluate", "--model", dir.resolve("no-model").toString(), "--data", data);
    assertThat(absent.code()).isEqualTo(2);
    assertThat(absent.err()).contains("no-model", "no such folder");
  }

  @Test
  void anOutputThatHoldsAnInputIsNotReplaced() throws Exception {
    String model = model();
    String data = dir.resolve("fit").toString();
    String file = Files.writeString(dir.resolve("notes.txt"), "mine").toString();
    for (String out : List.of(data, data + "/scored", dir.toString(), model, file)) {
      Outcome outcome =
          Outcome.of("score", "--model", model, "--data", data, "--out", out, "--overwrite");
      assertThat(outcome.code()).as(out).isEqualTo(2);
      assertThat(outcome.err()).contains("out = '" + out + "'");
    }
    assertThat(dir.resolve("notes.txt")).hasContent("mine");
    assertThat(Outcome.of("evaluate", "--model", model, "--data", data).code()).isZero();
  }

  @Test
  void aFolderThatCannotBeWrittenIsFoundBeforeTraining() {
    String data = SmallTables.parquet(dir, "data", good());
    Outcome outcome =
        Outcome.of("train", "--data", data, "--label", "price", "--out", "/proc/no/model");
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err()).contains("out /proc/no/model").doesNotContain("epoch");
  }

  @Test
  void filesOfAnotherFormat() throws Exception {
    String csv = Files.writeString(dir.resolve("t.csv"), "a,price\n1,2\n").toString();
    assertThat(train(csv, "price").err()).contains(csv, "not a Parquet file", "--format");
    String parquet = SmallTables.parquet(dir, "data", good());
    String part = new File(parquet).listFiles((d, n) -> n.startsWith("part-"))[0].toString();
    assertThat(train(part, "price", "--format", "csv").err())
        .contains(part, "give --format parquet");
    Files.createDirectories(dir.resolve("nothing"));
    assertThat(train(dir.resolve("nothing").toString(), "price").err())
        .contains("nothing", "no parquet files");
  }

  @Test
  void rowsOfTextThatDoNotFitTheColumns() throws Exception {
    String good = "1.5,2\n".repeat(50) + "2.5,3\n".repeat(50);
    String ragged = Files.writeString(dir.resolve("r.csv"), "a,price\n" + good + "7\n").toString();
    assertThat(train(ragged, "price", "--format", "csv").err()).contains("r.csv", "Malformed", "7");
    String broken =
        Files.writeString(dir.resolve("b.json"), "{\"a\":1,\"price\":2}\n{\"a\":").toString();
    assertThat(train(broken, "price", "--format", "json").err()).contains("b.json", "Malformed");
  }

  @Test
  void aLabelOfAnotherTypeAtEvaluation() {
    String data =
        SmallTables.parquet(dir, "fit2", good().withColumn("y", col("area_m2").gt(90).cast("int")));
    String model = dir.resolve("binary").toString();
    Outcome trained =
        Outcome.of(
            "train",
            "--data",
            data,
            "--label",
            "y",
            "--epochs",
            "1",
            "--out",
            model,
            "--tracking",
            "none:");
    assertThat(trained.code()).as(trained.err()).isZero();
    String other = SmallTables.parquet(dir, "other", good().withColumn("y", lit("many")));
    Outcome outcome = Outcome.of("evaluate", "--model", model, "--data", other);
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err()).contains("other", "column y", "300 rows", "[0, 1]");
  }

  @Test
  void aWordThatBelongsToNoFlag() {
    Outcome outcome = Outcome.of("train", "table.parquet", "--label", "y");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("arguments = 'table.parquet'");
  }

  @Test
  void aTestTableThatDoesNotFitIsFoundBeforeTraining() {
    String whole = SmallTables.parquet(dir, "whole", good());
    String narrow = SmallTables.parquet(dir, "narrow", good().drop("price", "rooms"));
    Outcome outcome = train(whole, "price", "--test", narrow);
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("test = 'price'", "test = 'rooms'", narrow);
    String empty = SmallTables.parquet(dir, "empty", good().limit(0));
    assertThat(train(whole, "price", "--test", empty).err())
        .contains("test " + empty, "no rows")
        .doesNotContain("epoch");
    assertThat(train(whole, "price", "--test-fraction", "0.0000001").err())
        .contains("test-fraction", "no rows")
        .doesNotContain("epoch");
  }

  @Test
  void aLabelHasNoOtherRole() {
    Outcome outcome = train(good(), "price", "--exclude", "price,rooms", "--weight", "price");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("exclude = 'price'", "weight = 'price'", "is the label");
  }
}

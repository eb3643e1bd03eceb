package dev.arrowmill.arrow.tfrecord;

import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.file.InputFile;
import dev.arrowmill.arrow.file.Packing;
import dev.arrowmill.arrow.record.RecordField;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds features and their types in the first Examples of a file. */
final class ExampleSample {
  private static final class Seen {
    private @Nullable ColumnType kind;
    private boolean list;
  }

  private final Frames frames;
  private final Map<String, Seen> features = new TreeMap<>();

  private ExampleSample(Frames frames) {
    this.frames = frames;
  }

  /**
   * The features by name: those with exactly one value in each Example that has them are scalars,
   * the others lists; those without any value lists of integers.
   */
  static List<RecordField> fields(InputFile file, Packing packing, int rows) {
    try (Frames frames = new Frames(file, packing)) {
      ExampleSample sample = new ExampleSample(frames);
      for (int i = 0; i < rows && frames.next(); i++) {
        try {
          Example.visit(frames.bytes(), frames.length(), sample::add);
        } catch (IllegalArgumentException e) {
          throw frames.wrong("is no tf.train.Example: " + e.getMessage(), "write it again");
        }
      }
      List<RecordField> out = new ArrayList<>();
      sample.features.forEach((name, seen) -> out.add(field(name, seen)));
      return out;
    }
  }

  private static RecordField field(String name, Seen seen) {
    ColumnType kind = seen.kind == null ? ColumnType.LONG : seen.kind;
    ColumnType type = seen.list || seen.kind == null ? kind.list() : kind;
    return new RecordField(name, type, type.toString());
  }

  private void add(String name, WireReader value) {
    Feature f = Feature.parse(value);
    Seen seen = features.computeIfAbsent(name, n -> new Seen());
    if (f.kind() == null) {
      return;
    }
    if (seen.kind != null && seen.kind != f.kind()) {
      throw frames.wrong(
          "feature " + name + " is a list of " + f.kind() + ", and of " + seen.kind + " before",
          "write one kind per feature, or give a schema without it");
    }
    seen.kind = f.kind();
    seen.list |= f.values().size() != 1;
  }
}

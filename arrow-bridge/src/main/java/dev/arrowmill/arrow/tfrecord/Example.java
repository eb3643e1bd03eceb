package dev.arrowmill.arrow.tfrecord;

import java.nio.charset.StandardCharsets;

/** Walks a {@code tf.train.Example}: the features by name, in the order of the bytes. */
final class Example {
  /** Gets each feature once it is found. */
  interface Visitor {
    /**
     * @param value the {@code Feature} message, not yet parsed
     */
    void feature(String name, WireReader value);
  }

  private Example() {}

  static void visit(byte[] bytes, int length, Visitor visitor) {
    WireReader example = new WireReader(bytes, 0, length);
    while (example.next()) {
      if (example.field() == 1) {
        features(example.message(), visitor);
      } else {
        example.skip();
      }
    }
  }

  private static void features(WireReader features, Visitor visitor) {
    while (features.next()) {
      if (features.field() == 1) {
        entry(features.message(), visitor);
      } else {
        features.skip();
      }
    }
  }

  private static void entry(WireReader entry, Visitor visitor) {
    String name = "";
    WireReader value = new WireReader(entry.bytes, 0, 0);
    while (entry.next()) {
      if (entry.field() == 1) {
        WireReader key = entry.message();
        name = new String(key.bytes, key.start(), key.end() - key.start(), StandardCharsets.UTF_8);
      } else if (entry.field() == 2) {
        value = entry.message();
      } else {
        entry.skip();
      }
    }
    visitor.feature(name, value);
  }
}

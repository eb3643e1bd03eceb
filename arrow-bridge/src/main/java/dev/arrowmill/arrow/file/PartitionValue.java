package dev.arrowmill.arrow.file;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a folder named {@code key=value} says of the rows below it, as Hive, Spark and Arrow write
 * them.
 *
 * @param key the column's name
 * @param value its text, null for {@code __HIVE_DEFAULT_PARTITION__}
 */
public record PartitionValue(String key, @Nullable String value) {
  private static final String NULL = "__HIVE_DEFAULT_PARTITION__";

  @Override
  public String toString() {
    return key + "=" + (value == null ? NULL : value);
  }

  /**
   * The partitions of the folders of a path.
   *
   * @param folders the folders' names joined by {@code /}, without the file's own name
   */
  public static List<PartitionValue> parse(String folders) {
    List<PartitionValue> out = new ArrayList<>();
    for (String folder : folders.split("/", -1)) {
      int equals = folder.indexOf('=');
      if (equals > 0) {
        String value = folder.substring(equals + 1);
        out.add(
            new PartitionValue(
                unescape(folder.substring(0, equals)),
                value.equals(NULL) ? null : unescape(value)));
      }
    }
    return out;
  }

  /** Undoes percent encoding; a percent sign that begins none stays as it is. */
  private static String unescape(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      int high = bytes[i] == '%' && i + 2 < bytes.length ? digit(bytes[i + 1]) : -1;
      int low = high < 0 ? -1 : digit(bytes[i + 2]);
      if (low < 0) {
        out.write(bytes[i]);
      } else {
        out.write(high << 4 | low);
        i += 2;
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static int digit(byte b) {
    return Character.digit((char) b, 16);
  }
}

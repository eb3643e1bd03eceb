package dev.arrowmill.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page that maps names names only what there is. */
class MappingPageTest {
  private static final Pattern NAME = Pattern.compile("`([A-Za-z0-9.]+)`");

  @Test
  void everyNameOfOursExists() throws IOException {
    List<String> missing = new ArrayList<>();
    int names = 0;
    for (String line : Files.readAllLines(Path.of("..", "docs", "from-pytorch-and-keras.md"))) {
      String[] cells = line.split("\\|", -1);
      if (cells.length < 5) {
        continue;
      }
      Matcher m = NAME.matcher(cells[3]);
      while (m.find()) {
        names++;
        if (!exists(m.group(1))) {
          missing.add(m.group(1));
        }
      }
    }
    assertThat(missing).isEmpty();
    assertThat(names).isGreaterThan(150);
  }

  /** A class below the engine's package, or a class and a public method. */
  private static boolean exists(String name) {
    if (isClass(name)) {
      return true;
    }
    int dot = name.lastIndexOf('.');
    String owner = name.substring(0, dot);
    String method = name.substring(dot + 1);
    if (!isClass(owner)) {
      return false;
    }
    try {
      Method[] all = Class.forName("dev.arrowmill.tensor." + owner).getMethods();
      return Arrays.stream(all).anyMatch(m -> m.getName().equals(method));
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static boolean isClass(String name) {
    try {
      Class.forName("dev.arrowmill.tensor." + name, false, MappingPageTest.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | NoClassDefFoundError e) {
      return false;
    }
  }
}

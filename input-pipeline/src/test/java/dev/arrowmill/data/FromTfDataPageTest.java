package dev.arrowmill.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The page "From tf.data": its names exist, all operators are on it, its examples run. */
class FromTfDataPageTest {
  private static final Path PAGE =
      Path.of("").toAbsolutePath().resolveSibling("docs").resolve("from-tf-data.md");
  private static final Pattern NAME = Pattern.compile("`([A-Za-z.]+)`");
  private static final String HEAD =
      """
      import static dev.arrowmill.data.Expr.col;
      import dev.arrowmill.arrow.*;
      import dev.arrowmill.data.*;
      import dev.arrowmill.tensor.Tensor;
      import java.util.*;
      import java.util.function.Supplier;
      public class %s {
        public static void main(String[] args) {
      """;

  @TempDir Path folder;

  private static Set<String> named() throws IOException {
    Set<String> names = new TreeSet<>();
    for (String line : Files.readAllLines(PAGE)) {
      String[] cells = line.split("\\|", -1);
      if (cells.length == 5) {
        Matcher m = NAME.matcher(cells[2] + cells[3]);
        while (m.find()) {
          names.add(m.group(1));
        }
      }
    }
    return names;
  }

  private static Set<String> methods(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .filter(m -> m.getDeclaringClass() != Object.class)
        .map(Method::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void everyNameExistsAndEveryOperatorIsNamed() throws Exception {
    Set<String> names = named();
    assertThat(names).hasSizeGreaterThan(60);
    Set<String> operators = methods(Dataset.class);
    for (String name : names) {
      String[] parts = name.split("\\.");
      if (parts.length == 2) {
        assertThat(methods(Class.forName("dev.arrowmill.data." + parts[0]))).contains(parts[1]);
      } else if (!operators.contains(name)) {
        assertThat(name).matches("Batch|BatchSource|Condition|Options|Padding|Sampling|Columns");
      }
    }
    operators.removeAll(names);
    operators.removeAll(
        Set.of(
            "toString",
            "forEach",
            "spliterator",
            "allocator",
            "label",
            "pack",
            "select",
            "exclude"));
    assertThat(operators).isEmpty();
  }

  @TestFactory
  List<DynamicTest> theExamplesPrintWhatThePageSays() throws IOException {
    Matcher m =
        Pattern.compile("```java\n(.*?)```\n+```text\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(PAGE));
    List<DynamicTest> tests = new ArrayList<>();
    while (m.find()) {
      String code = m.group(1);
      String printed = m.group(2);
      String name = "Example" + (tests.size() + 1);
      tests.add(
          DynamicTest.dynamicTest(name, () -> assertThat(run(name, code)).isEqualTo(printed)));
    }
    assertThat(tests).hasSize(5);
    return tests;
  }

  private String run(String name, String code) throws Exception {
    Path source =
        Files.writeString(folder.resolve(name + ".java"), HEAD.formatted(name) + code + "}}\n");
    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                source.toString());
    assertThat(compiled).isZero();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream before = System.out;
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()});
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      System.setOut(out);
      loader.loadClass(name).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}

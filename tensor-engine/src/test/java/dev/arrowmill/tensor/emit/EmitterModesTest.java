package dev.arrowmill.tensor.emit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the emitter falls back to where Janino or the Vector API is missing. */
class EmitterModesTest {
  /** Our classes once more, from a class path without some jars. */
  private static URLClassLoader without(String... names) throws MalformedURLException {
    List<URL> path = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      boolean hidden = false;
      for (String name : names) {
        hidden |= new File(entry).getName().startsWith(name);
      }
      if (!hidden) {
        path.add(new File(entry).toURI().toURL());
      }
    }
    return new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  private static String modeIn(ClassLoader loader) throws ReflectiveOperationException {
    Class<?> probe = Class.forName(EmitterProbe.class.getName(), true, loader);
    var constructor = probe.getDeclaredConstructor();
    constructor.setAccessible(true);
    Object result = constructor.newInstance();
    assertThat(probe.getClassLoader()).isSameAs(loader);
    return result.toString();
  }

  @Test
  void withoutJaninoKernelsAreInterpreted() throws Exception {
    try (URLClassLoader loader = without("janino-", "commons-compiler-")) {
      assertThat(modeIn(loader)).isEqualTo("INTERPRETED " + EmitterProbe.EXPECTED);
    }
  }

  @Test
  void withoutVectorsKernelsArePlainJava() throws Exception {
    String before = System.getProperty("arrowmill.simd");
    System.setProperty("arrowmill.simd", "false");
    try (URLClassLoader loader = without()) {
      assertThat(modeIn(loader)).isEqualTo("SCALAR " + EmitterProbe.EXPECTED);
    } finally {
      if (before == null) {
        System.clearProperty("arrowmill.simd");
      } else {
        System.setProperty("arrowmill.simd", before);
      }
    }
  }

  @Test
  void withBothKernelsAreVectorCode() {
    assertThat(new EmitterProbe()).hasToString("WARMING " + EmitterProbe.EXPECTED);
  }
}

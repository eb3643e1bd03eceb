package dev.arrowmill.jobs.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The JVM flags that arrowmill and Spark want, and which of them this JVM was started without. */
public final class LaunchFlags {
  private static final String OPENS = "--add-opens=";
  private static final String MODULES = "--add-modules=";

  private LaunchFlags() {}

  /** The flags of the build, one by one; {@code bin/arrowmill} passes the same. */
  public static List<String> all() {
    try (InputStream in =
        LaunchFlags.class.getResourceAsStream("/dev/arrowmill/jobs/launch-flags.txt")) {
      if (in == null) {
        throw new IllegalStateException("launch-flags.txt is not on the class path");
      }
      return List.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip().split("\\s+"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Module flags without effect in this JVM. */
  static List<String> missing() {
    List<String> missing = new ArrayList<>();
    for (String flag : all()) {
      boolean opened = !flag.startsWith(OPENS) || isOpen(flag.substring(OPENS.length()));
      boolean there =
          !flag.startsWith(MODULES)
              || ModuleLayer.boot().findModule(flag.substring(MODULES.length())).isPresent();
      if (!opened || !there) {
        missing.add(flag);
      }
    }
    return missing;
  }

  /** {@code module/package=ALL-UNNAMED}; a package that this JDK does not have counts as open. */
  private static boolean isOpen(String what) {
    String module = what.substring(0, what.indexOf('/'));
    String name = what.substring(what.indexOf('/') + 1, what.indexOf('='));
    return ModuleLayer.boot()
        .findModule(module)
        .map(
            m ->
                !hasPackage(m.getDescriptor(), name)
                    || m.isOpen(name, LaunchFlags.class.getModule()))
        .orElse(true);
  }

  private static boolean hasPackage(ModuleDescriptor descriptor, String name) {
    return descriptor.packages().contains(name);
  }
}

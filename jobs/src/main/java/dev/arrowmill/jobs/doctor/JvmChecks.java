package dev.arrowmill.jobs.doctor;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;

/** The JVM, its flags, memory and disk. */
final class JvmChecks {
  private static final int OLDEST = 17;
  private static final double GIB = 1L << 30;
  private static final double SMALL_HEAP = 0.9;

  private JvmChecks() {}

  static Check jdk() {
    String detail =
        System.getProperty("java.vm.name")
            + " "
            + Runtime.version()
            + " ("
            + System.getProperty("java.home")
            + "), "
            + System.getProperty("os.name")
            + " "
            + System.getProperty("os.arch")
            + ", "
            + Runtime.getRuntime().availableProcessors()
            + " processors";
    return Runtime.version().feature() >= OLDEST
        ? Check.on("jdk", detail)
        : Check.broken("jdk", detail, "point JAVA_HOME at a JDK 17 or newer");
  }

  static Check flags() {
    List<String> missing = LaunchFlags.missing();
    int all = LaunchFlags.all().size();
    return missing.isEmpty()
        ? Check.on("launch flags", "all " + all + " in effect")
        : Check.off(
            "launch flags",
            missing.size() + " of " + all + " not in effect",
            "start with bin/arrowmill, or pass " + String.join(" ", missing));
  }

  static Check memory() {
    double heap = Runtime.getRuntime().maxMemory() / GIB;
    String detail = String.format(Locale.ROOT, "heap up to %.1f GiB", heap);
    if (ManagementFactory.getOperatingSystemMXBean()
        instanceof com.sun.management.OperatingSystemMXBean os) {
      detail +=
          String.format(Locale.ROOT, " of %.1f GiB on the machine", os.getTotalMemorySize() / GIB);
    }
    return heap >= SMALL_HEAP
        ? Check.on("memory", detail)
        : Check.off(
            "memory", detail + ", too little for most tables", "ARROWMILL_JAVA_OPTS=-Xmx2g");
  }

  static Check disk() {
    File tmp = new File(System.getProperty("java.io.tmpdir"));
    String detail =
        String.format(Locale.ROOT, "%.1f GiB free in %s", tmp.getUsableSpace() / GIB, tmp);
    return tmp.getUsableSpace() >= GIB
        ? Check.on("disk", detail)
        : Check.off("disk", detail, "ARROWMILL_JAVA_OPTS=-Djava.io.tmpdir=/a/larger/folder");
  }
}

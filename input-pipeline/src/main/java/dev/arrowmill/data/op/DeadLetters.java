package dev.arrowmill.data.op;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.arrow.TableFormatException;
import dev.arrowmill.data.ElementTrace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A file of lost elements, a JSON object per line: what failed and why, where it came from, which
 * element of the stream it was, and how many were lost with it. Lines are added to what is there.
 */
final class DeadLetters implements AutoCloseable {
  private final Path file;
  private @Nullable Writer out;

  DeadLetters(Path file) {
    this.file = file;
  }

  void write(RuntimeException failure, long element, int elements) {
    ObjectNode line = Stage.object().put("element", element).put("elements", elements);
    line.put("error", failure.getClass().getName()).put("message", failure.getMessage());
    ElementTrace.of(failure).ifPresent(t -> addTrace(line, t));
    if (failure instanceof TableFormatException t) {
      line.put("source", t.file());
    }
    if (failure.getCause() != null) {
      line.put("cause", failure.getCause().toString());
    }
    try {
      Writer w = out;
      if (w == null) {
        w = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        out = w;
      }
      w.write(line + "\n");
      w.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "ignoreErrors: the dead-letter file " + file + " cannot be written", e);
    }
  }

  private static void addTrace(ObjectNode line, ElementTrace trace) {
    line.put("operator", trace.operator());
    trace.source().ifPresent(s -> line.put("source", s));
    if (trace.row() >= 0) {
      line.put("row", trace.row());
    }
  }

  @Override
  public void close() throws IOException {
    Writer w = out;
    out = null;
    if (w != null) {
      w.close();
    }
  }
}

package dev.arrowmill.arrow.orc;

import dev.arrowmill.arrow.TableFormatException;
import dev.arrowmill.arrow.file.InputFile;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.orc.OrcFile;
import org.apache.orc.Reader;
import org.apache.orc.StripeInformation;
import org.apache.orc.TypeDescription;

/** One file: its schema and stripes. */
record OrcTable(InputFile file, TypeDescription schema, List<StripeInformation> stripes) {
  private static final int MOST_BLOCK = 1 << 26;
  private static final long MOST_ROWS_PER_BYTE = 1 << 14;

  /** Something orc-core does with a file. */
  interface Step<T> {
    T run() throws IOException;
  }

  /**
   * Runs orc-core, which meets damage with exceptions of many kinds, and where a length lies with a
   * request for more memory than there is.
   *
   * @param place what is being read, e.g. {@code stripe 3}
   */
  static <T> T guard(InputFile file, String place, Step<T> step) {
    try {
      return step.run();
    } catch (TableFormatException | org.apache.arrow.memory.OutOfMemoryException e) {
      throw e;
    } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
      throw new TableFormatException(
          file.path(), place + " cannot be read (" + e + ")", "write the file again", e);
    }
  }

  static OrcTable read(InputFile file) {
    try (Reader reader = open(file)) {
      long rows = 0;
      for (StripeInformation s : reader.getStripes()) {
        requirePlausible(file, s);
        rows += s.getNumberOfRows();
      }
      if (rows != reader.getNumberOfRows()) {
        throw new TableFormatException(
            file.path(),
            "its stripes have " + rows + " rows, its footer says " + reader.getNumberOfRows(),
            "write the file again");
      }
      if (reader.getSchema().getCategory() != TypeDescription.Category.STRUCT) {
        throw new TableFormatException(
            file.path(), "is no table but a " + reader.getSchema(), "write a struct per row");
      }
      return new OrcTable(file, reader.getSchema(), reader.getStripes());
    } catch (IOException e) {
      throw new TableFormatException(file.path(), "cannot be closed (" + e + ")", "try again", e);
    }
  }

  /** orc-core reads on beyond the end of a stream, so that a wrong number of rows never ends. */
  private static void requirePlausible(InputFile file, StripeInformation s) {
    long end = s.getOffset() + s.getIndexLength() + s.getDataLength() + s.getFooterLength();
    if (s.getOffset() < 0 || s.getLength() < 0 || end > file.bytes() || end < 0) {
      throw new TableFormatException(
          file.path(),
          "stripe " + s.getStripeId() + " ends at " + end + " of " + file.bytes() + " bytes",
          "write the file again");
    }
    if (s.getNumberOfRows() < 0 || s.getNumberOfRows() > s.getLength() * MOST_ROWS_PER_BYTE) {
      throw new TableFormatException(
          file.path(),
          "stripe "
              + s.getStripeId()
              + " says that its "
              + s.getLength()
              + " bytes are "
              + s.getNumberOfRows()
              + " rows",
          "write the file again");
    }
  }

  /** Opens the file; timestamps without a zone are read as UTC. */
  static Reader open(InputFile file) {
    if (file.bytes() < 4) {
      throw new TableFormatException(
          file.path(), "has " + file.bytes() + " bytes, too few for ORC", "write the file again");
    }
    Reader reader =
        guard(
            file,
            "its footer",
            () -> {
              RangeFileSystem fs = new RangeFileSystem(file, new Configuration(false));
              return OrcFile.createReader(
                  fs.path(),
                  OrcFile.readerOptions(fs.getConf()).filesystem(fs).useUTCTimestamp(true));
            });
    if (reader.getCompressionSize() < 0 || reader.getCompressionSize() > MOST_BLOCK) {
      throw new TableFormatException(
          file.path(),
          "says that its compression blocks are " + reader.getCompressionSize() + " bytes",
          "write the file again");
    }
    return reader;
  }
}

package dev.arrowmill.arrow.parquet;

import dev.arrowmill.arrow.BatchSource;
import dev.arrowmill.arrow.ColumnBatches;
import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ReadRequest;
import dev.arrowmill.arrow.SkippedRows;
import dev.arrowmill.arrow.SourceIdentity;
import dev.arrowmill.arrow.Split;
import dev.arrowmill.arrow.TableFormatException;
import dev.arrowmill.arrow.UnsupportedColumnException;
import dev.arrowmill.arrow.file.InputFile;
import dev.arrowmill.arrow.file.InputFiles;
import dev.arrowmill.arrow.file.RangeReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Parquet files, read in the order of their names, whatever order they were given in.
 *
 * <p>All footers are read when the source is made, so a file that is missing, cut short or no
 * Parquet is found before the first row. Files may differ in columns nobody asks for and in the
 * width of their numbers, not in the type of a column that is read.
 */
public final class ParquetSource implements BatchSource {
  private final Map<String, Entry> entries;
  private final ParquetDecoder decoder;
  private final List<Split> splits = new ArrayList<>();
  private final Entry first;
  private final SourceIdentity identity;

  /** A file, its footer, and nothing that needs closing. */
  record Entry(InputFile file, ParquetFooter footer) {}

  private ParquetSource(TreeMap<String, Entry> entries, ParquetDecoder decoder) {
    this.entries = entries;
    this.decoder = decoder;
    this.first = entries.firstEntry().getValue();
    entries.forEach((path, e) -> addSplits(path, e.footer().rowGroups()));
    this.identity = identify();
  }

  /**
   * Files, globs and directories; in directories and globs, hidden files and those whose name
   * begins with {@code _} are passed over.
   *
   * @throws TableFormatException if there is no such file, or one is not whole Parquet
   */
  public static ParquetSource of(String... paths) {
    return of(List.of(paths), ParquetDecoder.AUTO);
  }

  /** As {@link #of(String...)}, with the reader chosen by the caller. */
  public static ParquetSource of(List<String> paths, ParquetDecoder decoder) {
    for (String path : paths) {
      if (decoder == ParquetDecoder.NATIVE && !InputFiles.isLocal(path)) {
        throw new IllegalArgumentException(
            "parquet: the native reader reads local files only, got "
                + path
                + "; use SPARK or AUTO");
      }
    }
    TreeMap<String, Entry> entries = new TreeMap<>();
    for (InputFile file : InputFiles.list(paths)) {
      entries.put(file.path(), entry(file));
    }
    return new ParquetSource(entries, decoder);
  }

  private static Entry entry(InputFile file) {
    try (RangeReader in = InputFiles.open(file)) {
      return new Entry(file, ParquetFooter.read(file.path(), in));
    }
  }

  private void addSplits(String path, List<Long> rowGroups) {
    for (int g = 0; g < rowGroups.size(); g++) {
      if (rowGroups.get(g) > 0) {
        splits.add(new Split(path, g, rowGroups.get(g)));
      }
    }
  }

  private SourceIdentity identify() {
    List<SourceIdentity.Stamp> stamps = new ArrayList<>();
    for (Entry e : entries.values()) {
      stamps.add(new SourceIdentity.Stamp(e.file().name(), e.file().bytes(), e.footer().stamp()));
    }
    return SourceIdentity.of(stamps, rows());
  }

  @Override
  public List<String> columns() {
    return first.footer().fields().stream().map(ParquetField::name).toList();
  }

  @Override
  public ColumnSchema schema(List<String> columns) {
    List<ColumnField> fields = new ArrayList<>();
    for (String name : columns) {
      ColumnField field = supported(first, name);
      entries.values().forEach(e -> requireSame(e, field));
      fields.add(field);
    }
    return ColumnSchema.of(fields);
  }

  private ColumnField supported(Entry e, String name) {
    ParquetField field = find(e, name);
    if (field == null) {
      throw new IllegalArgumentException(
          e.file().path() + ": no column " + name + "; there are " + columns());
    }
    if (field.type() == null) {
      throw new UnsupportedColumnException(e.file().path(), name, field.parquetType());
    }
    return new ColumnField(name, field.type());
  }

  private static @Nullable ParquetField find(Entry e, String name) {
    for (ParquetField f : e.footer().fields()) {
      if (f.name().equals(name)) {
        return f;
      }
    }
    return null;
  }

  private void requireSame(Entry e, ColumnField expected) {
    ParquetField f = find(e, expected.name());
    if (f == null || f.type() != expected.type()) {
      throw new TableFormatException(
          e.file().path(),
          "column "
              + expected.name()
              + " is "
              + (f == null ? "missing" : f.parquetType())
              + ", but "
              + expected.type()
              + " in "
              + first.file().path(),
          "read files of one schema, or exclude the column");
    }
  }

  @Override
  public List<Split> splits() {
    return List.copyOf(splits);
  }

  @Override
  public SourceIdentity identity() {
    return identity;
  }

  @Override
  public ColumnBatches open(ReadRequest request, BufferAllocator allocator) {
    List<String> columns = request.columns();
    List<Split> chosen = request.splits();
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("parquet: no columns to read; there are " + columns());
    }
    for (Split s : chosen) {
      Entry e = entries.get(s.file());
      if (e == null || s.rowGroup() < 0 || s.rowGroup() >= e.footer().rowGroups().size()) {
        throw new IllegalArgumentException("parquet: " + s + " is no split of this source");
      }
    }
    return SkippedRows.of(
        new SplitBatches(runs(chosen), schema(columns), allocator), request.firstRow());
  }

  /** Splits that follow each other in one file are read by one scan. */
  private List<SplitBatches.Run> runs(List<Split> chosen) {
    List<SplitBatches.Run> runs = new ArrayList<>();
    for (Split s : chosen) {
      SplitBatches.Run open = runs.isEmpty() ? null : runs.get(runs.size() - 1);
      if (open == null || !open.takes(s)) {
        Entry e = entries.getOrDefault(s.file(), first);
        open = new SplitBatches.Run(e.file(), e.footer().rowGroups(), decoder, new ArrayList<>());
        runs.add(open);
      }
      open.rowGroups().add(s.rowGroup());
    }
    return runs;
  }

  @Override
  public String toString() {
    return "ParquetSource " + identity;
  }
}

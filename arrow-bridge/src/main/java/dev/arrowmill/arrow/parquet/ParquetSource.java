package dev.arrowmill.arrow.parquet;

import static java.util.stream.Collectors.joining;

import dev.arrowmill.arrow.BatchSource;
import dev.arrowmill.arrow.ColumnBatches;
import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ReadRequest;
import dev.arrowmill.arrow.SourceIdentity;
import dev.arrowmill.arrow.Split;
import dev.arrowmill.arrow.TableFormatException;
import dev.arrowmill.arrow.UnsupportedColumnException;
import dev.arrowmill.arrow.file.InputFile;
import dev.arrowmill.arrow.file.InputFiles;
import dev.arrowmill.arrow.file.RangeReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
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
  private final FileSchemas schemas;

  /** A file, its footer, and nothing that needs closing. */
  record Entry(InputFile file, ParquetFooter footer) {}

  private ParquetSource(TreeMap<String, Entry> entries, ParquetDecoder decoder) {
    this.entries = entries;
    this.decoder = decoder;
    this.first = entries.firstEntry().getValue();
    entries.forEach((path, e) -> addSplits(path, e.footer().rowGroups()));
    this.identity = identify();
    this.schemas = new FileSchemas(entries.values());
  }

  /**
   * Files, globs and directories; in directories and globs, hidden files and those whose name
   * begins with {@code _} are passed over. Folders named {@code key=value} below a directory or
   * matched by a glob become columns: LONG, DOUBLE or DATE where all values are, else STRING.
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
                + "; use DIRECT, SPARK or AUTO");
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
      String folders = e.file().partitions().stream().map(p -> p + "/").collect(joining());
      stamps.add(
          new SourceIdentity.Stamp(
              folders + e.file().name(), e.file().bytes(), e.footer().stamp()));
    }
    return SourceIdentity.of(stamps, rows());
  }

  @Override
  public List<String> columns() {
    return schemas.columns();
  }

  @Override
  public ColumnSchema schema(List<String> columns) {
    return schemas.schema(columns);
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
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("parquet: no columns to read; there are " + columns());
    }
    for (Split s : request.splits()) {
      Entry e = entries.get(s.file());
      if (e == null || s.rowGroup() < 0 || s.rowGroup() >= e.footer().rowGroups().size()) {
        throw new IllegalArgumentException("parquet: " + s + " is no split of this source");
      }
    }
    ColumnSchema schema = schema(columns);
    List<Supplier<ColumnBatches>> opened = new ArrayList<>();
    for (ReadPlan run : runs(request, own(schema))) {
      opened.add(() -> open(run, schema, allocator));
    }
    return new SplitBatches(opened);
  }

  /** Splits that follow each other in one file are read by one scan. */
  private List<ReadPlan> runs(ReadRequest request, ColumnSchema own) {
    List<ReadPlan> runs = new ArrayList<>();
    List<Split> splits = request.splits();
    for (int from = 0; from < splits.size(); ) {
      List<Integer> groups = new ArrayList<>();
      String path = splits.get(from).file();
      int to = from;
      while (to < splits.size()
          && splits.get(to).file().equals(path)
          && (to == from || splits.get(to).rowGroup() > splits.get(to - 1).rowGroup())) {
        groups.add(splits.get(to++).rowGroup());
      }
      Entry e = entries.getOrDefault(path, first);
      if (schemas.partitions().mayMatch(e.file(), request.where())) {
        long begin = from == 0 ? request.firstRow() : 0;
        runs.add(
            new ReadPlan(
                e.file(), e.footer(), groups, begin, own, request.where(), request.batchRows()));
      }
      from = to;
    }
    return runs;
  }

  /** The columns that files have themselves. */
  private ColumnSchema own(ColumnSchema schema) {
    return ColumnSchema.of(
        schema.fields().stream().filter(f -> schemas.partitions().find(f.name()) == null).toList());
  }

  private ColumnBatches open(ReadPlan plan, ColumnSchema schema, BufferAllocator allocator) {
    if (plan.schema().size() == schema.size()) {
      return decode(plan, allocator);
    }
    Map<String, @Nullable Object> constants = new HashMap<>();
    for (ColumnField f : schema.fields()) {
      if (plan.schema().indexOf(f.name()) < 0) {
        constants.put(f.name(), schemas.partitions().value(plan.file(), f));
      }
    }
    ColumnBatches own =
        plan.schema().size() == 0 ? new RowlessBatches(plan) : decode(plan, allocator);
    return new PartitionedBatches(own, schema, constants);
  }

  private ColumnBatches decode(ReadPlan plan, BufferAllocator allocator) {
    ParquetReader reader = ParquetReaders.of(decoder);
    if (decoder == ParquetDecoder.NATIVE || decoder == ParquetDecoder.SPARK) {
      requirePlain(plan);
    }
    return reader.open(plan, allocator);
  }

  private void requirePlain(ReadPlan plan) {
    Entry e = entries.getOrDefault(plan.file().path(), first);
    for (ColumnField field : plan.schema().fields()) {
      ParquetField f = FileSchemas.find(e, field.name());
      boolean list = field.type().isList() && decoder == ParquetDecoder.SPARK;
      if (f != null && (f.nested() || list)) {
        throw new UnsupportedColumnException(
            plan.file().path(),
            f.name(),
            f.parquetType() + ", which only ParquetDecoder.DIRECT reads");
      }
    }
  }

  @Override
  public String toString() {
    return "ParquetSource " + identity;
  }
}

package dev.arrowmill.arrow.spark.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapred.FileSplit;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetInputFormat;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.datasources.parquet.ParquetReadSupport;
import org.apache.spark.sql.execution.datasources.parquet.ParquetToSparkSchemaConverter;
import org.apache.spark.sql.execution.datasources.parquet.VectorizedParquetRecordReader;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/** Sets up Spark's reader for row groups and columns of one file. */
final class RowGroupReader {
  private static final String REQUESTED_SCHEMA = ParquetReadSupport.SPARK_ROW_REQUESTED_SCHEMA();
  private static final String NO_REBASE = "CORRECTED";

  private final VectorizedParquetRecordReader reader;
  private final StructType schema;

  private RowGroupReader(VectorizedParquetRecordReader reader, StructType schema) {
    this.reader = reader;
    this.schema = schema;
  }

  static RowGroupReader open(
      String path, List<Integer> rowGroups, List<String> columns, int batchRows)
      throws IOException, InterruptedException {
    Path p = new Path(path);
    Configuration conf = configuration();
    HadoopInputFile file = HadoopInputFile.fromPath(p, conf);
    SeekableInputStream stream = file.newStream();
    try {
      ParquetReadOptions options = HadoopReadOptions.builder(conf, p).build();
      ParquetMetadata footer = ParquetFileReader.readFooter(file, options, stream);
      StructType schema = project(footer.getFileMetaData().getSchema(), columns, conf);
      conf.set(REQUESTED_SCHEMA, schema.json());
      return new RowGroupReader(
          start(file, stream, choose(footer, rowGroups), conf, batchRows), schema);
    } catch (IOException | InterruptedException | RuntimeException e) {
      stream.close();
      throw e;
    }
  }

  private static Configuration configuration() {
    Configuration conf = HadoopFiles.configuration();
    conf.set(ParquetInputFormat.READ_SUPPORT_CLASS, ParquetReadSupport.class.getName());
    conf.setBoolean(SQLConf.PARQUET_BINARY_AS_STRING().key(), false);
    conf.setBoolean(SQLConf.PARQUET_INT96_AS_TIMESTAMP().key(), true);
    conf.setBoolean(SQLConf.CASE_SENSITIVE().key(), true);
    conf.setBoolean(SQLConf.PARQUET_INFER_TIMESTAMP_NTZ_ENABLED().key(), true);
    conf.setBoolean(SQLConf.LEGACY_PARQUET_NANOS_AS_LONG().key(), true);
    return conf;
  }

  private static StructType project(MessageType file, List<String> columns, Configuration conf) {
    List<Type> fields = new ArrayList<>();
    columns.forEach(c -> fields.add(file.getType(c)));
    return new ParquetToSparkSchemaConverter(conf).convert(new MessageType(file.getName(), fields));
  }

  private static ParquetMetadata choose(ParquetMetadata footer, List<Integer> rowGroups) {
    List<BlockMetaData> blocks = new ArrayList<>();
    rowGroups.forEach(g -> blocks.add(footer.getBlocks().get(g)));
    return new ParquetMetadata(footer.getFileMetaData(), blocks);
  }

  private static VectorizedParquetRecordReader start(
      HadoopInputFile file,
      SeekableInputStream stream,
      ParquetMetadata footer,
      Configuration conf,
      int batchRows)
      throws IOException, InterruptedException {
    VectorizedParquetRecordReader reader =
        new VectorizedParquetRecordReader(
            null, NO_REBASE, "UTC", NO_REBASE, "UTC", false, batchRows);
    try {
      FileSplit split = new FileSplit(file.getPath(), 0, file.getLength(), new String[0]);
      reader.initialize(
          split,
          new TaskAttemptContextImpl(conf, new TaskAttemptID()),
          Option.apply(file),
          Option.apply(stream),
          Option.apply(footer));
      reader.initBatch(new StructType(), InternalRow.empty());
      reader.enableReturningBatches();
      return reader;
    } catch (IOException | InterruptedException | RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  VectorizedParquetRecordReader reader() {
    return reader;
  }

  StructType schema() {
    return schema;
  }
}

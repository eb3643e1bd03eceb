package dev.arrowmill.data.op;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.Columns;
import dev.arrowmill.arrow.HeapColumns;
import dev.arrowmill.arrow.TableFormatException;
import dev.arrowmill.arrow.ipc.MatrixField;
import dev.arrowmill.arrow.ipc.MatrixType;
import dev.arrowmill.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How packed rows lie in a snapshot's columns, kept in the file's metadata.
 *
 * @param layout the layout of the rows
 * @param names the matrix column of each part; for text and lists the part's own first name
 */
record SnapshotLayout(Layout layout, List<String> names) {
  static final String KEY = "arrowmill.layout";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The layout of rows that are written packed. */
  static SnapshotLayout of(Layout layout) {
    List<String> names = new ArrayList<>();
    for (Part p : layout.parts()) {
      boolean loose = p instanceof MatrixPart m && !m.isComponent() && p.width() > 1;
      names.add(loose ? p.dtype() + " columns" : p.names().get(0));
    }
    return new SnapshotLayout(layout, names);
  }

  /** The matrices of the file, in the order of the parts. */
  List<MatrixField> matrices() {
    List<MatrixField> out = new ArrayList<>();
    for (int p = 0; p < names.size(); p++) {
      Part part = layout.parts().get(p);
      if (part instanceof MatrixPart || part instanceof TensorPart) {
        out.add(new MatrixField(names.get(p), type(part), part.width()));
      }
    }
    return out;
  }

  private static MatrixType type(Part part) {
    if (part.dtype() == DType.FLOAT32) {
      return MatrixType.FLOAT;
    }
    if (part.dtype() == DType.INT32) {
      return MatrixType.INT;
    }
    if (part.dtype() == DType.INT64) {
      return MatrixType.LONG;
    }
    throw new IllegalArgumentException(
        "snapshot: component " + part + " is neither float32, int32 nor int64; cast it first");
  }

  /** The columns of text and lists beside the matrices. */
  ColumnSchema rest() {
    List<ColumnField> out = new ArrayList<>();
    for (Part p : layout.parts()) {
      if (p instanceof TextPart) {
        p.names().forEach(n -> out.add(new ColumnField(n, ColumnType.STRING)));
      } else if (p instanceof ListPart) {
        out.add(new ColumnField(p.names().get(0), listOf(p.dtype())));
      }
    }
    return ColumnSchema.of(out);
  }

  /** The values of those columns; null where there are none. */
  @Nullable Columns rest(Rows rows) {
    ColumnSchema schema = rest();
    if (schema.size() == 0) {
      return null;
    }
    HeapColumns out = new HeapColumns(schema, rows.count());
    for (int r = 0; r < rows.count(); r++) {
      out.addRow();
    }
    for (int c = 0; c < schema.size(); c++) {
      String name = schema.field(c).name();
      if (schema.field(c).type() == ColumnType.STRING) {
        @Nullable String[] texts = rows.store().strings(name, 0, rows.count());
        for (int r = 0; r < texts.length; r++) {
          out.set(r, c, texts[r]);
        }
      } else {
        rows.store().lists(name).copyTo(out, c, rows.count());
      }
    }
    return out;
  }

  String toJson() {
    ObjectNode out = JSON.createObjectNode();
    ArrayNode parts = out.putArray("parts");
    for (int p = 0; p < names.size(); p++) {
      Part part = layout.parts().get(p);
      ObjectNode one = parts.addObject().put("in", names.get(p));
      one.put("kind", part.getClass().getSimpleName());
      one.put("dtype", part.dtype() == null ? null : part.dtype().name());
      part.names().forEach(one.putArray("names")::add);
      part.columns().forEach(one.putArray("columns")::add);
      for (int size : part.rowShape()) {
        one.withArray("shape").add(size);
      }
    }
    layout.features().forEach(out.putArray("features")::add);
    return out.toString();
  }

  /** The layout in a file's metadata; null where its rows are plain columns. */
  static @Nullable SnapshotLayout read(Map<String, String> metadata, String file) {
    String json = metadata.get(KEY);
    if (json == null) {
      return null;
    }
    try {
      JsonNode in = JSON.readTree(json);
      List<Part> parts = new ArrayList<>();
      List<String> names = new ArrayList<>();
      for (JsonNode one : in.path("parts")) {
        parts.add(part(one));
        names.add(one.path("in").asText());
      }
      return new SnapshotLayout(new Layout(parts, texts(in.path("features"))), names);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new TableFormatException(
          file, "has damaged metadata " + KEY, "delete the snapshot; it is written again", e);
    }
  }

  private static Part part(JsonNode one) {
    List<String> names = texts(one.path("names"));
    List<String> columns = texts(one.path("columns"));
    DType dtype = one.path("dtype").isTextual() ? DType.valueOf(one.path("dtype").asText()) : null;
    int[] shape = new int[one.path("shape").size()];
    for (int d = 0; d < shape.length; d++) {
      shape[d] = one.path("shape").get(d).asInt();
    }
    return switch (one.path("kind").asText()) {
      case "TextPart" -> new TextPart(names);
      case "ListPart" -> new ListPart(names.get(0), listOf(dtype));
      case "TensorPart" -> new TensorPart(names.get(0), dtype, shape);
      case "MatrixPart" -> matrix(names, columns, dtype, shape);
      default -> throw new IllegalArgumentException("unknown part " + one);
    };
  }

  private static Part matrix(
      List<String> names, List<String> columns, @Nullable DType dtype, int[] shape) {
    if (dtype == null) {
      throw new IllegalArgumentException("a matrix without a dtype");
    }
    return shape.length == 1
        ? MatrixPart.component(names.get(0), columns, dtype)
        : MatrixPart.loose(columns, dtype);
  }

  private static ColumnType listOf(@Nullable DType dtype) {
    return dtype == null
        ? ColumnType.STRING_LIST
        : dtype == DType.INT64 ? ColumnType.LONG_LIST : ColumnType.DOUBLE_LIST;
  }

  private static List<String> texts(JsonNode array) {
    List<String> out = new ArrayList<>();
    array.forEach(n -> out.add(n.asText()));
    return out;
  }

  /** Packed rows of a batch of the file. */
  Chunk chunk(ColumnsChunk columns) {
    try {
      return new MatrixChunk(columns.columns("snapshot"), layout, names, columns);
    } catch (RuntimeException e) {
      columns.close();
      throw e;
    }
  }
}

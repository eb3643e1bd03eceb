package dev.arrowmill.tensor.golden;

import static dev.arrowmill.tensor.golden.GoldenTable.dim;
import static dev.arrowmill.tensor.golden.GoldenTable.hasDim;
import static dev.arrowmill.tensor.golden.GoldenTable.ints;
import static dev.arrowmill.tensor.golden.GoldenTable.real;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.op.Embedding;
import dev.arrowmill.tensor.op.Index;
import dev.arrowmill.tensor.op.Pad;
import dev.arrowmill.tensor.op.Shapes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The group {@code ops}: geometry and indexing. */
final class GoldenShapes {
  static final GoldenTable TABLE = new GoldenTable();

  private GoldenShapes() {}

  static {
    geometry();
    indexing();
  }

  private static void geometry() {
    TABLE
        .one("reshape", (a, in) -> in.get(0).reshape(ints(a.get("shape"))))
        .one("transpose", (a, in) -> in.get(0).transpose(number(a, "dim0"), number(a, "dim1")))
        .one("permute", (a, in) -> in.get(0).permute(ints(a.get("dims"))))
        .one("squeeze", (a, in) -> hasDim(a) ? in.get(0).squeeze(dim(a)) : in.get(0).squeeze())
        .one("unsqueeze", (a, in) -> in.get(0).unsqueeze(dim(a)))
        .one("expand", (a, in) -> in.get(0).expand(ints(a.get("shape"))))
        .one("repeat", (a, in) -> in.get(0).repeat(ints(a.get("repeats"))))
        .one("tile", (a, in) -> in.get(0).tile(ints(a.get("dims"))))
        .one(
            "repeat_interleave",
            (a, in) -> in.get(0).repeatInterleave(number(a, "repeats"), dim(a)))
        .one("flip", (a, in) -> in.get(0).flip(ints(a.get("dims"))))
        .one("roll", (a, in) -> in.get(0).roll(ints(a.get("shifts")), ints(a.path("dims"))))
        .one("cat", (a, in) -> Tensor.cat(in, dim(a)))
        .one("stack", (a, in) -> Tensor.stack(in, dim(a)))
        .many("split", (a, in) -> in.get(0).split(dim(a), ints(a.get("sizes"))))
        .many("chunk", (a, in) -> in.get(0).chunk(number(a, "chunks"), dim(a)))
        .one("narrow", (a, in) -> in.get(0).narrow(dim(a), number(a, "start"), number(a, "length")))
        .one("slice", (a, in) -> in.get(0).index(specs(a.get("slices"))))
        .one("select", (a, in) -> in.get(0).select(dim(a), number(a, "index")))
        .one("pad", GoldenShapes::pad)
        .one("diag", (a, in) -> in.get(0).diag(a.path("diagonal").asInt()))
        .one("diag_embed", (a, in) -> in.get(0).diagEmbed(a.path("offset").asInt()))
        .one("tril", (a, in) -> in.get(0).tril(a.path("diagonal").asInt()))
        .one("triu", (a, in) -> in.get(0).triu(a.path("diagonal").asInt()))
        .one("unfold", (a, in) -> in.get(0).unfold(dim(a), number(a, "size"), number(a, "step")))
        .one(
            "flatten",
            (a, in) -> in.get(0).flatten(a.path("start_dim").asInt(0), a.path("end_dim").asInt(-1)))
        .one("movedim", (a, in) -> in.get(0).movedim(number(a, "src"), number(a, "dst")))
        .many("meshgrid", (a, in) -> Shapes.meshgrid(in, a.path("indexing").asText("ij")))
        .one("diff", (a, in) -> in.get(0).diff(a.path("dim").asInt(-1)));
  }

  private static void indexing() {
    TABLE
        .one("gather", (a, in) -> in.get(0).gather(dim(a), in.get(1)))
        .one("scatter", (a, in) -> in.get(0).scatter(dim(a), in.get(1), in.get(2)))
        .one("scatter_add", (a, in) -> in.get(0).scatterAdd(dim(a), in.get(1), in.get(2)))
        .one("scatter_reduce", GoldenShapes::scatterReduce)
        .one("index_select", (a, in) -> in.get(0).indexSelect(dim(a), in.get(1)))
        .one("masked_select", (a, in) -> in.get(0).maskedSelect(in.get(1)))
        .one("masked_fill", (a, in) -> in.get(0).maskedFill(in.get(1), real(a.get("value"))))
        .one(
            "index_put",
            (a, in) ->
                in.get(0)
                    .indexPut(
                        in.subList(1, in.size() - 1),
                        in.get(in.size() - 1),
                        a.path("accumulate").asBoolean()))
        .one(
            "index_add",
            (a, in) ->
                in.get(0).indexAdd(dim(a), in.get(1), in.get(2), a.path("alpha").asDouble(1)))
        .one("take", (a, in) -> in.get(0).take(in.get(1)))
        .one("take_along_dim", (a, in) -> in.get(0).takeAlongDim(in.get(1), dim(a)))
        .one("index", (a, in) -> index(a.get("expr").asText(), in))
        .one("embedding", GoldenShapes::embedding)
        .one("one_hot", (a, in) -> in.get(0).oneHot(number(a, "num_classes")));
  }

  private static int number(JsonNode a, String name) {
    return a.get(name).asInt();
  }

  private static Index.Spec[] specs(JsonNode slices) {
    List<Index.Spec> out = new ArrayList<>();
    slices.forEach(s -> out.add(spec(s.asText().trim(), List.of())));
    return out.toArray(new Index.Spec[0]);
  }

  /** Python's {@code x[...]}; names stand for the further inputs in their order. */
  private static Tensor index(String expression, List<Tensor> in) {
    String inside = expression.substring(expression.indexOf('[') + 1, expression.lastIndexOf(']'));
    List<Tensor> names = new ArrayList<>(in.subList(1, in.size()));
    List<Index.Spec> out = new ArrayList<>();
    for (String entry : inside.split(",")) {
      out.add(spec(entry.trim(), names));
    }
    return in.get(0).index(out.toArray(new Index.Spec[0]));
  }

  private static Index.Spec spec(String entry, List<Tensor> names) {
    if (entry.equals("...")) {
      return Index.REST;
    }
    if (entry.equals("None")) {
      return Index.NEW;
    }
    if (entry.contains(":")) {
      String[] p = (entry + "::").split(":", -1);
      int end = p[1].isBlank() ? Integer.MAX_VALUE : Integer.parseInt(p[1].trim());
      int start = p[0].isBlank() ? 0 : Integer.parseInt(p[0].trim());
      return Index.range(start, end, p[2].isBlank() ? 1 : Integer.parseInt(p[2].trim()));
    }
    return entry.matches("-?\\d+") ? Index.at(Integer.parseInt(entry)) : Index.by(names.remove(0));
  }

  private static Tensor pad(JsonNode a, List<Tensor> in) {
    String mode = a.path("mode").asText("constant");
    int[] pads = ints(a.get("pad"));
    return mode.equals("constant")
        ? in.get(0).pad(a.path("value").asDouble(), pads)
        : in.get(0).pad(Pad.Mode.valueOf(mode.toUpperCase(Locale.ROOT)), pads);
  }

  private static Tensor scatterReduce(JsonNode a, List<Tensor> in) {
    boolean self = a.path("include_self").asBoolean(true);
    return in.get(0).scatterReduce(dim(a), in.get(1), in.get(2), a.get("reduce").asText(), self);
  }

  private static Tensor embedding(JsonNode a, List<Tensor> in) {
    return a.has("padding_idx")
        ? Embedding.of(in.get(1), in.get(0), number(a, "padding_idx"))
        : Embedding.of(in.get(1), in.get(0));
  }
}

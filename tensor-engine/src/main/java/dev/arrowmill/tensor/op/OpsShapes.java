package dev.arrowmill.tensor.op;

import java.util.List;

/** Rows of {@link Ops#ALL}: element types, geometry and copies. */
final class OpsShapes {
  static final List<OpSpec> ALL =
      List.of(
          Cast.SPEC,
          Cat.SPEC,
          Contiguous.SPEC,
          Diagonal.SPEC,
          Diagonal.DIAG,
          Diagonal.EMBED,
          Expand.SPEC,
          Flip.SPEC,
          Flip.ROLL,
          Pad.SPEC,
          Permute.SPEC,
          Reshape.SPEC,
          Shapes.CHUNK,
          Shapes.MESHGRID,
          Shapes.MOVEDIM,
          Shapes.REPEAT,
          Shapes.REPEAT_INTERLEAVE,
          Shapes.SPLIT,
          Shapes.STACK,
          Slice.SPEC,
          Triangle.TRIL,
          Triangle.TRIU,
          Unfold.SPEC);

  private OpsShapes() {}
}

package dev.arrowmill.model;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.io.SafeTensors;
import dev.arrowmill.tensor.nn.Module;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** A module's state as safetensors bytes. */
public final class Weights {
  private Weights() {}

  public static byte[] toBytes(Module module) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      SafeTensors.write(bytes, module.stateDict(), Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * @param where named in error messages
   * @throws ModelFormatException if the bytes are no safetensors or do not fit the module
   */
  public static void load(Module module, byte[] bytes, String where) {
    try {
      Map<String, Tensor> tensors = SafeTensors.parse(bytes, where).tensors();
      module.loadStateDict(tensors);
    } catch (IOException | IllegalArgumentException e) {
      throw new ModelFormatException(where + ": " + e.getMessage(), e);
    }
  }
}

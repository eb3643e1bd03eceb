package dev.arrowmill.tensor.io;

import java.io.IOException;

/** A tensor file that breaks its format; the message names the file and the problem. */
public final class TensorFormatException extends IOException {
  private static final long serialVersionUID = 1;

  /**
   * @param source the file's name
   * @param problem what is wrong
   */
  public TensorFormatException(String source, String problem) {
    super("safetensors: " + source + ": " + problem);
  }
}

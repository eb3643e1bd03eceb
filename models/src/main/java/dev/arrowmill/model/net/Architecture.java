package dev.arrowmill.model.net;

import dev.arrowmill.tensor.random.Rng;
import java.util.List;

/**
 * A family of networks. A user's own implements this with a public constructor without arguments
 * and is named by its class name in {@link NetConfig}; no object of it is ever serialised.
 */
public interface Architecture {

  /** What it is, in one sentence. */
  default String summary() {
    return "";
  }

  /** What it is good for, in one sentence. */
  default String use() {
    return "";
  }

  /** Where it comes from: authors, title, year. */
  String source();

  /** Its settings and their defaults, the paper's where it gives them. */
  List<Option> options();

  /** How it is trained unless the user says otherwise. */
  default TrainingDefaults training() {
    return TrainingDefaults.USUAL;
  }

  /**
   * A network with weights drawn from {@code rng} alone.
   *
   * @throws IllegalArgumentException if an option is out of range or the input does not fit
   */
  TabularNet build(NetInput input, NetOptions options, Rng rng);
}

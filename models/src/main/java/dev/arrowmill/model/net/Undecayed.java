package dev.arrowmill.model.net;

import dev.arrowmill.tensor.nn.Parameter;
import java.util.List;

/** A module with parameters that weight decay leaves alone although their rank is above 1. */
interface Undecayed {
  List<Parameter> undecayed();
}

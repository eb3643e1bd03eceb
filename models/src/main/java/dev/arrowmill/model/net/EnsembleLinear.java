package dev.arrowmill.model.net;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.Init;
import dev.arrowmill.tensor.nn.Layer;
import dev.arrowmill.tensor.nn.Linear;
import dev.arrowmill.tensor.nn.Parameter;
import dev.arrowmill.tensor.random.Rng;
import java.util.Arrays;
import java.util.List;

/**
 * One linear map for all members of an ensemble, with scales of input and output and a bias of each
 * member's own: [rows, members or 1, in] to [rows, members, out]. Parameters weight.weight [out,
 * in], in [members, in], out [members, out] and bias [members, out].
 *
 * <p>Source: Wen, Tran, Ba, "BatchEnsemble" (2020).
 */
final class EnsembleLinear extends Layer implements Undecayed {
  private final Linear weight;
  private final Parameter in;
  private final Parameter out;
  private final Parameter bias;

  private EnsembleLinear(Linear weight, Tensor in, Tensor out, Tensor bias) {
    this.weight = child("weight", weight);
    this.in = parameter("in", in);
    this.out = parameter("out", out);
    this.bias = parameter("bias", bias);
  }

  /** Scales start at 1, members with the same bias. */
  static EnsembleLinear of(int members, int in, int out, Rng rng) {
    return of(Tensor.ones(members, in), out, rng);
  }

  /**
   * @param scales initial scales of the input, [members, in]
   */
  static EnsembleLinear of(Tensor scales, int out, Rng rng) {
    int members = scales.size(0);
    int in = scales.size(1);
    float[] start = Init.kaimingUniform(rng.fold(1), in, out).floats();
    float[] bias = new float[members * out];
    for (int m = 0; m < members; m++) {
      System.arraycopy(start, 0, bias, m * out, out);
    }
    return new EnsembleLinear(
        Linear.noBias(in, out, rng.fold(0)),
        scales,
        Tensor.ones(members, out),
        Tensor.of(bias, members, out));
  }

  /** Scales that make members differ: -1 or 1, or standard normal, by chance. */
  static Tensor scales(int members, int in, boolean normal, Rng rng) {
    Tensor t = Tensor.randn(rng, members, in);
    float[] s = t.floats();
    if (!normal) {
      for (int i = 0; i < s.length; i++) {
        s[i] = s[i] < 0 ? -1f : 1f;
      }
    }
    return t;
  }

  @Override
  public List<Parameter> undecayed() {
    return Arrays.asList(in, out, bias);
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor y = weight.forward(x.mul(in.tensor()));
    return y.mul(out.tensor()).add(bias.tensor());
  }
}

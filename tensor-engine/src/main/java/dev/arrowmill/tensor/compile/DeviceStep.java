package dev.arrowmill.tensor.compile;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Autograd;
import dev.arrowmill.tensor.emit.AdamSpec;
import dev.arrowmill.tensor.emit.ptx.FusedPtx;
import dev.arrowmill.tensor.emit.ptx.PtxEmitter;
import dev.arrowmill.tensor.emit.ptx.PtxMachine;
import dev.arrowmill.tensor.nn.Layer;
import dev.arrowmill.tensor.nn.Parameter;
import dev.arrowmill.tensor.optim.AdamFamily;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BinaryOperator;

/**
 * A training step on a device: the graph of {@link CompiledStep} as PTX kernels, with Adam or AdamW
 * fused, and the bits of the CPU. Parameters and moments live on the device until {@link
 * #synchronize}. Covers networks of elementwise functions, sums, softmax and products of matrices;
 * others are refused with the op's name. Not thread-safe.
 */
public final class DeviceStep implements AutoCloseable {
  private final AdamFamily optimizer;
  private final List<Parameter> parameters;
  private final Program loss;
  private final Compiled compiled;
  private final DeviceArrays arrays;
  private final PtxMachine machine;
  private final Map<Recorded, Map<Integer, DevicePlan>> plans = new IdentityHashMap<>();
  private final FusedPtx adam = PtxEmitter.compile(AdamSpec.SPEC);
  private final Tensor constants;
  private int launches;

  private DeviceStep(PtxMachine machine, AdamFamily optimizer, Program loss) {
    this.optimizer = optimizer;
    this.machine = machine;
    this.loss = loss;
    parameters = optimizer.parameters();
    compiled = Compiled.ofAll(this::lossAndGradients);
    arrays = new DeviceArrays(machine);
    constants = Tensor.zeros(parameters.size(), AdamSpec.CONSTANTS);
  }

  /**
   * A network of one input, and a loss of its output and a target: arguments x and y.
   *
   * @param machine stays the caller's to close
   */
  public static DeviceStep of(
      PtxMachine machine, Layer net, AdamFamily optimizer, BinaryOperator<Tensor> loss) {
    return new DeviceStep(
        machine, optimizer, in -> new Tensor[] {loss.apply(net.forward(in[0]), in[1])});
  }

  private Tensor[] lossAndGradients(Tensor... in) {
    return Autograd.withGrad(
        () -> {
          Tensor scalar = loss.apply(in)[0];
          List<Tensor> wanted = parameters.stream().map(Parameter::tensor).toList();
          List<Tensor> out = new ArrayList<>(List.of(scalar));
          out.addAll(Autograd.grad(scalar, wanted, false));
          return out.toArray(Tensor[]::new);
        });
  }

  /**
   * One step.
   *
   * @return the loss before the update
   * @throws IllegalArgumentException when the step cannot be recorded or needs an op without kernel
   */
  public double run(Tensor... args) {
    Recorded r = compiled.find(args);
    if (r == null) {
      throw new IllegalArgumentException(
          "device: the step cannot be recorded: " + compiled.explain());
    }
    DevicePlan plan =
        plans
            .computeIfAbsent(r, k -> new HashMap<>())
            .computeIfAbsent(Signature.batch(args), b -> new DevicePlan(r.graph(), b, arrays));
    plan.run(args);
    launches = plan.launches();
    update(plan);
    Tensor out = plan.output(0);
    arrays.download(out);
    return out.item();
  }

  private void update(DevicePlan plan) {
    optimizer.beginStep();
    Map<String, Tensor> state = optimizer.state();
    for (int i = 0; i < parameters.size(); i++) {
      float[] c = optimizer.constants(i);
      System.arraycopy(c, 0, constants.floats(), i * c.length, c.length);
    }
    long numbers = arrays.address(constants);
    machine.upload(constants.floats(), 0, constants.numel(), numbers);
    for (int i = 0; i < parameters.size(); i++) {
      Tensor p = parameters.get(i).tensor();
      Tensor m = Objects.requireNonNull(state.get("exp_avg." + i));
      Tensor v = Objects.requireNonNull(state.get("exp_avg_sq." + i));
      List.of(p, m, v).forEach(arrays::give);
      long[] in = new long[4 + AdamSpec.CONSTANTS];
      in[0] = arrays.address(p);
      in[1] = arrays.address(plan.output(i + 1));
      in[2] = arrays.address(m);
      in[3] = arrays.address(v);
      for (int k = 0; k < AdamSpec.CONSTANTS; k++) {
        in[4 + k] = numbers + 4L * (i * AdamSpec.CONSTANTS + k);
      }
      adam.launch(machine, in, new long[] {in[0], in[2], in[3]}, 1, p.numel());
    }
  }

  /** Copies parameters and moments from the device into their tensors. */
  public void synchronize() {
    Map<String, Tensor> state = optimizer.state();
    for (int i = 0; i < parameters.size(); i++) {
      arrays.download(parameters.get(i).tensor().detach());
      arrays.download(Objects.requireNonNull(state.get("exp_avg." + i)));
      arrays.download(Objects.requireNonNull(state.get("exp_avg_sq." + i)));
    }
  }

  /** Kernels that the last step started, Adam's apart. */
  public int launches() {
    return launches;
  }

  /** Gives the device's memory back; parameters keep the values of the last synchronize. */
  @Override
  public void close() {
    arrays.close();
    compiled.close();
  }
}

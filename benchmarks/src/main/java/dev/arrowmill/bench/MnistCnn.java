package dev.arrowmill.bench;

import dev.arrowmill.data.Batch;
import dev.arrowmill.data.Dataset;
import dev.arrowmill.data.DatasetIterator;
import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Autograd;
import dev.arrowmill.tensor.compile.CompiledStep;
import dev.arrowmill.tensor.nn.Conv2d;
import dev.arrowmill.tensor.nn.ConvSpec;
import dev.arrowmill.tensor.nn.Dropout;
import dev.arrowmill.tensor.nn.Flatten;
import dev.arrowmill.tensor.nn.Linear;
import dev.arrowmill.tensor.nn.Losses;
import dev.arrowmill.tensor.nn.MaxPool2d;
import dev.arrowmill.tensor.nn.Relu;
import dev.arrowmill.tensor.nn.Sequential;
import dev.arrowmill.tensor.optim.AdamW;
import dev.arrowmill.tensor.random.Rng;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * A small convolutional network on the 10,000 test images of MNIST: trained on the first 9,000 in
 * the order of a seed, tested on the others. Input pipeline and engine, no Spark.
 */
final class MnistCnn {
  private static final int IMAGES = 10_000;
  private static final int TRAINED = 9_000;
  private static final int PIXELS = 28 * 28;
  private static final int BATCH = 64;
  private static final int EPOCHS = 12;

  private MnistCnn() {}

  private static Path images(Path data) {
    return data.resolve("mnist/t10k-images-idx3-ubyte.gz");
  }

  static boolean isThere(Path data) {
    return Files.exists(images(data));
  }

  /** The share of the tested images whose digit is right. */
  static double accuracy(Path data, long seed) throws IOException {
    byte[] pixels = bytes(images(data), 16, IMAGES * PIXELS);
    byte[] digits = bytes(data.resolve("mnist/t10k-labels-idx1-ubyte.gz"), 8, IMAGES);
    int[] order = permutation(Rng.of(seed).fold(1));
    Tensor x = Tensor.zeros(DType.FLOAT32, Shape.of(IMAGES, PIXELS));
    Tensor y = Tensor.zeros(DType.INT32, Shape.of(IMAGES));
    for (int i = 0; i < IMAGES; i++) {
      for (int p = 0; p < PIXELS; p++) {
        x.floats()[i * PIXELS + p] = (pixels[order[i] * PIXELS + p] & 0xFF) / 255f - 0.13f;
      }
      y.ints()[i] = digits[order[i]];
    }
    Sequential net = train(x.slice(0, 0, TRAINED), y.slice(0, 0, TRAINED), seed);
    net.eval();
    int right = 0;
    for (int from = TRAINED; from < IMAGES; from += 500) {
      Tensor some = x.slice(0, from, from + 500).reshape(500, 1, 28, 28);
      long[] best = Autograd.noGrad(() -> net.forward(some)).argmax(1).toLongs();
      for (int i = 0; i < best.length; i++) {
        right += best[i] == y.ints()[from + i] ? 1 : 0;
      }
    }
    return (double) right / (IMAGES - TRAINED);
  }

  private static int[] permutation(Rng rng) {
    int[] order = new int[IMAGES];
    for (int i = 0; i < IMAGES; i++) {
      int j = rng.indexAt(i, i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  private static Sequential train(Tensor x, Tensor y, long seed) {
    Rng rng = Rng.of(seed);
    Sequential net =
        Sequential.of(
            Conv2d.of(1, 16, ConvSpec.of(3).padding(1), rng.fold(2)),
            Relu.of(),
            MaxPool2d.of(2),
            Conv2d.of(16, 32, ConvSpec.of(3).padding(1), rng.fold(3)),
            Relu.of(),
            MaxPool2d.of(2),
            Flatten.of(),
            Dropout.of(0.25f),
            Linear.of(32 * 7 * 7, 128, rng.fold(4)),
            Relu.of(),
            Dropout.of(0.5f),
            Linear.of(128, 10, rng.fold(5)));
    AdamW optimizer = AdamW.of(net.parameters()).lr(2e-3).weightDecay(1e-2);
    long steps = 0;
    long total = (long) EPOCHS * (TRAINED / BATCH);
    try (CompiledStep step = CompiledStep.of(net, optimizer, Losses::crossEntropy);
        DatasetIterator batches =
            Dataset.fromTensorSlices(Map.of("image", x, "digit", y))
                .shuffle()
                .batch(BATCH, true)
                .repeat(EPOCHS)
                .seed(seed)
                .iterator()) {
      while (batches.hasNext()) {
        Batch b = batches.next();
        optimizer.lr(2e-3 * (1 + Math.cos(Math.PI * steps / total)) / 2);
        try (Rng.Scope scope = Rng.scope(seed, steps, 0)) {
          step.run(b.tensor("image").reshape(BATCH, 1, 28, 28), b.tensor("digit"));
        }
        steps++;
      }
    }
    return net;
  }

  private static byte[] bytes(Path file, int header, int size) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new GZIPInputStream(Files.newInputStream(file)))) {
      in.skipNBytes(header);
      byte[] out = new byte[size];
      in.readFully(out);
      return out;
    }
  }
}

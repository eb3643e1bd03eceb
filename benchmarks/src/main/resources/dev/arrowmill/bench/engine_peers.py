# A training step or a forward pass of a reference model in PyTorch or TensorFlow: prepares it, prints "ready", then
# runs it once per line and prints the seconds.
# Arguments: library (torch, torch.compile, tf.function, tf.xla), model, what (step, score), batch, repeats, threads.
import os
import sys
import time

library, model, what, batch, repeats, threads = sys.argv[1], sys.argv[2], sys.argv[3], *map(int, sys.argv[4:7])
TABLES, ROWS, WIDTH, DENSE = 26, 100_000, 16, 13


def torch_case():
    import torch
    from torch import nn

    torch.set_num_threads(threads)
    torch.manual_seed(0)

    class Dlrm(nn.Module):
        def __init__(self):
            super().__init__()
            self.tables = nn.ModuleList(nn.Embedding(ROWS, WIDTH, sparse=True) for _ in range(TABLES))
            self.top = nn.Sequential(nn.Linear(DENSE + TABLES * WIDTH, 256), nn.ReLU(), nn.Linear(256, 64), nn.ReLU(), nn.Linear(64, 1))

        def forward(self, dense, index):
            return self.top(torch.cat([dense] + [t(index[:, i]) for i, t in enumerate(self.tables)], 1))

    if model == "mlp":
        net = nn.Sequential(nn.Linear(64, 512), nn.ReLU(), nn.Linear(512, 256), nn.ReLU(), nn.Linear(256, 1))
        inputs, target = (torch.randn(batch, 64),), (torch.rand(batch, 1) > 0.5).float()
        loss = nn.BCEWithLogitsLoss()
    elif model == "dlrm":
        net = Dlrm()
        inputs = (torch.randn(batch, DENSE), torch.randint(0, ROWS, (batch, TABLES)))
        target, loss = (torch.rand(batch, 1) > 0.5).float(), nn.BCEWithLogitsLoss()
    elif model == "cnn":
        net = nn.Sequential(
            nn.Conv2d(1, 32, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(32, 64, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
            nn.Flatten(), nn.Linear(64 * 7 * 7, 128), nn.ReLU(), nn.Linear(128, 10))
        inputs, target, loss = (torch.randn(batch, 1, 28, 28),), torch.randint(0, 10, (batch,)), nn.CrossEntropyLoss()
    else:
        net = nn.TransformerEncoderLayer(128, 8, 512, dropout=0.0, batch_first=True)
        inputs, target, loss = (torch.randn(batch, 64, 128),), torch.randn(batch, 64, 128), nn.MSELoss()
    optimizer = torch.optim.Adagrad(net.parameters(), lr=0.01) if model == "dlrm" else torch.optim.Adam(net.parameters(), lr=1e-3)
    compiled = library == "torch.compile"

    if what == "score":
        net.eval()
        f = torch.compile(net) if compiled else net

        def run():
            with torch.inference_mode():
                for _ in range(repeats):
                    f(*inputs)

        return run

    def forward_backward():
        value = loss(net(*inputs), target)
        value.backward()
        return value

    f = torch.compile(forward_backward) if compiled else forward_backward
    step = torch.compile(optimizer.step) if compiled and model != "dlrm" else optimizer.step

    def run():
        for _ in range(repeats):
            optimizer.zero_grad(set_to_none=True)
            f()
            step()

    return run


def tf_case():
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    import numpy as np
    import tensorflow as tf

    tf.config.threading.set_intra_op_parallelism_threads(threads)
    tf.config.threading.set_inter_op_parallelism_threads(threads)
    rng = np.random.default_rng(0)
    tf.random.set_seed(0)

    def normal(*shape):
        return rng.standard_normal(shape, dtype=np.float32)

    def var(*shape):
        return tf.Variable(normal(*shape) / np.sqrt(np.float32(shape[0])))

    def dense_layers(*sizes):
        return [(var(a, b), tf.Variable(tf.zeros(b))) for a, b in zip(sizes, sizes[1:])]

    def apply(layers, x):
        for i, (w, b) in enumerate(layers):
            x = tf.nn.bias_add(x @ w, b)
            x = tf.nn.relu(x) if i + 1 < len(layers) else x
        return x

    def bce(y, target):
        return tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=target, logits=y))

    tables = []
    if model == "mlp":
        layers = dense_layers(64, 512, 256, 1)
        dense_vars = [v for pair in layers for v in pair]
        inputs, target, loss = [normal(batch, 64)], rng.integers(0, 2, (batch, 1)).astype(np.float32), bce
        forward = lambda x: apply(layers, x)
    elif model == "dlrm":
        tables = [tf.Variable(normal(ROWS, WIDTH)) for _ in range(TABLES)]
        layers = dense_layers(DENSE + TABLES * WIDTH, 256, 64, 1)
        dense_vars = [v for pair in layers for v in pair]
        inputs = [normal(batch, DENSE), rng.integers(0, ROWS, (batch, TABLES))]
        target, loss = rng.integers(0, 2, (batch, 1)).astype(np.float32), bce
        forward = lambda d, i: apply(layers, tf.concat([d] + [tf.gather(t, i[:, k]) for k, t in enumerate(tables)], 1))
    elif model == "cnn":
        k1, b1, k2, b2 = var(5, 5, 1, 32), tf.Variable(tf.zeros(32)), var(5, 5, 32, 64), tf.Variable(tf.zeros(64))
        layers = dense_layers(7 * 7 * 64, 128, 10)
        dense_vars = [k1, b1, k2, b2] + [v for pair in layers for v in pair]
        inputs, target = [normal(batch, 28, 28, 1)], rng.integers(0, 10, batch)
        loss = lambda y, t: tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=t, logits=y))

        def forward(x):
            for k, b in ((k1, b1), (k2, b2)):
                x = tf.nn.max_pool2d(tf.nn.relu(tf.nn.bias_add(tf.nn.conv2d(x, k, 1, "SAME"), b)), 2, 2, "VALID")
            return apply(layers, tf.reshape(x, [-1, 7 * 7 * 64]))
    else:
        d, h = 128, 8
        qkv, proj, up, down = (dense_layers(d, n * d if n else d)[0] for n in (3, 0, 4, 0))
        down = (var(4 * d, d), tf.Variable(tf.zeros(d)))
        norms = [(tf.Variable(tf.ones(d)), tf.Variable(tf.zeros(d))) for _ in range(2)]
        dense_vars = [v for pair in (qkv, proj, up, down, *norms) for v in pair]
        inputs, target, loss = [normal(batch, 64, d)], normal(batch, 64, d), lambda y, t: tf.reduce_mean(tf.square(y - t))

        def linear(x, wb):
            return tf.matmul(tf.reshape(x, [-1, wb[0].shape[0]]), wb[0]) + wb[1]

        def norm(x, wb):
            mean, variance = tf.nn.moments(x, -1, keepdims=True)
            return (x - mean) * tf.math.rsqrt(variance + 1e-5) * wb[0] + wb[1]

        def forward(x):
            q, k, v = tf.unstack(tf.transpose(tf.reshape(linear(x, qkv), [batch, 64, 3, h, d // h]), [2, 0, 3, 1, 4]))
            a = tf.nn.softmax(tf.matmul(q, k, transpose_b=True) / np.float32(np.sqrt(d // h)))
            a = tf.reshape(tf.transpose(tf.matmul(a, v), [0, 2, 1, 3]), [batch, 64, d])
            x = norm(x + tf.reshape(linear(a, proj), [batch, 64, d]), norms[0])
            f = linear(tf.nn.relu(linear(x, up)), down)
            return norm(x + tf.reshape(f, [batch, 64, d]), norms[1])

    inputs, target = [tf.constant(i) for i in inputs], tf.constant(target)
    xla = library == "tf.xla"
    state = {v.ref(): [tf.Variable(tf.zeros(v.shape)) for _ in range(2)] for v in dense_vars}
    sums = [tf.Variable(tf.fill(t.shape, 0.1)) for t in tables]
    count = tf.Variable(0.0)

    if what == "score":
        f = tf.function(lambda: forward(*inputs), jit_compile=xla)
    else:

        @tf.function(jit_compile=xla)
        def f():
            with tf.GradientTape() as tape:
                value = loss(forward(*inputs), target)
            grads = tape.gradient(value, dense_vars + tables)
            count.assign_add(1.0)
            for v, g in zip(dense_vars, grads):
                m, s = state[v.ref()]
                if model == "dlrm":
                    tf.raw_ops.ResourceApplyAdagradV2(var=v.handle, accum=s.handle, lr=0.01, epsilon=1e-10, grad=g)
                else:
                    tf.raw_ops.ResourceApplyAdam(
                        var=v.handle, m=m.handle, v=s.handle, beta1_power=0.9**count, beta2_power=0.999**count, lr=1e-3, beta1=0.9, beta2=0.999,
                        epsilon=1e-8, grad=g)
            for t, s, g in zip(tables, sums, grads[len(dense_vars) :]):
                tf.raw_ops.ResourceSparseApplyAdagradV2(var=t.handle, accum=s.handle, lr=0.01, epsilon=1e-10, grad=g.values, indices=g.indices)
            return value

    def run():
        for _ in range(repeats):
            y = f()
        y.numpy()

    return run


run = torch_case() if library.startswith("torch") else tf_case()
run()
print("ready", flush=True)
for _ in sys.stdin:
    start = time.perf_counter()
    run()
    print(time.perf_counter() - start, flush=True)

# One case of a peer library: prepares it, prints "ready", then runs it once per line and prints the seconds.
import sys
import time


def torch_case(kind, args):
    import torch

    torch.set_num_threads(1)
    torch.manual_seed(0)
    if kind == "gemm":
        m, n, k, layout, repeats = int(args[0]), int(args[1]), int(args[2]), args[3], int(args[4])
        a = torch.randn(m, k) if layout != "TN" else torch.randn(k, m).t()
        b = torch.randn(k, n) if layout != "NT" else torch.randn(n, k).t()

        def run():
            with torch.no_grad():
                for _ in range(repeats):
                    torch.matmul(a, b)

        return run
    if kind == "mlp":
        batch, repeats = int(args[0]), int(args[1])
        nn = torch.nn
        net = nn.Sequential(nn.Linear(64, 512), nn.ReLU(), nn.Linear(512, 256), nn.ReLU(), nn.Linear(256, 1))
        optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)
        loss = nn.BCEWithLogitsLoss()
        x, y = torch.randn(batch, 64), (torch.rand(batch, 1) > 0.5).float()

        def run():
            for _ in range(repeats):
                optimizer.zero_grad()
                loss(net(x), y).backward()
                optimizer.step()

        return run
    if kind == "pack":
        rows, width, batch = int(args[0]), int(args[1]), int(args[2])
        columns = [torch.randn(rows) for _ in range(width)]
        table = torch.stack(columns, 1)

        def run():
            order = torch.randperm(rows)
            for start in range(0, rows, batch):
                table[order[start : start + batch]]

        return run
    raise SystemExit("unknown case " + kind)


def numpy_case(kind, args):
    import numpy as np

    rng = np.random.default_rng(0)
    if kind == "gemm":
        m, n, k, layout, repeats = int(args[0]), int(args[1]), int(args[2]), args[3], int(args[4])
        a = rng.standard_normal((m, k), dtype=np.float32) if layout != "TN" else rng.standard_normal((k, m), dtype=np.float32).T
        b = rng.standard_normal((k, n), dtype=np.float32) if layout != "NT" else rng.standard_normal((n, k), dtype=np.float32).T

        def run():
            for _ in range(repeats):
                a @ b

        return run
    if kind == "pack":
        rows, width, batch = int(args[0]), int(args[1]), int(args[2])
        columns = [rng.standard_normal(rows, dtype=np.float32) for _ in range(width)]

        def run():
            order = rng.permutation(rows)
            for start in range(0, rows, batch):
                at = order[start : start + batch]
                np.stack([c[at] for c in columns], 1)

        return run
    raise SystemExit("unknown case " + kind)


run = {"torch": torch_case, "numpy": numpy_case}[sys.argv[1]](sys.argv[2], sys.argv[3:])
print("ready", flush=True)
for _ in sys.stdin:
    start = time.perf_counter()
    run()
    print(time.perf_counter() - start, flush=True)

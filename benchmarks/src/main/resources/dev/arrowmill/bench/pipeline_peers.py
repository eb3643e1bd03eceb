# Shuffled batches of 4,096 rows by the usual recipes of TensorFlow, PyTorch and pyarrow: prepares one, prints "ready", then
# runs an epoch (or a part of one) per line and prints the wall and CPU seconds that a whole epoch takes at that rate.
# Arguments: recipe, folder with the Parquet files, folder for its own files, rows of the table, threads.
import os
import resource
import sys
import time

recipe, table, scratch, rows, threads = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5])
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
BATCH, WINDOW, DENSE, IDS = 4096, 262_144, 13, 26

import numpy as np
import pyarrow as pa
import pyarrow.dataset as ds

pa.set_cpu_count(threads)
pa.set_io_thread_count(threads)


def arrays(limit):
    t = ds.dataset(table).head(limit) if limit < rows else ds.dataset(table).to_table()
    dense = np.stack([t["i%d" % i].to_numpy() for i in range(DENSE)], 1).astype(np.float32)
    ids = np.stack([t["c%d" % i].to_numpy() for i in range(IDS)], 1).astype(np.int32)
    return t["label"].to_numpy().astype(np.float32), dense, ids


def tensorflow_options(tf, data):
    options = tf.data.Options()
    options.threading.private_threadpool_size = threads
    options.threading.max_intra_op_parallelism = 1
    return data.with_options(options)


def tensorflow():
    import tensorflow as tf

    tf.config.threading.set_intra_op_parallelism_threads(threads)
    tf.config.threading.set_inter_op_parallelism_threads(threads)
    if recipe == "tf.data TFRecord":
        part = min(rows, 50_000)
        path = os.path.join(scratch, "rows-%d.tfrecord" % part)
        if not os.path.exists(path):
            label, dense, ids = arrays(part)
            with tf.io.TFRecordWriter(path + ".tmp") as out:
                for i in range(part):
                    f = tf.train.Feature
                    out.write(tf.train.Example(features=tf.train.Features(feature={
                        "label": f(float_list=tf.train.FloatList(value=[label[i]])),
                        "dense": f(float_list=tf.train.FloatList(value=dense[i])),
                        "ids": f(int64_list=tf.train.Int64List(value=ids[i]))})).SerializeToString())
            os.rename(path + ".tmp", path)
        spec = {"label": tf.io.FixedLenFeature([], tf.float32), "dense": tf.io.FixedLenFeature([DENSE], tf.float32),
                "ids": tf.io.FixedLenFeature([IDS], tf.int64)}
        data = tf.data.TFRecordDataset(path).shuffle(WINDOW).map(
            lambda r: tf.io.parse_single_example(r, spec), num_parallel_calls=threads).batch(BATCH).prefetch(1)
        return part, data
    if recipe == "tf.data FixedLengthRecord":
        part = min(rows, 1_500_000)
        path = os.path.join(scratch, "rows-%d.bin" % part)
        if not os.path.exists(path):
            label, dense, ids = arrays(part)
            packed = np.concatenate([label[:, None].view(np.int32), dense.view(np.int32), ids], 1)
            packed.tofile(path + ".tmp")
            os.rename(path + ".tmp", path)

        def decode(raw):
            words = tf.io.decode_raw(raw, tf.int32)
            return tf.bitcast(words[:, :1 + DENSE], tf.float32), words[:, 1 + DENSE:]

        data = tf.data.FixedLengthRecordDataset(path, 4 * (1 + DENSE + IDS)).shuffle(WINDOW).batch(BATCH).map(
            decode, num_parallel_calls=threads).prefetch(1)
        return part, data
    if recipe == "tf.data slices":
        part = min(rows, 1_500_000)
        data = tf.data.Dataset.from_tensor_slices(arrays(part)).shuffle(WINDOW).batch(BATCH).prefetch(1)
        return part, data
    label, dense, ids = [tf.constant(a) for a in arrays(rows)]
    order = tf.data.Dataset.range(1).repeat(1).flat_map(
        lambda _: tf.data.Dataset.from_tensor_slices(tf.random.shuffle(tf.range(rows))).batch(BATCH))
    data = order.map(lambda i: (tf.gather(label, i), tf.gather(dense, i), tf.gather(ids, i)), num_parallel_calls=threads)
    return rows, data.prefetch(1)


def tensorflow_run():
    import tensorflow as tf

    part, data = tensorflow()
    data = tensorflow_options(tf, data)

    def epoch():
        total = 0.0
        for element in data:
            for t in tf.nest.flatten(element):
                total += float(tf.reduce_sum(t))
        return total

    return part, epoch


def torch_run():
    import torch
    from torch.utils.data import BatchSampler, DataLoader, RandomSampler, TensorDataset

    torch.set_num_threads(threads)
    part = min(rows, 100_000) if recipe == "DataLoader" else rows
    tensors = [torch.from_numpy(a) for a in arrays(part)]
    data = TensorDataset(*tensors)

    def run():
        total = 0.0
        if recipe == "DataLoader":
            loader = DataLoader(data, batch_size=BATCH, shuffle=True)
        elif recipe == "DataLoader batch sampler":
            loader = DataLoader(data, sampler=BatchSampler(RandomSampler(data), BATCH, False), batch_size=None)
        else:
            order = torch.randperm(part)
            loader = ([t[order[i:i + BATCH]] for t in tensors] for i in range(0, part, BATCH))
        for batch in loader:
            for t in batch:
                total += t.sum().item()
        return total

    return part, run


def pyarrow_run():
    import pyarrow.compute as pc

    def run():
        total = 0.0
        for batch in ds.dataset(table).to_batches(batch_size=65_536, use_threads=threads > 1):
            for column in batch.columns:
                total += pc.sum(column).as_py() or 0
        return total

    return rows, run


part, run = tensorflow_run() if recipe.startswith("tf.") else pyarrow_run() if recipe == "pyarrow scan" else torch_run()
print("ready", flush=True)
for _ in sys.stdin:
    cpu = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    start = time.perf_counter()
    run()
    wall = time.perf_counter() - start
    cpu = sum(resource.getrusage(resource.RUSAGE_SELF)[:2]) - cpu
    print(wall * rows / part, cpu * rows / part, flush=True)

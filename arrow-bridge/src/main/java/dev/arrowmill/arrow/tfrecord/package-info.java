/**
 * TFRecord files of {@code tf.train.Example}, read and written without TensorFlow.
 *
 * <p>Start from {@link dev.arrowmill.arrow.tfrecord.TfRecordSource} and {@link
 * dev.arrowmill.arrow.tfrecord.TfRecordWriter}. The framing is that of TensorFlow's "TFRecord and
 * tf.train.Example" guide: length, masked CRC-32C of the length, bytes, masked CRC-32C of the
 * bytes.
 */
@NullMarked
package dev.arrowmill.arrow.tfrecord;

import org.jspecify.annotations.NullMarked;

package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What a recurrent layer gives.
 *
 * @param output the last layer's hidden states, [time, n, directions * hidden], or batch first;
 *     zeros behind a sequence's length
 * @param hidden the last hidden states, [layers * directions, n, hidden]
 * @param cell the last cell states of an LSTM, else null
 */
public record RnnState(Tensor output, Tensor hidden, @Nullable Tensor cell) {}

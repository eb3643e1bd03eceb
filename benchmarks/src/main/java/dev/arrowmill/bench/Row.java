package dev.arrowmill.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The result of a {@link Case}.
 *
 * @param ours units of work per second, from the median time
 * @param peers the same per peer; null for one that is absent
 * @param ratio ours to the best peer, null without one
 * @param met whether the target is reached, null without a peer
 */
record Row(
    @JsonProperty("case") String name,
    String unit,
    double ours,
    Map<String, @Nullable Double> peers,
    @Nullable String bestPeer,
    @Nullable Double ratio,
    double target,
    @Nullable Boolean met) {}

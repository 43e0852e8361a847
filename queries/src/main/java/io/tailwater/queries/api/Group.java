package io.tailwater.queries.api;

import java.util.List;

/**
 * One group of an answer.
 *
 * @param key what it is grouped by, in the order asked; elements may be null
 * @param counts its sums
 * @param quantilesMs its latency quantiles in the order asked; each null without latencies
 */
record Group(List<Object> key, Counts counts, Double[] quantilesMs) {}

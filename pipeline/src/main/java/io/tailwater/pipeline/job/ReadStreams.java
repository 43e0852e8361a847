package io.tailwater.pipeline.job;

import java.util.function.Predicate;

/**
 * What a configured source would read.
 *
 * @param source id of the source
 * @param reads tells by a stream's name in the ledger
 */
record ReadStreams(String source, Predicate<String> reads) {}

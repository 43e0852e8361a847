package io.tailwater.connectors.kafka;

/**
 * How far records of one leader epoch of a partition were read. Within an epoch one broker alone
 * wrote: two logs that hold a record of the same epoch and offset are the same up to there.
 *
 * @param epoch how often the partition's leader had changed
 * @param end position after the last record read of the epoch
 */
record ReadEpoch(int epoch, long end) {}

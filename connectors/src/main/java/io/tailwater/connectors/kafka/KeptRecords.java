package io.tailwater.connectors.kafka;

/**
 * What a partition that has lost its end still holds of what was read.
 *
 * @param end position after the last record that is the same in the lake and in the partition
 * @param evidence of the partition up to there
 */
record KeptRecords(long end, PartitionEvidence evidence) {}

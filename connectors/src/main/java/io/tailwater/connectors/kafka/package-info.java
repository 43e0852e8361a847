/**
 * Kafka topics as a Flink source. Partitions are found and given out by the official connector;
 * they are read here, in batches, for their positions belong to the ledger.
 *
 * <p>A stream is one partition of one topic, known by the topic's id: a topic that is deleted and
 * made anew has another. From where a partition has lost records that were read, it is another
 * stream too. Whether the topics are still those that the ledger knows is judged at the start of a
 * process, in one place; a running job that meets a change ends with it.
 */
package io.tailwater.connectors.kafka;

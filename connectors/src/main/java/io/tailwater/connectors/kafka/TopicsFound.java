package io.tailwater.connectors.kafka;

import java.util.Map;

/**
 * What the brokers say of a source's topics.
 *
 * @param cluster id of the cluster
 * @param topics those that there are, by name
 */
public record TopicsFound(String cluster, Map<String, Topic> topics) {

  /**
   * A topic.
   *
   * @param id the id that no other topic has, of whatever name
   * @param partitions what is in each partition, by number
   */
  public record Topic(String id, Map<Integer, Content> partitions) {}

  /**
   * What is in a partition.
   *
   * @param begin position of the first record that is kept
   * @param end position after the last one
   * @param stable position up to which every transaction has ended; at most {@code end}
   * @param atTime position of the first record of the configured time; {@code stable} where there
   *     is none or no time is configured
   * @param leaderEpoch how often the leader has changed; null while unknown
   */
  public record Content(long begin, long end, long stable, long atTime, Integer leaderEpoch) {}

  /** True when a stream of the ledger is a partition of one of the topics, of the same id. */
  public boolean reads(String stream) {
    return PartitionStream.parse(stream)
        .filter(
            partition ->
                topics.containsKey(partition.topic())
                    && topics.get(partition.topic()).id().equals(partition.topicId()))
        .isPresent();
  }
}

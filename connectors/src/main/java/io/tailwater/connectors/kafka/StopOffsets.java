package io.tailwater.connectors.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a bounded run ends in each partition. A partition that came after the look is left to the
 * next run; without bounds there is no end.
 */
final class StopOffsets implements OffsetsInitializer {
  private static final long serialVersionUID = 1L;

  private final HashMap<TopicPartition, Long> ends;

  /**
   * @param ends where each partition ends; null without bounds
   */
  StopOffsets(Map<TopicPartition, Long> ends) {
    this.ends = ends == null ? null : new HashMap<>(ends);
  }

  @Override
  public Map<TopicPartition, Long> getPartitionOffsets(
      Collection<TopicPartition> partitions, PartitionOffsetsRetriever retriever) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    if (ends != null) {
      partitions.forEach(partition -> offsets.put(partition, ends.getOrDefault(partition, 0L)));
    }
    return offsets;
  }

  @Override
  public OffsetResetStrategy getAutoOffsetResetStrategy() {
    return OffsetResetStrategy.NONE;
  }
}

package io.tailwater.connectors.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Positions of completed checkpoints, told to Kafka so that its own tools show how far the job is.
 * Nothing is ever read from there. All but {@link #take} is called by the thread of the task.
 */
final class GroupOffsets {
  private final NavigableMap<Long, Map<TopicPartition, OffsetAndMetadata>> byCheckpoint =
      new TreeMap<>();
  private final AtomicReference<Map<TopicPartition, OffsetAndMetadata>> complete =
      new AtomicReference<>();

  void snapshot(long checkpoint, List<KafkaPartitionSplit> splits) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (KafkaPartitionSplit split : splits) {
      if (split.getStartingOffset() >= 0) {
        offsets.put(split.getTopicPartition(), new OffsetAndMetadata(split.getStartingOffset()));
      }
    }
    byCheckpoint.put(checkpoint, offsets);
  }

  void complete(long checkpoint) {
    Map<TopicPartition, OffsetAndMetadata> offsets = byCheckpoint.get(checkpoint);
    byCheckpoint.headMap(checkpoint, true).clear();
    if (offsets != null && !offsets.isEmpty()) {
      complete.set(offsets);
    }
  }

  /** What is to be told now. Any thread. */
  Optional<Map<TopicPartition, OffsetAndMetadata>> take() {
    return Optional.ofNullable(complete.getAndSet(null));
  }
}

package io.tailwater.connectors.kafka;

import io.tailwater.connectors.stream.LineBatch;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;

/** How far a partition was handed on. */
final class SplitProgress {
  private KafkaPartitionSplit split;

  SplitProgress(KafkaPartitionSplit split) {
    this.split = split;
  }

  void handedOn(LineBatch batch) {
    split =
        new ReadSplit(
            split.getTopicPartition(),
            batch.toOffset(),
            split.getStoppingOffset().orElse(KafkaPartitionSplit.NO_STOPPING_OFFSET),
            batch.evidence());
  }

  KafkaPartitionSplit split() {
    return split;
  }
}

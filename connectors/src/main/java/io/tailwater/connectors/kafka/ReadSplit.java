package io.tailwater.connectors.kafka;

import java.util.Objects;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.common.TopicPartition;

/** A partition as its reader leaves it in Flink's state: with what is known of it there. */
final class ReadSplit extends KafkaPartitionSplit {
  private final String evidence;

  /**
   * @param position where reading goes on
   * @param stop where it ends; {@link #NO_STOPPING_OFFSET} when it does not
   * @param evidence as the ledger has it at that position
   */
  ReadSplit(TopicPartition partition, long position, long stop, String evidence) {
    super(partition, position, stop);
    this.evidence = evidence;
  }

  String evidence() {
    return evidence;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ReadSplit split
        && super.equals(other)
        && evidence.equals(split.evidence);
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), evidence);
  }
}

package io.tailwater.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ReadSplitSerializerTest {
  private static final TopicPartition EVENTS = new TopicPartition("events", 3);

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    assertKept(new KafkaPartitionSplit(EVENTS, KafkaPartitionSplit.EARLIEST_OFFSET));
    assertKept(new KafkaPartitionSplit(EVENTS, 7, 9));
    assertKept(new ReadSplit(EVENTS, 7, KafkaPartitionSplit.NO_STOPPING_OFFSET, "{}"));
    assertKept(new ReadSplit(EVENTS, 7, 9, "{}"));
  }

  private static void assertKept(KafkaPartitionSplit split) throws IOException {
    ReadSplitSerializer serializer = new ReadSplitSerializer();
    KafkaPartitionSplit read =
        serializer.deserialize(serializer.getVersion(), serializer.serialize(split));
    assertThat(read).isEqualTo(split).hasSameClassAs(split);
  }
}

package io.tailwater.connectors.kafka;

import io.tailwater.connectors.kafka.CurrentStreams.Current;
import io.tailwater.connectors.kafka.TopicsFound.Topic;
import io.tailwater.connectors.lake.StreamHead;
import io.tailwater.connectors.stream.SpareArrays;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.common.TopicPartition;

/** What a process knows of one source's topics when it starts. */
final class KnownPartitions implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String source;
  private final String cluster;
  private final HashMap<String, String> ids = new HashMap<>();
  private final HashMap<TopicPartition, Long> stable = new HashMap<>();
  private final HashMap<TopicPartition, Long> positions = new HashMap<>();
  private final HashMap<TopicPartition, String> streams = new HashMap<>();
  private final HashMap<TopicPartition, String> evidence = new HashMap<>();

  /**
   * @param found the topics as they are
   * @param heads the ledger's streams, of whatever source
   */
  KnownPartitions(String source, TopicsFound found, List<StreamHead> heads) {
    this.source = source;
    this.cluster = found.cluster();
    for (Map.Entry<String, Topic> topic : found.topics().entrySet()) {
      ids.put(topic.getKey(), topic.getValue().id());
      topic
          .getValue()
          .partitions()
          .forEach(
              (partition, content) ->
                  stable.put(new TopicPartition(topic.getKey(), partition), content.stable()));
    }
    for (Current current : CurrentStreams.of(source, heads).values()) {
      PartitionStream stream = current.stream();
      if (found.reads(stream.name())) {
        TopicPartition name = new TopicPartition(stream.topic(), stream.partition());
        positions.put(name, current.head().offset());
        streams.put(name, stream.name());
        evidence.put(name, current.head().evidence());
      }
    }
  }

  /** The id of each topic that is there. */
  Map<String, String> ids() {
    return ids;
  }

  /** Where the ledger stands in each partition that it knows. */
  Map<TopicPartition, Long> positions() {
    return positions;
  }

  /** Where each partition ends, transactions that were open then left out. */
  Map<TopicPartition, Long> stableEnds() {
    return stable;
  }

  /**
   * A partition to be read.
   *
   * @param split what Flink knows of it
   * @param position where reading begins
   * @param arrays where the arrays of batches come from
   */
  PartitionRecords recordsOf(KafkaPartitionSplit split, long position, SpareArrays arrays) {
    TopicPartition name = split.getTopicPartition();
    PartitionStream first =
        new PartitionStream(name.topic(), name.partition(), ids.get(name.topic()));
    return new PartitionRecords(
        source,
        streams.getOrDefault(name, first.name()),
        evidenceOf(split, first),
        position,
        split.getStoppingOffset().orElse(null),
        arrays);
  }

  private String evidenceOf(KafkaPartitionSplit split, PartitionStream stream) {
    if (split instanceof ReadSplit read) {
      return read.evidence();
    }
    String inLedger = evidence.get(split.getTopicPartition());
    return inLedger != null
        ? inLedger
        : PartitionEvidence.first(cluster, stream.topicId(), stream.partition(), null).write();
  }
}

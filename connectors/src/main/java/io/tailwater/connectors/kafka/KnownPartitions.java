package io.tailwater.connectors.kafka;

import io.tailwater.connectors.kafka.TopicsFound.Topic;
import io.tailwater.connectors.lake.StreamHead;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** What a process knows of one source's topics when it starts. */
final class KnownPartitions implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String source;
  private final String cluster;
  private final HashMap<String, String> ids = new HashMap<>();
  private final HashMap<TopicPartition, Long> stable = new HashMap<>();
  private final HashMap<TopicPartition, Long> positions = new HashMap<>();
  private final HashMap<String, String> evidence = new HashMap<>();

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
    for (StreamHead head : heads) {
      if (head.source().equals(source) && found.reads(head.stream())) {
        PartitionStream stream = PartitionStream.parse(head.stream()).orElseThrow();
        positions.put(new TopicPartition(stream.topic(), stream.partition()), head.offset());
        evidence.put(head.stream(), head.evidence());
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
   * @param position where reading begins
   * @param stop where it ends; null when it does not
   */
  PartitionRecords recordsOf(TopicPartition name, long position, Long stop) {
    PartitionStream stream =
        new PartitionStream(name.topic(), name.partition(), ids.get(name.topic()));
    String first =
        new PartitionEvidence(cluster, stream.topicId(), name.partition(), null, false).write();
    return new PartitionRecords(
        source, stream.name(), evidence.getOrDefault(stream.name(), first), position, stop);
  }
}

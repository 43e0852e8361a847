package io.tailwater.connectors.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What the ledger keeps of a partition beside its position. Stored as JSON, version 1.
 *
 * @param cluster id of the Kafka cluster
 * @param topicId id of the topic
 * @param partition number of the partition
 * @param leaderEpoch how often the partition's leader had changed; null while unknown
 * @param gone true once the loss of the topic is on record: it is not looked for any more
 */
record PartitionEvidence(
    String cluster, String topicId, int partition, Integer leaderEpoch, boolean gone) {
  private static final int VERSION = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The same once the loss is on record. */
  PartitionEvidence asGone() {
    return new PartitionEvidence(cluster, topicId, partition, leaderEpoch, true);
  }

  /** The same after the leader has changed. */
  PartitionEvidence at(Integer epoch) {
    return new PartitionEvidence(cluster, topicId, partition, epoch, gone);
  }

  String write() {
    ObjectNode json = JSON.createObjectNode();
    json.put("version", VERSION);
    json.put("cluster", cluster);
    json.put("topic_id", topicId);
    json.put("partition", partition);
    if (leaderEpoch != null) {
      json.put("leader_epoch", leaderEpoch);
    }
    if (gone) {
      json.put("gone", true);
    }
    return json.toString();
  }

  /**
   * @throws IllegalArgumentException when it is not the evidence of a partition, or of a version
   *     that this program does not know
   */
  static PartitionEvidence read(String text) {
    try {
      JsonNode json = JSON.readTree(text);
      int version = json.path("version").asInt();
      if (version != VERSION || !json.path("topic_id").isTextual()) {
        throw new IllegalArgumentException(
            "Evidence of a partition of version " + VERSION + " wanted, got " + text);
      }
      return new PartitionEvidence(
          json.path("cluster").asText(),
          json.path("topic_id").asText(),
          json.path("partition").asInt(),
          json.has("leader_epoch") ? (Integer) json.path("leader_epoch").asInt() : null,
          json.path("gone").asBoolean());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Evidence of a partition is JSON, got " + text, e);
    }
  }
}

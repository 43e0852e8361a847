package io.tailwater.connectors.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What the ledger keeps of a partition beside its position. Stored as JSON, version 1.
 *
 * @param cluster id of the Kafka cluster
 * @param topicId id of the topic
 * @param partition number of the partition
 * @param leaderEpoch how often the partition's leader had changed when the record before the
 *     position was written; null while unknown
 * @param earlier epochs that were read before that one, ascending; the newest sixteen
 * @param gone true once the loss of the topic, or of the partition's end, is on record: it is not
 *     looked for any more
 */
record PartitionEvidence(
    String cluster,
    String topicId,
    int partition,
    Integer leaderEpoch,
    List<ReadEpoch> earlier,
    boolean gone) {
  private static final int VERSION = 1;
  private static final int MOST_EARLIER = 16;
  private static final ObjectMapper JSON = new ObjectMapper();

  PartitionEvidence {
    earlier = List.copyOf(earlier);
  }

  /** Of a partition of which nothing was read. */
  static PartitionEvidence first(
      String cluster, String topicId, int partition, Integer leaderEpoch) {
    return new PartitionEvidence(cluster, topicId, partition, leaderEpoch, List.of(), false);
  }

  /** The same once the loss is on record. */
  PartitionEvidence asGone() {
    return new PartitionEvidence(cluster, topicId, partition, leaderEpoch, earlier, true);
  }

  /** The same once it is there again. */
  PartitionEvidence asThere() {
    return new PartitionEvidence(cluster, topicId, partition, leaderEpoch, earlier, false);
  }

  /**
   * The same where records of another epoch follow. Before anything was read the epoch is that of
   * the partition's end, so a smaller one may come.
   *
   * @param epoch the other one
   * @param end where the records of the one before end
   */
  PartitionEvidence at(int epoch, long end) {
    List<ReadEpoch> before = new ArrayList<>(earlier);
    if (leaderEpoch != null) {
      before.add(new ReadEpoch(leaderEpoch, end));
    }
    before.removeIf(read -> read.epoch() >= epoch);
    List<ReadEpoch> newest =
        before.subList(Math.max(0, before.size() - MOST_EARLIER), before.size());
    return new PartitionEvidence(cluster, topicId, partition, epoch, newest, gone);
  }

  /**
   * What of it holds for the log up to the end of an epoch that was read.
   *
   * @param epoch {@code leaderEpoch} or one of the earlier ones
   */
  PartitionEvidence upTo(int epoch) {
    List<ReadEpoch> before = earlier.stream().filter(read -> read.epoch() < epoch).toList();
    return new PartitionEvidence(cluster, topicId, partition, epoch, before, false);
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
    if (!earlier.isEmpty()) {
      ArrayNode epochs = json.putArray("earlier_epochs");
      earlier.forEach(read -> epochs.addArray().add(read.epoch()).add(read.end()));
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
      List<ReadEpoch> earlier = new ArrayList<>();
      json.path("earlier_epochs")
          .forEach(read -> earlier.add(new ReadEpoch(read.get(0).asInt(), read.get(1).asLong())));
      return new PartitionEvidence(
          json.path("cluster").asText(),
          json.path("topic_id").asText(),
          json.path("partition").asInt(),
          json.has("leader_epoch") ? (Integer) json.path("leader_epoch").asInt() : null,
          earlier,
          json.path("gone").asBoolean());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Evidence of a partition is JSON, got " + text, e);
    }
  }
}

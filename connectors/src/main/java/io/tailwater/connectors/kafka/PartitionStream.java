package io.tailwater.connectors.kafka;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a partition in the ledger: {@code <topic>-<partition>@<topic id>}, such as {@code
 * events-0@uKmJ3cAXT5yMSVrQLJEdKg}. The id is Kafka's own, 16 bytes in URL-safe base 64; positions
 * are Kafka's offsets. A partition that has lost its end gives the same offsets to other records,
 * so what is read from there on is another stream: {@code .1} follows then, the next time {@code
 * .2}.
 *
 * @param topic name of the topic
 * @param partition number of the partition, from 0
 * @param topicId id of the topic
 * @param cuts how often records that had been read were lost by the partition
 */
record PartitionStream(String topic, int partition, String topicId, int cuts) {
  /** Neither a topic's name nor its id has an @, so there is one way to take a name apart. */
  private static final Pattern NAME =
      Pattern.compile(
          "([A-Za-z0-9._-]{1,249})-(0|[1-9][0-9]{0,8})@([A-Za-z0-9_-]{22})(?:\\.([1-9][0-9]{0,8}))?");

  /**
   * @throws IllegalArgumentException when the name would not be read back as the same
   */
  PartitionStream {
    String name = name(topic, partition, topicId, cuts);
    if (partition < 0 || cuts < 0 || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "A partition needs a topic's name, a number from 0 and a topic's id of 22 characters, got "
              + name);
    }
  }

  /** A partition that has lost nothing that was read. */
  PartitionStream(String topic, int partition, String topicId) {
    this(topic, partition, topicId, 0);
  }

  /** The partition of a name; empty when it is another kind of stream's. */
  static Optional<PartitionStream> parse(String name) {
    Matcher parts = NAME.matcher(name);
    return parts.matches()
        ? Optional.of(
            new PartitionStream(
                parts.group(1),
                Integer.parseInt(parts.group(2)),
                parts.group(3),
                parts.group(4) == null ? 0 : Integer.parseInt(parts.group(4))))
        : Optional.empty();
  }

  /** What is read once the partition has lost its end again. */
  PartitionStream cutAgain() {
    return new PartitionStream(topic, partition, topicId, cuts + 1);
  }

  /** The same partition before it lost anything. */
  PartitionStream uncut() {
    return new PartitionStream(topic, partition, topicId, 0);
  }

  String name() {
    return name(topic, partition, topicId, cuts);
  }

  private static String name(String topic, int partition, String topicId, int cuts) {
    return topic + "-" + partition + "@" + topicId + (cuts == 0 ? "" : "." + cuts);
  }
}

package io.tailwater.connectors.kafka;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a partition in the ledger: {@code <topic>-<partition>@<topic id>}, such as {@code
 * events-0@uKmJ3cAXT5yMSVrQLJEdKg}. The id is Kafka's own, 16 bytes in URL-safe base 64; positions
 * are Kafka's offsets.
 *
 * @param topic name of the topic
 * @param partition number of the partition, from 0
 * @param topicId id of the topic
 */
record PartitionStream(String topic, int partition, String topicId) {
  /** Neither a topic's name nor its id has an @, so there is one way to take a name apart. */
  private static final Pattern NAME =
      Pattern.compile("([A-Za-z0-9._-]{1,249})-(0|[1-9][0-9]{0,8})@([A-Za-z0-9_-]{22})");

  /**
   * @throws IllegalArgumentException when the name would not be read back as the same
   */
  PartitionStream {
    String name = topic + "-" + partition + "@" + topicId;
    if (partition < 0 || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "A partition needs a topic's name, a number from 0 and a topic's id of 22 characters, got "
              + name);
    }
  }

  /** The partition of a name; empty when it is another kind of stream's. */
  static Optional<PartitionStream> parse(String name) {
    Matcher parts = NAME.matcher(name);
    return parts.matches()
        ? Optional.of(
            new PartitionStream(parts.group(1), Integer.parseInt(parts.group(2)), parts.group(3)))
        : Optional.empty();
  }

  String name() {
    return topic + "-" + partition + "@" + topicId;
  }
}

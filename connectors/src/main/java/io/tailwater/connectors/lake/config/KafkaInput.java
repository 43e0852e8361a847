package io.tailwater.connectors.lake.config;

import java.io.Serializable;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Kafka topics, {@code type: kafka}.
 *
 * @param brokers where the cluster is first asked: {@code host:port}, several with commas between
 * @param topics names of the topics, at least one
 * @param start where to begin in partitions of a topic that the ledger does not know
 * @param onLoss what to do when records are gone that the ledger says were not read yet
 * @param properties properties of the Kafka consumer
 * @param gateway whether the gateway takes events for it and writes them to its topic, then one
 */
public record KafkaInput(
    String brokers,
    List<String> topics,
    Start start,
    OnLoss onLoss,
    Map<String, String> properties,
    boolean gateway)
    implements SourceInput {

  /** What to do about records that vanished before they were read. */
  public enum OnLoss {
    /** Stop, and say what happened. */
    FAIL,
    /** Write the loss into the ledger and read on. */
    RECORD
  }

  /** Where to begin. */
  public enum Where {
    EARLIEST,
    LATEST,
    TIME
  }

  /**
   * Where to begin.
   *
   * @param time the first record of this time or a later one; null unless {@code where} is a time
   */
  public record Start(Where where, Instant time) implements Serializable {
    public static final Start EARLIEST = new Start(Where.EARLIEST, null);
    public static final Start LATEST = new Start(Where.LATEST, null);

    public Start {
      if ((where == Where.TIME) != (time != null)) {
        throw new IllegalArgumentException(
            "A start at a time has one, and no other has, got " + where + " and " + time);
      }
    }

    /** As the configuration spells it; empty for any other text. */
    static Optional<Start> parse(String text) {
      if (text.equals("earliest") || text.equals("latest")) {
        return Optional.of(text.equals("latest") ? LATEST : EARLIEST);
      }
      try {
        return Optional.of(new Start(Where.TIME, Instant.parse(text)));
      } catch (DateTimeParseException e) {
        return Optional.empty();
      }
    }
  }

  /** What a promise of the lake rests on is not open to be set. */
  private static final Set<String> OWN =
      Set.of(
          "bootstrap.servers",
          "allow.auto.create.topics",
          "auto.offset.reset",
          "enable.auto.commit",
          "isolation.level",
          "key.deserializer",
          "value.deserializer");

  /** Of topics that others alone write to. */
  public KafkaInput(
      String brokers,
      List<String> topics,
      Start start,
      OnLoss onLoss,
      Map<String, String> properties) {
    this(brokers, topics, start, onLoss, properties, false);
  }

  public KafkaInput {
    Require.text("brokers", brokers);
    topics = List.copyOf(topics);
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    if (topics.isEmpty()) {
      throw ConfigException.invalid("topics", "a list of at least one topic", null);
    }
    for (int i = 0; i < topics.size(); i++) {
      if (!topics.get(i).matches("[A-Za-z0-9._-]{1,249}")) {
        throw ConfigException.invalid(
            "topics." + i,
            "the name of a topic: 1 to 249 letters, digits, '.', '_' and '-'",
            topics.get(i));
      }
      if (topics.indexOf(topics.get(i)) != i) {
        throw ConfigException.invalid("topics." + i, "unlike every other topic", topics.get(i));
      }
    }
    if (gateway && topics.size() > 1) {
      throw ConfigException.invalid(
          "topics", "one topic where gateway is true", String.join(", ", topics));
    }
    Set<String> refused = new HashSet<>(properties.keySet());
    refused.retainAll(OWN);
    for (String name : refused) {
      throw ConfigException.invalid(
          "properties." + name, "left out: the source itself sets it", properties.get(name));
    }
  }

  /** Without the values of properties, which may be secret. */
  @Override
  public String toString() {
    return "KafkaInput[brokers=%s, topics=%s, start=%s, onLoss=%s, properties=%s, gateway=%s]"
        .formatted(brokers, topics, start, onLoss, properties.keySet(), gateway);
  }
}

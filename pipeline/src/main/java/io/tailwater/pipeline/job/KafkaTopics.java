package io.tailwater.pipeline.job;

import io.tailwater.connectors.kafka.KafkaSpec;
import io.tailwater.connectors.kafka.LostRecordsException;
import io.tailwater.connectors.kafka.TopicLook;
import io.tailwater.connectors.kafka.TopicSource;
import io.tailwater.connectors.kafka.TopicStart;
import io.tailwater.connectors.kafka.TopicsFound;
import io.tailwater.connectors.kafka.UnreachableException;
import io.tailwater.connectors.lake.StreamHead;
import io.tailwater.connectors.lake.StreamProgress;
import io.tailwater.connectors.lake.config.KafkaInput;
import io.tailwater.connectors.lake.config.SourceConfig;
import io.tailwater.connectors.lake.config.TailwaterConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the configured sources read from Kafka, as the brokers have it when the job starts. */
final class KafkaTopics {
  /** No source reads from Kafka. */
  static final KafkaTopics NONE = new KafkaTopics();

  private final Map<KafkaSpec, TopicsFound> looks = new LinkedHashMap<>();

  private KafkaTopics() {}

  /**
   * Asks the brokers of every source.
   *
   * @throws CannotStart when they do not answer
   */
  static KafkaTopics look(TailwaterConfig config) {
    KafkaTopics topics = new KafkaTopics();
    for (SourceConfig source : config.sources()) {
      if (source.input() instanceof KafkaInput kafka) {
        KafkaSpec spec = new KafkaSpec(source.id(), config.pipeline(), kafka);
        try {
          topics.looks.put(spec, TopicLook.at(spec));
        } catch (UnreachableException e) {
          throw new CannotStart(e.getMessage(), e);
        }
      }
    }
    return topics;
  }

  /** Which streams of the ledger each source would read. */
  List<ReadStreams> reads() {
    List<ReadStreams> reads = new ArrayList<>();
    looks.forEach((spec, found) -> reads.add(new ReadStreams(spec.source(), found::reads)));
    return reads;
  }

  /**
   * What is to be committed before anything is read.
   *
   * @throws CannotStart when something is lost, and may not be
   */
  List<StreamProgress> news(List<StreamHead> heads) {
    List<StreamProgress> news = new ArrayList<>();
    looks.forEach(
        (spec, found) -> {
          try {
            news.addAll(TopicStart.at(spec, found, heads));
          } catch (LostRecordsException e) {
            throw new CannotStart(e.getMessage(), e);
          }
        });
    return news;
  }

  /** The sources, by id. */
  Map<String, TopicSource> sources(List<StreamHead> heads, boolean bounded) {
    Map<String, TopicSource> sources = new LinkedHashMap<>();
    looks.forEach(
        (spec, found) -> {
          // A bounded run does not wait for a topic that was deleted.
          if (!bounded || !found.topics().isEmpty()) {
            sources.put(spec.source(), new TopicSource(spec, found, heads, bounded));
          }
        });
    return sources;
  }
}

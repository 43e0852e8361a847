package io.tailwater.pipeline.job;

import static java.util.stream.Collectors.toSet;

import io.tailwater.connectors.commit.LedgerReader;
import io.tailwater.connectors.kafka.KafkaSpec;
import io.tailwater.connectors.kafka.LostRecordsException;
import io.tailwater.connectors.kafka.TopicLook;
import io.tailwater.connectors.kafka.TopicSource;
import io.tailwater.connectors.kafka.TopicStart;
import io.tailwater.connectors.kafka.TopicsFound;
import io.tailwater.connectors.kafka.UnreachableException;
import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeLayout;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.StreamHead;
import io.tailwater.connectors.lake.StreamProgress;
import io.tailwater.connectors.lake.config.KafkaInput;
import io.tailwater.connectors.lake.config.SourceConfig;
import io.tailwater.connectors.lake.config.TailwaterConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.Table;

/**
 * What the configured sources read from Kafka, as the brokers have it when the job starts, and what
 * that means for what the ledger says was read.
 */
final class KafkaTopics {
  private final TailwaterConfig config;
  private final List<StreamHead> before;
  private Map<KafkaSpec, TopicsFound> looks;
  private List<StreamProgress> news = List.of();
  private Set<StreamHead> judged = Set.of();

  private KafkaTopics(TailwaterConfig config, List<StreamHead> before) {
    this.config = config;
    this.before = before;
    this.looks = looks(config);
  }

  /**
   * Reads where the streams stand, without taking the lake over, and then asks the brokers of every
   * source: a job that still runs reads on, and is never ahead of what is found.
   *
   * @param lake the lake, whose tables need not be there yet
   * @throws CannotStart when the brokers do not answer
   */
  static KafkaTopics look(LakeCatalog lake, TailwaterConfig config) {
    boolean any =
        config.sources().stream().anyMatch(source -> source.input() instanceof KafkaInput);
    return new KafkaTopics(config, any ? heads(lake) : List.of());
  }

  private static List<StreamHead> heads(LakeCatalog lake) {
    if (!lake.catalog().tableExists(lake.identifier(LakeTables.LEDGER))) {
      return List.of();
    }
    Table ledger = lake.load(LakeTables.LEDGER);
    LakeLayout.check(LakeTables.LEDGER, ledger);
    return Cut.newest(ledger)
        .map(cut -> new LedgerReader(ledger, cut.ledgerSnapshot()).heads())
        .orElse(List.of());
  }

  private static Map<KafkaSpec, TopicsFound> looks(TailwaterConfig config) {
    Map<KafkaSpec, TopicsFound> looks = new LinkedHashMap<>();
    for (SourceConfig source : config.sources()) {
      if (source.input() instanceof KafkaInput kafka) {
        KafkaSpec spec = new KafkaSpec(source.id(), config.pipeline(), kafka);
        try {
          looks.put(spec, TopicLook.at(spec));
        } catch (UnreachableException e) {
          throw new CannotStart(e.getMessage(), e);
        }
      }
    }
    return looks;
  }

  /** Which streams of the ledger each source would read. */
  List<ReadStreams> reads() {
    List<ReadStreams> reads = new ArrayList<>();
    looks.forEach((spec, found) -> reads.add(new ReadStreams(spec.source(), found::reads)));
    return reads;
  }

  /**
   * Judges before the lake is taken over, so that a start that cannot work leaves alone a job that
   * does.
   *
   * @param renamed which sources take the place of others
   * @throws CannotStart when something is lost, and may not be
   */
  void judge(RenamedSources renamed) {
    judge(renamed.adopted(before));
  }

  /**
   * What is to be committed before anything is read. Where a job has read on since the judgement,
   * the brokers are asked once more.
   *
   * @param heads where the streams stand, once nobody else can read on
   * @throws CannotStart when something is lost, and may not be
   */
  List<StreamProgress> news(List<StreamHead> heads) {
    if (!ofTopics(heads).equals(judged)) {
      looks = looks(config);
      judge(heads);
    }
    return news;
  }

  private void judge(List<StreamHead> heads) {
    List<StreamProgress> all = new ArrayList<>();
    looks.forEach(
        (spec, found) -> {
          try {
            all.addAll(TopicStart.at(spec, found, heads));
          } catch (LostRecordsException | UnreachableException e) {
            throw new CannotStart(e.getMessage(), e);
          }
        });
    news = all;
    judged = ofTopics(heads);
  }

  private Set<StreamHead> ofTopics(List<StreamHead> heads) {
    Set<String> sources = looks.keySet().stream().map(KafkaSpec::source).collect(toSet());
    return heads.stream().filter(head -> sources.contains(head.source())).collect(toSet());
  }

  /** The sources, by id. */
  Map<String, TopicSource> sources(List<StreamHead> heads, boolean bounded) {
    Map<String, TopicSource> sources = new LinkedHashMap<>();
    looks.forEach(
        (spec, found) -> {
          // A bounded run does not wait for a topic that was deleted.
          if (!bounded || !found.topics().isEmpty()) {
            sources.put(
                spec.source(),
                new TopicSource(spec, config.lake().location(), found, heads, bounded));
          }
        });
    return sources;
  }
}

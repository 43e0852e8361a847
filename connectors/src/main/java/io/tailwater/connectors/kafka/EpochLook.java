package io.tailwater.connectors.kafka;

import io.tailwater.connectors.kafka.CurrentStreams.Current;
import io.tailwater.connectors.kafka.TopicsFound.Content;
import io.tailwater.connectors.kafka.TopicsFound.Topic;
import io.tailwater.connectors.lake.StreamHead;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * A look at whether partitions still hold what was read of them. A partition that has lost its end
 * may have grown beyond it again, with other records at the same offsets; the leader's epoch tells
 * them apart. Kafka's consumer asks for it when it is to begin behind a record of a known epoch.
 */
final class EpochLook {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final Duration CLOSING = Duration.ofSeconds(2);

  private final KafkaConsumer<?, ?> consumer;

  private EpochLook(KafkaConsumer<?, ?> consumer) {
    this.consumer = consumer;
  }

  /**
   * Asks the brokers.
   *
   * @param found the topics as they are
   * @param heads the ledger's streams
   * @return what each partition that has lost records still holds; empty where that cannot be told
   * @throws UnreachableException when the brokers do not answer
   */
  static Map<PartitionStream, Optional<KeptRecords>> at(
      KafkaSpec spec, TopicsFound found, List<StreamHead> heads) {
    List<Current> known =
        CurrentStreams.of(spec.source(), heads).values().stream()
            .filter(current -> found.reads(current.stream().name()))
            .filter(current -> current.evidence().leaderEpoch() != null)
            .toList();
    if (known.isEmpty()) {
      return Map.of();
    }
    Properties properties = spec.asking();
    properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
    KafkaConsumer<?, ?> consumer = null;
    try {
      consumer = new KafkaConsumer<>(properties);
      return new EpochLook(consumer).look(found, known);
    } catch (KafkaException e) {
      throw UnreachableException.of(spec.title() + " cannot be asked what its partitions hold", e);
    } finally {
      if (consumer != null) {
        consumer.close(CloseOptions.timeout(CLOSING));
      }
    }
  }

  private Map<PartitionStream, Optional<KeptRecords>> look(TopicsFound found, List<Current> known) {
    Map<PartitionStream, Optional<KeptRecords>> lost = new HashMap<>();
    for (Current current : known) {
      PartitionStream stream = current.stream();
      Topic topic = found.topics().get(stream.topic());
      Content content = topic.partitions().get(stream.partition());
      // A partition without a leader epoch is one of before Kafka had them.
      if (content != null && content.leaderEpoch() != null) {
        Optional<KeptRecords> kept = kept(current, content.leaderEpoch());
        if (kept.isEmpty() || kept.get().end() < current.head().offset()) {
          lost.put(stream, kept);
        }
      }
    }
    return lost;
  }

  /**
   * Goes back through the epochs that were read to the newest that the partition has records of.
   *
   * @param newest epoch of the partition's end
   * @return empty when it is not known well enough what was read
   */
  private Optional<KeptRecords> kept(Current current, int newest) {
    PartitionStream stream = current.stream();
    TopicPartition partition = new TopicPartition(stream.topic(), stream.partition());
    PartitionEvidence evidence = current.evidence();
    List<ReadEpoch> read = new ArrayList<>(evidence.earlier());
    read.add(new ReadEpoch(evidence.leaderEpoch(), current.head().offset()));
    int largest = newest;
    for (int i = read.size() - 1; i >= 0; i--) {
      ReadEpoch epoch = read.get(i);
      if (epoch.epoch() <= largest) {
        Optional<ReadEpoch> there = endOf(partition, epoch);
        if (there.isEmpty()) {
          return Optional.empty();
        }
        if (there.get().epoch() == epoch.epoch()) {
          return Optional.of(new KeptRecords(there.get().end(), evidence.upTo(epoch.epoch())));
        }
        largest = there.get().epoch();
      }
    }
    return Optional.empty();
  }

  /**
   * Whether a partition holds all that was read of an epoch: then just that. Otherwise the newest
   * epoch up to that one of which it has records, and where they end; empty when it has none.
   */
  private Optional<ReadEpoch> endOf(TopicPartition partition, ReadEpoch read) {
    consumer.assign(List.of(partition));
    // The consumer asks only when it knows the leader, which it has to for this.
    consumer.beginningOffsets(List.of(partition), TIMEOUT);
    consumer.seek(partition, new OffsetAndMetadata(read.end(), Optional.of(read.epoch()), ""));
    try {
      consumer.position(partition, TIMEOUT);
      return Optional.of(read);
    } catch (LogTruncationException e) {
      return Optional.ofNullable(e.divergentOffsets().get(partition))
          .flatMap(end -> end.leaderEpoch().map(epoch -> new ReadEpoch(epoch, end.offset())));
    }
  }
}

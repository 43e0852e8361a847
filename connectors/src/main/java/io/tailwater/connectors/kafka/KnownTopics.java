package io.tailwater.connectors.kafka;

import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.connectors.lake.TroubleFile;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.connector.kafka.source.enumerator.subscriber.KafkaSubscriber;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions of a source's topics, those added later too. Brokers that do not answer, or do not
 * know a topic, change nothing once they have answered: whether the topic is gone is for the reader
 * to find out. Whoever looks at the lake is told of brokers that do not answer.
 */
final class KnownTopics implements KafkaSubscriber {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(KnownTopics.class);
  private static final long TIMEOUT_SECONDS = 20;

  private final KafkaSpec spec;
  private final LakeLocation lake;
  private final HashMap<String, String> ids;
  private transient Map<String, Set<TopicPartition>> before;

  private transient TroubleFile trouble;

  /**
   * @param lake where it is told that brokers do not answer
   * @param ids the ids of those topics that were there at the start
   */
  KnownTopics(KafkaSpec spec, LakeLocation lake, Map<String, String> ids) {
    this.spec = spec;
    this.lake = lake;
    this.ids = new HashMap<>(ids);
  }

  @Override
  public Set<TopicPartition> getSubscribedTopicPartitions(AdminClient admin) {
    if (before == null) {
      before = new HashMap<>();
      trouble = TroubleFile.ofSource(lake, spec.source());
    }
    Optional<UnreachableException> failure = ask(admin);
    failure.ifPresentOrElse(trouble::note, trouble::succeeded);
    if (failure.isPresent() && !before.keySet().containsAll(ids.keySet())) {
      throw failure.get();
    }
    failure.ifPresent(why -> LOG.info("{}", why.getMessage()));
    Set<TopicPartition> all = new HashSet<>();
    before.values().forEach(all::addAll);
    return all;
  }

  private Optional<UnreachableException> ask(AdminClient admin) {
    UnreachableException failure = null;
    Map<String, KafkaFuture<TopicDescription>> asked =
        admin.describeTopics(spec.input().topics()).topicNameValues();
    for (Entry<String, KafkaFuture<TopicDescription>> topic : asked.entrySet()) {
      try {
        take(topic.getValue().get(TIMEOUT_SECONDS, TimeUnit.SECONDS));
      } catch (ExecutionException e) {
        if (ids.containsKey(topic.getKey())
            || !(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          failure = UnreachableException.of(cannotAskFor(topic.getKey()), e.getCause());
        }
      } catch (TimeoutException e) {
        failure =
            new UnreachableException(
                cannotAskFor(topic.getKey()) + ": no answer in " + TIMEOUT_SECONDS + " s", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while brokers were asked for topics", e);
      }
    }
    return Optional.ofNullable(failure);
  }

  private String cannotAskFor(String topic) {
    return spec.title() + " cannot be asked for topic '" + topic + "'";
  }

  private void take(TopicDescription topic) {
    String id = topic.topicId().toString();
    if (!id.equals(ids.get(topic.name()))) {
      String was = ids.containsKey(topic.name()) ? "of id " + ids.get(topic.name()) : "not there";
      throw new SuppressRestartsException(
          new TopicChangedException(
              "Topic '%s' is there with id %s, and was %s".formatted(topic.name(), id, was)));
    }
    Set<TopicPartition> partitions = new HashSet<>();
    topic
        .partitions()
        .forEach(p -> partitions.add(new TopicPartition(topic.name(), p.partition())));
    before.put(topic.name(), partitions);
  }
}

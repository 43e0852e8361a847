package io.tailwater.connectors.kafka;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
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
 * to find out.
 */
final class KnownTopics implements KafkaSubscriber {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(KnownTopics.class);
  private static final long TIMEOUT_SECONDS = 20;

  private final List<String> topics;
  private final HashMap<String, String> ids;
  private transient Map<String, Set<TopicPartition>> before;

  /**
   * @param topics those that are configured
   * @param ids the ids of those that were there at the start
   */
  KnownTopics(List<String> topics, Map<String, String> ids) {
    this.topics = topics;
    this.ids = new HashMap<>(ids);
  }

  @Override
  public Set<TopicPartition> getSubscribedTopicPartitions(AdminClient admin) {
    before = before == null ? new HashMap<>() : before;
    Map<String, KafkaFuture<TopicDescription>> asked =
        admin.describeTopics(topics).topicNameValues();
    for (Entry<String, KafkaFuture<TopicDescription>> topic : asked.entrySet()) {
      try {
        take(topic.getValue().get(TIMEOUT_SECONDS, TimeUnit.SECONDS));
      } catch (ExecutionException e) {
        if (ids.containsKey(topic.getKey())
            || !(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          keep(topic.getKey(), e.getCause());
        }
      } catch (TimeoutException e) {
        keep(topic.getKey(), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while brokers were asked for topics", e);
      }
    }
    Set<TopicPartition> all = new HashSet<>();
    before.values().forEach(all::addAll);
    return all;
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

  private void keep(String topic, Throwable why) {
    if (!before.containsKey(topic)) {
      throw new IllegalStateException("Topic '" + topic + "' cannot be asked for: " + why, why);
    }
    LOG.info("The partitions of topic {} cannot be asked for: {}", topic, why.toString());
  }
}

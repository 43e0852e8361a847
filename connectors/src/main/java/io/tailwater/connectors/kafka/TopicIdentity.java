package io.tailwater.connectors.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes sure that topics are those that they were. A topic's id never comes back, so what was read
 * before the id was seen to be the same was read of that topic; the Kafka consumer by itself goes
 * on in a topic of the same name.
 */
final class TopicIdentity {
  private static final Logger LOG = LoggerFactory.getLogger(TopicIdentity.class);
  private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** A broker that has just started may not know all topics yet. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Map<String, String> ids;
  private final LongSupplier nanos;
  private final Map<String, Long> missingSince = new HashMap<>();

  /**
   * @param ids the id of each topic
   * @param nanos a clock that never goes back
   */
  TopicIdentity(Map<String, String> ids, LongSupplier nanos) {
    this.ids = ids;
    this.nanos = nanos;
  }

  /**
   * Asks for all topics.
   *
   * @return true when each is the same; false when no broker answers, or one does not know a topic
   *     that it may yet learn of
   * @throws TopicChangedException when one is gone or another
   */
  boolean holds(Admin admin) {
    boolean all = true;
    long deadline = nanos.getAsLong() + TIMEOUT_NANOS;
    Map<String, KafkaFuture<TopicDescription>> asked =
        admin.describeTopics(ids.keySet()).topicNameValues();
    for (Entry<String, KafkaFuture<TopicDescription>> topic : asked.entrySet()) {
      String name = topic.getKey();
      try {
        String id =
            topic
                .getValue()
                .get(Math.max(0, deadline - nanos.getAsLong()), TimeUnit.NANOSECONDS)
                .topicId()
                .toString();
        if (!id.equals(ids.get(name))) {
          throw new TopicChangedException(
              "Topic '%s' is another one now, of id %s instead of %s"
                  .formatted(name, id, ids.get(name)));
        }
        missingSince.remove(name);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof UnknownTopicOrPartitionException) {
          requireRecent(name);
        } else {
          LOG.info("The id of topic {} cannot be asked for: {}", name, e.getCause().toString());
        }
        all = false;
      } catch (TimeoutException e) {
        LOG.info("The id of topic {} cannot be asked for: no answer", name);
        all = false;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return all;
  }

  private void requireRecent(String topic) {
    long now = nanos.getAsLong();
    Long since = missingSince.putIfAbsent(topic, now);
    if (since != null && now - since > PATIENCE_NANOS) {
      throw new TopicChangedException("Topic '" + topic + "' is not there any more");
    }
  }
}

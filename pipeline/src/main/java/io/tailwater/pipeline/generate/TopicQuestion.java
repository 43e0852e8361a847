package io.tailwater.pipeline.generate;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Asks whether a topic is there, since a producer that is sent to an unknown one either makes it or
 * says no more than that time is up.
 */
final class TopicQuestion {
  private static final int TIMEOUT_MILLIS = 20_000;

  /** A topic that was just made may not be known everywhere yet. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(3);

  private static final long PAUSE_MILLIS = 200;

  private TopicQuestion() {}

  /** Returns when it is there. */
  static void demandTopic(String title, String topic, Map<String, Object> settings)
      throws IOException {
    Map<String, Object> asking = new HashMap<>(settings);
    asking.keySet().retainAll(AdminClientConfig.configNames());
    // Where no broker answers, Kafka's own recovery would go in circles without a pause.
    asking.put(AdminClientConfig.METADATA_RECOVERY_STRATEGY_CONFIG, "none");
    asking.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
    asking.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS / 2);
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    try (Admin admin = Admin.create(asking)) {
      while (!isThere(title, topic, admin)) {
        if (System.nanoTime() > deadline) {
          throw new IOException(title + ": there is no such topic; make it first");
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(title + ": interrupted while the brokers were asked for it", e);
    }
  }

  private static boolean isThere(String title, String topic, Admin admin)
      throws IOException, InterruptedException {
    try {
      admin
          .describeTopics(Set.of(topic))
          .allTopicNames()
          .get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      throw silent(title, e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return false;
      }
      if (e.getCause() instanceof RetriableException) {
        throw silent(title, e);
      }
      throw new IOException(title + " cannot be asked for: " + e.getCause().getMessage(), e);
    }
  }

  private static IOException silent(String title, Exception e) {
    return new IOException(title + ": no broker answers, after " + TIMEOUT_MILLIS / 1000 + " s", e);
  }
}

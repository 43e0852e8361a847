package io.tailwater.connectors.kafka;

import io.tailwater.connectors.kafka.TopicsFound.Content;
import io.tailwater.connectors.kafka.TopicsFound.Topic;
import io.tailwater.connectors.lake.config.KafkaInput.Start;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** A look at a source's topics, before the job starts. */
public final class TopicLook {
  private static final int TIMEOUT_MILLIS = 20_000;

  /** A broker that has just started may not know all topics yet. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final KafkaSpec spec;
  private final Admin admin;

  private TopicLook(KafkaSpec spec, Admin admin) {
    this.spec = spec;
    this.admin = admin;
  }

  /**
   * Asks the brokers.
   *
   * @return the topics that there are; others are missing in it
   * @throws UnreachableException when they do not answer
   */
  public static TopicsFound at(KafkaSpec spec) {
    Admin admin = null;
    try {
      admin = spec.admin();
      return new TopicLook(spec, admin).look();
    } catch (KafkaException e) {
      throw UnreachableException.of(spec.title() + " cannot be asked for its topics", e);
    } finally {
      if (admin != null) {
        // It would go on waiting, for a minute, for the answers that were given up here.
        admin.close(Duration.ZERO);
      }
    }
  }

  private TopicsFound look() {
    String cluster = await(admin.describeCluster().clusterId());
    Map<String, TopicDescription> described = new TreeMap<>();
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    GrowingPause pause = new GrowingPause();
    describe(described);
    while (described.size() < spec.input().topics().size() && System.nanoTime() < deadline) {
      await(pause);
      describe(described);
    }
    Map<String, Topic> topics = new TreeMap<>();
    described.forEach(
        (name, topic) -> {
          Map<TopicPartition, ListOffsetsResultInfo> begins =
              offsets(topic, OffsetSpec::earliest, IsolationLevel.READ_UNCOMMITTED);
          Map<TopicPartition, ListOffsetsResultInfo> ends =
              offsets(topic, OffsetSpec::latest, IsolationLevel.READ_UNCOMMITTED);
          Map<TopicPartition, ListOffsetsResultInfo> stables =
              offsets(topic, OffsetSpec::latest, IsolationLevel.READ_COMMITTED);
          Start start = spec.input().start();
          Map<TopicPartition, ListOffsetsResultInfo> times =
              start.time() == null
                  ? Map.of()
                  : offsets(
                      topic,
                      () -> OffsetSpec.forTimestamp(start.time().toEpochMilli()),
                      IsolationLevel.READ_UNCOMMITTED);
          Map<Integer, Content> partitions = new TreeMap<>();
          begins.forEach(
              (partition, begin) -> {
                long stable = stables.get(partition).offset();
                ListOffsetsResultInfo time = times.get(partition);
                partitions.put(
                    partition.partition(),
                    new Content(
                        begin.offset(),
                        ends.get(partition).offset(),
                        stable,
                        time == null || time.offset() < 0 ? stable : time.offset(),
                        ends.get(partition).leaderEpoch().orElse(null)));
              });
          topics.put(name, new Topic(topic.topicId().toString(), partitions));
        });
    return new TopicsFound(cluster, topics);
  }

  private void describe(Map<String, TopicDescription> into) {
    Map<String, KafkaFuture<TopicDescription>> asked =
        admin.describeTopics(spec.input().topics()).topicNameValues();
    for (Entry<String, KafkaFuture<TopicDescription>> topic : asked.entrySet()) {
      try {
        into.put(topic.getKey(), await(topic.getValue()));
      } catch (UnknownTopicOrPartitionException e) {
        into.remove(topic.getKey());
      }
    }
  }

  private Map<TopicPartition, ListOffsetsResultInfo> offsets(
      TopicDescription topic, Supplier<OffsetSpec> which, IsolationLevel isolation) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    topic
        .partitions()
        .forEach(p -> asked.put(new TopicPartition(topic.name(), p.partition()), which.get()));
    return await(admin.listOffsets(asked, new ListOffsetsOptions(isolation)).all());
  }

  private <T> T await(KafkaFuture<T> answer) {
    try {
      return answer.get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException unknown) {
        throw unknown;
      }
      throw UnreachableException.of(spec.title() + " cannot be asked for its topics", e.getCause());
    } catch (TimeoutException e) {
      throw new UnreachableException(
          spec.title() + ": the brokers do not answer, after " + TIMEOUT_MILLIS / 1000 + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnreachableException(spec.title() + ": interrupted while brokers were asked", e);
    }
  }

  private void await(GrowingPause pause) {
    try {
      pause.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnreachableException(spec.title() + ": interrupted while brokers were asked", e);
    }
  }
}

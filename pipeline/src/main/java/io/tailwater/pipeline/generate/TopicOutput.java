package io.tailwater.pipeline.generate;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A Kafka topic. Each line is a record, without its line feed; its key is the session, so that a
 * visit stays in order in one partition and the partitions get about the same. Records are in the
 * topic once, on all replicas, when {@link #close} returns.
 */
public final class TopicOutput implements TrafficOutput, AutoCloseable {
  private static final int ANSWER_MILLIS = 10_000;
  private static final int DELIVERY_MILLIS = 30_000;
  private static final int LINGER_MILLIS = 20;
  private static final int BATCH_BYTES = 128 << 10;
  private static final int KEY_DIGITS = 16;

  private final String title;
  private final String topic;
  private final KafkaProducer<byte[], byte[]> producer;
  private final LineBytes key = new LineBytes();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  private TopicOutput(String title, String topic, KafkaProducer<byte[], byte[]> producer) {
    this.title = title;
    this.topic = topic;
    this.producer = producer;
  }

  /**
   * Connects, and makes sure that the topic is there.
   *
   * @param brokers some of the cluster's, {@code host:port} with commas between
   * @param properties further properties of Kafka's producer
   * @throws IOException in one sentence, when no broker answers in 20 s, or there is no such topic
   * @throws IllegalArgumentException when the brokers or a property make no sense to Kafka
   */
  public static TopicOutput open(String brokers, String topic, Map<String, String> properties)
      throws IOException {
    String title = "Topic '" + topic + "' (" + brokers + ")";
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, DELIVERY_MILLIS);
    settings.putAll(properties);
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    try {
      TopicQuestion.demandTopic(title, topic, settings);
      ByteArraySerializer bytes = new ByteArraySerializer();
      return new TopicOutput(title, topic, new KafkaProducer<>(settings, bytes, bytes));
    } catch (KafkaException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IllegalArgumentException(title + ": " + cause.getMessage(), e);
    }
  }

  @Override
  public void take(LineBytes lines, LongSupplier session) throws IOException {
    if (lines.length() == 0) {
      return;
    }
    key.clear();
    key.hex(session.getAsLong(), KEY_DIGITS);
    byte[] value = lines.copy(0, lines.length() - 1);
    lines.clear();
    check();
    try {
      producer.send(
          new ProducerRecord<>(topic, key.copy(0, KEY_DIGITS), value),
          (place, e) -> {
            if (e == null) {
              sent.incrementAndGet();
            } else {
              failure.compareAndSet(null, e);
            }
          });
    } catch (KafkaException e) {
      failure.compareAndSet(null, e);
      check();
    }
  }

  @Override
  public void flush(LineBytes lines) throws IOException {
    check();
  }

  /** Waits until the brokers have all records. */
  public void flush() throws IOException {
    producer.flush();
    check();
  }

  private void check() throws IOException {
    Exception e = failure.get();
    if (e != null) {
      throw new IOException(
          title + " takes no more, after " + sent + " records: " + e.getMessage(), e);
    }
  }

  /** How many records the brokers have. */
  public long sent() {
    return sent.get();
  }

  @Override
  public void close() {
    producer.close(failure.get() == null ? Duration.ofMillis(DELIVERY_MILLIS) : Duration.ZERO);
  }
}

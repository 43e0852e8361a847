package io.tailwater.pipeline.gateway;

import io.tailwater.connectors.lake.config.KafkaInput;
import java.io.Closeable;
import java.time.Duration;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes to one topic, and starts anew after an error that Kafka's producer does not get over. */
final class TopicProducer implements Closeable {
  /** Who has heard nothing until then is told so. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Duration TO_ANSWER = Duration.ofSeconds(8);
  private static final Duration TO_CLOSE = Duration.ofSeconds(5);
  private static final int BATCH_BYTES = 128 << 10;
  private static final int BUFFER_BYTES = 32 << 20;

  private final Properties settings;
  private final String topic;

  /** Null when the one before is of no use any more. */
  private KafkaProducer<byte[], byte[]> producer;

  /**
   * @param name what the brokers may call it
   * @param input the topic, and how its brokers are reached
   * @throws RuntimeException when the brokers' names or the properties cannot be right
   */
  TopicProducer(String name, KafkaInput input) {
    this.settings = settings(name, input);
    this.topic = input.topics().get(0);
    this.producer = new KafkaProducer<>(settings);
  }

  /** What the reader's properties say of connections holds here too. */
  private static Properties settings(String name, KafkaInput input) {
    Properties settings = new Properties();
    input
        .properties()
        .forEach(
            (key, value) -> {
              if (key.matches("(security|sasl|ssl)\\..*|client\\.dns\\.lookup")) {
                settings.setProperty(key, value);
              }
            });
    String bytes = ByteArraySerializer.class.getName();
    settings.setProperty(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, bytes);
    settings.setProperty(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, bytes);
    settings.setProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, input.brokers());
    settings.setProperty(ProducerConfig.CLIENT_ID_CONFIG, name);
    settings.setProperty(ProducerConfig.ACKS_CONFIG, "all");
    settings.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    settings.setProperty(ProducerConfig.LINGER_MS_CONFIG, "0");
    settings.setProperty(ProducerConfig.BATCH_SIZE_CONFIG, Integer.toString(BATCH_BYTES));
    settings.setProperty(ProducerConfig.BUFFER_MEMORY_CONFIG, Integer.toString(BUFFER_BYTES));
    settings.setProperty(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis(TO_ANSWER));
    settings.setProperty(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis(TO_ANSWER));
    settings.setProperty(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis(PATIENCE));
    // Where no broker answers, Kafka's own recovery would go in circles without a pause.
    settings.setProperty(CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, "none");
    return settings;
  }

  private static String millis(Duration time) {
    return Long.toString(time.toMillis());
  }

  /**
   * Sends a record. Waits for room in the buffer, and for the brokers where they are not known yet.
   *
   * @param done takes null once all replicas in sync have it, or why that is not known, after
   *     {@link #PATIENCE} at the latest; in a thread that must not wait
   */
  void send(byte[] value, Consumer<Exception> done) {
    KafkaProducer<byte[], byte[]> now = null;
    try {
      now = current();
      KafkaProducer<byte[], byte[]> used = now;
      now.send(
          new ProducerRecord<>(topic, value),
          (place, e) -> {
            if (e != null && !isPassing(e)) {
              drop(used);
            }
            done.accept(e);
          });
    } catch (InterruptException e) {
      done.accept(e);
    } catch (RuntimeException e) {
      drop(now);
      done.accept(e);
    }
  }

  private static boolean isPassing(Exception e) {
    return e instanceof RetriableException || e instanceof RecordTooLargeException;
  }

  private synchronized KafkaProducer<byte[], byte[]> current() {
    if (producer == null) {
      producer = new KafkaProducer<>(settings);
    }
    return producer;
  }

  private void drop(KafkaProducer<byte[], byte[]> broken) {
    synchronized (this) {
      if (broken == null || producer != broken) {
        return;
      }
      producer = null;
    }
    broken.close(Duration.ZERO);
  }

  /** Ends it once what was sent is confirmed, or soon. */
  @Override
  public void close() {
    KafkaProducer<byte[], byte[]> last;
    synchronized (this) {
      last = producer;
    }
    if (last != null) {
      last.close(TO_CLOSE);
    }
  }
}

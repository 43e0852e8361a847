package io.tailwater.pipeline.testing;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes numbered lines into a topic; line {@code n} has the path {@code /line/n}. */
public final class TopicWriter implements AutoCloseable {
  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private long next;

  /** Outside of transactions. */
  public TopicWriter(KafkaBroker broker, String topic) {
    this(broker, topic, Map.of());
  }

  /**
   * @param first number of the first line
   */
  public TopicWriter(KafkaBroker broker, String topic, long first) {
    this(broker, topic);
    next = first;
  }

  private TopicWriter(KafkaBroker broker, String topic, Map<String, Object> more) {
    Map<String, Object> settings =
        new HashMap<>(
            Map.of(
                "acks",
                "all",
                "linger.ms",
                5,
                "delivery.timeout.ms",
                300_000,
                "max.block.ms",
                300_000L,
                "key.serializer",
                ByteArraySerializer.class.getName(),
                "value.serializer",
                ByteArraySerializer.class.getName()));
    settings.putAll(broker.client());
    settings.putAll(more);
    this.producer = new KafkaProducer<>(settings);
    this.topic = topic;
  }

  /**
   * One that writes a record again when it hears nothing of it, so that it may be there twice.
   * After a kill of the broker, Kafka's idempotent producer may give up instead.
   */
  public static TopicWriter repeating(KafkaBroker broker, String topic) {
    return new TopicWriter(broker, topic, Map.of("enable.idempotence", false));
  }

  /** One whose batches are packed, as {@code zstd} or {@code none} say. */
  public static TopicWriter packed(KafkaBroker broker, String topic, String codec) {
    return new TopicWriter(broker, topic, Map.of("compression.type", codec));
  }

  /** In transactions only. */
  public static TopicWriter transactional(KafkaBroker broker, String topic) {
    TopicWriter writer = new TopicWriter(broker, topic, Map.of("transactional.id", "writer"));
    writer.producer.initTransactions();
    return writer;
  }

  /** Writes so many lines to a partition, and waits until they are there. */
  public void write(int partition, int lines) {
    List<Future<RecordMetadata>> sent =
        IntStream.range(0, lines).mapToObj(i -> send(partition)).toList();
    producer.flush();
    for (Future<RecordMetadata> record : sent) {
      try {
        record.get();
      } catch (ExecutionException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Writes a record of whatever is given, null too, and waits until it is there. */
  public void write(int partition, String value) {
    byte[] bytes = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
    producer.send(new ProducerRecord<>(topic, partition, null, bytes));
    producer.flush();
  }

  /**
   * Writes the next line, to the partition that Kafka chooses when none is given.
   *
   * @param partition null for any
   */
  public Future<RecordMetadata> send(Integer partition) {
    String line = GrowingLog.line(next++, Instant.now()).stripTrailing();
    return producer.send(
        new ProducerRecord<>(topic, partition, null, line.getBytes(StandardCharsets.US_ASCII)),
        (written, failed) -> failure.compareAndSet(null, failed));
  }

  /** A time after that of every record so far, and before that of any to come. */
  public Instant later() {
    Instant time = Instant.now().plusMillis(2);
    while (Instant.now().isBefore(time)) {
      Thread.onSpinWait();
    }
    return time;
  }

  /** Waits until every line so far is there, and demands that each is. */
  public void flush() {
    producer.flush();
    if (failure.get() != null) {
      throw new IllegalStateException(failure.get());
    }
  }

  public void begin() {
    producer.beginTransaction();
  }

  public void commit() {
    producer.commitTransaction();
  }

  public void abort() {
    producer.flush();
    producer.abortTransaction();
  }

  @Override
  public void close() {
    producer.close();
  }
}

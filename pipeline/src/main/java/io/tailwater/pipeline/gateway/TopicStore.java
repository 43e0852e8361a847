package io.tailwater.pipeline.gateway;

import io.tailwater.connectors.lake.config.KafkaInput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * Keeps events in a topic, a record each: they are stored when all replicas in sync have confirmed
 * them. Of a body that was not confirmed as a whole, some may be in the topic all the same.
 */
final class TopicStore implements EventStore {
  /** Brokers take batches of a mebibyte unless told otherwise; some bytes of it are not values. */
  private static final int LONGEST = 1_000_000;

  private static final long MOST_UNDER_WAY = 16 << 20;

  private final String topic;
  private final TopicProducer producer;
  private final Path directory;
  private final Pressure disk;
  private final AtomicLong underWay = new AtomicLong();
  private final AtomicInteger senders = new AtomicInteger();

  /** The last body was not confirmed: as long as that is so, they are tried one at a time. */
  private volatile boolean failing;

  /**
   * @param directory where uploads wait until they are checked to their end
   * @param disk when there is no room for them
   */
  TopicStore(KafkaInput input, TopicProducer producer, Path directory, Pressure disk) {
    this.topic = "topic '" + input.topics().get(0) + "' of " + input.brokers();
    this.producer = producer;
    this.directory = directory;
    this.disk = disk;
  }

  @Override
  public int longest() {
    return LONGEST;
  }

  @Override
  public void admit() {
    if (failing && senders.get() > 0) {
      throw Refusal.notStored(
          "The brokers of " + topic + " do not confirm events now; another post asks them again");
    }
    long bytes = underWay.get();
    if (bytes > MOST_UNDER_WAY) {
      throw Refusal.behind(bytes + " bytes wait for the brokers of " + topic, 1);
    }
  }

  @Override
  public void store(Records records) throws InterruptedException {
    senders.incrementAndGet();
    try {
      Delivery delivery = new Delivery();
      send(records, delivery);
      finish(delivery);
    } finally {
      senders.decrementAndGet();
    }
  }

  /** Returns false when there is no use in sending more. */
  private boolean send(Records records, Delivery delivery) throws InterruptedException {
    for (int i = 0; i < records.count(); i++) {
      byte[] value = Arrays.copyOfRange(records.bytes(), records.from(i), records.to(i) - 1);
      if (!delivery.begin(value.length)) {
        return false;
      }
      underWay.addAndGet(value.length);
      producer.send(
          value,
          e -> {
            underWay.addAndGet(-value.length);
            delivery.end(value.length, e);
          });
    }
    return true;
  }

  private void finish(Delivery delivery) throws InterruptedException {
    Exception failure = delivery.await();
    if (failure instanceof RecordTooLargeException) {
      throw Refusal.tooLarge(
          "An event is longer than "
              + topic
              + " takes, others may be there: "
              + failure.getMessage());
    }
    failing = failure != null;
    if (failing) {
      throw Refusal.notStored(
          "Not all events were confirmed by the brokers of "
              + topic
              + ", some may be there: "
              + failure.getMessage());
    }
  }

  /** Nothing is sent before all of it is there and checked. */
  @Override
  public Upload upload() throws IOException {
    disk.check();
    NamelessFile file = NamelessFile.in(directory);
    return new Upload() {
      @Override
      public void add(Records records) {
        disk.check();
        try {
          file.append(records.all());
        } catch (IOException e) {
          throw Refusal.notStored("An upload could not be stored: " + e);
        }
      }

      @Override
      public void store() throws IOException, InterruptedException {
        sendAll(new UploadCut(file.read(), null));
      }

      @Override
      public void close() throws IOException {
        file.close();
      }
    };
  }

  private void sendAll(UploadCut lines) throws IOException, InterruptedException {
    senders.incrementAndGet();
    try {
      Delivery delivery = new Delivery();
      BadRecords none = new BadRecords();
      Optional<Records> next = lines.next(none);
      while (next.isPresent() && send(next.get(), delivery)) {
        next = lines.next(none);
      }
      finish(delivery);
    } finally {
      senders.decrementAndGet();
    }
  }
}

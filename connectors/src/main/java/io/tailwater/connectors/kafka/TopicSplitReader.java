package io.tailwater.connectors.kafka;

import io.tailwater.connectors.stream.LineBatch;
import io.tailwater.connectors.stream.SpareArrays;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.connector.base.source.reader.RecordsBySplits;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads partitions in Flink's fetcher thread. What was read is handed over once the topics are seen
 * to be those that they were, all together; without an answer it is kept until there is one.
 */
final class TopicSplitReader implements SplitReader<LineBatch, KafkaPartitionSplit> {
  private static final Logger LOG = LoggerFactory.getLogger(TopicSplitReader.class);
  private static final int FETCH_BYTES = 4 << 20;
  private static final long FETCH_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** How often an idle reader looks at its topics and says that it has caught up. */
  private static final long NEWS_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final Duration PLACING = Duration.ofSeconds(2);
  private static final Duration CLOSING = Duration.ofSeconds(2);

  private final KafkaSpec spec;
  private final KnownPartitions known;
  private final TopicIdentity identity;
  private final GroupOffsets group;
  private final AtomicLong left;
  private final SpareArrays arrays;
  private final GrowingPause unanswered = new GrowingPause();
  private final KafkaConsumer<ByteBuffer, ByteBuffer> consumer;
  private final Map<TopicPartition, PartitionRecords> partitions = new LinkedHashMap<>();
  private Admin admin;
  private final List<KafkaPartitionSplit> unplaced = new ArrayList<>();

  /** What was read of topics that are not known to be the same yet. */
  private Optional<RecordsWithSplitIds<LineBatch>> held = Optional.empty();

  private long newsNanos = System.nanoTime();

  /**
   * @param left is told how many positions are left to read
   * @param arrays where the arrays of batches come from
   */
  TopicSplitReader(
      KafkaSpec spec,
      KnownPartitions known,
      GroupOffsets group,
      AtomicLong left,
      SpareArrays arrays) {
    this.arrays = arrays;
    this.spec = spec;
    this.known = known;
    this.identity = new TopicIdentity(known.ids(), System::nanoTime);
    this.group = group;
    this.left = left;
    this.consumer = new KafkaConsumer<>(spec.consumer());
    this.admin = spec.admin();
  }

  @Override
  public RecordsWithSplitIds<LineBatch> fetch() throws IOException {
    place();
    if (partitions.isEmpty() && held.isEmpty()) {
      pause();
      return nothing();
    }
    showToKafka();
    boolean due = System.nanoTime() - newsNanos > NEWS_NANOS;
    if (held.isEmpty()) {
      held = read(due);
    }
    if ((held.isEmpty() && !due) || !identityHolds()) {
      return nothing();
    }
    newsNanos = System.nanoTime();
    RecordsWithSplitIds<LineBatch> certain = held.orElseGet(TopicSplitReader::nothing);
    held = Optional.empty();
    return certain;
  }

  private static RecordsWithSplitIds<LineBatch> nothing() {
    return new RecordsBySplits.Builder<LineBatch>().build();
  }

  /**
   * What there is, or what is new about partitions without it.
   *
   * @param due whether it is time to say that there is nothing
   */
  private Optional<RecordsWithSplitIds<LineBatch>> read(boolean due) {
    poll();
    long now = System.currentTimeMillis();
    RecordsBySplits.Builder<LineBatch> read = new RecordsBySplits.Builder<>();
    List<TopicPartition> finished = new ArrayList<>();
    TopicPartition idleOne = null;
    boolean any = false;
    for (Map.Entry<TopicPartition, PartitionRecords> partition : partitions.entrySet()) {
      TopicPartition name = partition.getKey();
      PartitionRecords records = partition.getValue();
      List<LineBatch> batches = records.take(consumer.currentLag(name), now);
      batches.forEach(batch -> read.add(name.toString(), batch));
      any |= !batches.isEmpty();
      if (records.isAtStop()) {
        read.addFinishedSplit(name.toString());
        finished.add(name);
      }
      idleOne = records.isCaughtUp() ? name : idleOne;
    }
    left.set(partitions.values().stream().mapToLong(PartitionRecords::left).sum());
    if (!any && due && idleOne != null) {
      // One idle partition speaks for all: where nothing more is there, time goes on.
      read.add(idleOne.toString(), partitions.get(idleOne).nothingMore(now));
      any = true;
    }
    if (!finished.isEmpty()) {
      finished.forEach(partitions::remove);
      consumer.assign(partitions.keySet());
    }
    return any ? Optional.of(read.build()) : Optional.empty();
  }

  private void poll() {
    long begin = System.nanoTime();
    long nanosLeft = FETCH_NANOS;
    int bytes = 0;
    try {
      while (nanosLeft > 0 && bytes < FETCH_BYTES) {
        ConsumerRecords<ByteBuffer, ByteBuffer> records =
            consumer.poll(Duration.ofNanos(nanosLeft));
        long now = System.currentTimeMillis();
        for (TopicPartition partition : records.partitions()) {
          PartitionRecords of = partitions.get(partition);
          for (ConsumerRecord<ByteBuffer, ByteBuffer> record : records.records(partition)) {
            bytes += of.add(record, now);
          }
        }
        records
            .nextOffsets()
            .forEach(
                (name, next) -> partitions.get(name).readUpTo(next.offset(), next.leaderEpoch()));
        nanosLeft = FETCH_NANOS - (System.nanoTime() - begin);
      }
    } catch (OffsetOutOfRangeException e) {
      throw new SuppressRestartsException(
          new TopicChangedException("What was to be read next is not there: " + e.getMessage()));
    }
  }

  private boolean identityHolds() throws IOException {
    try {
      boolean holds = identity.holds(admin);
      if (holds) {
        unanswered.answered();
      } else {
        admin.close(Duration.ZERO);
        admin = spec.admin();
        unanswered.await();
      }
      return holds;
    } catch (TopicChangedException e) {
      throw new SuppressRestartsException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while waiting for brokers");
    }
  }

  private void showToKafka() {
    group
        .take()
        .ifPresent(
            offsets ->
                consumer.commitAsync(
                    offsets,
                    (committed, failure) -> {
                      if (failure != null) {
                        LOG.info("Positions are not shown to Kafka: {}", failure.toString());
                      }
                    }));
  }

  private void pause() throws IOException {
    try {
      TimeUnit.NANOSECONDS.sleep(FETCH_NANOS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while waiting for partitions");
    }
  }

  @Override
  public void handleSplitsChanges(SplitsChange<KafkaPartitionSplit> change) {
    if (!(change instanceof SplitsAddition)) {
      throw new UnsupportedOperationException(
          "Partitions are only ever added to a reader: " + change);
    }
    unplaced.addAll(change.splits());
  }

  /** Begins with the partitions that were added; with those that no broker tells of, next time. */
  private void place() {
    if (unplaced.isEmpty()) {
      return;
    }
    for (Iterator<KafkaPartitionSplit> left = unplaced.iterator(); left.hasNext(); ) {
      KafkaPartitionSplit split = left.next();
      TopicPartition name = split.getTopicPartition();
      try {
        long position = split.getStartingOffset();
        if (position < 0) {
          position = consumer.beginningOffsets(List.of(name), PLACING).get(name);
        }
        PartitionRecords records = known.recordsOf(split, position, arrays);
        partitions.put(name, records);
        consumer.assign(partitions.keySet());
        // With the epoch the consumer asks whether the partition still holds what was read.
        consumer.seek(name, new OffsetAndMetadata(position, records.leaderEpoch(), ""));
        left.remove();
      } catch (TimeoutException e) {
        LOG.info("Where partition {} begins cannot be asked for: {}", name, e.getMessage());
      }
    }
  }

  /** Not needed: no fetch waits for long. */
  @Override
  public void wakeUp() {}

  @Override
  public void close() {
    admin.close(CLOSING);
    consumer.close(CloseOptions.timeout(CLOSING));
  }
}

package io.tailwater.connectors.kafka;

import io.tailwater.connectors.stream.LineBatch;
import io.tailwater.connectors.stream.SpareArrays;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Records of one partition on their way into batches. A batch goes on to where the next one begins,
 * over the positions that transactions and compaction leave without a record.
 */
final class PartitionRecords {
  private static final int FIRST_BYTES = 16 << 10;
  private static final int FIRST_RECORDS = 256;

  /** A batch is closed once it has so much. */
  private static final int BATCH_BYTES = 1 << 20;

  private final String source;
  private final String stream;
  private final Long stop;
  private final SpareArrays arrays;
  private final List<LineBatch> closed = new ArrayList<>();
  private PartitionEvidence known;
  private String evidence;
  private long from;
  private long position;

  /** Where those records end of which the leader's epoch is known. */
  private long epochEnd;

  private long end;
  private boolean saidCaughtUp;
  private byte[] bytes = new byte[0];
  private int length;

  /** How many bytes the next batch may well have, going by those before. */
  private int expected;

  private long[] offsets = new long[0];
  private int[] ends = new int[0];
  private int count;

  /**
   * @param evidence as it is in the ledger, or as it begins
   * @param position where reading begins
   * @param stop where reading ends; null when it does not
   * @param arrays where the arrays of batches come from
   */
  PartitionRecords(
      String source, String stream, String evidence, long position, Long stop, SpareArrays arrays) {
    this.source = source;
    this.stream = stream;
    this.known = PartitionEvidence.read(evidence);
    this.evidence = evidence;
    this.from = position;
    this.position = position;
    this.epochEnd = position;
    this.stop = stop;
    this.arrays = arrays;
  }

  /**
   * Copies a record, and returns how many bytes it has; one without a value is a line without
   * bytes.
   */
  int add(ConsumerRecord<?, ByteBuffer> record, long nowMillis) {
    if (stop != null && record.offset() >= stop) {
      return 0;
    }
    // Before a batch ends here: positions without a record may be of this epoch already.
    record.leaderEpoch().ifPresent(this::takeEpoch);
    epochEnd = record.offset() + 1;
    if (length >= BATCH_BYTES) {
      close(record.offset(), record.offset(), false, nowMillis);
    }
    ByteBuffer value = record.value();
    int size = value == null ? 0 : value.remaining();
    makeRoom(size);
    if (size > 0) {
      value.get(value.position(), bytes, length, size);
    }
    length += size;
    offsets[count] = record.offset();
    ends[count] = length;
    count++;
    return size;
  }

  /**
   * All records before a position have been added; those of positions in between are none.
   *
   * @param epoch the leader's, of what is before the position; empty while unknown
   */
  void readUpTo(long next, Optional<Integer> epoch) {
    position = next;
    epoch.ifPresent(this::takeEpoch);
    epochEnd = next;
  }

  /** The leader's epoch at the position where reading begins; empty while unknown. */
  Optional<Integer> leaderEpoch() {
    return Optional.ofNullable(known.leaderEpoch());
  }

  /**
   * What is new, as batches; none when nothing is.
   *
   * @param lag how many positions are left; empty while unknown
   */
  List<LineBatch> take(OptionalLong lag, long nowMillis) {
    long to = stop == null ? position : Math.min(position, Math.max(stop, from));
    boolean caughtUp = (lag.isPresent() && lag.getAsLong() == 0) || isStop(to);
    if (to > from || isStop(to) || (caughtUp && !saidCaughtUp)) {
      close(to, Math.max(to, position + lag.orElse(0)), caughtUp, nowMillis);
    }
    List<LineBatch> batches = List.copyOf(closed);
    closed.clear();
    return batches;
  }

  /** True when nothing was left at the last look. */
  boolean isCaughtUp() {
    return saidCaughtUp;
  }

  /** How many positions were left at the last look, as far as known. */
  long left() {
    return Math.max(0, end - from);
  }

  /** The news that there still is nothing more. */
  LineBatch nothingMore(long nowMillis) {
    close(from, end, true, nowMillis);
    return closed.remove(0);
  }

  /** True when all was read that was to be. */
  boolean isAtStop() {
    return isStop(from);
  }

  private boolean isStop(long position) {
    return stop != null && position >= stop;
  }

  private void makeRoom(int size) {
    if (length + size > bytes.length) {
      int room = length == 0 ? expected + FIRST_BYTES : bytes.length * 2;
      byte[] larger = arrays.take(Math.max(length + size, room));
      System.arraycopy(bytes, 0, larger, 0, length);
      arrays.giveBack(bytes);
      bytes = larger;
    }
    if (count == ends.length) {
      offsets = Arrays.copyOf(offsets, count * 2 + FIRST_RECORDS);
      ends = Arrays.copyOf(ends, count * 2 + FIRST_RECORDS);
    }
  }

  private void close(long to, long knownEnd, boolean caughtUp, long nowMillis) {
    closed.add(
        new LineBatch(
            LineBatch.Kind.LINES,
            source,
            stream,
            from,
            to,
            knownEnd,
            bytes,
            length,
            Arrays.copyOf(offsets, count),
            Arrays.copyOf(ends, count),
            caughtUp,
            nowMillis,
            0,
            null,
            evidence));
    from = to;
    end = knownEnd;
    saidCaughtUp = caughtUp;
    // A fetch ends with what is left over: that says little about the next one.
    expected = Math.max(Math.min(length, BATCH_BYTES), expected / 2);
    bytes = new byte[0];
    length = 0;
    count = 0;
  }

  private void takeEpoch(Integer epoch) {
    if (!epoch.equals(known.leaderEpoch())) {
      known = known.at(epoch, epochEnd);
      evidence = known.write();
    }
  }
}

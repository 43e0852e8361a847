package io.tailwater.connectors.commit.file;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.PrimitiveType;

/**
 * The smallest and the largest text of a page, by unsigned bytes.
 *
 * <p>Nearly all values lie between the two, and mostly their first eight or sixteen bytes say so.
 * Eight are compared as one number, zeros for bytes that a shorter text lacks. Where the numbers
 * differ, they are in the order of the texts: at the first byte that differs, either both texts
 * have one, or the shorter has ended, and the longer, greater one has more than zero there.
 */
final class TextRange {
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private byte[] least;
  private byte[] most;

  /** The first eight bytes of both, turned so that signed numbers lie in their order. */
  private long leastHead;

  private long mostHead;

  /** The eight bytes behind those. */
  private long leastNext;

  private long mostNext;

  /** Forgets all texts. */
  void clear() {
    least = null;
    most = null;
  }

  void add(byte[] bytes, int start, int length) {
    long head = head(bytes, start, length);
    if (least != null && head > leastHead && head < mostHead) {
      return;
    }
    addAtAnEnd(bytes, start, length, head);
  }

  private void addAtAnEnd(byte[] bytes, int start, int length, long head) {
    long next = length > Long.BYTES ? head(bytes, start + 8, length - 8) : Long.MIN_VALUE;
    int end = start + length;
    if (least == null) {
      least = Arrays.copyOfRange(bytes, start, end);
      most = least;
      leastHead = head;
      leastNext = next;
      mostHead = head;
      mostNext = next;
      return;
    }
    int toLeast = order(head, next, leastHead, leastNext);
    int toMost = order(head, next, mostHead, mostNext);
    if (toLeast < 0
        || toLeast == 0 && Arrays.compareUnsigned(bytes, start, end, least, 0, least.length) < 0) {
      least = Arrays.copyOfRange(bytes, start, end);
      leastHead = head;
      leastNext = next;
    } else if (toMost > 0
        || toMost == 0 && Arrays.compareUnsigned(bytes, start, end, most, 0, most.length) > 0) {
      most = Arrays.copyOfRange(bytes, start, end);
      mostHead = head;
      mostNext = next;
    }
  }

  private static int order(long head, long next, long otherHead, long otherNext) {
    return head != otherHead ? Long.compare(head, otherHead) : Long.compare(next, otherNext);
  }

  Statistics<?> statistics(PrimitiveType type, int nulls) {
    Statistics<?> statistics = Statistics.createStats(type);
    statistics.incrementNumNulls(nulls);
    if (least != null) {
      statistics.updateStats(Binary.fromConstantByteArray(least));
      statistics.updateStats(Binary.fromConstantByteArray(most));
    }
    return statistics;
  }

  private static long head(byte[] bytes, int start, int length) {
    if (length >= Long.BYTES) {
      return (long) WORD.get(bytes, start) ^ Long.MIN_VALUE;
    }
    if (start + Long.BYTES <= bytes.length) {
      // A shift by 64 would be none.
      long kept = -1L << 1 << Long.SIZE - 1 - length * Byte.SIZE;
      return (long) WORD.get(bytes, start) & kept ^ Long.MIN_VALUE;
    }
    long head = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      head = head << Byte.SIZE | (i < length ? bytes[start + i] & 0xFF : 0);
    }
    return head ^ Long.MIN_VALUE;
  }
}

package io.tailwater.connectors.tail.file;

import io.tailwater.connectors.tail.file.Generation.Place;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Holds what is remembered of a stream against the bytes of a file. */
final class Proof {

  private Proof() {}

  /** True when the bytes that were read of a stream still stand in the file. */
  static boolean stillThere(Place place, LogBytes bytes) throws IOException {
    // Of what was seen and not read, nothing is said: it may have been cut off. But where no text
    // was read, it is all there is to go by.
    return holds(place, bytes, place.textRead() == 0 ? place.head().length() : place.offset());
  }

  /** True when a file holds what was read of a stream, and the evidence is more than nothing. */
  static boolean isCopy(Place place, LogBytes bytes) throws IOException {
    boolean evident = place.textRead() > 0 || (place.offset() == 0 && place.head().length() > 0);
    return evident && mayBeCopy(place, bytes);
  }

  /** True when a file holds what was read of a stream, be it nothing but zeros. */
  static boolean mayBeCopy(Place place, LogBytes bytes) throws IOException {
    // A copy holds all of the head that it is long enough for.
    return holds(place, bytes, Math.max(place.offset(), bytes.end(Head.FULL)));
  }

  /**
   * True when a file shorter than what was read begins as the stream does, as far as digests tell:
   * of one too short for the first of them they tell nothing, and it may.
   */
  static boolean mayBePartialCopy(Place place, LogBytes bytes) throws IOException {
    long end = bytes.end(place.offset());
    int length = place.head().comparable(end);
    return end < place.offset() && beginsAlike(place.head(), bytes, length);
  }

  /**
   * True when a file that ends at {@code length}, before what was read of a stream does, surely
   * holds nothing but the stream's beginning: the newest mark that it reaches stands in it, and no
   * line ends after that which did not end there in the stream. Where it reaches no mark, as many
   * of its first bytes as an anchor has must do.
   */
  static boolean isOldPart(Place place, LogBytes bytes, long length) throws IOException {
    int head = place.head().comparable(length);
    if (length >= place.offset() || head == 0 || !beginsAlike(place.head(), bytes, head)) {
      return false;
    }
    List<Trail.Mark> marks = place.trail().newestFirst(length);
    if (marks.isEmpty()) {
      // Zeros that a truncation left prove nothing.
      byte[] first = bytesAt(bytes, 0, head);
      return head - LineCut.leadingZeros(ByteBuffer.wrap(first), first.length) >= Anchor.FULL;
    }
    Trail.Mark mark = marks.get(0);
    return mark.matches(bytesAt(bytes, mark.at() - Anchor.FULL, Anchor.FULL))
        && (!place.trail().isDenseAt(mark.at()) || !hasLineFeed(bytes, mark.at(), length));
  }

  private static boolean hasLineFeed(LogBytes bytes, long from, long to) throws IOException {
    for (long at = from; at < to; at += 1 << 16) {
      for (byte b : bytesAt(bytes, at, (int) Math.min(1 << 16, to - at))) {
        if (b == '\n') {
          return true;
        }
      }
    }
    return false;
  }

  /** True when a file begins as a stream does, as far as the head and the file reach. */
  static boolean beginsAlike(Head head, LogBytes bytes) throws IOException {
    int length = head.comparable(bytes.end(Head.FULL));
    return length > 0 && beginsAlike(head, bytes, length);
  }

  /**
   * True when the first {@code length} bytes, a length that the head can compare, are the head's.
   */
  static boolean beginsAlike(Head head, LogBytes bytes, int length) throws IOException {
    byte[] first = bytesAt(bytes, 0, length);
    return first.length == length && head.matches(first, length);
  }

  /** True when the file reaches the offset, and head and anchor stand in it. */
  private static boolean holds(Place place, LogBytes bytes, long headUpTo) throws IOException {
    Head head = place.head();
    boolean whole = place.offset() == 0 && headUpTo >= head.length();
    int length = head.comparable(headUpTo);
    return !place.isUnproven()
        && bytes.end(place.offset()) >= place.offset()
        && (place.offset() > 0 || whole)
        && beginsAlike(head, bytes, length)
        && anchorBytes(place, bytes).isPresent();
  }

  /** The bytes before the offset if they are the ones that were read; empty when they are not. */
  static Optional<byte[]> anchorBytes(Place place, LogBytes bytes) throws IOException {
    int length = place.anchor().length();
    byte[] before = bytesAt(bytes, place.offset() - length, length);
    return before.length == length && place.anchor().matches(before, 0)
        ? Optional.of(before)
        : Optional.empty();
  }

  /**
   * How far a file that was cut still holds what was read of it: the place at the newest mark of
   * the trail that still stands. Empty when too little stands to be sure of anything.
   */
  static Optional<Place> whatIsLeft(Place place, LogBytes bytes) throws IOException {
    long end = bytes.end(place.offset());
    for (Trail.Mark mark : place.trail().newestFirst(end)) {
      int length = place.head().comparable(mark.at());
      byte[] before = bytesAt(bytes, mark.at() - Anchor.FULL, Anchor.FULL);
      if (length > 0 && mark.matches(before) && beginsAlike(place.head(), bytes, length)) {
        return Optional.of(
            new Place(
                place.head().upTo(mark.at()),
                mark.at(),
                Anchor.of(before, 0, before.length),
                place.trail().upTo(mark.at()),
                place.zeros()));
      }
    }
    return Optional.empty();
  }

  /**
   * How far a file holds what was read of a stream, when it lacks no more than the last lines of
   * it: whatever comes after that is another's. Empty when more than leading zeros must be equal
   * and is not, or where nothing tells at which line they part.
   */
  static Optional<Place> partOfCopy(Place place, LogBytes bytes) throws IOException {
    return whatIsLeft(place, bytes)
        .filter(left -> left.textRead() >= Anchor.FULL && place.trail().isDenseAt(left.offset()));
  }

  /** A place that was reached without reading: everything before it is skipped. */
  static Place skippedTo(LogBytes bytes, long offset) throws IOException {
    byte[] first = bytesAt(bytes, 0, Head.FULL);
    int length = (int) Math.min(offset, Anchor.FULL);
    byte[] before = bytesAt(bytes, offset - length, length);
    int zeros = LineCut.leadingZeros(ByteBuffer.wrap(first), first.length);
    return new Place(
        Head.of(first, first.length),
        offset,
        Anchor.of(before, 0, before.length),
        Trail.NONE,
        Math.min(offset, zeros));
  }

  /** Start of the line that an offset lies in. */
  static long lineStart(LogBytes bytes, long offset) throws IOException {
    long end = offset;
    while (end > 0) {
      int length = (int) Math.min(end, 1 << 16);
      byte[] block = bytesAt(bytes, end - length, length);
      for (int at = block.length - 1; at >= 0; at--) {
        if (block[at] == '\n') {
          return end - length + at + 1;
        }
      }
      end -= length;
    }
    return 0;
  }

  /** Bytes at a position; fewer than asked for where the file ends before. */
  static byte[] bytesAt(LogBytes bytes, long at, int length) throws IOException {
    ByteBuffer into = ByteBuffer.allocate(length);
    int read = bytes.read(into, at);
    return read == length ? into.array() : Arrays.copyOf(into.array(), read);
  }
}

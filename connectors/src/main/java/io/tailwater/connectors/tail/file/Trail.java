package io.tailwater.connectors.tail.file;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * Evidence of how a stream stood at line starts before the offset: what is needed to say how much
 * of it is left after its file was cut to a length above zero. Close to the offset every line start
 * has a mark; further back they get sparser, two for each doubling of the distance.
 *
 * <p>Only a mark with as many bytes before it as an {@link Anchor} covers counts: two logs may well
 * begin with the same short lines.
 *
 * @param marks ascending by position
 */
public record Trail(List<Mark> marks) {

  /** Line starts before the offset that each have a mark. */
  static final int DENSE = 32;

  static final Trail NONE = new Trail(List.of());

  private static final int HASH_BYTES = 5;

  /**
   * One line start.
   *
   * @param at its position, at least {@link Anchor#FULL}
   * @param hash 40 bits of the digest of the {@link Anchor#FULL} bytes before it
   */
  public record Mark(long at, long hash) {

    /** The mark at a position that ends at {@code end} in these bytes. */
    static Mark of(long at, byte[] bytes, int end) {
      return new Mark(at, ContentHash.bits40(bytes, end - Anchor.FULL, Anchor.FULL));
    }

    boolean matches(byte[] before) {
      return before.length == Anchor.FULL && hash == ContentHash.bits40(before, 0, Anchor.FULL);
    }
  }

  public Trail {
    marks = List.copyOf(marks);
  }

  /**
   * Marks of the line starts in bytes that were read: the last ones, and some further back. The end
   * of the bytes is one too, if a line ends there.
   *
   * @param before up to {@link Anchor#FULL} bytes that stand before them
   * @param bytes what was read, or its end, in the first {@code length} of these
   * @param end the position after them
   */
  static List<Mark> marksIn(byte[] before, byte[] bytes, int length, long end) {
    List<Mark> marks = new ArrayList<>();
    int at = lineStart(bytes, length);
    while (at > 0) {
      if (before.length + at >= Anchor.FULL) {
        byte[] behind = at >= Anchor.FULL ? bytes : joined(before, bytes, at);
        marks.add(Mark.of(end - length + at, behind, at >= Anchor.FULL ? at : Anchor.FULL));
      }
      // Near the end every line start, then one for each doubling of the distance.
      int next = marks.size() < DENSE ? at - 1 : at - Math.max(1, length - at);
      at = next <= 0 ? 0 : lineStart(bytes, next);
    }
    Collections.reverse(marks);
    return marks;
  }

  /** The last line start at or before an index, 0 when there is none after the first byte. */
  private static int lineStart(byte[] bytes, int index) {
    int at = index;
    while (at > 0 && bytes[at - 1] != '\n') {
      at--;
    }
    return at;
  }

  private static byte[] joined(byte[] before, byte[] bytes, int at) {
    byte[] joined = new byte[Anchor.FULL];
    int fromBefore = Anchor.FULL - at;
    System.arraycopy(before, before.length - fromBefore, joined, 0, fromBefore);
    System.arraycopy(bytes, 0, joined, fromBefore, at);
    return joined;
  }

  /** This trail and newer marks, ascending, thinned out towards the beginning. */
  Trail and(List<Mark> newer) {
    if (newer.isEmpty()) {
      return this;
    }
    List<Mark> all = new ArrayList<>(marks);
    all.addAll(newer);
    int dense = Math.max(0, all.size() - DENSE);
    long newest = all.get(all.size() - 1).at();
    List<Mark> kept = new ArrayList<>();
    int doubling = -1;
    for (int i = 0; i < dense; i++) {
      Mark mark = all.get(i);
      int of = doublings(newest - mark.at());
      boolean first = of != doubling;
      boolean last = i + 1 == dense || doublings(newest - all.get(i + 1).at()) != of;
      if (first || last) {
        kept.add(mark);
      }
      doubling = of;
    }
    kept.addAll(all.subList(dense, all.size()));
    return new Trail(kept);
  }

  private static int doublings(long distance) {
    return Long.SIZE - Long.numberOfLeadingZeros(distance);
  }

  /** The marks at or before a position. */
  Trail upTo(long position) {
    return new Trail(marks.stream().filter(mark -> mark.at() <= position).toList());
  }

  /** True when every line start from this one on has a mark. */
  boolean isDenseAt(long lineStart) {
    return marks.stream()
        .skip(Math.max(0, marks.size() - DENSE))
        .anyMatch(m -> m.at() == lineStart);
  }

  /** The marks at or before a position, newest first. */
  List<Mark> newestFirst(long position) {
    return marks.stream()
        .filter(mark -> mark.at() <= position)
        .sorted(Comparator.comparingLong(Mark::at).reversed())
        .toList();
  }

  /** As text: for each mark the distance from the one before and its hash, packed. */
  String write() {
    byte[] packed = new byte[marks.size() * (10 + HASH_BYTES)];
    int at = 0;
    long before = 0;
    for (Mark mark : marks) {
      long distance = mark.at() - before;
      before = mark.at();
      for (; distance >= 0x80; distance >>>= 7) {
        packed[at++] = (byte) (distance | 0x80);
      }
      packed[at++] = (byte) distance;
      for (int i = HASH_BYTES - 1; i >= 0; i--) {
        packed[at++] = (byte) (mark.hash() >>> (8 * i));
      }
    }
    return Base64.getEncoder().withoutPadding().encodeToString(Arrays.copyOf(packed, at));
  }

  /**
   * The trail that {@link #write} wrote.
   *
   * @throws IllegalArgumentException when the text is none
   */
  static Trail read(String text) {
    byte[] packed = Base64.getDecoder().decode(text);
    TreeMap<Long, Mark> marks = new TreeMap<>();
    int at = 0;
    long position = 0;
    while (at < packed.length) {
      long distance = 0;
      int shift = 0;
      int last;
      do {
        last = at < packed.length ? packed[at++] : -1;
        distance |= (long) (last & 0x7f) << shift;
        shift += 7;
      } while (last < 0 && at < packed.length);
      if (at + HASH_BYTES > packed.length) {
        throw new IllegalArgumentException("A trail ends within a mark: " + text);
      }
      long hash = 0;
      for (int i = 0; i < HASH_BYTES; i++) {
        hash = hash << 8 | (packed[at++] & 0xff);
      }
      position += distance;
      marks.put(position, new Mark(position, hash));
    }
    return new Trail(List.copyOf(marks.values()));
  }
}

package io.tailwater.connectors.tail.file;

import io.tailwater.connectors.tail.file.Generation.Place;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Unpacks an archive as far as is needed to say which generations it holds, a step at a time: an
 * archive may be large, and others wait for their turn.
 */
final class ArchiveProbe implements Closeable {

  private static final int STEP_BYTES = 4 << 20;
  private static final int BLOCK = 1 << 16;

  private final Member member;
  private final UnpackedBytes bytes;
  private final List<Tracked> candidates = new ArrayList<>();
  private final List<Tracked> holders = new ArrayList<>();
  private final long known;
  private int next;
  private boolean handedOver;
  private StatedLength stated;
  private Tracked compared;
  private long comparedTo;

  /**
   * The archive and the generations that begin as it does; what it holds of them is not known yet.
   */
  ArchiveProbe(Member member, UnpackedBytes bytes, List<Tracked> tracked) throws IOException {
    this.member = member;
    this.bytes = bytes;
    this.known = bytes.end(Head.FULL);
    for (Tracked t : tracked) {
      Head head = t.generation.head();
      int length = head.comparable(Math.min(known, Head.FULL));
      if (length > 0
          && !t.generation.place().isUnproven()
          && Proof.beginsAlike(head, bytes, length)) {
        candidates.add(t);
      }
    }
    candidates.sort(Comparator.comparingLong(t -> t.generation.offset()));
  }

  Member member() {
    return member;
  }

  UnpackedBytes bytes() {
    return bytes;
  }

  /** Generations that begin as the archive does, the one read least first. */
  List<Tracked> candidates() {
    return candidates;
  }

  /**
   * Those of them whose bytes up to their offset the archive holds; complete after the last step.
   */
  List<Tracked> holders() {
    return holders;
  }

  /** True when it held less than a head when it was first looked into, and holds more by now. */
  boolean hasGrown() throws IOException {
    return known < Head.FULL && bytes.end(Head.FULL) > known;
  }

  /** True when the archive ends before as much can be unpacked as a head needs. */
  boolean isTooShortToTell() throws IOException {
    return bytes.end(Head.FULL) < Head.FULL && bytes.state() == UnpackedBytes.State.CUT_OFF;
  }

  /** True when the archive says that it is so long. */
  boolean saysLength(long length) throws IOException {
    if (stated == null) {
      stated = bytes.statedLength();
    }
    return stated.agreesWith(length);
  }

  /** Unpacks a little more; true when all is known. */
  boolean step() throws IOException {
    long budget = STEP_BYTES;
    while (next < candidates.size()) {
      Place place = candidates.get(next).generation.place();
      long missing = place.offset() - bytes.unpackedTo();
      if (missing > 0) {
        if (budget <= 0) {
          return false;
        }
        int step = (int) Math.min(missing, budget);
        budget -= step;
        if (!bytes.advance(step) && bytes.unpackedTo() < place.offset()) {
          // The archive ends before: so it does for all that were read further.
          next = candidates.size();
        }
        continue;
      }
      // Where nothing was read, the head is all there is to go by.
      boolean evident = place.offset() > 0 || place.head().length() <= known;
      if (evident && Proof.anchorBytes(place, bytes).isPresent()) {
        holders.add(candidates.get(next));
      }
      next++;
    }
    // One byte more tells whether that was all.
    bytes.end(bytes.unpackedTo() + 1);
    return true;
  }

  /**
   * Compares a little more of what comes after a generation's offset with the file that it is read
   * off, once all steps are made. A copy is never longer than an original that only grows.
   *
   * @return empty while more is to be compared
   */
  Optional<Boolean> compare(Tracked t, LogBytes original) throws IOException {
    if (compared != t) {
      compared = t;
      comparedTo = t.generation.offset();
    }
    for (long budget = STEP_BYTES; budget > 0; budget -= BLOCK) {
      byte[] packed = Proof.bytesAt(bytes, comparedTo, BLOCK);
      byte[] plain = Proof.bytesAt(original, comparedTo, packed.length);
      if (!Arrays.equals(packed, plain)) {
        return Optional.of(false);
      }
      comparedTo += packed.length;
      if (packed.length < BLOCK) {
        return Optional.of(true);
      }
    }
    return Optional.empty();
  }

  /** Hands the archive over, unpacked as far as it is; from now on the generation closes it. */
  void goesOnIn(Tracked t, OpenFiles files) throws IOException {
    handedOver = true;
    t.counted = bytes;
    t.unpackedBefore = bytes.unpackedBytes();
    files.hold(t.generation.name(), bytes);
  }

  @Override
  public void close() throws IOException {
    if (!handedOver) {
      bytes.close();
    }
  }
}

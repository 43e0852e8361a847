package io.tailwater.connectors.tail.file;

import io.tailwater.connectors.tail.file.Generation.Place;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What every read of a chunk ends with. */
final class ChunkSeal {

  private ChunkSeal() {}

  /** The first bytes of an array, which may be longer. */
  record Span(byte[] bytes, int length) {
    static final Span NONE = of(new byte[0]);

    static Span of(byte[] bytes) {
      return new Span(bytes, bytes.length);
    }

    byte[] first(int most) {
      return Arrays.copyOf(bytes, Math.min(length, most));
    }

    byte[] last(int most) {
      return Arrays.copyOfRange(bytes, Math.max(0, length - most), length);
    }
  }

  /**
   * Looks whether the bytes before the chunk still stand, and makes the evidence that goes with it.
   *
   * @param handedOn bytes for whoever comes next
   * @param consumedTail the last bytes that were consumed, or all of them
   * @param consumed how many were
   */
  static ChunkReader.Outcome check(
      Place place,
      LogBytes bytes,
      TailChunk.Kind kind,
      Span handedOn,
      Span consumedTail,
      long consumed,
      long size,
      boolean caughtUp)
      throws IOException {
    long from = place.offset();
    byte[] before = new byte[0];
    Head head = place.head();
    boolean wholeInTail = consumedTail.length() == consumed;
    if (from == 0) {
      Span start = kind == TailChunk.Kind.TOO_LONG ? handedOn : consumedTail;
      byte[] chunkHead = start.bytes();
      int length = Math.min(start.length(), Head.FULL);
      byte[] again = Proof.bytesAt(bytes, 0, Math.max(length, head.length()));
      if (again.length < Math.max(length, head.length())
          || !Arrays.equals(again, 0, length, chunkHead, 0, length)
          || !head.matches(again, head.length())) {
        return new ChunkReader.Outcome.Truncated(true);
      }
      head = length >= head.length() ? Head.of(chunkHead, length) : head;
    } else {
      boolean growing = wholeInTail && from < Head.FULL;
      byte[] first = growing ? Proof.bytesAt(bytes, 0, (int) from) : before;
      Optional<byte[]> anchored = Proof.anchorBytes(place, bytes);
      if (anchored.isEmpty()) {
        return new ChunkReader.Outcome.Truncated(true);
      }
      before = anchored.get();
      if (!wholeInTail) {
        head = head.upTo(from);
      } else if (growing && first.length == from) {
        head = head.read(join(first, consumedTail.first(Head.FULL)));
      }
    }
    byte[] tail = join(before, consumedTail.last(Anchor.FULL));
    int length = Math.min(Anchor.FULL, tail.length);
    long zeros = place.zeros() + (kind == TailChunk.Kind.ZEROS ? consumed : 0);
    Anchor anchor = Anchor.of(tail, tail.length - length, length);
    List<Trail.Mark> marks =
        Trail.marksIn(before, consumedTail.bytes(), consumedTail.length(), from + consumed);
    return new ChunkReader.Outcome.Read(
        kind,
        handedOn.bytes(),
        handedOn.length(),
        size,
        caughtUp,
        new Place(head, from + consumed, anchor, place.trail().and(marks), zeros));
  }

  private static byte[] join(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }
}

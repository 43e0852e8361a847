package io.tailwater.connectors.tail.file;

import java.io.IOException;

/**
 * Brings an archive to where reading goes on: unpacks it up to the offset, a step at a time, and
 * makes sure on the way that it holds what was read.
 */
final class ArchiveReadiness {

  /** Bytes unpacked before it is another log's turn. */
  private static final int STEP_BYTES = 4 << 20;

  /** How far an archive is. */
  enum Progress {
    /** The next read may go on at the offset. */
    READY,
    /** More is to be unpacked first, at once. */
    UNPACKING,
    /** It ends before the offset, as of now. */
    TOO_SHORT,
    /** It is not what was read. */
    OTHER
  }

  private ArchiveReadiness() {}

  static Progress advance(Tracked t, UnpackedBytes bytes) throws IOException {
    if (t.ready == bytes) {
      return Progress.READY;
    }
    Generation.Place place = t.generation.place();
    if (bytes.unpackedTo() == 0) {
      int length = place.head().comparable(bytes.end(Head.FULL));
      if (!Proof.beginsAlike(place.head(), bytes, length)) {
        return Progress.OTHER;
      }
    }
    long missing = place.offset() - bytes.unpackedTo();
    if (missing > 0) {
      boolean more = bytes.advance((int) Math.min(missing, STEP_BYTES));
      if (bytes.unpackedTo() < place.offset()) {
        return more
            ? Progress.UNPACKING
            : bytes.state() == UnpackedBytes.State.COMPLETE ? Progress.OTHER : Progress.TOO_SHORT;
      }
    }
    if (!place.isUnproven() && Proof.anchorBytes(place, bytes).isEmpty()) {
      return Progress.OTHER;
    }
    t.ready = bytes;
    return Progress.READY;
  }
}

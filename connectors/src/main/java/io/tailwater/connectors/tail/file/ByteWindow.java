package io.tailwater.connectors.tail.file;

import java.nio.ByteBuffer;

/** A stretch of a stream in memory: grows at its end, loses its beginning when room is needed. */
final class ByteWindow {
  private static final int LEAST_CAPACITY = 1 << 16;

  private final SpareBuffers spare;
  private final int kept;
  private ByteBuffer bytes;
  private long from;

  /**
   * @param kept so many of the last bytes are never dropped
   */
  ByteWindow(SpareBuffers spare, int kept) {
    this.spare = spare;
    this.kept = kept;
    this.bytes = spare.take(LEAST_CAPACITY);
  }

  /** Position of the first byte that is there. */
  long from() {
    return from;
  }

  /** Position after the last byte. */
  long to() {
    return from + bytes.position();
  }

  /** Makes the window large enough to hold so many bytes and some more. */
  void hold(int length) {
    if (bytes.capacity() < length) {
      ByteBuffer larger = spare.take(length + LEAST_CAPACITY);
      larger.put(bytes.flip());
      spare.giveBack(bytes);
      bytes = larger;
    }
  }

  /**
   * Where the next bytes go, at least one and up to position {@code limit}. Bytes before {@code
   * keepFrom} give way where room is needed, and later ones where that is not enough.
   */
  ByteBuffer room(long keepFrom, long limit) {
    if (!bytes.hasRemaining()) {
      drop(Math.min(keepFrom, to()));
    }
    if (!bytes.hasRemaining()) {
      drop(to() - kept);
    }
    int room = (int) Math.min(bytes.remaining(), limit - to());
    return bytes.duplicate().limit(bytes.position() + room);
  }

  /** Takes in what was put where {@link #room} said. */
  void filled(ByteBuffer room) {
    bytes.position(room.position());
  }

  private void drop(long before) {
    if (before > from) {
      int dropped = (int) (before - from);
      bytes.flip().position(dropped);
      bytes.compact();
      from = before;
    }
  }

  /** Copies what there is from a position on. */
  int copy(long at, ByteBuffer into) {
    if (at >= to()) {
      return 0;
    }
    int length = (int) Math.min(into.remaining(), to() - at);
    into.put(bytes.duplicate().flip().slice((int) (at - from), length));
    return length;
  }

  /** Back to the beginning of the stream. */
  void clear() {
    bytes.clear();
    from = 0;
  }

  void close() {
    spare.giveBack(bytes);
  }
}

package io.tailwater.connectors.tail.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.zip.DataFormatException;

/**
 * A log in a gzip or zstd archive, unpacked from its beginning on and little further than asked
 * for. The archive may still be written: where it is cut off there is nothing more now, and
 * unpacking goes on from there when it has grown. One thread only.
 *
 * <p>What was read last, and at least 1 KiB before it, stays in memory. An earlier position is
 * reached by unpacking all from the beginning again, which {@link #unpackedBytes} shows.
 *
 * <p>A checksum stands behind what it checks. So bytes of a member may be read before the archive
 * turns out to be {@link State#CORRUPT}; they stay readable.
 */
final class UnpackedBytes implements LogBytes {

  /** What is known of the archive's end. */
  enum State {
    /** Not unpacked to the end of the file yet. */
    MORE,
    /** The end of the file lies inside a member, or the file is empty. */
    CUT_OFF,
    /** The end of the file is the end of a member, and all checksums are right. */
    COMPLETE,
    /** Cannot be unpacked further, whatever comes. */
    CORRUPT
  }

  private static final int KEPT = 1024;
  private static final int PACKED_BYTES = 1 << 16;
  private static final int MOST_AHEAD = 4 << 20;

  private final FileChannel channel;
  private final Codec codec;
  private final SpareBuffers spare;
  private final Unpacker unpacker;
  private final ByteWindow window;
  private final ByteBuffer packed;
  private long packedAt;
  private long packedSeen;
  private long lastAt;
  private long unpackedBytes;
  private long knownEnd;
  private boolean reachedEnd;
  private boolean wholeAtEnd;
  private String problem;
  private boolean closed;

  /**
   * @param channel is closed with this
   * @param codec GZIP or ZSTD
   */
  UnpackedBytes(FileChannel channel, Codec codec, SpareBuffers spare) {
    this.channel = channel;
    this.codec = codec;
    this.spare = spare;
    this.unpacker =
        switch (codec) {
          case GZIP -> new GzipUnpacker();
          case ZSTD -> new ZstdUnpacker();
          case NONE -> throw new IllegalArgumentException("An archive needs a codec, got NONE");
        };
    this.window = new ByteWindow(spare, KEPT);
    this.packed = spare.take(PACKED_BYTES).flip();
  }

  @Override
  public int read(ByteBuffer into, long at) throws IOException {
    if (at < window.from()) {
      startOver();
    }
    lastAt = at;
    boolean more = true;
    while (more && window.to() < at) {
      more = unpack(at - KEPT, at);
    }
    window.hold(into.remaining() + 2 * KEPT);
    while (more && window.to() < at + into.remaining()) {
      more = unpack(at - KEPT, Long.MAX_VALUE);
    }
    return window.copy(at, into);
  }

  /**
   * {@inheritDoc}
   *
   * <p>What was read last stays in memory unless {@code atLeast} is more than 4 MiB behind it.
   */
  @Override
  public long end(long atLeast) throws IOException {
    boolean more = knownEnd < atLeast;
    if (more) {
      window.hold((int) Math.min(MOST_AHEAD, atLeast - lastAt) + 2 * KEPT);
    }
    while (more && knownEnd < atLeast) {
      more = unpack(lastAt - KEPT, Long.MAX_VALUE);
    }
    return knownEnd;
  }

  /**
   * Unpacks further without reading, so that a caller can go forward in steps of bounded cost. Of
   * what was unpacked before, only the last KiB is sure to stay in memory.
   *
   * @return true while there may be more to unpack now
   */
  boolean advance(int atMost) throws IOException {
    long goal = window.to() + atMost;
    boolean more = true;
    while (more && window.to() < goal) {
      more = unpack(window.to() - KEPT, goal);
    }
    lastAt = window.to();
    return more;
  }

  /** Position up to which the archive is unpacked now, where {@link #advance} goes on. */
  long unpackedTo() {
    return window.to();
  }

  State state() throws IOException {
    if (problem != null) {
      return State.CORRUPT;
    }
    if (!reachedEnd || channel.size() != packedSeen) {
      return State.MORE;
    }
    return wholeAtEnd ? State.COMPLETE : State.CUT_OFF;
  }

  /** What is wrong with a corrupt archive, and where; empty for others. */
  Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  /** How many bytes were unpacked in all: one that was unpacked twice counts twice. */
  long unpackedBytes() {
    return unpackedBytes;
  }

  /** The length that the archive says it has. */
  StatedLength statedLength() throws IOException {
    return StatedLength.of(channel, codec);
  }

  /** Size of the file, bytes. */
  long packedSize() throws IOException {
    return channel.size();
  }

  /**
   * Unpacks a piece, not beyond {@code limit}.
   *
   * @return false when there is nothing more now
   */
  private boolean unpack(long keepFrom, long limit) throws IOException {
    if (problem != null && window.to() >= knownEnd) {
      return false;
    }
    boolean fed = packed.hasRemaining() || refill();
    ByteBuffer room = window.room(keepFrom, problem == null ? limit : Math.min(limit, knownEnd));
    int start = room.position();
    try {
      unpacker.unpack(packed, room);
      boolean more = took(room, start) || fed;
      if (!more) {
        endReached();
      }
      return more;
    } catch (DataFormatException e) {
      took(room, start);
      fail(packedAt - packed.remaining(), e.getMessage());
      return false;
    }
  }

  private boolean took(ByteBuffer room, int start) {
    int got = room.position() - start;
    window.filled(room);
    unpackedBytes += got;
    knownEnd = Math.max(knownEnd, window.to());
    return got > 0;
  }

  private boolean refill() throws IOException {
    packed.clear();
    int read = channel.read(packed, packedAt);
    packed.flip();
    packedAt += Math.max(0, read);
    if (packedAt > packedSeen) {
      packedSeen = packedAt;
      reachedEnd = false;
    }
    return read > 0;
  }

  /** All that is in the file was unpacked. */
  private void endReached() throws IOException {
    if (packedAt < packedSeen || channel.size() < packedSeen) {
      fail(channel.size(), "the file ends here now, after " + packedSeen + " bytes were read");
    } else {
      reachedEnd = true;
      wholeAtEnd = unpacker.isBetweenMembers();
    }
  }

  private void fail(long packedOffset, String trouble) {
    knownEnd = window.to();
    if (problem == null) {
      problem = "member " + unpacker.member() + ", packed offset " + packedOffset + ": " + trouble;
    }
  }

  private void startOver() {
    unpacker.reset();
    window.clear();
    packed.clear().flip();
    packedAt = 0;
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      unpacker.close();
      window.close();
      spare.giveBack(packed);
      channel.close();
    }
  }
}

package io.tailwater.connectors.tail.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.OptionalLong;

/**
 * The unpacked length that an archive says it has, found without unpacking. Good to recognise the
 * archive of a log whose length is known; no proof that the archive is sound.
 *
 * <p>A gzip member states its length modulo 4 GiB in its last bytes. So the file must hold nothing
 * that looks like the beginning of a second member, whose length would be taken for the whole. A
 * zstd frame states its length at its beginning, or not; its blocks show where the next one is.
 *
 * @param length as stated; empty when nothing that can be relied upon is
 * @param modulo what the length is counted modulo
 */
record StatedLength(OptionalLong length, long modulo) {
  private static final StatedLength NONE = new StatedLength(OptionalLong.empty(), 1);
  private static final long GZIP_MODULO = 1L << 32;
  private static final int LEAST_GZIP = 18;
  private static final int BLOCK = 1 << 16;

  /** Reading through a larger file takes too long for one look. */
  private static final long MOST_PACKED = 256L << 20;

  static StatedLength of(FileChannel channel, Codec codec) throws IOException {
    return switch (codec) {
      case NONE -> NONE;
      case GZIP -> ofGzip(channel);
      case ZSTD -> ofZstd(channel);
    };
  }

  /** True when an archive of a log of this length would say the same. */
  boolean agreesWith(long unpacked) {
    return length.isPresent() && unpacked % modulo == length.getAsLong();
  }

  private static StatedLength ofGzip(FileChannel channel) throws IOException {
    long size = channel.size();
    if (size < LEAST_GZIP || size > MOST_PACKED || !isOneMember(channel, size)) {
      return NONE;
    }
    long stated = bytesAt(channel, size - 4, 4).getInt(0) & 0xffff_ffffL;
    // An archive of nothing, or zeros behind the last member.
    return stated == 0 ? NONE : new StatedLength(OptionalLong.of(stated), GZIP_MODULO);
  }

  private static boolean isOneMember(FileChannel channel, long size) throws IOException {
    for (long at = 0; at < size; at += BLOCK) {
      ByteBuffer bytes = bytesAt(channel, at, (int) Math.min(BLOCK + 3, size - at));
      for (int i = 0; i + 3 < bytes.limit(); i++) {
        boolean begins =
            bytes.get(i) == GzipHeader.FIRST_BYTE && GzipHeader.mayBegin(bytes.getInt(i));
        if (begins != (at + i == 0)) {
          return false;
        }
      }
    }
    return true;
  }

  private static StatedLength ofZstd(FileChannel channel) throws IOException {
    long length = 0;
    long at = 0;
    while (at < channel.size()) {
      ZstdFrame frame = ZstdFrame.at(channel, at);
      if (frame == null || frame.contentSize().isEmpty()) {
        return NONE;
      }
      length += frame.contentSize().getAsLong();
      at = frame.end();
    }
    return new StatedLength(OptionalLong.of(length), Long.MAX_VALUE);
  }

  private static ByteBuffer bytesAt(FileChannel channel, long at, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    new PlainBytes(channel).read(bytes, at);
    return bytes.flip();
  }
}

package io.tailwater.connectors.tail.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.OptionalLong;
import java.util.zip.DataFormatException;

/**
 * One zstd frame in a file, measured by going from block to block without unpacking.
 *
 * @param contentSize unpacked length that the frame says it has, if it does; 0 for one to skip
 * @param end position in the file after the frame
 */
record ZstdFrame(OptionalLong contentSize, long end) {
  private static final int MOST_BLOCKS = 1 << 16;

  /** The frame at a position; null when it is cut off, damaged, or of very many blocks. */
  static ZstdFrame at(FileChannel channel, long at) throws IOException {
    ByteBuffer start = bytesAt(channel, at, 4 + ZstdFrameHeader.MOST_BYTES);
    if (start.limit() < 8) {
      return null;
    }
    ZstdFrame frame =
        ZstdFrameHeader.isSkippable(start.getInt(0))
            ? new ZstdFrame(OptionalLong.of(0), at + 8 + (start.getInt(4) & 0xffff_ffffL))
            : ZstdFrameHeader.isFrame(start.getInt(0)) ? blocks(channel, at + 4, start) : null;
    return frame == null || frame.end() > channel.size() ? null : frame;
  }

  private static ZstdFrame blocks(FileChannel channel, long at, ByteBuffer start)
      throws IOException {
    start.position(4);
    if (ZstdFrameHeader.length(start.get(4)) > start.remaining()) {
      return null;
    }
    ZstdFrameHeader header = ZstdFrameHeader.read(start);
    long next = at + header.bytes();
    for (int blocks = 0; blocks < MOST_BLOCKS; blocks++) {
      ByteBuffer bytes = bytesAt(channel, next, 3);
      if (bytes.limit() < 3) {
        return null;
      }
      int block = ZstdFrameHeader.blockHeader(bytes);
      try {
        next += 3 + ZstdFrameHeader.blockBytes(block);
      } catch (DataFormatException e) {
        // Damaged: who unpacks it will say where.
        return null;
      }
      if (ZstdFrameHeader.isLastBlock(block)) {
        return new ZstdFrame(header.contentSize(), next + (header.hasChecksum() ? 4 : 0));
      }
    }
    return null;
  }

  private static ByteBuffer bytesAt(FileChannel channel, long at, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    new PlainBytes(channel).read(bytes, at);
    return bytes.flip();
  }
}

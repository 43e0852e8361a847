package io.tailwater.connectors.tail.file;

import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.zip.DataFormatException;

/**
 * The container that zstd packs blocks into (RFC 8878), as far as is needed to find the next one.
 *
 * @param bytes length of the header after the magic number
 * @param contentSize the unpacked length that the frame says it has, if it does
 * @param hasChecksum a checksum follows the last block
 */
record ZstdFrameHeader(int bytes, OptionalLong contentSize, boolean hasChecksum) {
  static final int MAGIC = 0xfd2fb528;

  /** Length of the longest header after the magic number. */
  static final int MOST_BYTES = 14;

  private static final int SKIPPABLE = 0x184d2a50;
  private static final int RLE = 1;
  private static final int RESERVED = 3;

  static boolean isFrame(int magic) {
    return magic == MAGIC;
  }

  /** A frame of another program's bytes: four bytes of length follow. */
  static boolean isSkippable(int magic) {
    return (magic & 0xfffffff0) == SKIPPABLE;
  }

  /** Length of a header that begins with this byte, from that byte on. */
  static int length(int descriptor) {
    int dictionary = (descriptor & 3) == 3 ? 4 : descriptor & 3;
    int window = isSingleSegment(descriptor) ? 0 : 1;
    return 1 + window + dictionary + sizeBytes(descriptor);
  }

  /** Reads a header from its descriptor byte on; as much as {@link #length} says must be there. */
  static ZstdFrameHeader read(ByteBuffer header) {
    int descriptor = header.get(header.position()) & 0xff;
    int length = length(descriptor);
    int sizeBytes = sizeBytes(descriptor);
    long size = sizeBytes == 2 ? 256 : 0;
    for (int i = 0; i < sizeBytes; i++) {
      size += (header.get(header.position() + length - sizeBytes + i) & 0xffL) << (8 * i);
    }
    OptionalLong content = sizeBytes == 0 ? OptionalLong.empty() : OptionalLong.of(size);
    return new ZstdFrameHeader(length, content, (descriptor & 4) != 0);
  }

  private static boolean isSingleSegment(int descriptor) {
    return (descriptor & 0x20) != 0;
  }

  private static int sizeBytes(int descriptor) {
    int flag = descriptor >>> 6 & 3;
    return flag == 0 ? (isSingleSegment(descriptor) ? 1 : 0) : 1 << flag;
  }

  /** The three bytes before a block, the lowest first. */
  static int blockHeader(ByteBuffer bytes) {
    return bytes.get(0) & 0xff | (bytes.get(1) & 0xff) << 8 | (bytes.get(2) & 0xff) << 16;
  }

  static boolean isLastBlock(int blockHeader) {
    return (blockHeader & 1) != 0;
  }

  /** Packed length of a block without its header. */
  static int blockBytes(int blockHeader) throws DataFormatException {
    int type = blockHeader >>> 1 & 3;
    if (type == RESERVED) {
      throw new DataFormatException("got a block of type 3, which zstd does not know");
    }
    return type == RLE ? 1 : blockHeader >>> 3;
  }
}

package io.tailwater.connectors.tail.file;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.DataFormatException;

/**
 * Unpacks zstd (RFC 8878). The library is given at most one block a call: what it unpacked in a
 * call that fails is gone, so a damaged block must not share a call with a sound one. Finding the
 * blocks also tells where frames end.
 */
final class ZstdUnpacker implements Unpacker {

  private enum Part {
    MAGIC,
    SKIPPED_LENGTH,
    SKIPPED,
    DESCRIPTOR,
    HEADER,
    BLOCK_HEADER,
    BLOCK,
    CHECKSUM;

    /** Taken as it comes; the other parts are a few bytes that say what follows. */
    boolean isData() {
      return this == SKIPPED || this == BLOCK || this == CHECKSUM;
    }
  }

  private final ZstdDecompressCtx zstd = new ZstdDecompressCtx();
  private final ByteBuffer told =
      ByteBuffer.allocateDirect(ZstdFrameHeader.MOST_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private final ByteBuffer nothing = ByteBuffer.allocateDirect(0);
  private Part part;
  private long left;
  private int member;
  private boolean hasChecksum;
  private boolean lastBlock;
  private boolean heldBack;

  ZstdUnpacker() {
    reset();
  }

  @Override
  public void unpack(ByteBuffer packed, ByteBuffer into) throws DataFormatException {
    if (heldBack) {
      give(nothing, into);
    }
    while (!heldBack && packed.hasRemaining()) {
      int piece = (int) Math.min(left, packed.remaining());
      ByteBuffer bytes = packed.duplicate().limit(packed.position() + piece);
      if (part.isData()) {
        data(bytes, into);
      } else {
        told.put(bytes);
        left -= piece;
        if (left == 0) {
          told.flip();
          heard(into);
        }
      }
      packed.position(bytes.position());
    }
  }

  private void data(ByteBuffer bytes, ByteBuffer into) throws DataFormatException {
    int start = bytes.position();
    if (part == Part.SKIPPED) {
      bytes.position(bytes.limit());
    } else {
      give(bytes, into);
    }
    left -= bytes.position() - start;
    if (left == 0) {
      dataEnded();
    }
  }

  private void give(ByteBuffer bytes, ByteBuffer into) throws DataFormatException {
    try {
      zstd.decompressDirectByteBufferStream(into, bytes);
    } catch (ZstdException e) {
      throw new DataFormatException("the packed data is damaged: " + e.getMessage());
    }
    heldBack = !into.hasRemaining();
  }

  private void heard(ByteBuffer into) throws DataFormatException {
    switch (part) {
      case MAGIC -> {
        int magic = told.getInt(0);
        if (ZstdFrameHeader.isFrame(magic)) {
          give(told, into);
        } else if (!ZstdFrameHeader.isSkippable(magic)) {
          throw new DataFormatException(
              (member == 1 ? "does not begin as zstd does" : "something that is no frame follows")
                  + ", with 0x%08x, got 0x%08x".formatted(ZstdFrameHeader.MAGIC, magic));
        }
        expect(ZstdFrameHeader.isFrame(magic) ? Part.DESCRIPTOR : Part.SKIPPED_LENGTH);
      }
      case SKIPPED_LENGTH -> expect(Part.SKIPPED, told.getInt(0) & 0xffff_ffffL);
      case DESCRIPTOR -> {
        // The header is read from its descriptor on, so that stays.
        told.position(1).limit(told.capacity());
        part = Part.HEADER;
        left = ZstdFrameHeader.length(told.get(0)) - 1;
      }
      case HEADER -> {
        hasChecksum = ZstdFrameHeader.read(told).hasChecksum();
        give(told, into);
        expect(Part.BLOCK_HEADER);
      }
      case BLOCK_HEADER -> {
        int header = ZstdFrameHeader.blockHeader(told);
        lastBlock = ZstdFrameHeader.isLastBlock(header);
        long length = ZstdFrameHeader.blockBytes(header);
        give(told, into);
        expect(Part.BLOCK, length);
      }
      default -> throw new IllegalStateException("says nothing: " + part);
    }
  }

  private void dataEnded() {
    if (part == Part.BLOCK && !lastBlock) {
      expect(Part.BLOCK_HEADER);
    } else if (part == Part.BLOCK && hasChecksum) {
      expect(Part.CHECKSUM);
    } else {
      member++;
      expect(Part.MAGIC);
    }
  }

  private void expect(Part next) {
    expect(
        next,
        switch (next) {
          case MAGIC, SKIPPED_LENGTH, CHECKSUM -> 4;
          case BLOCK_HEADER -> 3;
          default -> 1;
        });
  }

  private void expect(Part next, long length) {
    part = next;
    left = length;
    told.clear();
    if (length == 0) {
      dataEnded();
    }
  }

  @Override
  public boolean isBetweenMembers() {
    return member > 1 && part == Part.MAGIC && told.position() == 0;
  }

  @Override
  public int member() {
    return member;
  }

  @Override
  public void reset() {
    zstd.reset();
    member = 1;
    heldBack = false;
    expect(Part.MAGIC);
  }

  @Override
  public void close() {
    zstd.close();
  }
}

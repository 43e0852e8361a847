package io.tailwater.connectors.tail.file;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks gzip (RFC 1952). Java's own stream takes a file that is still being written for a damaged
 * one, and in some versions the first of several members for the last.
 */
final class GzipUnpacker implements Unpacker {

  private enum Part {
    HEADER,
    BODY,
    TRAILER,
    /** Zeros after the last member, as tapes and block devices leave them. */
    PADDING
  }

  private static final int TRAILER_BYTES = 8;

  private final Inflater inflater = new Inflater(true);
  private final GzipHeader header = new GzipHeader();
  private final CRC32 check = new CRC32();
  private Part part = Part.HEADER;
  private int member = 1;
  private long trailer;
  private int trailerRead;

  @Override
  public void unpack(ByteBuffer packed, ByteBuffer into) throws DataFormatException {
    boolean more = true;
    while (more) {
      more =
          switch (part) {
            case HEADER -> header(packed);
            case BODY -> body(packed, into);
            case TRAILER -> trailer(packed);
            case PADDING -> padding(packed);
          };
    }
  }

  private boolean header(ByteBuffer packed) throws DataFormatException {
    boolean next = member > 1 && header.isEmpty() && packed.hasRemaining();
    if (next && packed.get(packed.position()) == 0) {
      part = Part.PADDING;
    } else if (next && packed.get(packed.position()) != GzipHeader.FIRST_BYTE) {
      throw new DataFormatException(
          "after member " + (member - 1) + " there is something that is no member: " + hex(packed));
    } else if (!header.read(packed)) {
      return false;
    } else {
      part = Part.BODY;
    }
    return true;
  }

  private boolean body(ByteBuffer packed, ByteBuffer into) throws DataFormatException {
    int start = into.position();
    long before = inflater.getBytesWritten();
    inflater.setInput(packed);
    try {
      inflater.inflate(into);
    } catch (DataFormatException e) {
      into.position(start + (int) (inflater.getBytesWritten() - before));
      throw new DataFormatException("the packed data is damaged: " + e.getMessage());
    }
    check.update(into.duplicate().flip().position(start));
    if (inflater.finished()) {
      part = Part.TRAILER;
      return true;
    }
    if (inflater.needsDictionary()) {
      throw new DataFormatException("the packed data is damaged: it asks for a dictionary");
    }
    return packed.hasRemaining() && into.hasRemaining();
  }

  private boolean trailer(ByteBuffer packed) throws DataFormatException {
    while (trailerRead < TRAILER_BYTES) {
      if (!packed.hasRemaining()) {
        return false;
      }
      trailer |= (packed.get() & 0xffL) << (8 * trailerRead++);
    }
    long wantCheck = trailer & 0xffff_ffffL;
    long wantLength = trailer >>> 32;
    long gotLength = inflater.getBytesWritten() & 0xffff_ffffL;
    if (wantCheck != check.getValue()) {
      throw new DataFormatException(
          "CRC-32 of the data is %08x, the trailer says %08x"
              .formatted(check.getValue(), wantCheck));
    }
    if (wantLength != gotLength) {
      throw new DataFormatException(
          "length of the data is " + gotLength + ", the trailer says " + wantLength);
    }
    next(member + 1);
    return true;
  }

  private boolean padding(ByteBuffer packed) throws DataFormatException {
    while (packed.hasRemaining()) {
      if (packed.get(packed.position()) != 0) {
        throw new DataFormatException(
            "after member " + (member - 1) + " and zeros there is more: " + hex(packed));
      }
      packed.get();
    }
    return false;
  }

  private static String hex(ByteBuffer packed) {
    return "byte 0x%02x".formatted(packed.get(packed.position()));
  }

  @Override
  public boolean isBetweenMembers() {
    return part == Part.PADDING || (part == Part.HEADER && header.isEmpty() && member > 1);
  }

  @Override
  public int member() {
    return member;
  }

  @Override
  public void reset() {
    next(1);
  }

  private void next(int number) {
    member = number;
    part = Part.HEADER;
    header.clear();
    inflater.reset();
    check.reset();
    trailer = 0;
    trailerRead = 0;
  }

  @Override
  public void close() {
    inflater.end();
  }
}

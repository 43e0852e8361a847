package io.tailwater.pipeline.gateway;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Unpacks gzip, member after member. Unlike Java's own, it never stops before the end of what was
 * sent: something that is no member is an error, as is an end within one.
 */
final class GzipBody extends InputStream {
  private static final int HEADER_CHECKSUM = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int DEFLATE = 8;

  private final InputStream in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 checksum = new CRC32();
  private final byte[] packed = new byte[1 << 16];
  private int at;
  private int to;
  private boolean begun;
  private boolean over;

  GzipBody(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (!begun) {
      header();
      begun = true;
    }
    while (!over && length > 0) {
      int read = inflate(into, from, length);
      if (read > 0) {
        checksum.update(into, from, read);
        return read;
      }
      if (inflater.finished()) {
        at = to - inflater.getRemaining();
        trailer();
        over = !more();
        if (!over) {
          header();
        }
      } else if (inflater.needsDictionary()) {
        throw new ZipException("it needs a dictionary");
      } else if (inflater.needsInput()) {
        if (!more()) {
          throw new EOFException();
        }
        inflater.setInput(packed, at, to - at);
        at = to;
      }
    }
    return length == 0 ? 0 : -1;
  }

  private int inflate(byte[] into, int from, int length) throws ZipException {
    try {
      return inflater.inflate(into, from, length);
    } catch (DataFormatException e) {
      throw new ZipException(e.getMessage());
    }
  }

  private void header() throws IOException {
    if (next() != 0x1f || next() != 0x8b || next() != DEFLATE) {
      throw new ZipException("want a gzip header");
    }
    int flags = next();
    skip(6);
    if ((flags & EXTRA) != 0) {
      skip(next() | next() << 8);
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    if ((flags & HEADER_CHECKSUM) != 0) {
      skip(2);
    }
    inflater.reset();
    checksum.reset();
  }

  private void trailer() throws IOException {
    if (number() != checksum.getValue() || number() != (inflater.getBytesWritten() & 0xFFFFFFFFL)) {
      throw new ZipException("its checksum or length differs");
    }
  }

  private long number() throws IOException {
    return next() | next() << 8 | next() << 16 | (long) next() << 24;
  }

  private void skip(int bytes) throws IOException {
    for (int i = 0; i < bytes; i++) {
      next();
    }
  }

  private void skipText() throws IOException {
    int b = next();
    while (b != 0) {
      b = next();
    }
  }

  private int next() throws IOException {
    if (!more()) {
      throw new EOFException();
    }
    return packed[at++] & 0xFF;
  }

  /** True when there are bytes in the buffer, after reading some if need be. */
  private boolean more() throws IOException {
    if (at == to) {
      at = 0;
      to = Math.max(0, in.read(packed, 0, packed.length));
    }
    return at < to;
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }
}

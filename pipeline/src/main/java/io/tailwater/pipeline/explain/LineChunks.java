package io.tailwater.pipeline.explain;

import io.tailwater.connectors.stream.LineBatch;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Cuts an input into batches of whole lines. The last line need not be ended by a line feed. */
final class LineChunks {
  private static final int CHUNK = 64 << 10;
  private static final int LONGEST = 1 << 20;

  private final InputStream in;
  private final String source;
  private final String stream;
  private byte[] buffer = new byte[CHUNK];
  private int filled;
  private long offset;
  private boolean atEnd;

  LineChunks(InputStream in, String source, String stream) {
    this.in = in;
    this.source = source;
    this.stream = stream;
  }

  /** The next batch; null at the end. */
  LineBatch next() throws IOException {
    while (true) {
      int whole = lastLineEnd();
      if (whole > 0 || (atEnd && filled > 0)) {
        return take(LineBatch.Kind.LINES, whole > 0 ? whole : filled, 0);
      }
      if (atEnd) {
        return null;
      }
      if (filled >= LONGEST) {
        return take(LineBatch.Kind.TOO_LONG, filled, skipLine());
      }
      fill();
    }
  }

  private int lastLineEnd() {
    int at = filled;
    while (at > 0 && buffer[at - 1] != '\n') {
      at--;
    }
    return at;
  }

  private void fill() throws IOException {
    if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int read = in.read(buffer, filled, buffer.length - filled);
    atEnd = read < 0;
    filled += Math.max(read, 0);
  }

  /** Reads to the end of a line that is too long and answers how many bytes that took. */
  private long skipLine() throws IOException {
    long skipped = 0;
    int c = 0;
    while (c != '\n' && c >= 0) {
      c = in.read();
      skipped += c >= 0 ? 1 : 0;
    }
    atEnd = c < 0;
    return skipped;
  }

  private LineBatch take(LineBatch.Kind kind, int length, long beyond) {
    byte[] bytes = Arrays.copyOf(buffer, length);
    System.arraycopy(buffer, length, buffer, 0, filled - length);
    filled -= length;
    long from = offset;
    offset += length + beyond;
    return new LineBatch(
        kind, source, stream, from, offset, offset, bytes, length, atEnd, now(), 0, null, "{}");
  }

  /** Bytes as a batch of a stream of their own. */
  static LineBatch lines(byte[] bytes) {
    int n = bytes.length;
    return new LineBatch(
        LineBatch.Kind.LINES, "", "", 0, n, n, bytes, n, true, now(), 0, null, "{}");
  }

  private static long now() {
    return System.currentTimeMillis();
  }
}

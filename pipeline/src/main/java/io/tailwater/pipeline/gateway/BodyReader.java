package io.tailwater.pipeline.gateway;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.ZipException;

/** Opens bodies, unpacked and within limits. */
final class BodyReader {
  /** What is sent is believed, not what is announced. */
  private static final int FIRST = 64 << 10;

  private final BodyLimit sent;
  private final BodyLimit unpacked;
  private final Duration timeout;

  /**
   * @param sent most bytes as they are sent
   * @param unpacked most bytes of a packed body once it is unpacked
   * @param timeout longest time for all of it to come
   */
  BodyReader(BodyLimit sent, BodyLimit unpacked, Duration timeout) {
    this.sent = sent;
    this.unpacked = unpacked;
    this.timeout = timeout;
  }

  /**
   * A body whose reading is refused when it breaks a limit or breaks off.
   *
   * @param length what the sender says that it is long; -1 when it does not say
   */
  SentBody open(InputStream in, long length) {
    sent.check(length);
    return new SentBody(in, sent, timeout);
  }

  /** What is in it; to read that is refused when it breaks a limit or is no gzip. */
  InputStream unpack(SentBody body) {
    return new Unpacked(new GzipBody(body));
  }

  /** Most bytes that an unpacked body may become, as a limit of something else. */
  BodyLimit unpackedLimit(String what) {
    return new BodyLimit(what, unpacked.key(), unpacked.bytes());
  }

  /** All of it, as far as there is memory. */
  static byte[] readAll(InputStream body, BodyBudget.Share memory) throws IOException {
    byte[] bytes = new byte[FIRST];
    memory.take(FIRST);
    int length = 0;
    for (int read = 0; read >= 0; read = body.read(bytes, length, bytes.length - length)) {
      length += read;
      if (length == bytes.length) {
        memory.take(length);
        bytes = Arrays.copyOf(bytes, length * 2);
      }
    }
    return Arrays.copyOf(bytes, length);
  }

  private final class Unpacked extends FilterInputStream {
    private long count;

    Unpacked(GzipBody in) {
      super(in);
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      try {
        int read = in.read(into, from, length);
        count += Math.max(0, read);
        unpacked.check(count);
        return read;
      } catch (EOFException e) {
        throw Refusal.brokenBody("The gzip body ends too early");
      } catch (ZipException e) {
        throw Refusal.brokenBody("The body is no gzip: " + e.getMessage());
      }
    }
  }
}

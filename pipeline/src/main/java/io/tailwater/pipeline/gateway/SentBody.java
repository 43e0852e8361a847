package io.tailwater.pipeline.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** A body as it comes in, within limits of size and time. */
final class SentBody extends InputStream {
  /** Whoever sends so many bytes in each second is not too slow. */
  private static final int BYTES_PER_SECOND = 64 << 10;

  private final InputStream in;
  private final BodyLimit limit;
  private final Duration timeout;
  private final long beginNanos = System.nanoTime();
  private volatile long sent;
  private volatile boolean closed;

  /**
   * @param limit most bytes as they are sent
   * @param timeout longest time for all of it to come, and some more for a long one
   */
  SentBody(InputStream in, BodyLimit limit, Duration timeout) {
    this.in = in;
    this.limit = limit;
    this.timeout = timeout;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  /**
   * @throws Refusal when a limit is exceeded, or the sender broke off
   */
  @Override
  public int read(byte[] into, int from, int length) {
    int read;
    try {
      read = in.read(into, from, length);
    } catch (IOException e) {
      throw isTimeout(e)
          ? Refusal.tooSlow(timeout.toSeconds())
          : Refusal.brokenBody("The body ended before its end: " + e.getMessage());
    }
    sent += Math.max(0, read);
    limit.check(sent);
    if (isOverdueBy(Duration.ZERO)) {
      throw Refusal.tooSlow(timeout.toSeconds());
    }
    return read;
  }

  /** True when it should have ended so long ago. */
  boolean isOverdueBy(Duration late) {
    long allowed = timeout.toNanos() + (long) (sent * 1e9 / BYTES_PER_SECOND);
    return System.nanoTime() - beginNanos - allowed > late.toNanos();
  }

  boolean isClosed() {
    return closed;
  }

  /** Nothing of it will be read any more. */
  @Override
  public void close() {
    closed = true;
  }

  private static boolean isTimeout(Throwable failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof TimeoutException) {
        return true;
      }
    }
    return false;
  }
}
